"""Which outcome reigns where: shares of outcomes over the cells of two axes."""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.outcomes import PROPERTIES
from sim.analysis.records import one, shared
from sim.analysis.study import Arm
from sim.errors import InputError
from sim.numerics.types import Array
from sim.sweep.intervals import wilson
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "x": "value of the axis across",
    "y": "value of the axis upward",
    **shared(*(word.name for word in Outcome)),
    "ENTENTE": "share of runs with some entente",
    **shared("runs", "points"),
    "low": "lower end of the 95 % interval of STABLE_BLOC",
    "high": "upper end of the 95 % interval of STABLE_BLOC",
    "reigning": "outcome with the largest share",
}

LEVELS_MIN = 3
"""Fewest levels of an axis that make a map."""


def is_plane(arm: Arm) -> bool:
    """Whether an arm was asked for as a grid over two numeric axes, fine enough for a map."""
    columns = [arm.columns[axis] for axis in arm.axes]
    if len(columns) != 2 or any(values.dtype.kind not in "fiu" for values in columns):
        return False
    levels = [len(np.unique(values)) for values in columns]
    return min(levels) >= LEVELS_MIN and levels[0] * levels[1] == arm.request.points


def regime_table(arm: Arm, axes: tuple[str, str] | None = None, classes: int | None = None) -> "pd.DataFrame":
    """COLUMNS: the shares of outcomes over two axes.

    One row per cell of two axes of the arm, the first across. Cells are the levels of a grid, or `classes`
    equal classes of each axis with x and y in their middle; a class without runs has no row. Whatever else
    the design varies is averaged over. Low and high are Wilson's limits over the runs of a cell, or
    over its points where each has several. Raises InputError for an axis that the arm does not have.
    """
    import pandas as pd

    chosen = axes or (arm.axes[0], arm.axes[1])
    for axis in chosen:
        if axis not in arm.axes:
            raise InputError(f"arm `{arm.name}` has no axis `{axis}`; it has {', '.join(arm.axes)}")
    places = pd.DataFrame(
        {name: _place(arm.columns[axis], classes) for name, axis in zip("xy", chosen, strict=True)}
    )
    table = pd.DataFrame({"point": arm.rows["point"].to_numpy()})
    for outcome in Outcome:
        table[outcome.name] = (arm.rows["outcome"] == outcome.name).to_numpy(dtype=np.float64)
    table["ENTENTE"] = PROPERTIES["entente"].of(arm.rows).to_numpy(dtype=np.float64)
    grouped = table.join(places, on="point").groupby(["x", "y"], sort=True)
    shares = grouped[[outcome.name for outcome in Outcome] + ["ENTENTE"]].mean()
    runs, points = grouped.size(), grouped["point"].nunique()
    independent = runs.where(points == 1, points).to_numpy(dtype=np.float64)
    limits = wilson(shares["STABLE_BLOC"].to_numpy() * independent, independent)
    table = shares.assign(runs=runs, points=points, low=limits.low, high=limits.high)
    table["reigning"] = shares[[outcome.name for outcome in Outcome]].idxmax(axis=1)
    return table.reset_index()


def own_point(swept: "pd.DataFrame", arm: Arm) -> tuple[float, float]:
    """The scenario's own values of the two axes of an arm, from `swept_axes`; NaN where a name stands for
    states that differ."""
    x, y = (float(one(swept, arm=arm.name, quantity=axis)["own_value"]) for axis in arm.axes)
    return x, y


def _place(values: Array, classes: int | None) -> Array:
    """(points,) the level of each point, or the middle of its class."""
    if classes is None:
        return values.astype(np.float64)
    low, high = float(values.min()), float(values.max())
    width = (high - low) / classes
    number = np.clip((values - low) // width, 0, classes - 1)
    return np.asarray(low + (number + 0.5) * width)
