"""The report of a sweep: tables, figures and one page that opens offline.

Reading order: `tables`, `provenance`, `shown`, `prose`, `page`, `write`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.analysis.verdict import Verdict


def write_report(folder: Path | str) -> Path:
    """Write `tables/`, `figures/` and `report.html` of a sweep from its stored rows; the page's path.

    The same rows give the same bytes. Raises InputError where there is no sweep or no run.
    """
    from sim.report.write import write_all

    return write_all(Path(folder))


def summarise(folder: Path | str) -> "Verdict":
    """The verdict of a sweep's stored rows, for the terminal; raises as `write_report` does."""
    from sim.report.write import read_summary, verdict_of

    return verdict_of(read_summary(Path(folder)))
