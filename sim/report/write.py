"""The files of a report: tables, figures and the page."""

from pathlib import Path
from typing import TYPE_CHECKING

from sim.report.latex import to_latex
from sim.report.tables import described
from sim.sweep.files import make_folder, storage, write_bytes, write_sums
from sim.sweep.folder import PAGE, SUMS

if TYPE_CHECKING:
    import pandas as pd

    from sim.report.opened import Sweep

TABLES, FIGURES, CAPTIONS = "tables", "figures", "captions.txt"
LATEX_ROWS = 80
"""A longer table is of no use in print and is written as CSV alone."""
FORMULA = ("=", "+", "-", "@", "\t", "\n")
"""How a cell begins that a spreadsheet may run."""
NUMBERS = "biuf"
"""Kinds of columns that hold no text."""


def write_all(sweep: "Sweep") -> Path:
    """Write tables, figures and page into the folder of a sweep; the page's path.

    The same rows give the same bytes. Raises InputError where the sweep has no run, StorageError where the
    folder cannot be written.
    """
    from sim.plotting.gallery import save_plate
    from sim.report.page import render_page

    products = write_tables(sweep.tables, sweep.folder / TABLES)
    figures = sweep.folder / FIGURES
    make_folder(figures)
    with storage(figures, "written"):
        for plate in sweep.plates.values():
            products += save_plate(plate, figures)
    captions = "\n\n".join(f"{plate.name}: {plate.title}\n{plate.caption}" for plate in sweep.plates.values())
    write_bytes(figures / CAPTIONS, f"{captions}\n".encode())
    page = sweep.folder / PAGE
    write_bytes(page, render_page(sweep, figures).encode())
    write_sums(sweep.folder / SUMS, [*products, figures / CAPTIONS, page])
    return page


def write_tables(tables: "dict[str, pd.DataFrame]", folder: Path) -> list[Path]:
    """Write each table as CSV, and as LaTeX (booktabs) where it is short; the files."""
    make_folder(folder)
    texts: dict[str, str] = {}
    for name, table in tables.items():
        texts[f"{name}.csv"] = to_csv(table)
        if len(table) <= LATEX_ROWS:
            texts[f"{name}.tex"] = to_latex(table, caption=described(name).about, label=f"tab:{name}")
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
