"""From the marks of every step to what is kept of a run: one text for both engines.

The readable engine calls `reduce_history` as it stands, the compiled engine compiles it.
"""

from typing import Any

import numpy as np

from sim.theory.outcomes import classify
from sim.theory.spells import Flags, measure_spells, share_of_spell

Joints = np.ndarray[Any, np.dtype[np.uint8]]
"""uint8 (T+1, pairs), joint posture of each unordered pair of members (theory/outcomes.py)."""

WHOLE_COLUMNS = (
    "outcome",
    "stable_bloc",
    "first_step",
    "stable_length",
    "stable_censored",
    "longest_spell",
    "spells",
    "censored",
    "alive_at_end",
    "entente_first_step",
    "longest_entente",
    "entente_spells",
    "entente_steps",
    "adversary_steps",
    "bloc_steps",
    "rivalry_steps",
    *(f"joint_{joint}" for joint in range(9)),
)
"""Whole numbers of a run, in the order in which `reduce_history` writes them."""

PATH_COLUMNS = (*(f"joint_{joint}" for joint in range(9)), "entente", "adversary", "bloc")
"""Columns of the path: counts over runs at each step; joint postures are summed over pairs of members."""

PATH_ENTENTE, PATH_ADVERSARY, PATH_BLOC = 9, 10, 11
(
    OUTCOME,
    STABLE_BLOC,
    FIRST_STEP,
    STABLE_LENGTH,
    STABLE_CENSORED,
    LONGEST_SPELL,
    SPELLS,
    CENSORED,
    ALIVE_AT_END,
    ENTENTE_FIRST_STEP,
    LONGEST_ENTENTE,
    ENTENTE_SPELLS,
    ENTENTE_STEPS,
    ADVERSARY_STEPS,
    BLOC_STEPS,
    RIVALRY_STEPS,
    FIRST_JOINT,
) = range(17)
"""Places of WHOLE_COLUMNS; those of the nine joint postures follow the first."""


def reduce_history(
    entente: Flags,
    adversary: Flags,
    bloc: Flags,
    rivalry: Flags,
    self_enforcing: Flags,
    joint: Joints,
    min_duration: int,
    grace: int,
    whole: np.ndarray[Any, np.dtype[np.int64]],
    path: np.ndarray[Any, np.dtype[np.int64]],
) -> float:
    """Fill `bloc` and `whole` from the marks of a run, add it to `path`, return its self-enforcing share.

    Marks are uint8 (T+1,), 1 where a property holds; `bloc` is written here: entente and
    common adversary. `whole`: int64 (WHOLE_COLUMNS,). `path`: int64 (T+1, PATH_COLUMNS).
    Steps 1 to T count, but for the path, which has step 0 too.
    """
    steps = entente.size
    pairs = joint.shape[1]
    whole[:] = 0
    for step in range(steps):
        bloc[step] = entente[step] & adversary[step]
        path[step, PATH_ENTENTE] += entente[step]
        path[step, PATH_ADVERSARY] += adversary[step]
        path[step, PATH_BLOC] += bloc[step]
        for pair in range(pairs):
            path[step, joint[step, pair]] += 1
        if step > 0:
            whole[ENTENTE_STEPS] += entente[step]
            whole[ADVERSARY_STEPS] += adversary[step]
            whole[BLOC_STEPS] += bloc[step]
            whole[RIVALRY_STEPS] += rivalry[step]
            for pair in range(pairs):
                whole[FIRST_JOINT + joint[step, pair]] += 1
    blocs = measure_spells(bloc, min_duration, grace)
    ententes = measure_spells(entente, min_duration, grace)
    whole[OUTCOME] = classify(blocs.longest, ententes.longest, whole[RIVALRY_STEPS], steps - 1, min_duration)
    whole[STABLE_BLOC] = 1 if blocs.first_stable_start > 0 else 0
    whole[FIRST_STEP] = blocs.first_stable_start
    whole[STABLE_LENGTH] = blocs.first_stable_length
    whole[STABLE_CENSORED] = blocs.first_stable_open
    whole[LONGEST_SPELL] = blocs.longest
    whole[SPELLS] = blocs.number
    whole[CENSORED] = blocs.open_at_end
    whole[ALIVE_AT_END] = bloc[steps - 1]
    whole[ENTENTE_FIRST_STEP] = ententes.first_stable_start
    whole[LONGEST_ENTENTE] = ententes.longest
    whole[ENTENTE_SPELLS] = ententes.number
    return share_of_spell(self_enforcing, blocs.longest_start, blocs.longest)
