"""One run told as spells: who held which posture from when to when, and when a tie and a bloc stood."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.study import Case, Study
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
COLUMNS = ("track", "source", "target", "value", "start", "stop", "length", "stable", "open")


def example_case(manifest: Mapping[str, Any], study: Study) -> Case:
    """The scenario of the example run; its members and durations are those of its own point, as these may be
    swept. That of the first arm where there is no example.
    """
    about = manifest.get("example")
    if not about:
        return study.case
    case = study.arm(about["arm"]).case
    return Case(document={**case.document, "bloc": about.get("bloc", case.document["bloc"])})


def example_spells(
    example: "pd.DataFrame",
    members: Sequence[str],
    names: Mapping[str, str],
    *,
    min_duration: int,
    grace: int,
) -> "pd.DataFrame":
    """Every spell of a run, one row each; empty where the run is.

    track        what is followed: `posture` (of source toward target), `entente`, `adversary`
                 (toward `target`, one outside state), `bloc`
    value        BALANCE, HEDGE or ALIGN for a posture, else empty
    start, stop  first step, and the step after the last; postures from step 0, the rest from step 1
    stable       whether an entente or a bloc lasts at least `min_duration` steps
    open         whether the end of the run cuts the spell off
    """
    import pandas as pd

    records: list[dict[str, Any]] = []
    if len(example):
        postures = _postures(example[example["source"].isin(list(members))])
        horizon = len(next(iter(postures.values()))) - 1

        def note(
            track: str, source: str, target: str, value: str, start: int, stop: int, lapse: int = 0
        ) -> None:
            long = track in ("entente", "bloc") and stop - start >= min_duration
            spell = (track, source, target, value, start, stop, stop - start, long, stop > horizon - lapse)
            records.append(dict(zip(COLUMNS, spell, strict=True)))

        for source, target in permutations(members, 2):
            series = postures[source, target]
            cuts = [0, *(np.flatnonzero(np.diff(series)) + 1), len(series)]
            for start, stop in pairwise(cuts):
                note("posture", source, target, Posture(int(series[start])).name, int(start), int(stop))
        entente = _all(postures, list(permutations(members, 2)), Posture.ALIGN)
        threatened = np.zeros_like(entente)
        for outsider in names:
            if outsider not in members:
                against = _all(postures, [(member, outsider) for member in members], Posture.BALANCE)
                threatened |= against
                for start, stop in list_spells(against, 0):
                    note("adversary", "", outsider, "", start, stop)
        for track, holds in (("entente", entente), ("bloc", entente & threatened)):
            for start, stop in list_spells(holds, grace):
                note(track, "", "", "", start, stop, grace)
    return pd.DataFrame.from_records(records, columns=list(COLUMNS))


def list_spells(holds: Array, grace: int) -> list[tuple[int, int]]:
    """(start, stop) of each spell of a history (T+1,), read from step 1 on; stop is the step after the last.

    A lapse of up to `grace` steps does not end a spell.

    >>> list_spells(np.array([1, 1, 0, 1, 0, 0, 1], bool), 1)
    [(1, 4), (6, 7)]
    """
    steps = np.flatnonzero(holds[1:]) + 1
    if not len(steps):
        return []
    breaks = np.flatnonzero(np.diff(steps) > grace + 1)
    first = steps[np.concatenate([[0], breaks + 1])]
    last = steps[np.concatenate([breaks, [len(steps) - 1]])]
    return [(int(start), int(stop) + 1) for start, stop in zip(first, last, strict=True)]


def _postures(example: "pd.DataFrame") -> dict[tuple[str, str], Array]:
    """Postures (T+1,) of each dyad."""
    ordered = example.sort_values("step", kind="stable")
    return {
        (str(source), str(target)): rows["posture"].to_numpy()
        for (source, target), rows in ordered.groupby(["source", "target"], observed=True, sort=False)
    }


def _all(postures: dict[tuple[str, str], Array], dyads: list[tuple[str, str]], posture: Posture) -> Array:
    holds: Array = np.logical_and.reduce([postures[dyad] == posture for dyad in dyads])
    return holds
