"""How long until a stable bloc forms, how long it then lasts, and how fast it dissolves: survival curves with
censoring, and hazards.

Formation is cut off by the horizon: a run without a stable bloc has waited T steps at least. So is life: a
bloc that stands at the end has lasted its steps at least. Curves are the product-limit estimate of Kaplan
and Meier (1958), by `scipy.stats.ecdf`; bands are Greenwood's on the log-log scale. The runs of one point
are alike, so where an arm has many points its bands come from drawing points with replacement instead.

A bloc is stable once it has lasted D steps (`min_duration`); its life is therefore that of blocs that have
reached D, and the first D - 1 steps of its curve are 1 by definition. Steps are whole numbers: a bloc that
has lasted a steps when the run ends is known to last more than a - 1 of them, and counts so.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

import numpy as np

from sim.analysis.outcomes import arm_share
from sim.analysis.records import shared
from sim.analysis.study import Arm
from sim.numerics.types import Array
from sim.sweep.intervals import (
    LEVEL,
    Interval,
    normal_quantile_two_sided,
    student_quantile_two_sided,
    wilson,
)

if TYPE_CHECKING:
    import pandas as pd


DRAWS = 400
"""Bootstrap samples of points for a band."""
FORMATION, LIFE = "formation", "life"
QUARTERS = 4
"""Steps in a year."""
COLUMNS = shared("arm") | {
    "kind": "`formation`: steps to the first stable bloc; `life`: steps that it lasts",
    "step": "steps",
    "at_risk": "spells still watched at that step",
    "events": "of these, how many end there",
    "survival": "estimated share that goes on",
    **shared("low", "high"),
}
HAZARD_COLUMNS = shared("arm") | {
    "year": "year after a bloc became stable, from 1",
    "from_step": "first step of that year",
    "to_step": "last step of it",
    "steps_at_risk": "steps of stable blocs watched in that year",
    "ended": "blocs that ended in it",
    "hazard": "share of these steps in which a bloc ended",
    **shared("low", "high"),
}


@dataclass(frozen=True, kw_only=True)
class Spans:
    """Times of spells, each (spells,)."""

    time: Array
    """Steps; of a censored one, the steps that it is known to outlast."""
    censored: Array
    """Whether the horizon cuts it off."""
    point: Array
    """The point of the design that it is from."""


def spans(arm: Arm, kind: str) -> Spans:
    """FORMATION: steps to the first step of a run's first stable bloc. LIFE: steps that this bloc lasts."""
    rows, scenario = arm.rows, arm.scenario
    formed = rows["first_step"].notna().to_numpy()
    point = rows["point"].to_numpy()
    if kind == FORMATION:
        # A stable bloc can begin no later than this; later, nobody could see whether it lasts.
        last = scenario.horizon - scenario.bloc.min_duration + 1
        first = rows["first_step"].fillna(last).to_numpy(dtype=np.int64)
        return Spans(time=first, censored=~formed, point=point)
    censored = rows["stable_censored"].to_numpy(dtype=bool)[formed]
    length = rows["stable_length"].to_numpy(dtype=np.int64)[formed]
    return Spans(time=length - censored, censored=censored, point=point[formed])


def survival_curve(spells: Spans, *, clustered: bool = False, seed: int = 0) -> "pd.DataFrame":
    """step, at_risk, events, survival, low, high: a row for step 0 and for each step with an event or cut.

    `survival` is the probability that the time is longer than `step`. There must be at least one span.
    """
    import pandas as pd
    from scipy.stats import CensoredData, ecdf

    data = CensoredData.right_censored(spells.time, spells.censored)
    sf = ecdf(data).sf
    later = sf.quantiles > 0
    steps = np.concatenate([[0], sf.quantiles[later].astype(np.int64)])
    survival = np.concatenate([[1.0], sf.probabilities[later]])
    at_risk = np.concatenate([[len(spells.time)], [int(np.sum(spells.time >= step)) for step in steps[1:]]])
    events = np.concatenate([[0], [int(np.sum((spells.time == s) & ~spells.censored)) for s in steps[1:]]])
    if clustered:
        low, high = _bands_over_points(spells, steps, seed)
    else:
        with catch_warnings():
            simplefilter("ignore", RuntimeWarning)  # said where the band is not defined; see below
            band = sf.confidence_interval(LEVEL, method="log-log")
        low, high = (
            _filled(np.concatenate([[1.0], side[later]]), survival, last=last)
            for side, last in ((band.low.probabilities, False), (band.high.probabilities, True))
        )
    return pd.DataFrame(
        {"step": steps, "at_risk": at_risk, "events": events, "survival": survival, "low": low, "high": high}
    )


