"""Shares and means over runs that lie in design points, with two sources of spread told apart; differences
of runs that share their random numbers.

A point i has n_i runs, of which a share p_i has the property. The estimate is the
mean of the p_i over the P points. Its standard error treats points as the units drawn:

    se^2 = s^2 / P,  s^2 = sum (p_i - mean)^2 / (P - 1)     (cluster standard error)

The law of total variance splits the variance of one run, p (1 - p), in two:

    within  = mean of n_i/(n_i - 1) p_i (1 - p_i)            (chance inside a point)
    between = s^2 - mean of p_i (1 - p_i)/(n_i - 1)          (parameters differ)

The interval is Wilson's with the effective number of runs n_eff = p (1 - p) / se^2
(z/t)^2, t of Student with P - 1 degrees of freedom, never more than the runs there are
(Korn and Graubard 1998; Dean and Pagano 2015). Where every run or none has the
property, se is 0 and n_eff is the number of clusters. With a single point the interval
is Wilson's over its runs. Points of a Sobol or Latin hypercube design are spread more
evenly than chance would, so that the interval errs on the wide side.

Points of a design that are drawn several at once share values (a row of a Saltelli design, a trajectory of a
Morris design), and so does what comes of them. Then these draws are the units, G of them:
se^2 = G/(G - 1) sum over draws of (sum over its points of (p_i - mean)/P)^2, t has G - 1 degrees of freedom,
and s^2 above, which goes into `between`, is the mean square of p_i - mean plus se^2. With one point a draw
both are the formulas above.

Points that were chosen and not drawn (a grid, a list) are the whole of what is asked
about. Then only the chance inside them counts: se^2 = sum p_i (1 - p_i)/(n_i - 1) / P^2.

With common random numbers ("crossed") the replicates are shared by all points. Then
se^2 = V_points + V_replicates - V_runs (Cameron, Gelbach and Miller 2011), and t has
one degree of freedom less than the smaller of the two numbers of clusters. For points
that were chosen, V_replicates alone counts.
"""

from dataclasses import dataclass

import numpy as np

from sim.numerics.types import Array
from sim.sweep.intervals import (
    LEVEL,
    Interval,
    normal_quantile_two_sided,
    student_quantile_two_sided,
    wilson,
)


@dataclass(frozen=True, kw_only=True)
class Share:
    """A mean over points of a number in [0, 1], its interval and its spread."""

    estimate: float
    low: float
    high: float
    standard_error: float
    between: float
    """Variance between points of the point's own mean; NaN with one point."""
    within: float
    """Variance of a run inside a point; NaN where no point has two runs."""
    points: int
    runs: int

    @property
    def share_between(self) -> float:
        """Share of the variance of a run that lies between points, in [0, 1]; NaN where unknown."""
        total = self.between + self.within
        return self.between / total if total > 0.0 else np.nan


def share_over_points(
    point: Array,
    value: Array,
    *,
    replicate: Array | None = None,
    drawn: bool = True,
    together: int = 1,
    level: float = LEVEL,
) -> Share:
    """Mean over points of a number in [0, 1] a run (a boolean, or a share of steps).

    point, value : (runs,). `replicate` (runs,) is given where the points share their
    replicates (common random numbers). `drawn`: the points are a sample of ranges, not
    all that is asked about, and so many neighbouring ones were drawn `together`. There must be at
    least one run.

    >>> share = share_over_points(np.array([7, 7, 8, 8]), np.array([True, True, True, False]))
    >>> share.estimate, share.standard_error, share.points, share.runs
    (0.75, 0.25, 2, 4)
    """
    sample = _Sample(point, value, together if drawn else 1)
    if sample.points == 1:
        effective, variance = _of_one_point(sample)
    elif drawn and sample.draws == 1:
        # a single draw of several points tells nothing of what another would give
        effective, variance = 1.0, np.nan
    else:
        variance, degrees = _variance_of_mean(sample, replicate, drawn)
        effective = _effective_runs(sample, variance, degrees, replicate, drawn, level)
    _, low, high = wilson(sample.estimate * effective, effective, level)
    return Share(
        estimate=sample.estimate, low=float(low), high=float(high), standard_error=float(np.sqrt(variance)),
        between=sample.between, within=sample.within, points=sample.points, runs=sample.runs,
    )  # fmt: skip


