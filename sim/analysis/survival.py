"""How long until a stable bloc forms, and how long it then lasts: survival curves with censoring.

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

from sim.analysis.intervals import LEVEL, Interval
from sim.analysis.outcomes import arm_rows, arm_share
from sim.analysis.study import Arm
from sim.numerics.types import Array

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


DRAWS = 400
"""Bootstrap samples of points for a band."""
FORMATION, LIFE = "formation", "life"


@dataclass(frozen=True, kw_only=True)
class Spans:
    """Times of spells, each (spells,)."""

    time: Array
    """Steps; of a censored one, the steps that it is known to outlast."""
    censored: Array
    """Whether the horizon cuts it off."""
    point: Array
    """The point of the design that it is from."""


def spans(results: "Results", arm: Arm, kind: str) -> Spans:
    """FORMATION: steps to the first step of a run's first stable bloc. LIFE: steps that this bloc lasts."""
    rows = arm_rows(results, arm)
    formed = rows["first_step"].notna().to_numpy()
    point = rows["point"].to_numpy()
    if kind == FORMATION:
        # A stable bloc can begin no later than this; later, nobody could see whether it lasts.
        last = arm.case.horizon - arm.case.min_duration + 1
        first = rows["first_step"].fillna(last).to_numpy(dtype=np.int64)
        return Spans(time=first, censored=~formed, point=point)
    censored = rows["stable_censored"].to_numpy(dtype=bool)[formed]
    length = rows["stable_length"].to_numpy(dtype=np.int64)[formed]
    return Spans(time=length - censored, censored=censored, point=point[formed])


def survival_curve(found: Spans, *, clustered: bool = False, seed: int = 0) -> "pd.DataFrame":
    """step, at_risk, events, survival, low, high: a row for step 0 and for each step with an event or cut.

    `survival` is the probability that the time is longer than `step`. There must be at least one span.
    """
    import pandas as pd
    from scipy.stats import CensoredData, ecdf

    data = CensoredData.right_censored(found.time, found.censored)
    sf = ecdf(data).sf
    later = sf.quantiles > 0
    steps = np.concatenate([[0], sf.quantiles[later].astype(np.int64)])
    survival = np.concatenate([[1.0], sf.probabilities[later]])
    at_risk = np.concatenate([[len(found.time)], [int(np.sum(found.time >= step)) for step in steps[1:]]])
    events = np.concatenate([[0], [int(np.sum((found.time == s) & ~found.censored)) for s in steps[1:]]])
    if clustered:
        low, high = _bands_over_points(found, steps, seed)
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
    found = np.where(np.isnan(side), survival, side)
    gone = (survival == 0.0) & (np.arange(len(side)) > 0)
    if last and gone.any():
        place = int(np.argmax(gone))
        found[place:] = found[place - 1]
    return found


def _bands_over_points(found: Spans, steps: Array, seed: int) -> tuple[Array, Array]:
    """Percentile bands from points drawn with replacement; each draw has a product-limit curve of its own."""
    place = np.unique(found.point, return_inverse=True)[1]
    points = int(place.max()) + 1
    column = np.searchsorted(steps, found.time)
    ended = np.zeros((points, len(steps)))
    left = np.zeros((points, len(steps)))
    np.add.at(ended, (place, column), (~found.censored).astype(float))
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


def self_enforcing(results: "Results", arm: Arm) -> Interval | None:
    """Mean over runs with a bloc of the share of its longest spell in which ALIGN is all members' best reply.

    None where no run has a bloc.
    """
    rows = arm_rows(results, arm)
    share = rows["self_enforcing_share"].to_numpy(dtype=np.float64)
    known = ~np.isnan(share)
    if not known.any():
        return None
    found = arm_share(rows[known], arm, share[known])
    return Interval(found.estimate, found.low, found.high)


def survival_tables(results: "Results", arms: tuple[Arm, ...]) -> "pd.DataFrame":
    """arm, kind (FORMATION or LIFE), then the columns of `survival_curve`; only what has an event."""
    import pandas as pd

    tables = []
    for arm in arms:
        for kind in (FORMATION, LIFE):
            found = spans(results, arm, kind)
            if (~found.censored).any():
                curve = survival_curve(found, clustered=arm.points > 1, seed=arm.seed)
                tables.append(curve.assign(arm=arm.name, kind=kind))
    head = ["arm", "kind", "step", "at_risk", "events", "survival", "low", "high"]
    return pd.concat(tables, ignore_index=True)[head] if tables else pd.DataFrame(columns=head)
