"""How fast stable blocs dissolve: the hazard of a quarter, by the age of the bloc."""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.intervals import Interval, normal_quantile_two_sided, student_quantile_two_sided, wilson
from sim.analysis.survival import Spans
from sim.numerics.types import Array

if TYPE_CHECKING:
    import pandas as pd


QUARTERS = 4
"""Steps in a year."""


def hazard_by_year(found: Spans, start: int, *, clustered: bool = False) -> "pd.DataFrame":
    """Hazard of dissolution per step, by year of life after the first `start` steps.

    year, from_step, to_step, steps_at_risk, ended, hazard, low, high: of the bloc-steps at these ages that
    were watched to their end, the share at which the bloc was over; intervals as in `hazard`.
    """
    import pandas as pd

    records = []
    for year, first in enumerate(range(start, int(found.time.max(initial=0)) + 1, QUARTERS), start=1):
        ended, watched = watched_ages(found, first, first + QUARTERS)
        rate = hazard(found, first, first + QUARTERS, clustered=clustered)
        if rate is not None:
            records.append(
                (year, first, first + QUARTERS - 1, int(watched.sum()), int(ended.sum()), *map(float, rate))
            )
    columns = ["year", "from_step", "to_step", "steps_at_risk", "ended", "hazard", "low", "high"]
    return pd.DataFrame.from_records(records, columns=columns)


def hazard(found: Spans, first: int, stop: int, *, clustered: bool = False) -> Interval | None:
    """Hazard of dissolution per step at ages first..stop-1; None where no bloc was watched.

    Wilson's interval over bloc-steps; where runs are `clustered` in points, over as many of them as the
    linearised error of a ratio of sums over points is worth (with Student's t, as in `sim.analysis.shares`).
    Where all ended or none did, a point counts once.
    """
    ended, watched = watched_ages(found, first, stop)
    total = float(watched.sum())
    if total == 0.0:
        return None
    rate, effective = float(ended.sum()) / total, total
    if clustered:
        place = np.unique(found.point, return_inverse=True)[1]
        excess = np.bincount(place, weights=ended - rate * watched)
        points = len(excess)
        variance = points / max(points - 1, 1) * float(np.sum(excess**2)) / total**2
        if variance > 0.0 and points > 1:
            shrink = normal_quantile_two_sided() / student_quantile_two_sided(points - 1)
            effective = min(total, rate * (1.0 - rate) / variance * shrink**2)
        else:
            effective = min(total, float(points))
    return wilson(rate * effective, effective)


def watched_ages(found: Spans, first: int, stop: int) -> tuple[Array, Array]:
    """(spells,) whether it ended at an age of first..stop-1, and its steps at these ages that were seen."""
    ended = ~found.censored & (found.time >= first) & (found.time < stop)
    return ended, np.clip(found.time, first - 1, stop - 1) - (first - 1)
