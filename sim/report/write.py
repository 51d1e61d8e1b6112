"""From a sweep's folder to its report."""

from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis.summary import Summary, summarise_results
from sim.analysis.verdict import Verdict, make_verdict
from sim.report.tables import ABOUT, make_tables, write_tables
from sim.sweep.files import make_folder, storage, write_bytes, write_sums
from sim.sweep.folder import PAGE, SUMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.sections.section import Section
    from sim.sweep.results import Results

TABLES, FIGURES, CAPTIONS = "tables", "figures", "captions.txt"


def read_summary(folder: Path) -> Summary:
    """All tables of the stored rows."""
    from sim.sweep.results import read_results

    return summarise_results(read_results(folder))


def verdict_of(summary: Summary) -> Verdict:
    """The verdict in words."""
    return make_verdict(summary)


def write_all(folder: Path) -> Path:
    """Tables, figures and page of a sweep's folder; the page's path."""
    return write_and_tell(folder)[0]


def write_and_tell(folder: Path) -> tuple[Path, str]:
    """The same, and what the page begins with, from one reading of the rows: the verdict and each finding."""
    from sim.report.sections import make_sections

    summary = read_summary(folder)
    verdict, sections = make_verdict(summary), make_sections(summary)
    findings = [f"{section.title} {section.sentences[0]}" for section in sections]
    return _write(summary, verdict, sections, folder), "\n".join([str(verdict), *findings])


def write_from(results: "Results", folder: Path) -> Path:
    """The page's path, from results that are read already; raises StorageError as writing does."""
    from sim.report.sections import make_sections

    summary = summarise_results(results)
    return _write(summary, make_verdict(summary), make_sections(summary), folder)


def _write(summary: Summary, verdict: Verdict, sections: "Sequence[Section]", folder: Path) -> Path:
    """Write tables, figures and page. Raises StorageError where the folder cannot be written."""
    from sim.plotting.gallery import make_plates, save_plate
    from sim.report.page import render_page

    tables = make_tables(summary)
    about = ABOUT | {name: text for section in sections for name, text in section.about.items()}
    own = {name: table for section in sections for name, table in section.tables.items()}
    products = write_tables(tables | own, folder / TABLES, about)
    figures = folder / FIGURES
    make_folder(figures)
    plates = make_plates(summary)
    shown = [*plates, *(plate for section in sections for plate in section.plates)]
    with storage(figures, "written"):
        for plate in shown:
            products += save_plate(plate, figures)
    captions = "\n\n".join(f"{plate.name}: {plate.title}\n{plate.caption}" for plate in shown)
    write_bytes(figures / CAPTIONS, f"{captions}\n".encode())
    page = folder / PAGE
    write_bytes(page, render_page(summary, verdict, plates, tables, figures, sections).encode())
    write_sums(folder / SUMS, [*products, figures / CAPTIONS, page])
    return page
