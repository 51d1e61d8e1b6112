"""The files of a report: tables, figures and the page."""

from pathlib import Path
from typing import TYPE_CHECKING

from sim.report.latex import to_latex
from sim.report.tables import described
from sim.sweep.files import StorageError, make_folder, write_bytes

if TYPE_CHECKING:
    import pandas as pd

    from sim.report.opened import Sweep

PAGE, TABLES, FIGURES = "report.html", "tables", "figures"
LATEX_ROWS = 80
"""A longer table is of no use in print and is written as CSV alone."""


def write_all(sweep: "Sweep") -> Path:
    """Write tables, figures and page into the folder of a sweep; the page's path.

    The same rows give the same bytes. Raises InputError where the sweep has no run, StorageError where the
    folder cannot be written.
    """
    from sim.plotting.gallery import save_plate
    from sim.report.page import render_page

    write_tables(sweep.tables, sweep.folder / TABLES)
    figures = sweep.folder / FIGURES
    make_folder(figures)
    try:
        for plate in sweep.plates.values():
            save_plate(plate, figures)
    except OSError as error:
        raise StorageError(
            f"{figures} cannot be written: {error.strerror or error}; make room, then `entente report`"
        ) from None
    captions = "\n\n".join(f"{plate.name}: {plate.title}\n{plate.caption}" for plate in sweep.plates.values())
    write_bytes(figures / "captions.txt", f"{captions}\n".encode())
    page = sweep.folder / PAGE
    write_bytes(page, render_page(sweep, figures).encode())
    return page


def write_tables(tables: "dict[str, pd.DataFrame]", folder: Path) -> None:
    """Write each table as CSV, and as LaTeX (booktabs) where it is short."""
    make_folder(folder)
    for name, table in tables.items():
        write_bytes(folder / f"{name}.csv", table.to_csv(index=False, lineterminator="\n").encode())
        if len(table) <= LATEX_ROWS:
            text = to_latex(table, caption=described(name).about, label=f"tab:{name}")
            write_bytes(folder / f"{name}.tex", text.encode())
