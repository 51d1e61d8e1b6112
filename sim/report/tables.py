"""The tables of a report: what each holds, and those that every sweep can have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sim.analysis import (
    axes,
    claims,
    codings,
    differences,
    discovery,
    example,
    outcomes,
    paths,
    points,
    postures,
    regimes,
    response,
    screening,
    sobol_indices,
    sources,
    survival,
    theories,
)
from sim.analysis.outcomes import MEASURES

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary


@dataclass(frozen=True)
class Table:
    """What a table holds."""

    about: str
    """A sentence; `*` stands for what `*` stands for in the table's name."""
    columns: Mapping[str, str]
    """Its columns, and what each means."""
    make: "Callable[[Summary], pd.DataFrame] | None" = None
    """Makes it, where every sweep can have it; the others are made by their sections."""


CATALOGUE = {
    "outcomes": Table(
        "Share of each outcome, with its interval and its spread between and within points",
        outcomes.OUTCOME_COLUMNS, lambda summary: summary.outcomes),
    "properties": Table(
        "Share of runs with each property, with its interval",
        outcomes.PROPERTY_COLUMNS, lambda summary: summary.properties),
    "postures": Table(
        "Share of steps of each posture of every dyad", postures.DYAD_COLUMNS, lambda summary: summary.dyads),
    "postures_of_members": Table(
        "Postures of the two members toward each other, with intervals",
        postures.MEMBER_COLUMNS, lambda summary: summary.members),
    "points": Table(
        "Share of runs with a stable bloc at every point (its values: design.parquet)",
        points.COLUMNS, lambda summary: summary.points),
    "network": Table(
        "Postures of every dyad of the first arm, period by period, and the capability of the state",
        postures.NETWORK_COLUMNS, lambda summary: summary.network),
    "path": Table(
        "Share of runs with an entente, a common adversary and a bloc at each step, with bands",
        paths.COLUMNS, lambda summary: summary.path),
    "example_spells": Table(
        "Every spell of the example run", example.COLUMNS, lambda summary: summary.spells),
    "swept": Table("What was varied: own value and range", axes.COLUMNS, lambda summary: summary.swept),
    "claims": Table(
        "Claims of the text that the scenario codes, in our words, and what stands for each",
        sources.CLAIM_COLUMNS, lambda summary: sources.stated_claims(summary.study.scenario)),
    "issues": Table(
        "Issues of the scenario, their values and sources",
        sources.ISSUE_COLUMNS, lambda summary: sources.issue_sources(summary.study.scenario)),
    "states": Table(
        "States of the scenario, their capability and its source",
        sources.STATE_COLUMNS, lambda summary: sources.state_sources(summary.study.scenario)),
    **{
        f"claims_{measure}": Table(
            f"Shapley values of the claims for the probability that {says}, alone and switched in the "
            "scenario as it stands",
            claims.COLUMNS,
        )
        for measure, says in MEASURES.items()
    },
    "claims_stable_bloc_*": Table(
        "The same for a stable bloc with the claims as read in arm *", claims.COLUMNS),
    "claim_pairs": Table(
        "Interaction of every pair of claims in the probability of a stable bloc", claims.PAIR_COLUMNS),
    "differences": Table(
        "Each case less the scenario itself, on the same random numbers", differences.COLUMNS),
    "codings": Table(
        "Share of runs with a stable bloc of each random coding (its values: design.parquet)",
        codings.COLUMNS),
    "coding_numbers": Table(
        "Mean share where a number of the coding has moved up, and down", codings.NUMBER_COLUMNS),
    "response": Table(
        "Share of runs with a stable bloc, and with some entente, at each value", response.COLUMNS),
    "regimes_*": Table("Share of each outcome over the cells of two axes", regimes.COLUMNS),
    **{
        f"sobol_{measure}": Table(
            f"Sobol indices of the probability that {says}", sobol_indices.COLUMNS
        )
        for measure, says in MEASURES.items()
    },
    "screening": Table("Morris's elementary effects on the probability of a stable bloc", screening.COLUMNS),
    **{
        name: Table(
            f"Limits of the box of parameters that tells whether {MEASURES[measure]}", discovery.COLUMNS
        )
        for measure, name in discovery.BOXES.items()
    },
    "survival": Table(
        "Survival curves: steps to the first stable bloc, and steps that it lasts", survival.COLUMNS),
    "hazard": Table(
        "Hazard of dissolution of stable blocs per quarter, by year after they became stable",
        survival.HAZARD_COLUMNS),
    "theories": Table("What each theory says about the members: every number of it", theories.COLUMNS),
    "theories_of_pairs": Table(
        "Pairs of the scenario, then histories: each theory's answer, and the shares of postures in the runs",
        theories.PAIR_COLUMNS),
    "camps_*": Table("Camps of least frustration, and balanced triads, year by year", theories.CAMP_COLUMNS),
}  # fmt: skip
"""Every table by the name of its file; `*` stands for an arm or a history."""


def described(name: str) -> Table:
    """The entry of CATALOGUE of a table; raises KeyError where nobody has described it.

    >>> described("claims_stable_bloc_mild").about
    'The same for a stable bloc with the claims as read in arm mild'
    """
    if name in CATALOGUE:
        return CATALOGUE[name]
    for pattern, table in CATALOGUE.items():
        if fnmatchcase(name, pattern):
            return Table(
                table.about.replace("*", name.removeprefix(pattern.removesuffix("*"))), table.columns
            )
    raise KeyError(f"{name} is not in sim.report.tables.CATALOGUE")


def make_tables(summary: "Summary") -> "dict[str, pd.DataFrame]":
    """The tables of a sweep that no section makes, by name; of those that have rows."""
    tables = {name: table.make(summary) for name, table in CATALOGUE.items() if table.make}
    return {name: table for name, table in tables.items() if len(table)}
