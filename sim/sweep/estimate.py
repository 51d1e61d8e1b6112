"""A running estimate of a probability as chunks arrive, with a 95 % interval."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""97.5 % point of the normal law."""
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


def estimate(tally: Tally, *, one_point: bool) -> Estimate | None:
    """The share of hits, or None while there is too little to go by.

    At one point: Wilson's (1927) score interval over runs. Over points: the mean of their
    shares, with the spread between points, so that replicates of a point do not count as independent.

    >>> found = estimate(Tally(runs=100, hits=7), one_point=True)
    >>> round(found.low, 4), round(found.high, 4)
    (0.0343, 0.1375)
    """
    if tally.runs == 0:
        return None
    if one_point:
        return _wilson(tally.hits, tally.runs)
    if tally.points < POINTS_MIN:
        return None
    mean = tally.shares / tally.points
    variance = max(tally.squares - tally.points * mean * mean, 0.0) / (tally.points - 1)
    half = Z * sqrt(variance / tally.points)
    return Estimate(value=mean, low=max(0.0, mean - half), high=min(1.0, mean + half))


def _wilson(hits: int, runs: int) -> Estimate:
    share = hits / runs
    scale = 1.0 + Z * Z / runs
    middle = (share + Z * Z / (2 * runs)) / scale
    half = Z / scale * sqrt(share * (1 - share) / runs + Z * Z / (4 * runs * runs))
    return Estimate(value=share, low=max(0.0, middle - half), high=min(1.0, middle + half))
