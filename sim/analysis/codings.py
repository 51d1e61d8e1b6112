"""All numbers of a coding moved at once, at random: how many codings keep the verdict, and what moves it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.records import shared
from sim.analysis.study import Arm
from sim.sweep.intervals import Interval, normal_quantile_two_sided, wilson

if TYPE_CHECKING:
    import pandas as pd

HALF = 0.5
QUANTILES = (0.05, 0.5, 0.95)
COLUMNS = {"point": "number of the coding, as in design.parquet"} | shared("runs", "share")
NUMBER_COLUMNS = {
    "number": "dotted name of the number",
    "in_words": "the number in words",
    "up": "mean share of the codings in which it has moved up",
    "down": "mean share of the codings in which it has moved down",
    "difference": "how much these differ",
    **shared("low", "high"),
}


@dataclass(frozen=True, kw_only=True)
class Codings:
    """What became of the verdict over random codings."""

    shares: "pd.DataFrame"
    """COLUMNS: of each coding's runs those with a stable bloc; without the scenario itself."""
    own: Interval
    """The share in the scenario itself."""
    kept: Interval
    """Share of the codings whose own share lies on the scenario's side of one half."""
    quantiles: tuple[float, ...]
    """Quantiles QUANTILES of the shares of the codings."""
    numbers: "pd.DataFrame"
    """NUMBER_COLUMNS, the largest difference first, with its normal interval."""


def is_of_codings(arm: Arm) -> bool:
    """Whether an arm moves a coding at random and has the scenario itself to compare with."""
    return arm.kind == "coding_jitter" and arm.base is not None and arm.points > 2


def random_codings(arm: Arm, shares: "pd.DataFrame") -> Codings:
    """What an arm of kind coding_jitter says; `shares` are its rows of `point_shares`."""
    shares = shares[list(COLUMNS)]
    own, drawn = shares[shares["point"] == 0], shares[shares["point"] > 0]
    base = float(own["share"].iloc[0])
    values = drawn["share"].to_numpy()
    kept = int(((values >= HALF) == (base >= HALF)).sum())
    return Codings(
        shares=drawn.reset_index(drop=True),
        own=wilson(base * float(own["runs"].iloc[0]), float(own["runs"].iloc[0])),
        kept=wilson(kept, len(values)),
        quantiles=tuple(float(value) for value in np.quantile(values, QUANTILES)),
        numbers=_numbers(arm, drawn),
    )


def _numbers(arm: Arm, drawn: "pd.DataFrame") -> "pd.DataFrame":
    """Each number by itself: moves are independent, so that all others are alike on both sides on average."""
    import pandas as pd

    values = drawn["share"].to_numpy()
    rows = []
    for axis in arm.axes:
        column = arm.columns[axis]
        moved = column[drawn["point"].to_numpy()] - column[0]
        up, down = values[moved > 0.0], values[moved < 0.0]
        if min(len(up), len(down)) < 2:
            continue
        difference = float(up.mean() - down.mean())
        half = normal_quantile_two_sided() * float(
            np.sqrt(up.var(ddof=1) / len(up) + down.var(ddof=1) / len(down))
        )
        words = arm.scenario.words(axis)
        limits = (difference - half, difference + half)
        rows.append((axis, words, float(up.mean()), float(down.mean()), difference, *limits))
    table = pd.DataFrame.from_records(rows, columns=list(NUMBER_COLUMNS))
    order = table["difference"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)
