"""Nulls on the numbers of a case: what would a theory say if the weights meant nothing?

Each maps a case to a case of the same states. The two that draw take a Generator and use nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from sim.rivals.camps import Array
from sim.rivals.case import Case

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
