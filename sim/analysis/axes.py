"""What was swept: each varied quantity, with its range, beside the scenario's own value."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.records import shared
from sim.analysis.study import Arm, Study
from sim.errors import InputError
from sim.scenario.scenario import Scenario
from sim.scenario.slots import Slot

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = shared("arm", "quantity") | {
    "in_words": "the quantity in words",
    "symbol": "symbol in the model",
    "meaning": "what the quantity is",
    "own_value": "the scenario's own value; missing where states differ",
    "lowest": "smallest value in the design",
    "highest": "largest value in the design",
    "values": "how many values differ",
}


def swept_axes(study: Study) -> "pd.DataFrame":
    """COLUMNS: one row per arm and axis.

    `own_value` is missing where the states that the name stands for have different values.
    What is no number (members of a bloc, say) has neither own value nor range.
    """
    import pandas as pd

    rows = [_axis(arm, name) for arm in study.arms for name in arm.axes]
    return pd.DataFrame.from_records(rows, columns=list(COLUMNS))


def slot_of(scenario: Scenario, name: str) -> Slot | None:
    """The slot of a number that the engine reads; None for a name such as `horizon`."""
    try:
        return scenario.slot(name)
    except InputError:
        return None


def _axis(arm: Arm, name: str) -> dict[str, Any]:
    values = arm.columns[name]
    slot = slot_of(arm.scenario, name)
    number = values.dtype.kind in "fiu"
    own = arm.scenario.own_value(name) if number else None
    return {
        "arm": arm.name,
        "quantity": name,
        "in_words": arm.scenario.words(name),
        "symbol": slot.quantity.symbol if slot else "",
        "meaning": slot.quantity.meaning if slot else "",
        "own_value": np.nan if own is None else own,
        "lowest": float(values.min()) if number else np.nan,
        "highest": float(values.max()) if number else np.nan,
        "values": len(set(values.tolist() if number else map(repr, values))),
    }
