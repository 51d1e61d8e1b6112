"""From the worlds of a history to the bands of its timeline."""

from collections.abc import Sequence
from itertools import permutations

import numpy as np

from sim.app.drawings.timeline import Spell, Timeline, Track
from sim.numerics.types import Float
from sim.scenario.scenario import Scenario
from sim.theory.outcomes import has_common_adversary, is_bloc, is_entente
from sim.theory.spells import list_posture_spells, list_spells
from sim.vocabulary import Posture

DYADS_MAX = 6
"""Most dyads of members that are drawn."""


def timeline_of(scenario: Scenario, worlds: Sequence[Float]) -> Timeline:
    """The members of a scenario's bloc through the worlds of steps 0, 1, ...: (N, N), canonical order."""
    names, members = scenario.state_names, scenario.bloc.members
    places = dict(zip(members, scenario.canonical_members, strict=True))
    history = np.stack(worlds)
    entente = is_entente(history, scenario.canonical_members)
    common = has_common_adversary(history, scenario.canonical_members)

    def lasting(key: str, label: str, flags: Float, *, counts: bool = True) -> Track:
        shortest = scenario.bloc.min_duration if counts else len(worlds) + 1
        spells = (
            Spell(start=start, stop=stop, form=key, stable=stop - start >= shortest)
            for start, stop in list_spells(flags, scenario.bloc.grace if counts else 0)
        )
        return Track(key=key, label=label, spells=tuple(spells))

    pair = len(members) == 2
    tracks = [
        Track(
            key=f"{a}-{b}",
            label=f"{names[a]} → {names[b]}",
            spells=tuple(
                Spell(start=start, stop=stop, form=Posture(posture).name)
                for start, stop, posture in list_posture_spells(history[:, places[a], places[b]])
            ),
        )
        for a, b in list(permutations(members, 2))[:DYADS_MAX]
    ]
    tracks.append(lasting("entente", "tie" if pair else "entente", entente))
    if len(members) < len(scenario.states):
        tracks.append(lasting("adversary", "common adversary", common, counts=False))
        tracks.append(lasting("bloc", "bloc", is_bloc(entente, common)))
    return Timeline(
        tracks=tuple(tracks), horizon=scenario.horizon, step=len(worlds) - 1, events=_events(scenario)
    )


def _events(scenario: Scenario) -> tuple[tuple[int, str], ...]:
    """One mark a step, with the notes of all events that begin there: a crisis may be several events."""
    notes: dict[int, dict[str, None]] = {}
    for event in scenario.events:
        said = notes.setdefault(event["step"], {})
        said |= dict.fromkeys(note for note in event.get("note", "").split(" + ") if note)
    return tuple((step, ", ".join(notes[step]) or "an event") for step in sorted(notes))
