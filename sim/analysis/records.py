"""Rows of a table as plain mappings."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

type Record = dict[str, Any]


def records(table: "pd.DataFrame") -> list[Record]:
    """Every row, in order."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def one(table: "pd.DataFrame", **where: Any) -> Record:
    """The one row whose columns have these values; raises LookupError unless there is exactly one."""
    found = [row for row in records(table) if all(row[name] == value for name, value in where.items())]
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows have {where}, not one")
    return found[0]


def number(value: Any) -> float | None:
    """A number, or None where it is missing (NaN)."""
    return None if value != value else float(value)
