"""Shares and means over runs that lie in design points, with two sources of spread told apart.

A point i has n_i runs, of which a share p_i has the property. The estimate is the
mean of the p_i over the P points. Its standard error treats points as the units drawn:

    se^2 = s^2 / P,  s^2 = sum (p_i - mean)^2 / (P - 1)     (cluster standard error)

The law of total variance splits the variance of one run, p (1 - p), in two:

    within  = mean of n_i/(n_i - 1) p_i (1 - p_i)            (chance inside a point)
    between = s^2 - mean of p_i (1 - p_i)/(n_i - 1)          (parameters differ)

The interval is Wilson's with the effective number of runs n_eff = p (1 - p) / se^2
(z/t)^2, t of Student with P - 1 degrees of freedom, never more than the runs there are
(Korn and Graubard 1998; Dean and Pagano 2015). Where every run or none has the
property, se is 0 and n_eff is the number of points. With a single point the interval
is Wilson's over its runs. Points of a Sobol or Latin hypercube design are spread more
evenly than chance would, so that the interval errs on the wide side.

With common random numbers ("crossed") the replicates are shared by all points. Then
se^2 = V_points + V_replicates - V_runs (Cameron, Gelbach and Miller 2011), and t has
one degree of freedom less than the smaller of the two numbers of clusters.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.intervals import (
    LEVEL,
    normal_quantile_two_sided,
    student_quantile_two_sided,
    wilson,
)

Array = np.ndarray[Any, Any]


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
    point: Array, value: Array, *, replicate: Array | None = None, level: float = LEVEL
) -> Share:
    """Mean over points of a number in [0, 1] a run (a boolean, or a share of steps).

    point, value : (runs,). `replicate` (runs,) is given where the points share their
    replicates (common random numbers). There must be at least one run.

    >>> share = share_over_points(np.array([7, 7, 8, 8]), np.array([True, True, True, False]))
    >>> share.estimate, share.standard_error, share.points, share.runs
    (0.75, 0.25, 2, 4)
    """
    place = np.unique(point, return_inverse=True)[1]
    n = np.bincount(place)
    means = np.bincount(place, weights=value.astype(np.float64)) / n
    runs, points = int(n.sum()), len(n)
    estimate = float(means.mean())
    squares = np.bincount(place, weights=(value.astype(np.float64) - means[place]) ** 2)
    several = n > 1
    inside = np.full(points, np.nan)
    inside[several] = squares[several] / (n[several] - 1)
    within = float(inside[several].mean()) if several.any() else np.nan
    between = np.nan
    if points > 1:
        between = max(0.0, float(means.var(ddof=1) - np.mean(np.where(several, inside, within) / n)))
    variance, degrees = _variance_of_mean(place, value, n, means, replicate)
    low, high = _limits(estimate, variance, degrees, runs, points, level)
    return Share(
        estimate=estimate, low=low, high=high, standard_error=float(np.sqrt(variance)),
        between=between, within=within, points=points, runs=runs,
    )  # fmt: skip


def _variance_of_mean(
    place: Array, value: Array, n: Array, means: Array, replicate: Array | None
) -> tuple[float, float]:
    """Variance of the mean over points, and the degrees of freedom it is known with."""
    points = len(n)
    if points == 1:
        runs = int(n[0])
        return (float(np.var(value, ddof=1)) / runs if runs > 1 else np.nan), float(runs - 1)
    by_point = float(means.var(ddof=1)) / points
    if replicate is None:
        return by_point, float(points - 1)
    column = np.unique(replicate, return_inverse=True)[1]
    draws = int(column.max()) + 1
    # Every run weighs as in the mean over points: 1 / (P n_i).
    residual = (value.astype(np.float64) - means.mean()) / (points * n[place])
    by_replicate = float(np.sum(np.bincount(column, weights=residual) ** 2)) * draws / max(draws - 1, 1)
    crossed = by_point + by_replicate - float(np.sum(residual**2))
    return max(crossed, by_point, by_replicate), float(max(min(points, draws) - 1, 1))


def _limits(
    p: float, variance: float, degrees: float, runs: int, points: int, level: float
) -> tuple[float, float]:
    if points == 1:
        effective = float(runs)
        if variance > 0.0:
            # Equals the runs for a boolean; larger for a number that varies less than a boolean would.
            effective = max(effective, p * (1.0 - p) / variance * (runs - 1) / runs)
    elif variance > 0.0:
        z, t = normal_quantile_two_sided(level), student_quantile_two_sided(degrees, level)
        effective = min(float(runs), p * (1.0 - p) / variance * (z / t) ** 2)
    else:
        effective = float(points)
    _, low, high = wilson(p * effective, effective, level)
    return float(low), float(high)
