"""A running estimate of a probability as chunks arrive, with a 95 % interval."""

from collections.abc import Mapping
from dataclasses import dataclass

from sim.sweep.intervals import normal_quantile_two_sided, student_quantile_two_sided, wilson

ROUNDING = 1e-12
"""Spread between points, as part of the sum of squares, that may come from rounding."""
POINTS_MIN = 30
"""Fewer points than this say nothing of their spread."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Sums over runs and over points (replicates of a point belong together)."""

    runs: int = 0
    hits: int = 0
    points: int = 0
    shares: float = 0.0
    squares: float = 0.0

    def add(self, sums: Mapping[str, float]) -> "Tally":
        """The tally with the sums of one more chunk (`sim.sweep.work.tally`)."""
        return Tally(
            runs=self.runs + int(sums["runs"]),
            hits=self.hits + int(sums["hits"]),
            points=self.points + int(sums["points"]),
            shares=self.shares + sums["shares"],
            squares=self.squares + sums["squares"],
        )


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A probability and its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """Width of the interval."""
        return self.high - self.low


def estimate(tally: Tally, *, one_point: bool, together: int = 1) -> Estimate | None:
    """The share of hits, or None while there is too little to go by.

    Wilson's (1927) score interval. At one point over runs. Over points, the mean of their shares,
    over the effective number of runs that the spread between points leaves, as in
    `sim.analysis.shares`: replicates of a point do not count as independent, and where all points
    agree each counts once. Points that a design draws several `together` are taken for copies of
    each other, which can only make the interval too wide. No interval has width 0.

    >>> found = estimate(Tally(runs=100, hits=7), one_point=True)
    >>> round(found.low, 4), round(found.high, 4)
    (0.0343, 0.1375)
    """
    if tally.runs == 0:
        return None
    if one_point:
        return _interval(tally.hits / tally.runs, tally.runs)
    if tally.points < POINTS_MIN:
        return None
    mean = min(tally.shares / tally.points, 1.0)
    return _interval(mean, _effective_runs(tally, mean) / together)


def _effective_runs(tally: Tally, mean: float) -> float:
    spread = tally.squares - tally.points * mean * mean
    # sums of equal shares differ by rounding alone
    if spread <= ROUNDING * tally.squares:
        return float(tally.points)
    variance = spread / (tally.points - 1) / tally.points
    shrink = normal_quantile_two_sided() / student_quantile_two_sided(tally.points - 1)
    return min(float(tally.runs), mean * (1.0 - mean) / variance * shrink**2)


def _interval(share: float, runs: float) -> Estimate:
    _, low, high = wilson(share * runs, runs)
    return Estimate(value=share, low=float(low), high=float(high))
