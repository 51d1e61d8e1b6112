"""All tables of a sweep, made once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.example import example_case, example_spells
from sim.analysis.outcomes import outcome_shares, property_shares
from sim.analysis.paths import path_bands
from sim.analysis.postures import dyad_postures, member_postures
from sim.analysis.study import Case, Study, read_study

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What analysis makes of stored results; each table is described by the function that makes it."""

    results: "Results"
    study: Study
    outcomes: "pd.DataFrame"
    properties: "pd.DataFrame"
    dyads: "pd.DataFrame"
    members: "pd.DataFrame"
    path: "pd.DataFrame"
    example: Case
    """The scenario of the example run, with the bloc of its own point."""
    spells: "pd.DataFrame"


def summarise_results(results: "Results") -> Summary:
    """Make every table; raises InputError where there is no run."""
    study = read_study(results)
    shown = example_case(results.manifest, study)
    return Summary(
        results=results,
        study=study,
        outcomes=outcome_shares(results, study),
        properties=property_shares(results, study),
        dyads=dyad_postures(results, study),
        members=member_postures(results, study),
        path=path_bands(results, study),
        example=shown,
        spells=example_spells(
            results.example, shown.members, shown.names, min_duration=shown.min_duration, grace=shown.grace
        ),
    )
