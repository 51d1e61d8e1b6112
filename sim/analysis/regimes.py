"""Which outcome reigns where: shares of outcomes over the cells of two axes."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.axes import swept_axes
from sim.analysis.intervals import wilson
from sim.analysis.outcomes import arm_rows
from sim.analysis.records import one
from sim.analysis.study import Arm, Study
from sim.errors import InputError
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results

LEVELS_MIN = 3
"""Fewest levels of an axis that make a map."""


def is_plane(results: "Results", arm: Arm) -> bool:
    """Whether an arm was asked for as a grid over two numeric axes, fine enough for a map."""
    if len(arm.axes) != 2:
        return False
    design = results.design[results.design["arm"] == arm.name][list(arm.axes)]
    if any(dtype.kind not in "fiu" for dtype in design.dtypes):
        return False
    levels = [design[axis].nunique() for axis in arm.axes]
    return min(levels) >= LEVELS_MIN and levels[0] * levels[1] == len(design)


def regime_table(
    results: "Results", arm: Arm, axes: tuple[str, str] | None = None, classes: int | None = None
) -> "pd.DataFrame":
    """x, y, a share for each outcome, ENTENTE, runs, points, low and high of STABLE_BLOC, reigning.

    One row a cell of two axes of the arm, the first across. Cells are the levels of a grid, or `classes`
    equal classes of each axis with x and y in their middle; a class without runs has no row. Whatever else
    the design varies is averaged over. ENTENTE is the share of runs with some entente, `reigning` the
    outcome that most runs of the cell have. Low and high are Wilson's limits over the runs of a cell, or
    over its points where each has several. Raises InputError for an axis that the arm does not have.
    """
    import pandas as pd

    chosen = axes or (arm.axes[0], arm.axes[1])
    for axis in chosen:
        if axis not in arm.axes:
            raise InputError(f"arm `{arm.name}` has no axis `{axis}`; it has {', '.join(arm.axes)}")
    design = results.design[results.design["arm"] == arm.name].set_index("point")
    places = pd.DataFrame(
        {name: _place(design[axis], classes) for name, axis in zip("xy", chosen, strict=True)}
    )
    rows = arm_rows(results, arm)
    table = pd.DataFrame({"point": rows["point"].to_numpy()})
    for outcome in Outcome:
        table[outcome.name] = (rows["outcome"] == outcome.name).to_numpy(dtype=np.float64)
    table["ENTENTE"] = (rows["entente_steps"] > 0).to_numpy(dtype=np.float64)
    grouped = table.join(places, on="point").groupby(["x", "y"], sort=True)
    shares = grouped[[outcome.name for outcome in Outcome] + ["ENTENTE"]].mean()
    runs, points = grouped.size(), grouped["point"].nunique()
    independent = runs.where(points == 1, points).to_numpy(dtype=np.float64)
    limits = wilson(shares["STABLE_BLOC"].to_numpy() * independent, independent)
    found = shares.assign(runs=runs, points=points, low=limits.low, high=limits.high)
    found["reigning"] = shares[[outcome.name for outcome in Outcome]].idxmax(axis=1)
    return found.reset_index()


def own_point(
    results: "Results", study: Study, arm: Arm, axes: tuple[str, str] | None = None
) -> tuple[float, float]:
    """The scenario's own values of two axes; NaN where a name stands for states that differ."""
    chosen = axes or (arm.axes[0], arm.axes[1])
    swept = swept_axes(results, study)
    x, y = (float(one(swept, arm=arm.name, quantity=axis)["own_value"]) for axis in chosen)
    return x, y


def _place(column: "pd.Series[Any]", classes: int | None) -> "pd.Series[Any]":
    """The level of each point, or the middle of its class."""
    if classes is None:
        return column.astype(float)
    low, high = float(column.min()), float(column.max())
    width = (high - low) / classes
    number = ((column - low) // width).clip(0, classes - 1)
    return low + (number + 0.5) * width
