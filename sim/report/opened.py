"""A stored sweep in the hands of a Python user: rows, tables, figures, findings and the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis.summary import Summary, summarise_results
from sim.analysis.verdict import Verdict, make_verdict
from sim.plotting.gallery import make_plates
from sim.plotting.plates import Plate
from sim.report.prose import prose
from sim.report.provenance import command_of, notice_of
from sim.report.sections import make_sections
from sim.report.sections.section import Section
from sim.report.tables import make_tables
from sim.sweep.results import Results, read_results

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True, eq=False)
class Sweep:
    """A sweep's folder as it was read; each table and figure is made when it is first asked for."""

    folder: Path
    """Where it lies."""
    results: Results
    """Its tables as they are stored."""

    @property
    def rows(self) -> "pd.DataFrame":
        """One row per run: arm, point, replicate, and what became of the run."""
        return self.results.rows

    @property
    def design(self) -> "pd.DataFrame":
        """One row per point: arm, point, replicates, one column per swept name."""
        return self.results.design

    def to_frame(self) -> "pd.DataFrame":
        """The rows with the swept values of their points beside them, in the form of `simulate_many`.

        A name that an arm does not vary is missing in its rows.
        """
        axes = [name for name in self.design.columns if name not in ("arm", "point", "replicates")]
        values = self.design[["arm", "point", *axes]].astype({"arm": self.rows["arm"].dtype})
        joined = self.rows[["arm", "point"]].merge(values, how="left", on=["arm", "point"])
        head = joined.set_axis(self.rows.index)
        return head.join(self.rows.drop(columns=["arm", "point"]))

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What was asked, with which seed, code, versions and machine."""
        return self.results.manifest

    @property
    def command(self) -> str:
        """The command that asks for the same sweep again."""
        return command_of(self.manifest)

    @cached_property
    def summary(self) -> Summary:
        """The tables that verdict and figures rest on; raises InputError where there is no run."""
        return summarise_results(self.results)

    @cached_property
    def verdict(self) -> Verdict:
        """The answer in sentences, the same that the terminal and the page show."""
        return make_verdict(self.summary)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What only some experiments have: claims, regimes, sensitivity, differences, survival, discovery."""
        return tuple(make_sections(self.summary))

    @cached_property
    def tables(self) -> "dict[str, pd.DataFrame]":
        """Every table of the report by the name of its file."""
        own = {name: table for section in self.sections for name, table in section.tables.items()}
        return make_tables(self.summary) | own

    @cached_property
    def plates(self) -> dict[str, Plate]:
        """Every figure of the report by the name of its file; a notebook shows it with its caption."""
        own = (plate for section in self.sections for plate in section.plates)
        return {plate.name: plate for plate in (*make_plates(self.summary), *own)}

    @property
    def findings(self) -> dict[str, tuple[str, ...]]:
        """Sentences of each section by its key."""
        return {section.key: section.sentences for section in self.sections}

    @property
    def answer(self) -> str:
        """What the page begins with: the verdict, and the first sentence of each section, one per line."""
        first = [f"{section.title} {section.sentences[0]}" for section in self.sections]
        return "\n".join([str(self.verdict), *first])

    def write_report(self) -> Path:
        """Write tables, figures and the page into the folder; the page's path.

        The same rows give the same bytes. Raises InputError where there is no run, StorageError where the
        folder cannot be written.
        """
        from sim.report.write import write_all

        return write_all(self)

    def __repr__(self) -> str:
        request = self.results.request
        arms = ", ".join(arm.name for arm in request.arms)
        return f"Sweep({request.name!r}, arms: {arms}; {len(self.rows):,} runs; {self.folder})"

    def _repr_html_(self) -> str:
        """What is missing, if anything, then the verdict, and what there is to look at."""
        if not len(self.rows):
            return f"<p>{escape(repr(self))}</p>"
        notice = notice_of(self.manifest, len(self.rows))
        lines = [*([notice] if notice else []), self.verdict.sentence, *self.verdict.details]
        answer = "".join(f"<li>{prose(line)}</li>" for line in lines)
        listed = (
            f"<small>{kind}: {escape(', '.join(names))}</small>"
            for kind, names in (("tables", self.tables), ("plates", self.plates))
        )
        return f"<p><strong>{escape(repr(self))}</strong></p><ul>{answer}</ul><p>{'<br>'.join(listed)}</p>"


def open_sweep(folder: Path | str) -> Sweep:
    """A sweep from its folder, finished or not, with every stored file checked.

    Raises InputError where the folder holds no sweep or an altered one, DamagedFile (which names the file
    and the remedy) where rows cannot be trusted.
    """
    return Sweep(folder=Path(folder), results=read_results(folder))
