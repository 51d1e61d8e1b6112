"""What is kept of runs: one row per run, counts over runs, and whole histories where they are asked for.

The readable engine calls `reduce_history` as it is, the compiled engine compiles it.
"""

from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np

from sim.numerics.types import Array
from sim.scenario.scenario import Scenario
from sim.theory.outcomes import (
    classify,
    count_ties,
    edge_sign,
    has_common_adversary,
    is_bloc,
    is_entente,
    is_rivalry,
    joint_posture,
    triangle_sign,
)
from sim.theory.spells import Flags, measure_spells, share_of_spell
from sim.vocabulary import Posture


class Column(NamedTuple):
    """One column of the row of a run."""

    name: str
    dtype: type[np.generic]
    meaning: str
    absent: float | None = None
    """What is in memory where the value does not exist; tables have a missing value there."""


_JOINT = "steps with {} by the first and {} by the second of two members, summed over pairs"

COLUMNS = {
    column.name: column
    for column in (
        Column("outcome", np.int8, "what became of the members: the first outcome that applies"),
        Column("stable_bloc", np.bool_, "a bloc spell lasts at least `min_duration` steps"),
        Column("first_step", np.int32, "first step of the first stable bloc spell; none if there is none", 0),
        Column("stable_length", np.int32, "steps of that spell"),
        Column("stable_censored", np.bool_, "that spell is cut off by the horizon"),
        Column("longest_spell", np.int32, "steps of the longest bloc spell"),
        Column("spells", np.int32, "number of bloc spells"),
        Column("censored", np.bool_, "some bloc spell is cut off by the horizon"),
        Column("alive_at_end", np.bool_, "there is a bloc at the last step"),
        Column(
            "entente_first_step",
            np.int32,
            "first step of the first entente spell of at least `min_duration` steps, if any",
            0,
        ),
        Column("longest_entente", np.int32, "steps of the longest entente spell"),
        Column("entente_spells", np.int32, "number of entente spells"),
        Column("entente_steps", np.int32, "steps with an entente"),
        Column("adversary_steps", np.int32, "steps with a common adversary"),
        Column("bloc_steps", np.int32, "steps with both, which is a bloc"),
        Column("rivalry_steps", np.int32, "steps with mutual BALANCE of every pair of members"),
        *(
            Column(f"joint_{joint_posture(one, other)}", np.int32, _JOINT.format(one.name, other.name))
            for one, other in product(Posture, repeat=2)
        ),
        Column(
            "self_enforcing_share",
            np.float64,
            "share of the longest bloc spell in which ALIGN is every member's noise-free best reply; "
            "missing without a bloc",
            np.nan,
        ),
        Column("ties", np.float64, "mean number of ties in the whole system"),
        Column(
            "balanced_triangles",
            np.float64,
            "share of balanced among signed triangles; missing if none is signed",
            np.nan,
        ),
    )
}
"""What is declared of each column of the row of a run, by name."""

_PLAIN: Any = np.dtype([(column.name, column.dtype) for column in COLUMNS.values()])
ROW = np.dtype(
    {
        "names": [*COLUMNS, "joint"],
        "formats": [*(column.dtype for column in COLUMNS.values()), (np.int32, 9)],
        "offsets": [_PLAIN.fields[name][1] for name in (*COLUMNS, "joint_0")],
    }
)
"""The row of a run in memory. `joint` is another name for joint_0 to joint_8, by number."""

FIRST_STEPS = tuple(name for name, column in COLUMNS.items() if column.absent == 0)
"""Columns with a step, which is missing where there is no such spell."""

PATH_COLUMNS = (*(f"joint_{joint}" for joint in range(9)), "entente", "adversary", "bloc")
"""Columns of the path: counts over runs at each step; joint postures are summed over pairs of members."""

PATH_ENTENTE, PATH_ADVERSARY, PATH_BLOC = (PATH_COLUMNS.index(n) for n in ("entente", "adversary", "bloc"))

PERIODS_MAX = 6
"""More periods than this are too many to look at side by side; thirds stand in for them."""

Row = Any
"""One element of an array of ROW, read and written by the names of COLUMNS."""


class History(NamedTuple):
    """Whole histories, states and issues in canonical order; of many runs, with one more axis in front."""

    postures: np.ndarray[Any, np.dtype[np.int8]]
    """(T+1, N, N) posture of i toward j after each step."""
    salience: np.ndarray[Any, np.dtype[np.float64]]
    """(T+1, K) multiplier of each issue's salience."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What a batch of runs gives."""

    rows: Array
    """ROW (runs,)."""
    period_postures: Array
    """int64 (P, N, N, 3), how often i took BALANCE, HEDGE, ALIGN toward j in each period, over all runs."""
    path: Array
    """int64 (T+1, PATH_COLUMNS), counts over runs at each step."""
    history: History | None = None
    """Postures (runs, T+1, N, N) and multipliers (runs, T+1, K), where asked for."""

    @property
    def columns(self) -> dict[str, Array]:
        """A view (runs,) for each of COLUMNS."""
        return {name: self.rows[name] for name in COLUMNS}

    @property
    def postures(self) -> Array:
        """int64 (N, N, 3), the postures taken over steps 1..T."""
        return np.asarray(self.period_postures.sum(axis=0))


