"""The timeline of a bloc's members: spells of their postures, ties, common adversaries and blocs so far."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.example import example_spells
from sim.analysis.records import records
from sim.app.history import worlds
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A stretch of consecutive steps with a property."""

    track: str
    """`posture` (of source toward target), `entente` (every pair of members has a tie), `adversary`
    (every member balances against `target`) or `bloc` (entente and some common adversary)."""
    source: str
    target: str
    posture: Posture | None
    """Of a posture track, else None."""
    start: int
    """First step; postures from step 0, the rest from step 1."""
    stop: int
    """The step after the last."""
    stable: bool
    """An entente or a bloc that lasts `min_duration` steps or more."""
    open: bool
    """It may still go on: the history so far ends with it."""

    @property
    def length(self) -> int:
        """Number of steps."""
        return self.stop - self.start


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All spells of the members up to a step."""

    members: tuple[str, ...]
    step: int
    horizon: int
    min_duration: int
    spells: tuple[Spell, ...]

    def of(self, track: str, source: str = "", target: str = "") -> tuple[Spell, ...]:
        """The spells of one track."""
        wanted = (track, source, target)
        return tuple(spell for spell in self.spells if (spell.track, spell.source, spell.target) == wanted)

    @property
    def stable_bloc(self) -> bool:
        """Whether a stable bloc has stood by now."""
        return any(spell.track == "bloc" and spell.stable for spell in self.spells)


def timeline(scenario: Scenario, seed: int, step: int) -> Timeline:
    """The timeline of the scenario's members after a step; raises InputError beyond the horizon."""
    return read_timeline(scenario, worlds(scenario, seed, step))


def read_timeline(scenario: Scenario, postures: Array) -> Timeline:
    """The timeline of a history so far: postures (step+1, N, N), canonical order."""
    import pandas as pd

    members, keys = scenario.bloc.members, scenario.canonical_states
    steps = np.arange(len(postures))
    dyads = [(a, b) for a in members for b in keys if a != b]
    table = pd.DataFrame(
        {
            "step": np.tile(steps, len(dyads)),
            "source": np.repeat([a for a, _ in dyads], len(steps)),
            "target": np.repeat([b for _, b in dyads], len(steps)),
            "posture": np.concatenate([postures[:, keys.index(a), keys.index(b)] for a, b in dyads]),
        }
    )
    bloc = scenario.bloc
    found = example_spells(
        table, members, scenario.state_names, min_duration=bloc.min_duration, grace=bloc.grace
    )
    return Timeline(
        members=members,
        step=len(postures) - 1,
        horizon=scenario.horizon,
        min_duration=bloc.min_duration,
        spells=tuple(
            Spell(
                track=str(row["track"]),
                source=str(row["source"]),
                target=str(row["target"]),
                posture=Posture[row["value"]] if row["value"] else None,
                start=int(row["start"]),
                stop=int(row["stop"]),
                stable=bool(row["stable"]),
                open=bool(row["open"]),
            )
            for row in records(found)
        ),
    )
