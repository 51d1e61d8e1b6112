"""Sobol indices of a probability that is only known from a few runs a point.

A row of Saltelli's design (2002) has two independent points A and B and, for each factor i, the points AB_i
(A with i from B) and BA_i (B with i from A). With f a point's share of runs and c the variance that chance
gives it, each row says of the variance v of the probability, of its part V_i that factor i decides alone,
and of T_i that it decides alone or with others:

    v   : mean over the k + 1 pairs of points with nothing in common of ((f - f')^2 - c - c') / 2
    V_i : (f(BA_i) - f(B)) (f(A) - f(AB_i)) / 2
    T_i : mean of ((f(A) - f(AB_i))^2 - c(A) - c(AB_i)) / 2 and of the same with B and BA_i

All are free of bias, whatever the number of runs a point: the runs of two points are independent, and c is
estimated from the runs of its own point. V_i is a product of two differences that are small where factor i
matters little, which is why it is known far better than from f(B) (f(AB_i) - f(A)) (Owen 2013; Azzini,
Mara and Rosati 2021); T_i is Jansen's (1999). The index is the ratio of two means over rows. Rows are the
units drawn, so the spread between rows, points and chance together, gives its error (linearised ratio,
Student). Rows of scrambled Sobol points are spread more evenly than chance would, so that intervals err on
the wide side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.outcomes import holds
from sim.analysis.records import shared, with_limits
from sim.analysis.study import Arm
from sim.errors import InputError
from sim.numerics.types import Array
from sim.sweep.intervals import LEVEL, normal_quantile_two_sided, student_quantile_two_sided
from sim.sweep.sensitivity_designs import group_of

if TYPE_CHECKING:
    import pandas as pd


WIDTH_MAX = 0.05
"""Width of an interval from which on an index is not settled (Sarrazin, Pianosi and Wagener 2016)."""
DOUBT = 0.01
"""Probability that sound halves of the samples are told apart all the same."""
COLUMNS = shared("factor") | {
    **with_limits(first="first-order index: share of the variance due to the factor alone"),
    "first_half": "first-order index from half of the samples",
    **with_limits(total="total index: share due to the factor and all that it interacts with"),
    "total_half": "total index from half of the samples",
}
PARTS = ("first", "total")


@dataclass(frozen=True, kw_only=True)
class Indices:
    """Sobol indices of one quantity."""

    table: "pd.DataFrame"
    """COLUMNS; the factor of the largest total index first."""
    samples: int
    variance: float
    """Variance of the probability over the ranges, without the chance of finitely many runs."""
    chance: float
    """Share of the variance of a single run that is chance inside a point."""
    disagreement: float
    """Largest difference of an index between the two halves of the samples, in its standard errors."""

    @property
    def width(self) -> float:
        """Width of the widest interval."""
        return float(max((self.table[f"{name}_high"] - self.table[f"{name}_low"]).max() for name in PARTS))

    @property
    def precise(self) -> bool:
        """Whether every interval is narrow enough."""
        return self.width <= WIDTH_MAX

    @property
    def agree(self) -> bool:
        """Whether the halves of the samples differ by no more than their errors allow, in all indices."""
        return self.disagreement <= normal_quantile_two_sided(1.0 - DOUBT / (2 * len(self.table)))

    @property
    def converged(self) -> bool:
        """Whether the indices have settled: narrow intervals, and halves that agree."""
        return self.precise and self.agree


def arm_indices(arm: Arm, measure: str) -> Indices:
    """Sobol indices of the probability of a property of MEASURES, from a complete arm of kind `saltelli`.

    Raises InputError where the runs of points are not independent, a point has one run, or points differ by
    no more than chance.
    """
    if arm.crossed:
        raise InputError(
            "with common random numbers the points share their chance, which no index allows for; "
            "run it again with crn=false"
        )
    share, chance = shares_and_chance(holds(arm, measure))
    grouped = bool(arm.asked.get("grouped", True))
    factors = dict.fromkeys(group_of(axis) if grouped else axis for axis in arm.axes)
    return sobol_indices(list(factors), share, chance, runs=arm.replicates)


def shares_and_chance(held: Array) -> tuple[Array, Array]:
    """(points,) share of the runs of a point, and the variance that chance gives it, without bias.

    held : bool (points, replicates). Raises InputError where there is one replicate.
    """
    runs = held.shape[1]
    if runs < 2:
        raise InputError(
            "one run a point does not tell chance from the parameters; ask for replicates=2 or more"
        )
    share = held.mean(axis=1)
    return share, share * (1.0 - share) / (runs - 1)


def sobol_indices(factors: Sequence[str], shares: Array, chance: Array, *, runs: int = 1) -> Indices:
    """Indices from the shares of the points of a Saltelli design in its order.

    shares : (points,) shares of so many `runs` each. chance : (points,) estimate without bias of the
    variance of each share by chance, p (1 - p) / (runs - 1), or zeros where a share is known exactly.
    Raises InputError where the points differ by no more than chance, so that there is nothing to share out.
    """
    import pandas as pd

    variance, first, total = _rows(len(factors), shares, chance)
    samples = len(variance)
    _check(variance)
    table = pd.DataFrame({"factor": list(factors)})
    worst = 0.0
    student = student_quantile_two_sided(samples - 1, LEVEL)
    halves = slice(None, samples // 2), slice(samples // 2, None)
    for name, part in zip(PARTS, (first, total), strict=True):
        value, error = _ratio(part, variance)
        table[name] = value
        table[f"{name}_low"], table[f"{name}_high"] = value - student * error, value + student * error
        (one, one_error), (other, other_error) = (_ratio(part[half], variance[half]) for half in halves)
        table[f"{name}_half"] = one
        apart, spread = np.abs(one - other), np.hypot(one_error, other_error)
        # an index that no row doubts, 0 or 1, may differ by rounding
        ratio = np.divide(apart, spread, out=np.zeros_like(apart), where=spread > 1e-9)
        worst = max(worst, float(ratio.max()))
    within = float(np.mean(chance)) * runs
    between = float(variance.mean())
    return Indices(
        table=table.sort_values("total", ascending=False, kind="stable", ignore_index=True),
        samples=samples,
        variance=between,
        chance=within / (within + between),
        disagreement=worst,
    )


def _rows(factors: int, shares: Array, chance: Array) -> tuple[Array, Array, Array]:
    """What each row says of the variance, (rows,), and of the parts of each factor, (rows, k) twice."""
    f, c = (values.reshape(-1, 2 * factors + 2) for values in (shares, chance))
    ab, ba = slice(1, factors + 1), slice(factors + 1, 2 * factors + 1)

    def half_square(one: Any, other: Any) -> Array:
        return np.asarray(((f[:, one] - f[:, other]) ** 2 - c[:, one] - c[:, other]) / 2.0)

    a, b = slice(0, 1), slice(-1, None)
    apart = np.concatenate([half_square(a, b), half_square(ab, ba)], axis=1)
    first = (f[:, ba] - f[:, b]) * (f[:, a] - f[:, ab]) / 2.0
    total = (half_square(a, ab) + half_square(b, ba)) / 2.0
    return apart.mean(axis=1), first, total


def _ratio(part: Array, variance: Array) -> tuple[Array, Array]:
    """Ratio of the means over rows of (rows, k) and (rows,), and its linearised standard error."""
    mean = variance.mean()
    value = part.mean(axis=0) / mean
    error = (part - value * variance[:, None]).std(axis=0, ddof=1) / np.sqrt(len(variance)) / mean
    return value, error


def _check(variance: Array) -> None:
    """Refuse where the variance cannot be told from none: a ratio to it would mean nothing."""
    samples = len(variance)
    error = variance.std(ddof=1) / np.sqrt(samples) if samples > 1 else np.inf
    if not variance.mean() > student_quantile_two_sided(max(samples - 1, 1)) * error:
        raise InputError(
            "the points differ by no more than chance, so that no quantity explains anything; "
            "ask for more `replicates` or `samples`, or for wider ranges"
        )
