"""How the answer follows one quantity: shares of runs along a grid of a single axis."""

from typing import TYPE_CHECKING

from sim.analysis.intervals import wilson
from sim.analysis.measures import MEASURES, measured
from sim.analysis.outcomes import arm_rows
from sim.analysis.study import Arm

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results

LEVELS_MIN = 4
"""Fewest values that make a line."""


def is_line(results: "Results", arm: Arm) -> bool:
    """Whether an arm is a grid over one numeric axis, fine enough for a line."""
    if len(arm.axes) != 1 or results.manifest["arms"][arm.name]["asked"].get("kind") != "grid":
        return False
    design = results.design[results.design["arm"] == arm.name]
    return design[arm.axes[0]].dtype.kind in "fiu" and arm.points >= LEVELS_MIN


def response(results: "Results", arm: Arm) -> "pd.DataFrame":
    """measure, value, share, low, high, runs: Wilson's intervals over the runs of each value, in order."""
    import pandas as pd

    axis = arm.axes[0]
    design = results.design[results.design["arm"] == arm.name].set_index("point")[axis]
    rows = arm_rows(results, arm)
    held = pd.DataFrame(
        {
            "value": design.loc[rows["point"]].to_numpy(),
            **{measure: measured(rows, measure).to_numpy(dtype=bool) for measure in MEASURES},
        }
    )
    tables = []
    for measure in MEASURES:
        of_value = held.groupby("value")[measure].agg(hits="sum", runs="size").reset_index()
        share, low, high = wilson(of_value["hits"].to_numpy(), of_value["runs"].to_numpy())
        tables.append(of_value.assign(measure=measure, share=share, low=low, high=high))
    found = pd.concat(tables, ignore_index=True)
    return found[["measure", "value", "share", "low", "high", "runs"]]
