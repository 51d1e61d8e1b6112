"""What was swept: each varied quantity, with its range, beside the scenario's own value."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.study import Arm, Study
from sim.errors import InputError
from sim.scenario.scenario import Scenario, load_scenario
from sim.scenario.slots import Slot

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results

COLUMNS = ("arm", "quantity", "symbol", "meaning", "own_value", "lowest", "highest", "values")


def swept_axes(results: "Results", study: Study) -> "pd.DataFrame":
    """arm, quantity (dotted name), symbol, meaning, own_value, lowest, highest, values (how many differ).

    `own_value` is missing where the states that the name stands for have different values.
    What is no number (members of a bloc, say) has neither own value nor range.
    """
    import pandas as pd

    records = []
    for arm in study.arms:
        scenario = load_scenario(arm.case.document)
        design = results.design[results.design["arm"] == arm.name]
        records += [_axis(arm, name, design[name], scenario) for name in arm.axes]
    return pd.DataFrame.from_records(records, columns=list(COLUMNS))


def _axis(arm: Arm, name: str, column: "pd.Series[Any]", scenario: Scenario) -> dict[str, Any]:
    values = column.to_numpy()
    slot = _slot(scenario, name)
    number = values.dtype.kind in "fiu"
    return {
        "arm": arm.name,
        "quantity": name,
        "symbol": slot.quantity.symbol if slot else "",
        "meaning": slot.quantity.meaning if slot else "",
        "own_value": _own(scenario, name, slot) if number else np.nan,
        "lowest": float(values.min()) if number else np.nan,
        "highest": float(values.max()) if number else np.nan,
        "values": int(column.nunique()),
    }


def _slot(scenario: Scenario, name: str) -> Slot | None:
    """The slot of a number that the engine reads; None for a name such as `horizon`."""
    try:
        return scenario.slot(name)
    except InputError:
        return None


def _own(scenario: Scenario, name: str, slot: Slot | None) -> float:
    if slot is not None:
        array = getattr(scenario.parameters, slot.field)
        cells = [float(array[cell]) for cell in slot.cells]
        return cells[0] if len(set(cells)) == 1 else np.nan
    value: Any = scenario.to_dict()
    for part in name.split("."):
        value = value[part] if isinstance(value, Mapping) else np.nan
    return float(value) if isinstance(value, (int, float)) else np.nan
