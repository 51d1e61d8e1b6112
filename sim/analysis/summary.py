"""All tables of a sweep that its verdict and its figures rest on, made once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.axes import swept_axes
from sim.analysis.example import example_spells
from sim.analysis.outcomes import outcome_shares, property_shares
from sim.analysis.paths import path_bands
from sim.analysis.points import point_shares
from sim.analysis.postures import alignment_network, dyad_postures, member_postures
from sim.analysis.study import Arm, Study, read_study
from sim.engine.points import point_scenario
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


@dataclass(frozen=True, kw_only=True, eq=False)
class Summary:
    """What analysis makes of stored results; each table is described by the function that makes it."""

    results: "Results"
    study: Study
    outcomes: "pd.DataFrame"
    properties: "pd.DataFrame"
    dyads: "pd.DataFrame"
    members: "pd.DataFrame"
    points: "pd.DataFrame"
    network: "pd.DataFrame"
    path: "pd.DataFrame"
    swept: "pd.DataFrame"
    example: Scenario
    """The scenario of the example run, as its point has it: what is swept may be members or durations."""
    spells: "pd.DataFrame"

    def points_of(self, arm: Arm) -> "pd.DataFrame":
        """The rows of `points` of an arm."""
        return self.points[self.points["arm"] == arm.name]


def summarise_results(results: "Results") -> Summary:
    """Make every table; raises InputError where there is no run."""
    study = read_study(results)
    example = _example_scenario(results, study)
    return Summary(
        results=results,
        study=study,
        outcomes=outcome_shares(study),
        properties=property_shares(study),
        dyads=dyad_postures(study),
        members=member_postures(study),
        points=point_shares(study),
        network=alignment_network(study),
        path=path_bands(study),
        swept=swept_axes(study),
        example=example,
        spells=example_spells(
            results.example,
            example.bloc.members,
            example.state_names,
            min_duration=example.bloc.min_duration,
            grace=example.bloc.grace,
        ),
    )


def _example_scenario(results: "Results", study: Study) -> Scenario:
    """That of the first arm where there is no example."""
    about = results.manifest.get("example")
    if not about:
        return study.scenario
    arm = results.request.arm(about["arm"])
    return point_scenario(arm.scenario, arm.columns, about["point"])
