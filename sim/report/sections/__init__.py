"""Sections of the report that only some sweeps have: each a function from the summary to a `Section` or None.

To add one, write a file here and a line in `SECTIONS`; the page shows them in this order.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.report.sections.claims import claims_section
from sim.report.sections.codings import codings_section
from sim.report.sections.differences import differences_section
from sim.report.sections.discovery import discovery_section
from sim.report.sections.regimes import regimes_section
from sim.report.sections.rivals import rivals_section
from sim.report.sections.section import Section
from sim.report.sections.sensitivity import screening_section, sensitivity_section
from sim.report.sections.survival import survival_section

if TYPE_CHECKING:
    from sim.analysis.summary import Summary

SECTIONS: "tuple[Callable[[Summary], Section | None], ...]" = (
    claims_section,
    differences_section,
    codings_section,
    regimes_section,
    sensitivity_section,
    screening_section,
    discovery_section,
    survival_section,
    rivals_section,
)


def make_sections(summary: "Summary") -> list[Section]:
    """The sections that a sweep has, in the order of the page."""
    return [section for make in SECTIONS if (section := make(summary)) is not None]
