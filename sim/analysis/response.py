"""How the answer follows one quantity: shares of runs along a grid of a single axis."""

from typing import TYPE_CHECKING

from sim.analysis.outcomes import MEASURES, PROPERTIES
from sim.analysis.records import shared
from sim.analysis.study import Arm
from sim.sweep.intervals import wilson

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "measure": "`stable_bloc` or `entente`",
    "value": "value of the quantity that is varied",
    **shared("share", "low", "high", "runs"),
}
LEVELS_MIN = 4
"""Fewest values that make a line."""


def is_line(arm: Arm) -> bool:
    """Whether an arm is a grid over one numeric axis, fine enough for a line."""
    if len(arm.axes) != 1 or arm.kind != "grid":
        return False
    return arm.columns[arm.axes[0]].dtype.kind in "fiu" and arm.points >= LEVELS_MIN


def response(arm: Arm) -> "pd.DataFrame":
    """COLUMNS: Wilson's intervals over the runs of each value, in order."""
    import pandas as pd

    held = pd.DataFrame(
        {
            "value": arm.columns[arm.axes[0]][arm.rows["point"].to_numpy()],
            **{measure: PROPERTIES[measure].of(arm.rows).to_numpy(dtype=bool) for measure in MEASURES},
        }
    )
    tables = []
    for measure in MEASURES:
        of_value = held.groupby("value")[measure].agg(hits="sum", runs="size").reset_index()
        share, low, high = wilson(of_value["hits"].to_numpy(), of_value["runs"].to_numpy())
        tables.append(of_value.assign(measure=measure, share=share, low=low, high=high))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]
