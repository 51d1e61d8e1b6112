"""How the answer differs from point to point of a design."""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.records import shared
from sim.analysis.shares import share_over_points
from sim.analysis.study import Arm, Study
from sim.sweep.intervals import Interval, wilson

if TYPE_CHECKING:
    import pandas as pd

LATTICE_MAX = 24
"""Most runs of a point for which every possible share is told apart."""
COLUMNS = shared("arm") | {"point": "number of the point, as in design.parquet"} | shared("runs", "share")


def point_shares(study: Study) -> "pd.DataFrame":
    """COLUMNS: the share of a point's runs with a stable bloc, of every arm that has several points."""
    import pandas as pd

    tables = [_shares(arm) for arm in study.arms if arm.points > 1]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def _shares(arm: Arm) -> "pd.DataFrame":
    grouped = arm.rows.groupby("point", observed=True)["stable_bloc"]
    table = grouped.agg(runs="size", share="mean").reset_index().astype({"share": "float64"})
    return table.assign(arm=arm.name)[list(COLUMNS)]


def share_of_points(shares: "pd.DataFrame", at_least: float = 0.5, *, together: int = 1) -> dict[str, float]:
    """Share of the points whose own share is at least a value, with Wilson's interval over points.

    Of points that were drawn several `together`, each such draw counts once (`share_over_points`).

    Shares of a point with few runs are rough; this counts what was seen, not what is true of a point.
    The interval is that of the points alone: the noise of the runs inside them is not in it.
    """
    reached = (shares["share"] >= at_least).to_numpy()
    count = int(reached.sum())
    interval = wilson(count, len(shares))
    if together > 1:
        share = share_over_points(shares["point"].to_numpy(), reached, together=together)
        interval = Interval(share.estimate, share.low, share.high)
    return {
        "at_least": at_least, "points": len(shares), "count": count,
        "share": float(interval.estimate), "low": float(interval.low), "high": float(interval.high),
    }  # fmt: skip


def distribution(shares: "pd.DataFrame", classes: int = 10) -> "pd.DataFrame":
    """Histogram of the points' own shares: low, high, points, share_of_points.

    Where all points have the same few runs, a row stands for each share that they can have (low = high):
    classes would hold unequal numbers of these. Else never (0) and always (1) have rows of their own
    and the others lie in equal `classes`, each with its upper end.
    """
    import pandas as pd

    values = shares["share"].to_numpy()
    runs = shares["runs"].unique()
    if len(runs) == 1 and runs[0] <= LATTICE_MAX:
        low = high = np.arange(runs[0] + 1) / runs[0]
        place = np.rint(values * runs[0]).astype(int)
    else:
        edges = np.linspace(0.0, 1.0, classes + 1)
        low, high = np.array([0.0, *edges[:-1], 1.0]), np.array([0.0, *edges[1:], 1.0])
        # a hair's breadth, so that a share that equals an edge stays below it whatever the rounding
        inner = np.clip(np.ceil(values * classes - 1e-9).astype(int), 1, classes)
        place = np.where(values <= 0.0, 0, np.where(values >= 1.0, classes + 1, inner))
    counts = np.bincount(place, minlength=len(low))
    return pd.DataFrame({"low": low, "high": high, "points": counts, "share_of_points": counts / len(values)})
