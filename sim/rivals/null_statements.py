"""What landscape theory would say if the weights, the signs or the power meant nothing."""

import numpy as np

from sim.errors import InputError
from sim.rivals.camps import TOLERANCE
from sim.rivals.case import Case
from sim.rivals.nulls import DRAWN, FIXED
from sim.rivals.statements import Statement, relative_gap, verdict

LOW, HIGH = 0.05, 0.95


def fixed_null_statements(case: Case, places: list[int]) -> list[Statement]:
    """The nulls without chance: one energy gap each."""
    found = []
    for name, null in FIXED.items():
        gap = relative_gap(null(case), places)
        found.append(
            Statement(theory=f"null: {name}", measure="energy gap", value=gap, together=verdict(gap))
        )
    return found


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
    found = []
    for name, null in DRAWN.items():
        gaps = np.array([relative_gap(null(case, rng), places) for _ in range(draws)])
        theory = f"null: {name}"
        low, middle, high = (float(x) for x in np.quantile(gaps, [LOW, 0.5, HIGH]))
        joined = float(np.mean(gaps < -TOLERANCE))
        as_low = float(np.mean(gaps <= observed + TOLERANCE))
        found += [
            Statement(theory=theory, measure="energy gap", value=middle, low=low, high=high, draws=draws),
            Statement(theory=theory, measure="share of draws together", value=joined, draws=draws),
            Statement(theory=theory, measure="share of draws with as low a gap", value=as_low, draws=draws),
        ]
    return found
