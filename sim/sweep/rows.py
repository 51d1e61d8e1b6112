"""Rows: one a run, between the arrays of an engine and a table on disk."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.rows import COLUMNS, FIRST_STEPS
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pyarrow as pa

Arrays = dict[str, np.ndarray[Any, Any]]

KEYS = ("point", "replicate")
OUTCOMES = [outcome.name for outcome in Outcome]


def to_table(arm: str, arrays: Arrays) -> "pa.Table":
    """Rows as a table: the arm and outcomes by name, first steps and shares missing where there is none."""
    import pyarrow as pa

    n_runs = len(arrays["point"])
    columns: dict[str, Any] = {
        "arm": pa.repeat(arm, n_runs),
        **{name: pa.array(arrays[name], type=pa.int64()) for name in KEYS},
    }
    for name in COLUMNS:
        values = arrays[name]
        if name == "outcome":
            columns[name] = pa.DictionaryArray.from_arrays(values.astype(np.int32), OUTCOMES)
        elif name in FIRST_STEPS:
            columns[name] = pa.array(values, mask=values == 0)
        elif values.dtype.kind == "f":
            columns[name] = pa.array(values, mask=np.isnan(values))
        else:
            columns[name] = pa.array(values)
    return pa.table(columns)


def to_arrays(table: "pa.Table") -> Arrays:
    """The inverse of `to_table`. Raises KeyError or ValueError where the table is of another kind."""
    import pyarrow.compute as pc

    arrays: Arrays = {name: table.column(name).to_numpy() for name in KEYS}
    for name in COLUMNS:
        dtype = COLUMNS[name].dtype
        column = table.column(name)
        if name == "outcome":
            names = column.cast("string")
            column = pc.index_in(names, value_set=_strings(OUTCOMES))
        missing: Any = float("nan") if dtype is np.float64 else 0
        filled = column.fill_null(missing) if column.null_count else column
        arrays[name] = filled.to_numpy().astype(dtype)
    return arrays


def _strings(values: list[str]) -> Any:
    import pyarrow as pa

    return pa.array(values, type=pa.string())
