"""The tables of a sweep, for reading on: CSV for programs, LaTeX for papers."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis.axes import swept_axes
from sim.analysis.network import alignment_network
from sim.analysis.points import point_shares
from sim.analysis.sources import issue_sources, state_sources
from sim.analysis.stated import stated_claims
from sim.report.latex import to_latex
from sim.sweep.files import make_folder, write_bytes

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

LATEX_ROWS = 80
"""A longer table is of no use in print and is written as CSV alone."""
FORMULA = ("=", "+", "-", "@", "\t", "\n")
"""How a cell begins that a spreadsheet may run."""
NUMBERS = "biuf"
"""Kinds of columns that hold no text."""

ABOUT = {
    "outcomes": "Share of each outcome, with its interval and its spread between and within points",
    "properties": "Share of runs with each property, with its interval",
    "postures": "Share of steps of each posture of every dyad",
    "postures_of_members": "Postures of the two members toward each other, with intervals",
    "points": "Share of runs with a stable bloc at every point (its values: design.parquet)",
    "network": "Postures of every dyad of the first arm, period by period, and the capability of the state",
    "path": "Share of runs with an entente, a common adversary and a bloc at each step, with bands",
    "example_spells": "Every spell of the example run",
    "swept": "What was varied: own value and range",
    "claims": "Claims of the text that the scenario codes, in our words, and what stands for each",
    "issues": "Issues of the scenario, their values and sources",
    "states": "States of the scenario, their capability and its source",
}
"""What each table holds, by the name of its file."""


def make_tables(summary: "Summary") -> "dict[str, pd.DataFrame]":
    """Every table that has rows, by name."""
    document = summary.study.case.document
    tables = {
        "outcomes": summary.outcomes,
        "properties": summary.properties,
        "postures": summary.dyads,
        "postures_of_members": summary.members,
        "points": _points(summary),
        "network": _network(summary),
        "path": summary.path,
        "example_spells": summary.spells,
        "swept": swept_axes(summary.results, summary.study),
        "claims": stated_claims(summary.study.case.scenario),
        "issues": issue_sources(document),
        "states": state_sources(document),
    }
    return {name: table for name, table in tables.items() if len(table)}


def write_tables(
    tables: "dict[str, pd.DataFrame]", folder: Path, about: Mapping[str, str] = ABOUT
) -> list[Path]:
    """Write each table as CSV, and as LaTeX (booktabs) where it is short; the files."""
    make_folder(folder)
    texts: dict[str, str] = {}
    for name, table in tables.items():
        texts[f"{name}.csv"] = to_csv(table)
        if len(table) <= LATEX_ROWS:
            texts[f"{name}.tex"] = to_latex(table, caption=about[name], label=f"tab:{name}")
    for name, text in texts.items():
        write_bytes(folder / name, text.encode())
    return [folder / name for name in texts]


def to_csv(table: "pd.DataFrame") -> str:
    """A table as CSV without formulas: text that a spreadsheet would run begins with an apostrophe."""
    import pandas as pd

    safe = table.rename(columns=_quoted)
    for name, column in safe.items():
        if column.dtype.kind not in NUMBERS:
            safe[name] = pd.Series([_quoted(cell) for cell in column], index=safe.index, dtype=object)
    return safe.to_csv(index=False, lineterminator="\n")


def _quoted(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    # a bare carriage return is not quoted, and begins a row for some readers
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if not cell.startswith(FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell  # a number, negative or signed


def _network(summary: "Summary") -> "pd.DataFrame":
    import pandas as pd

    first = summary.study.counted[:1]
    return alignment_network(summary.results, first[0]) if first else pd.DataFrame()


def _points(summary: "Summary") -> "pd.DataFrame":
    import pandas as pd

    several = [arm for arm in summary.study.arms if arm.points > 1]
    tables = [point_shares(summary.results, arm).assign(arm=arm.name) for arm in several]
    if not tables:
        return pd.DataFrame()
    return pd.concat(tables, ignore_index=True)[["arm", "point", "runs", "share"]]
