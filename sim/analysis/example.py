"""One run as spells: who held which posture from when to when, and when there was an entente or a bloc."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.records import shared
from sim.numerics.types import Array
from sim.theory.outcomes import common_adversaries, has_common_adversary, is_bloc, is_entente
from sim.theory.spells import is_open, list_posture_spells, list_spells
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "track": "what is followed: `posture`, `entente`, `adversary` (toward target) or `bloc`",
    **shared("source", "target"),
    "value": "the posture; empty for other tracks",
    "start": "first step",
    "stop": "the step after the last",
    "length": "steps",
    "stable": "whether an entente or a bloc lasts at least `min_duration` steps",
    "open": "whether the end of the run cuts the spell off",
}


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
        keys = list(names)
        postures = _postures(example, keys)
        places = [keys.index(member) for member in members]

        def note(
            track: str, source: str, target: str, value: str, start: int, stop: int, lapse: int = 0
        ) -> None:
            long = track in ("entente", "bloc") and stop - start >= min_duration
            open_ = is_open(stop, len(postures), lapse)
            spell = (track, source, target, value, start, stop, stop - start, long, open_)
            records.append(dict(zip(COLUMNS, spell, strict=True)))

        for source, target in permutations(members, 2):
            series = postures[:, keys.index(source), keys.index(target)]
            for start, stop, posture in list_posture_spells(series):
                note("posture", source, target, Posture(posture).name, start, stop)
        for outsider, against in zip(keys, common_adversaries(postures, places).T, strict=True):
            for start, stop in list_spells(against, 0):
                note("adversary", "", outsider, "", start, stop)
        entente = is_entente(postures, places)
        bloc = is_bloc(entente, has_common_adversary(postures, places))
        for track, holds in (("entente", entente), ("bloc", bloc)):
            for start, stop in list_spells(holds, grace):
                note(track, "", "", "", start, stop, grace)
    return pd.DataFrame.from_records(records, columns=list(COLUMNS))


def _postures(example: "pd.DataFrame", keys: list[str]) -> Array:
    """Postures (T+1, N, N), states in the order of their keys."""
    import pandas as pd

    source, target = (pd.Categorical(example[side], categories=keys).codes for side in ("source", "target"))
    postures = np.zeros((int(example["step"].max()) + 1, len(keys), len(keys)), np.int8)
    postures[example["step"], source, target] = example["posture"]
    return postures
