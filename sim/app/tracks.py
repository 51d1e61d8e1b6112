"""From the worlds of a history to the bands of its timeline."""

from collections.abc import Iterator, Sequence
from itertools import groupby, permutations

import numpy as np

from sim.app.drawings.timeline import Spell, Timeline, Track
from sim.numerics.types import Float
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

DYADS_MAX = 6
"""Most dyads of members that are drawn."""


def timeline_of(scenario: Scenario, worlds: Sequence[Float]) -> Timeline:
    """The members of a scenario's bloc through the worlds of steps 0, 1, ...: (N, N), canonical order."""
    names, members = scenario.state_names, scenario.bloc.members
    place = {key: scenario.canonical_states.index(key) for key in scenario.states}
    history = np.stack(worlds)
    inside = [place[key] for key in members]
    outside = [place[key] for key in scenario.states if key not in members]
    dyads = list(permutations(members, 2))
    tie = np.all([history[:, place[a], place[b]] == Posture.ALIGN for a, b in dyads], axis=0)
    against = np.all(history[:, inside][:, :, outside] == Posture.BALANCE, axis=1)
    common = np.any(against, axis=1)
    tie[0] = common[0] = False  # step 0 is given, not chosen

    def lasting(key: str, label: str, flags: Float, *, counts: bool = True) -> Track:
        shortest = scenario.bloc.min_duration if counts else len(worlds) + 1
        spells = tuple(_spells(flags, key, shortest, scenario.bloc.grace if counts else 0))
        return Track(key=key, label=label, spells=spells)

    pair = len(members) == 2
    tracks = [
        Track(
            key=f"{a}-{b}",
            label=f"{names[a]} → {names[b]}",
            spells=tuple(_runs(history[:, place[a], place[b]])),
        )
        for a, b in dyads[:DYADS_MAX]
    ]
    tracks.append(lasting("entente", "tie" if pair else "entente", tie))
    if outside:
        tracks.append(lasting("adversary", "common adversary", common, counts=False))
        tracks.append(lasting("bloc", "bloc", tie & common))
    return Timeline(
        tracks=tuple(tracks), horizon=scenario.horizon, step=len(worlds) - 1, events=_events(scenario)
    )


def _events(scenario: Scenario) -> tuple[tuple[int, str], ...]:
    """One mark a step, with the notes of all events that begin there: a crisis may be several events."""
    notes: dict[int, dict[str, None]] = {}
    for event in scenario.to_dict()["events"]:
        said = notes.setdefault(event["step"], {})
        said |= dict.fromkeys(note for note in event.get("note", "").split(" + ") if note)
    return tuple((step, ", ".join(notes[step]) or "an event") for step in sorted(notes))


def _runs(series: Float) -> Iterator[Spell]:
    """Spells of equal posture."""
    start = 0
    for value, group in groupby(series.tolist()):
        stop = start + len(list(group))
        yield Spell(start=start, stop=stop, form=Posture(int(value)).name)
        start = stop


def _spells(flags: Float, form: str, shortest: int, grace: int) -> Iterator[Spell]:
    """Spells of a property; a lapse of up to `grace` steps does not end one."""
    steps = np.flatnonzero(flags).tolist()
    if not steps:
        return
    cuts = np.flatnonzero(np.diff(steps) > grace + 1)
    starts, lasts = [steps[0], *(steps[i + 1] for i in cuts)], [*(steps[i] for i in cuts), steps[-1]]
    for start, last in zip(starts, lasts, strict=True):
        yield Spell(start=start, stop=last + 1, form=form, stable=last + 1 - start >= shortest)
