"""Nulls on the numbers of a case: what would landscape theory say if weights, signs or power meant nothing?

Each maps a case to a case of the same states. The two that draw take a Generator and use nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from sim.errors import InputError
from sim.rivals.camps import TOLERANCE, Array
from sim.rivals.case import Case
from sim.rivals.statements import Statement, relative_gap, verdict

LOW, HIGH = 0.05, 0.95
"""Quantiles of what the nulls that draw say."""

type Null = Callable[[Case, np.random.Generator], Case]


def shuffled_weights(case: Case, rng: np.random.Generator) -> Case:
    """The same propensities, dealt anew to the pairs: who has which partner means nothing."""
    rows, columns = np.triu_indices(len(case.states), 1)
    return _with_pairs(case, rng.permutation(case.propensity[rows, columns]), "shuffled_weights")


def random_signs(case: Case, rng: np.random.Generator) -> Case:
    """The same strength of each pair, friend or enemy by the toss of a coin."""
    rows, columns = np.triu_indices(len(case.states), 1)
    signs = rng.choice(np.array([-1.0, 1.0]), size=len(rows))
    return _with_pairs(case, signs * np.abs(case.propensity[rows, columns]), "random_signs")


def equal_power(case: Case) -> Case:
    """Every state of mean size: power means nothing."""
    size = np.full(len(case.states), case.size.mean())
    return replace(case, name=f"{case.name} equal_power", size=size)


def all_opposed(case: Case) -> Case:
    """Every propensity -1: interests mean nothing, all balance all by power alone (Waltz 1979)."""
    pairs = np.full(len(case.states) * (len(case.states) - 1) // 2, -1.0)
    return _with_pairs(case, pairs, "all_opposed")


DRAWN: Mapping[str, Null] = MappingProxyType(
    {"shuffled_weights": shuffled_weights, "random_signs": random_signs}
)
"""Nulls that draw, by name: a distribution of cases."""

FIXED: Mapping[str, Callable[[Case], Case]] = MappingProxyType(
    {"equal_power": equal_power, "all_opposed": all_opposed}
)
"""Nulls without chance, by name: one case each."""


def _with_pairs(case: Case, pairs: Array, name: str) -> Case:
    """The case with a propensity for each pair i < j, row by row."""
    upper = np.zeros_like(case.propensity)
    upper[np.triu_indices(len(case.states), 1)] = pairs
    return replace(case, name=f"{case.name} {name}", propensity=upper + upper.T)


def fixed_null_statements(case: Case, places: list[int]) -> list[Statement]:
    """The nulls without chance: one energy gap each."""
    statements = []
    for name, null in FIXED.items():
        gap = relative_gap(null(case), places)
        statements.append(
            Statement(theory=f"null: {name}", measure="energy gap", value=gap, together=verdict(gap))
        )
    return statements


def drawn_null_statements(
    case: Case, places: list[int], *, draws: int, rng: np.random.Generator
) -> list[Statement]:
    """The nulls that draw: the distribution of the energy gap, and where the case stands in it.

    Three statements each: the median gap with its 5 and 95 % quantiles; the share of draws in which
    the deepest camps join the members; the share of draws whose gap is as low as the case's or lower.
    Raises InputError for fewer than one draw.
    """
    if draws < 1:
        raise InputError(f"`draws` must be at least 1, got {draws}; give a larger number")
    observed = relative_gap(case, places)
    statements = []
    for name, null in DRAWN.items():
        gaps = np.array([relative_gap(null(case, rng), places) for _ in range(draws)])
        theory = f"null: {name}"
        low, middle, high = (float(x) for x in np.quantile(gaps, [LOW, 0.5, HIGH]))
        joined = float(np.mean(gaps < -TOLERANCE))
        as_low = float(np.mean(gaps <= observed + TOLERANCE))
        statements += [
            Statement(theory=theory, measure="energy gap", value=middle, low=low, high=high, draws=draws),
            Statement(theory=theory, measure="share of draws together", value=joined, draws=draws),
            Statement(theory=theory, measure="share of draws with as low a gap", value=as_low, draws=draws),
        ]
    return statements