class _Sample:
    """Runs by point: numbers, means and variances of the points."""

    def __init__(self, point: Array, value: Array, together: int) -> None:
        self.value = value.astype(np.float64)
        numbers, self.place = np.unique(point, return_inverse=True)
        self.draw = np.unique(numbers // together, return_inverse=True)[1] if together > 1 else None
        self.n = np.bincount(self.place)
        self.means = np.bincount(self.place, weights=self.value) / self.n
        self.points, self.runs = len(self.n), int(self.n.sum())
        self.estimate = float(self.means.mean())
        several = self.n > 1
        squares = np.bincount(self.place, weights=(self.value - self.means[self.place]) ** 2)
        inside = np.full(self.points, np.nan)
        inside[several] = squares[several] / (self.n[several] - 1)
        self.within = float(inside[several].mean()) if several.any() else np.nan
        # variance of each point's mean by chance; a point with one run is taken to vary as the others do
        self.chance = np.where(several, inside, self.within) / self.n
        self.draws = self.points if self.draw is None else int(self.draw.max()) + 1
        self.by_draw = self._variance_by_draw()
        self.spread = float(self.means.var()) + self.by_draw
        self.between = max(0.0, self.spread - float(self.chance.mean())) if self.draws > 1 else np.nan

    def _variance_by_draw(self) -> float:
        """Variance of the mean over points, with draws as the units; NaN with one draw."""
        if self.draws == 1:
            return np.nan
        apart = (self.means - self.estimate) / self.points
        sums = apart if self.draw is None else np.bincount(self.draw, weights=apart)
        return float(np.sum(sums**2)) * self.draws / (self.draws - 1)


def _of_one_point(sample: _Sample) -> tuple[float, float]:
    """Effective runs and variance of the mean at a single point."""
    runs, p = sample.runs, sample.estimate
    if runs == 1:
        return 1.0, np.nan
    variance = sample.within / runs
    if variance <= 0.0:
        return float(runs), 0.0
    # Equals the runs for a boolean; larger for a number that varies less than a boolean would.
    return max(float(runs), p * (1.0 - p) / variance * (runs - 1) / runs), variance


def _variance_of_mean(sample: _Sample, replicate: Array | None, drawn: bool) -> tuple[float, float]:
    """Variance of the mean over several points, and the degrees of freedom it is known with."""
    points = sample.points
    chance = float(sample.chance.mean()) / points
    if replicate is None:
        # Chosen points with one run each tell nothing of chance; the spread between them bounds it.
        chosen = not drawn and np.isfinite(chance)
        return (chance, float(sample.runs - points)) if chosen else (sample.by_draw, float(sample.draws - 1))
    column = np.unique(replicate, return_inverse=True)[1]
    draws = int(column.max()) + 1
    # Every run weighs as in the mean over points: 1 / (P n_i). What a point has of its own
    # is no matter of its replicates, so that chosen points are compared with their own means.
    centre = sample.estimate if drawn else sample.means[sample.place]
    residual = (sample.value - centre) / (points * sample.n[sample.place])
    by_replicate = float(np.sum(np.bincount(column, weights=residual) ** 2)) * draws / max(draws - 1, 1)
    if not drawn:
        return by_replicate, float(max(draws - 1, 1))
    # What a draw and a replicate have in common: a run, or the runs of the points drawn together.
    cell = sample.place if sample.draw is None else sample.draw[sample.place]
    common = np.bincount(cell * draws + column, weights=residual)
    crossed = sample.by_draw + by_replicate - float(np.sum(common**2))
    return max(crossed, sample.by_draw, by_replicate), float(max(min(sample.draws, draws) - 1, 1))


def _effective_runs(
    sample: _Sample, variance: float, degrees: float, replicate: Array | None, drawn: bool, level: float
) -> float:
    p = sample.estimate
    if variance > 0.0:
        z, t = normal_quantile_two_sided(level), student_quantile_two_sided(degrees, level)
        return min(float(sample.runs), p * (1.0 - p) / variance * (z / t) ** 2)
    if replicate is not None:
        return float(min(sample.draws, len(np.unique(replicate))) if drawn else len(np.unique(replicate)))
    return float(sample.draws if drawn else sample.runs)


def paired_mean(differences: Array, level: float = LEVEL) -> Interval:
    """Mean over replicates of a difference, with Student's interval.

    differences : (replicates, ...), one row a replicate that all conditions share; at least two rows.
    """
    n = len(differences)
    mean = differences.mean(axis=0)
    half = student_quantile_two_sided(n - 1, level) * differences.std(axis=0, ddof=1) / np.sqrt(n)
    return Interval(mean, mean - half, mean + half)


def paired_share_difference(one: Array, other: Array, level: float = LEVEL) -> Interval:
    """Difference of two shares of the same replicates, `one` less `other` (Bonett and Price 2012).

    one, other : bool (replicates,). With b and c the replicates in which only one or only the other has
    the property, the interval is Wald's for b + 1 and c + 1 of n + 2; it stays wide where none differ.
    The estimate is (b - c)/n itself.

    >>> a, b = np.array([True] * 30 + [False] * 70), np.array([True] * 20 + [False] * 80)
    >>> [round(float(x), 3) for x in paired_share_difference(a, b)]
    [0.1, 0.034, 0.162]
    """
    n = len(one)
    up, down = int(np.sum(one & ~other)), int(np.sum(other & ~one))
    p, q = (up + 1) / (n + 2), (down + 1) / (n + 2)
    half = normal_quantile_two_sided(level) * np.sqrt((p + q - (p - q) ** 2) / (n + 2))
    return Interval((up - down) / n, max(-1.0, p - q - half), min(1.0, p - q + half))
