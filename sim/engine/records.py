"""What is kept of runs: one row a run, counts over runs, and histories where asked for."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from sim.engine.history import PATH_COLUMNS, WHOLE_COLUMNS, reduce_history
from sim.theory.outcomes import is_mutual, joint_posture
from sim.theory.triangles import edge_sign, triangle_sign
from sim.vocabulary import Posture

Array = np.ndarray[Any, Any]

TRUTHS = ("stable_bloc", "stable_censored", "censored", "alive_at_end")
SHARES = ("self_enforcing_share", "ties", "balanced_triangles")

COLUMNS: dict[str, type[np.generic]] = {
    **dict.fromkeys(WHOLE_COLUMNS, np.int32),
    "outcome": np.int8,
    **dict.fromkeys(TRUTHS, np.bool_),
    **dict.fromkeys(SHARES, np.float64),
}
"""Type of each column of the row of a run."""

MEANING = {
    "outcome": "what became of the members: the first outcome that applies",
    "stable_bloc": "a bloc spell lasts at least `min_duration` steps",
    "first_step": "first step of the first stable bloc spell; none if there is none",
    "stable_length": "steps of that spell",
    "stable_censored": "that spell is cut off by the horizon",
    "longest_spell": "steps of the longest bloc spell",
    "spells": "number of bloc spells",
    "censored": "some bloc spell is cut off by the horizon",
    "alive_at_end": "a bloc stands at the last step",
    "entente_first_step": "first step of the first entente spell of at least `min_duration` steps, if any",
    "longest_entente": "steps of the longest entente spell",
    "entente_spells": "number of entente spells",
    "entente_steps": "steps with an entente",
    "adversary_steps": "steps with a common adversary",
    "bloc_steps": "steps with both, which is a bloc",
    "rivalry_steps": "steps with mutual BALANCE of every pair of members",
    **{
        f"joint_{joint}": f"steps with {Posture(joint // 3 - 1).name} by the first and "
        f"{Posture(joint % 3 - 1).name} by the second of two members, summed over pairs"
        for joint in range(9)
    },
    "self_enforcing_share": "share of the longest bloc spell in which ALIGN is every member's noise-free "
    "best reply; missing without a bloc",
    "ties": "mean number of ties in the whole system",
    "balanced_triangles": "share of balanced among signed triangles; missing if none is signed",
}
"""What each column of COLUMNS holds. In memory a step that does not exist is 0, in tables it is missing."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What a batch of runs gives."""

    columns: dict[str, Array]
    """One array (runs,) for each of COLUMNS."""
    period_postures: Array
    """int64 (P, N, N, 3), how often i took BALANCE, HEDGE, ALIGN toward j in each period, over all runs."""
    path: Array
    """int64 (T+1, 12), counts over runs at each step, columns as PATH_COLUMNS."""
    trajectories: Array | None = None
    """int8 (runs, T+1, N, N) postures, where asked for."""
    salience: Array | None = None
    """float64 (runs, T+1, K) multipliers, where asked for."""

    @property
    def postures(self) -> Array:
        """int64 (N, N, 3), the same over steps 1..T."""
        return np.asarray(self.period_postures.sum(axis=0))

    def histories(self, runs: int | slice) -> tuple[Array, Array]:
        """Trajectories and multipliers of a run or of several; raises ValueError where none were kept."""
        if self.trajectories is None or self.salience is None:
            raise ValueError("no histories were kept; simulate the batch with record='postures'")
        return self.trajectories[runs], self.salience[runs]


def make_columns(whole: Array, shares: Array) -> dict[str, Array]:
    """Named and typed columns from whole numbers (runs, WHOLE_COLUMNS) and shares (runs, SHARES)."""
    values = {name: whole[:, index] for index, name in enumerate(WHOLE_COLUMNS)}
    values |= {name: shares[:, index] for index, name in enumerate(SHARES)}
    return {name: np.ascontiguousarray(values[name], dtype=dtype) for name, dtype in COLUMNS.items()}


def count_postures(postures: Array) -> Array:
    """int64 (N, N, 3): how often each posture was taken over steps 1..T of postures (T+1, N, N)."""
    chosen = postures[1:]
    counts = np.stack([(chosen == posture).sum(axis=0, dtype=np.int64) for posture in Posture], axis=-1)
    counts[np.diag_indices(postures.shape[1])] = 0
    return counts


def count_by_period(postures: Array, periods: tuple[int, ...]) -> Array:
    """int64 (P, N, N, 3): the same over the steps of each period, given by their first steps."""
    ends = [*periods[1:], len(postures)]
    return np.stack([count_postures(postures[a - 1 : b]) for a, b in zip(periods, ends, strict=True)])


def count_triangles(postures: Array) -> tuple[int, int]:
    """Numbers of balanced and of signed triangles, summed over steps 1..T of postures (T+1, N, N)."""
    chosen = postures[1:].astype(np.int64)
    sign = edge_sign(chosen, chosen.transpose(0, 2, 1))
    n_states = chosen.shape[1]
    balanced = signed = 0
    for i, j in combinations(range(n_states), 2):
        third = slice(j + 1, n_states)
        signs = triangle_sign(sign[:, i, j, None], sign[:, j, third], sign[:, i, third])
        balanced += int((signs > 0).sum())
        signed += int((signs != 0).sum())
    return balanced, signed


def summarise_run(
    postures: Array, self_enforcing: Array, *, members: tuple[int, ...], min_duration: int, grace: int
) -> tuple[dict[str, Any], Array]:
    """Row of a run (a value for each of COLUMNS) and its path, from its history.

    postures : int8 (T+1, N, N). self_enforcing : uint8 (T+1,), 1 where ALIGN is the best reply of
    every member toward every other. members : indices into the states of `postures`.
    """
    steps, n_states, _ = postures.shape
    pairs = list(combinations(members, 2))
    outsiders = [state for state in range(n_states) if state not in members]
    # int64, so that the codes of joint postures do not overflow on the way
    one = np.stack([postures[:, i, j] for i, j in pairs], axis=1).astype(np.int64)
    other = np.stack([postures[:, j, i] for i, j in pairs], axis=1).astype(np.int64)
    hostile = (postures[:, list(members)][:, :, outsiders] == Posture.BALANCE).all(axis=1)
    whole = np.zeros((1, len(WHOLE_COLUMNS)), np.int64)
    path = np.zeros((steps, len(PATH_COLUMNS)), np.int64)
    share = reduce_history(
        is_mutual(one, other, Posture.ALIGN).all(axis=1).astype(np.uint8),
        hostile.any(axis=1).astype(np.uint8),
        np.zeros(steps, np.uint8),
        is_mutual(one, other, Posture.BALANCE).all(axis=1).astype(np.uint8),
        self_enforcing,
        joint_posture(one, other).astype(np.uint8),
        min_duration,
        grace,
        whole[0],
        path,
    )
    aligned = postures[1:] == Posture.ALIGN
    tied = int((aligned & aligned.transpose(0, 2, 1)).sum()) // 2
    balanced, signed = count_triangles(postures)
    shares = np.array([[share, tied / (steps - 1), balanced / signed if signed else np.nan]])
    return {name: column[0] for name, column in make_columns(whole, shares).items()}, path