def join_batches(parts: list[tuple[Array, Batch]]) -> Batch:
    """Batches as one, given with the places of their runs; the path of a shorter horizon is padded with 0."""
    batches = [batch for _, batch in parts]
    rows = np.zeros(sum(len(batch.rows) for batch in batches), ROW)
    path = np.zeros((max(len(batch.path) for batch in batches), len(PATH_COLUMNS)), np.int64)
    for places, batch in parts:
        rows[places] = batch.rows
        path[: len(batch.path)] += batch.path
    return Batch(rows=rows, path=path, period_postures=np.sum([b.period_postures for b in batches], axis=0))


def period_starts(scenario: Scenario) -> tuple[int, ...]:
    """First step of each period, from 1 on; a period ends where the next begins, the last with the run.

    Periods are the epochs of the scenario; without events, or with more than PERIODS_MAX epochs, the
    thirds of the run.

    >>> from sim.scenario.scenario import load_scenario
    >>> period_starts(load_scenario("essay"))
    (1, 41, 81)
    >>> event = {"step": 8, "until": 47, "scale": {"states.USA.capability": 0.7}}
    >>> period_starts(load_scenario("essay").replace({"events": [event]}))
    (1, 8, 48)
    """
    horizon = scenario.horizon
    starts = tuple(sorted({1, *(start for start in scenario.timeline.starts if 1 < start <= horizon)}))
    if 1 < len(starts) <= PERIODS_MAX:
        return starts
    return tuple(sorted({1 + horizon * third // 3 for third in range(3)} & set(range(1, horizon + 1))))


def reduce_history(
    entente: Flags,
    adversary: Flags,
    bloc: Flags,
    rivalry: Flags,
    self_enforcing: Flags,
    joint: Array,
    min_duration: int,
    grace: int,
    row: Row,
    path: Array,
) -> None:
    """Fill `bloc` and `row` from the marks of a run, and add the run to `path`.

    Marks are uint8 (T+1,), 1 where a property holds. `joint`: whole numbers (T+1, pairs), joint posture of
    each pair of members (theory/outcomes.py). `row`: zeros of ROW; its `ties` and `balanced_triangles` are
    left to the caller. `path`: int64 (T+1, PATH_COLUMNS). Steps 1 to T count; the path has step 0 too.
    """
    steps = entente.size
    for step in range(steps):
        bloc[step] = is_bloc(entente[step], adversary[step])
        path[step, PATH_ENTENTE] += entente[step]
        path[step, PATH_ADVERSARY] += adversary[step]
        path[step, PATH_BLOC] += bloc[step]
        for pair in range(joint.shape[1]):
            path[step, joint[step, pair]] += 1
        if step > 0:
            row["entente_steps"] += entente[step]
            row["adversary_steps"] += adversary[step]
            row["bloc_steps"] += bloc[step]
            row["rivalry_steps"] += rivalry[step]
            for pair in range(joint.shape[1]):
                row["joint"][joint[step, pair]] += 1
    blocs = measure_spells(bloc, min_duration, grace)
    ententes = measure_spells(entente, min_duration, grace)
    row["outcome"] = classify(blocs.longest, ententes.longest, row["rivalry_steps"], steps - 1, min_duration)
    row["stable_bloc"] = blocs.first_stable_start > 0
    row["first_step"] = blocs.first_stable_start
    row["stable_length"] = blocs.first_stable_length
    row["stable_censored"] = blocs.first_stable_open
    row["longest_spell"] = blocs.longest
    row["spells"] = blocs.number
    row["censored"] = blocs.open_at_end
    row["alive_at_end"] = bloc[steps - 1]
    row["entente_first_step"] = ententes.first_stable_start
    row["longest_entente"] = ententes.longest
    row["entente_spells"] = ententes.number
    row["self_enforcing_share"] = share_of_spell(self_enforcing, blocs.longest_start, blocs.longest)


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
    sign = edge_sign(chosen, chosen.swapaxes(1, 2))
    balanced = signed = 0
    for i, j, k in combinations(range(postures.shape[1]), 3):
        signs = triangle_sign(sign[:, i, j], sign[:, j, k], sign[:, i, k])
        balanced += int((signs > 0).sum())
        signed += int((signs != 0).sum())
    return balanced, signed


def summarise_run(
    postures: Array, self_enforcing: Flags, *, members: tuple[int, ...], min_duration: int, grace: int
) -> tuple[Row, Array]:
    """Row of a run and its path, from its history.

    postures : int8 (T+1, N, N). self_enforcing : uint8 (T+1,), 1 where ALIGN is the best reply of
    every member toward every other. members : indices into the states of `postures`.
    """
    steps = len(postures)
    one, other = np.array(list(combinations(members, 2))).T
    wide = postures.astype(np.int64)  # so that the numbers of joint postures do not overflow on the way
    row = np.zeros(1, ROW)[0]
    path = np.zeros((steps, len(PATH_COLUMNS)), np.int64)
    reduce_history(
        is_entente(postures, members).astype(np.uint8),
        has_common_adversary(postures, members).astype(np.uint8),
        np.zeros(steps, np.uint8),
        is_rivalry(postures, members).astype(np.uint8),
        self_enforcing,
        joint_posture(wide[:, one, other], wide[:, other, one]),
        min_duration,
        grace,
        row,
        path,
    )
    balanced, signed = count_triangles(postures)
    row["ties"] = count_ties(postures[1:]).sum() / (steps - 1)
    row["balanced_triangles"] = balanced / signed if signed else np.nan
    return row, path
