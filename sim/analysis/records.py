"""Tables: what columns mean wherever they occur, and rows as plain mappings.

A module that makes a table declares its columns with their meanings; `sim.report.tables` has them all.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

type Record = dict[str, Any]

SHARED = {
    "arm": "design of the sweep, by its name",
    "share": "share, from 0 to 1",
    "low": "lower end of the 95 % interval",
    "high": "upper end of the 95 % interval",
    "runs": "runs that the row rests on",
    "points": "points that the row rests on",
    "source": "state that takes the posture, by its key",
    "target": "state toward which it is taken",
    "STABLE_BLOC": "share of runs with this outcome",
    "STABLE_ENTENTE": "share of runs with this outcome",
    "TRANSIENT_ENTENTE": "share of runs with this outcome",
    "RIVALRY": "share of runs with this outcome",
    "HEDGING": "share of runs with this outcome",
    "outcome": "name of the outcome",
    "quantity": "dotted name of what was varied",
    "factor": "dotted name of a quantity, or of an issue whose saliences move together",
}
"""Columns that mean the same in several tables."""


def shared(*names: str) -> dict[str, str]:
    """Columns of SHARED with their meanings.

    >>> shared("share")
    {'share': 'share, from 0 to 1'}
    """
    return {name: SHARED[name] for name in names}


def with_limits(**columns: str) -> dict[str, str]:
    """Columns with their meanings, each followed by both ends of its interval.

    >>> list(with_limits(total="total index"))
    ['total', 'total_low', 'total_high']
    """
    return {
        key: meaning
        for name, text in columns.items()
        for key, meaning in (
            (name, text),
            (f"{name}_low", f"lower end of the 95 % interval of `{name}`"),
            (f"{name}_high", f"upper end of the 95 % interval of `{name}`"),
        )
    }


def records(table: "pd.DataFrame") -> list[Record]:
    """Every row, in order."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def one(table: "pd.DataFrame", **where: Any) -> Record:
    """The one row whose columns have these values; raises LookupError unless there is exactly one."""
    rows = [row for row in records(table) if all(row[name] == value for name, value in where.items())]
    if len(rows) != 1:
        raise LookupError(f"{len(rows)} rows have {where}, not one")
    return rows[0]


def number(value: Any) -> float | None:
    """A number, or None where it is missing (NaN)."""
    return None if value != value else float(value)