def _filled(side: Array, survival: Array, *, last: bool) -> Array:
    """A side of a log-log band where it is not defined: before the first event, and once none is left.

    There it is the curve itself; the upper side (`last`) stays where it was before the last one ended.
    """
    filled = np.where(np.isnan(side), survival, side)
    gone = (survival == 0.0) & (np.arange(len(side)) > 0)
    if last and gone.any():
        place = int(np.argmax(gone))
        filled[place:] = filled[place - 1]
    return filled


def _bands_over_points(spells: Spans, steps: Array, seed: int) -> tuple[Array, Array]:
    """Percentile bands from points drawn with replacement; each draw has a product-limit curve of its own."""
    place = np.unique(spells.point, return_inverse=True)[1]
    points = int(place.max()) + 1
    column = np.searchsorted(steps, spells.time)
    ended = np.zeros((points, len(steps)))
    left = np.zeros((points, len(steps)))
    np.add.at(ended, (place, column), (~spells.censored).astype(float))
    np.add.at(left, (place, column), 1.0)
    at_risk = np.cumsum(left[:, ::-1], axis=1)[:, ::-1]
    rng = np.random.default_rng(seed)
    weights = rng.multinomial(points, np.full(points, 1.0 / points), size=DRAWS).astype(np.float64)
    risk = weights @ at_risk
    hazard = np.divide(weights @ ended, risk, out=np.zeros_like(risk), where=risk > 0.0)
    curves = np.cumprod(1.0 - hazard, axis=1)
    low, high = np.quantile(curves, [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0], axis=0)
    return low, high


def median_time(curve: "pd.DataFrame") -> Interval:
    """The first step at which at most half survive; infinity where more than half survive to the end.

    Its limits are the steps at which the limits of the curve fall to one half (Brookmeyer and Crowley 1982).
    """
    return Interval(*(_first_below(curve, name) for name in ("survival", "low", "high")))


def _first_below(curve: "pd.DataFrame", name: str) -> float:
    below = curve.loc[curve[name] <= 0.5, "step"]
    return float(below.iloc[0]) if len(below) else float("inf")


