"""How the answer differs from point to point of a design."""

from typing import TYPE_CHECKING

from sim.analysis.intervals import wilson
from sim.analysis.outcomes import arm_rows
from sim.analysis.study import Arm

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


def point_shares(results: "Results", arm: Arm, column: str = "stable_bloc") -> "pd.DataFrame":
    """point, runs, share: the share of a point's runs in which a boolean column holds."""
    rows = arm_rows(results, arm)
    grouped = rows.groupby("point", observed=True)[column]
    return grouped.agg(runs="size", share="mean").reset_index().astype({"share": "float64"})


def share_of_points(shares: "pd.DataFrame", at_least: float = 0.5) -> dict[str, float]:
    """Share of the points whose own share is at least a value, with Wilson's interval over points.

    Shares of a point with few runs are rough; this counts what was seen, not what is true of a point.
    """
    count = int((shares["share"] >= at_least).sum())
    interval = wilson(count, len(shares))
    return {
        "at_least": at_least, "points": len(shares), "count": count,
        "share": float(interval.estimate), "low": float(interval.low), "high": float(interval.high),
    }  # fmt: skip


def distribution(shares: "pd.DataFrame", bins: int = 10) -> "pd.DataFrame":
    """Histogram of the points' own shares: low, high, points, share_of_points.

    Points where it never happened (share 0) and always (share 1) have a bin of their own;
    the others lie in `bins` equal classes, each with its upper end.
    """
    import numpy as np
    import pandas as pd

    values = shares["share"].to_numpy()
    edges = np.linspace(0.0, 1.0, bins + 1)
    inner = values[(values > 0.0) & (values < 1.0)]
    # Classes are open below and closed above; a share of whole runs never lies between two floats by chance.
    counts = np.bincount(np.clip(np.ceil(inner * bins - 1e-9).astype(int) - 1, 0, bins - 1), minlength=bins)
    table = pd.DataFrame(
        {
            "low": [0.0, *edges[:-1], 1.0],
            "high": [0.0, *edges[1:], 1.0],
            "points": [int((values <= 0.0).sum()), *map(int, counts), int((values >= 1.0).sum())],
        }
    )
    table["share_of_points"] = table["points"] / len(values)
    return table
