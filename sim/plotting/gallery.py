"""Every figure of a sweep: its name, heading, caption with n, seed and interval, and how to draw it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis.points import distribution, point_shares
from sim.analysis.study import Arm
from sim.analysis.wording import (
    OUTCOME_WORDS,
    SPACE,
    arm_place,
    arm_size,
    arm_title,
    enumerate_words,
    percent,
)
from sim.plotting.canvas import save
from sim.plotting.matrix_figure import draw_matrix
from sim.plotting.outcomes_figure import draw_outcomes
from sim.plotting.path_figure import WORDS, draw_path
from sim.plotting.points_figure import draw_points
from sim.plotting.style import NARROW, WIDE
from sim.plotting.timeline_figure import draw_timeline
from sim.plotting.verdict_figure import draw_verdict
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.analysis.summary import Summary

INTERVAL = f"95{SPACE}%"


@dataclass(frozen=True, kw_only=True)
class Plate:
    """One figure of a report."""

    name: str
    """Name of its files."""
    title: str
    caption: str
    alt: str
    """The figure in words, for those who cannot see it."""
    draw: Callable[[float], "Axes"]
    """Draws it at a width in inches."""


def make_plates(summary: "Summary") -> list[Plate]:
    """The figures that the tables of a sweep allow, in the order of a report."""
    plates = [_verdict(summary), _outcomes(summary)]
    plates += [_points(summary, arm) for arm in summary.study.arms if arm.points > 1]
    plates += [_matrix(summary, arm) for arm in summary.study.arms]
    plates.append(_path(summary))
    if len(summary.spells):
        plates.append(_timeline(summary))
    return plates


def save_plate(plate: Plate, folder: Path) -> list[Path]:
    """Save a figure wide (SVG and PNG) and for a narrow screen (SVG, name ending in -narrow)."""
    wide = save(plate.draw(WIDE), folder / plate.name)
    return [*wide, *save(plate.draw(NARROW), folder / f"{plate.name}-narrow", ("svg",))]


def _sizes(summary: "Summary") -> str:
    parts = [f"{arm_title(arm)}: {arm_size(arm)}" for arm in summary.study.arms]
    seeds = sorted({arm.seed for arm in summary.study.arms})
    return f"n = {'; '.join(parts)}. Seed {enumerate_words([str(seed) for seed in seeds])}."


def _labels(summary: "Summary") -> dict[str, str]:
    return {arm.name: f"{arm_title(arm)}\n{arm_size(arm)}" for arm in summary.study.arms}


def _titles(summary: "Summary") -> dict[str, str]:
    return {arm.name: arm_title(arm) for arm in summary.study.arms}


def _members(summary: "Summary") -> str:
    case = summary.study.case
    return enumerate_words([case.names[key] for key in case.members])


def _how_interval(summary: "Summary") -> str:
    single = any(arm.points == 1 for arm in summary.study.arms)
    many = any(arm.points > 1 for arm in summary.study.arms)
    kinds = ["Wilson's over runs"] * single + ["Wilson's on the cluster standard error over points"] * many
    return f"Intervals: {INTERVAL}, {' and '.join(kinds)}."


def _verdict(summary: "Summary") -> Plate:
    rows = summary.properties[summary.properties["property"] == "stable_bloc"]
    shares = [f"{percent(row.share, 1)} {arm_place(summary.study.arm(row.arm))}" for row in rows.itertuples()]
    return Plate(
        name="verdict",
        title=f"How often a stable bloc of {_members(summary)} forms",
        caption=(
            f"Share of runs with a bloc that lasts at least {summary.study.case.min_duration} quarters without a break"
            f"{_grace(summary)}. The whisker is the interval; the grey line marks one half. "
            f"{_how_interval(summary)} {_sizes(summary)}"
        ),
        alt=f"Bars of the share of runs with a stable bloc: {enumerate_words(shares)}.",
        draw=lambda width: draw_verdict(summary.properties, labels=_labels(summary), width=width),
    )


def _grace(summary: "Summary") -> str:
    grace = summary.study.case.grace
    return f" of more than {grace} quarters" if grace else ""


def _outcomes(summary: "Summary") -> Plate:
    told = []
    for arm in summary.study.arms:
        rows = summary.outcomes[summary.outcomes["arm"] == arm.name]
        parts = [f"{OUTCOME_WORDS[Outcome[row.outcome]]} {percent(row.share)}" for row in rows.itertuples()]
        told.append(f"{arm_place(arm)}: {', '.join(parts)}")
    return Plate(
        name="outcomes",
        title="What becomes of the runs",
        caption=(
            "Every run has one outcome, the first that applies from left to right. The table of outcomes has the "
            f"{INTERVAL} interval of each share. {_sizes(summary)}"
        ),
        alt=f"Stacked bars of outcomes; {'; '.join(told)}.",
        draw=lambda width: draw_outcomes(summary.outcomes, labels=_labels(summary), width=width),
    )


def _points(summary: "Summary", arm: Arm) -> Plate:
    table = distribution(point_shares(summary.results, arm))
    never, always = percent(table["share_of_points"].iloc[0]), percent(table["share_of_points"].iloc[-1])
    return Plate(
        name=_name(summary, "points", arm),
        title=f"How the answer differs from point to point {arm_place(arm)}",
        caption=(
            "Each point is one set of parameters; its share is that of its runs in which a stable bloc forms. "
            f"With few runs a point, shares near the ends are rough. n = {arm_size(arm)}. Seed {arm.seed}. "
            "No interval: every point is shown."
        ),
        alt=f"Histogram over points: {never} of the points never have a stable bloc, {always} always do.",
        draw=lambda width: draw_points(table, width=width),
    )


def _matrix(summary: "Summary", arm: Arm) -> Plate:
    table = summary.dyads[summary.dyads["arm"] == arm.name]
    case = arm.case
    told = [
        f"{case.names[row.source]} toward {case.names[row.target]} BALANCE {percent(row.BALANCE)}, "
        f"HEDGE {percent(row.HEDGE)}, ALIGN {percent(row.ALIGN)}"
        for row in table.itertuples()
        if row.source in case.members and row.target in case.members
    ]
    return Plate(
        name=_name(summary, "postures", arm),
        title=f"Who takes which posture toward whom {arm_place(arm)}",
        caption=(
            "A row is the state that acts, a column the state that it acts toward. Each cell is a bar of all its steps: "
            "from left to right the shares of BALANCE, HEDGE and ALIGN, in per cent. Framed: the members of the bloc. "
            f"n = {arm_size(arm)} × {case.horizon} quarters. Seed {arm.seed}. No interval: shares of all steps."
        ),
        alt=f"Matrix of postures; {'; '.join(told)}. The table of postures has every dyad.",
        draw=lambda width: draw_matrix(table, names=case.names, members=case.members, width=width),
    )


def _path(summary: "Summary") -> Plate:
    words = dict(WORDS) if len(summary.study.case.members) == 2 else {**WORDS, "entente": "entente"}
    table = summary.path
    last = table[table["step"] == table.groupby("arm")["step"].transform("max")]
    told = [
        f"{percent(row.share)} have a {words[row.property]} at the end {arm_place(summary.study.arm(row.arm))}"
        for row in last.itertuples()
        if row.property != "adversary"
    ]
    wide = any(arm.points > 1 for arm in summary.study.arms)
    kind = ", over points as if each were one run (at least as wide as need be)" if wide else ""
    return Plate(
        name="path",
        title=f"Ties and blocs of {_members(summary)} over time",
        caption=(
            f"Share of runs in which the members have a {words['entente']} (both sides ALIGN), and a bloc (a "
            f"{words['entente']} and a common adversary), quarter by quarter. Solid: {words['entente']}; dotted: bloc, darker, on top where both agree. Bands: {INTERVAL} Wilson intervals step by "
            f"step{kind}. {_sizes(summary)}"
        ),
        alt=f"Lines over time: {', '.join(told)}.",
        draw=lambda width: draw_path(table, labels=_titles(summary), words=words, width=width),
    )


def _timeline(summary: "Summary") -> Plate:
    about = summary.results.manifest["example"]
    case = summary.study.case
    entente = "tie" if len(case.members) == 2 else "entente"
    spells = summary.spells
    counted = [
        f"{(spells['track'] == track).sum()} spells of {word}"
        for track, word in (("entente", entente), ("bloc", "bloc"))
    ]
    return Plate(
        name="example",
        title=f"One run: {_members(summary)} quarter by quarter",
        caption=(
            f"One history out of all, shown because it is {about['why']}; its outcome is "
            f"{OUTCOME_WORDS[Outcome[about['outcome']]]}. A bloc stands while the members have a {entente} and all balance a "
            f"same outside state. Spells of at least {case.min_duration} quarters are outlined. n = 1 run "
            f"(seed {about['seed']}, point {about['point']}, replicate {about['replicate']}); no interval."
        ),
        alt=f"Timeline of one run with {enumerate_words(counted)}.",
        draw=lambda width: draw_timeline(spells, names=case.names, width=width),
    )


def _name(summary: "Summary", stem: str, arm: Arm) -> str:
    return stem if len(summary.study.arms) == 1 else f"{stem}_{arm.name}"