def half_begun(wait: Spans, *, clustered: bool = False, seed: int = 0) -> Interval | None:
    """The step by which half of the spans that end have ended; None where none does.

    Of FORMATION spans: when half of the stable blocs that form have begun. The interval is the middle of
    what drawing points with replacement gives, or runs where they are all of one point.
    """
    ended = ~wait.censored
    if not ended.any():
        return None
    steps = int(wait.time.max()) + 1
    rng = np.random.default_rng(seed)
    draws: Array
    if clustered:
        place = np.unique(wait.point, return_inverse=True)[1]
        points = int(place.max()) + 1
        counts = np.zeros((points, steps))
        np.add.at(counts, (place[ended], wait.time[ended]), 1.0)
        weights = rng.multinomial(points, np.full(points, 1.0 / points), size=DRAWS)
        seen, draws = counts.sum(axis=0), weights @ counts
    else:
        seen = np.bincount(wait.time[ended], minlength=steps).astype(np.float64)
        draws = rng.multinomial(int(seen.sum()), seen / seen.sum(), size=DRAWS)
    middles = _middle(draws[draws.sum(axis=1) > 0.0])
    tails = (1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0
    low, high = np.quantile(middles, tails, method="inverted_cdf")
    return Interval(float(_middle(seen[None])[0]), float(low), float(high))


def _middle(counts: Array) -> Array:
    """(rows,) the first step by which half of the counts (rows, steps) are reached."""
    sums = np.cumsum(counts, axis=1)
    return np.asarray((sums >= 0.5 * sums[:, -1:]).argmax(axis=1))


def self_enforcing(arm: Arm) -> Interval | None:
    """Mean over runs with a bloc of the share of its longest spell in which ALIGN is all members' best reply.

    None where no run has a bloc.
    """
    share = arm.rows["self_enforcing_share"].to_numpy(dtype=np.float64)
    known = ~np.isnan(share)
    if not known.any():
        return None
    mean = arm_share(arm, share[known], arm.rows[known])
    return Interval(mean.estimate, mean.low, mean.high)


def survival_tables(arms: tuple[Arm, ...]) -> "pd.DataFrame":
    """COLUMNS: the rows of `survival_curve` of each arm, of FORMATION and LIFE; only what has an event."""
    import pandas as pd

    tables = []
    for arm in arms:
        for kind in (FORMATION, LIFE):
            spells = spans(arm, kind)
            if (~spells.censored).any():
                curve = survival_curve(spells, clustered=arm.points > 1, seed=arm.seed)
                tables.append(curve.assign(arm=arm.name, kind=kind))
    columns = list(COLUMNS)
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def hazard_by_year(life: Spans, start: int, *, clustered: bool = False) -> "pd.DataFrame":
    """HAZARD_COLUMNS but for the arm: hazard of dissolution per step, by year after the first `start` steps.

    Of the bloc-steps at these ages that were watched to their end, the share at which the bloc was over;
    intervals as in `hazard`.
    """
    import pandas as pd

    rows = []
    for year, first in enumerate(range(start, int(life.time.max(initial=0)) + 1, QUARTERS), start=1):
        ended, watched = watched_ages(life, first, first + QUARTERS)
        rate = hazard(life, first, first + QUARTERS, clustered=clustered)
        if rate is not None:
            rows.append(
                (year, first, first + QUARTERS - 1, int(watched.sum()), int(ended.sum()), *map(float, rate))
            )
    return pd.DataFrame.from_records(rows, columns=list(HAZARD_COLUMNS)[1:])


def hazard(life: Spans, first: int, stop: int, *, clustered: bool = False) -> Interval | None:
    """Hazard of dissolution per step at ages first..stop-1; None where no bloc was watched.

    Wilson's interval over bloc-steps; where runs are `clustered` in points, over as many of them as the
    linearised error of a ratio of sums over points is worth (with Student's t, as in `sim.analysis.shares`).
    Where all ended or none did, a point counts once.
    """
    ended, watched = watched_ages(life, first, stop)
    total = float(watched.sum())
    if total == 0.0:
        return None
    rate, effective = float(ended.sum()) / total, total
    if clustered:
        place = np.unique(life.point, return_inverse=True)[1]
        excess = np.bincount(place, weights=ended - rate * watched)
        points = len(excess)
        variance = points / max(points - 1, 1) * float(np.sum(excess**2)) / total**2
        if variance > 0.0 and points > 1:
            shrink = normal_quantile_two_sided() / student_quantile_two_sided(points - 1)
            effective = min(total, rate * (1.0 - rate) / variance * shrink**2)
        else:
            effective = min(total, float(points))
    return wilson(rate * effective, effective)


def watched_ages(life: Spans, first: int, stop: int) -> tuple[Array, Array]:
    """(spells,) whether it ended at an age of first..stop-1, and its steps at these ages that were seen."""
    ended = ~life.censored & (life.time >= first) & (life.time < stop)
    return ended, np.clip(life.time, first - 1, stop - 1) - (first - 1)
