"""Each figure of a report with its heading, its caption (n, seed, interval) and itself in words."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from sim.analysis.paths import PATH_WORDS
from sim.analysis.points import distribution
from sim.analysis.records import records
from sim.analysis.study import Arm
from sim.analysis.wording import (
    OUTCOME_WORDS,
    SPACE,
    arm_place,
    arm_size,
    arm_title,
    count,
    enumerate_words,
    members_of,
    percent,
)
from sim.plotting.matrix_figure import CELLS_MAX, draw_matrix
from sim.plotting.network_figure import CROWD, FAINT, draw_network
from sim.plotting.outcomes_figure import draw_outcomes
from sim.plotting.path_figure import draw_path
from sim.plotting.points_figure import draw_points
from sim.plotting.style import WIDE
from sim.plotting.timeline_figure import DYADS_MAX, draw_timeline
from sim.plotting.verdict_figure import draw_verdict
from sim.vocabulary import Outcome, Posture

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
    draw: "Callable[[float], Axes]"
    """Draws it at a width in inches."""

    def __repr__(self) -> str:
        return f"Plate({self.name!r}: {self.title})"

    def _repr_html_(self) -> str:
        """Heading, figure and caption, as a notebook shows them."""
        from sim.plotting.displayed import picture

        data, size = picture(self.draw(WIDE))
        return (
            f"<p><strong>{escape(self.title)}</strong></p>"
            f'<img alt="{escape(self.alt)}" width="{size["width"]}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{b64encode(data).decode()}">'
            f'<p style="max-width:46em"><small>{escape(self.caption)}</small></p>'
        )


def verdict(summary: "Summary") -> Plate:
    """How often a stable bloc forms."""
    bloc = summary.study.scenario.bloc
    rows = [row for row in records(summary.properties) if row["property"] == "stable_bloc"]
    shares = [f"{percent(row['share'], 1)} {arm_place(summary.study.arm(row['arm']).answer)}" for row in rows]
    lapse = f" of more than {count(bloc.grace, 'quarter')}" if bloc.grace else ""
    single, clustered = "Wilson's over runs", "over points by the cluster standard error"
    kinds = {clustered if arm.points > 1 and arm.drawn else single for arm in summary.study.answers}
    return Plate(
        name="verdict",
        title=f"How often a stable bloc of {members_of(summary.study)} forms",
        caption=(
            f"Share of runs with a bloc that lasts at least {count(bloc.min_duration, 'quarter')} without a "
            f"break{lapse}. Whiskers: {INTERVAL} intervals, {enumerate_words(sorted(kinds))}. The grey line "
            f"marks one half. {_sizes(summary)}"
        ),
        alt=f"Bars of the share of runs with a stable bloc: {enumerate_words(shares)}.",
        draw=lambda width: draw_verdict(summary.properties, labels=_labels(summary), width=width),
    )


def outcomes(summary: "Summary") -> Plate:
    """What becomes of the runs."""
    by_arm = []
    for arm in summary.study.answers:
        rows = [row for row in records(summary.outcomes) if row["arm"] == arm.name]
        parts = [f"{OUTCOME_WORDS[Outcome[row['outcome']]]} {percent(row['share'])}" for row in rows]
        by_arm.append(f"{arm_place(arm)}: {', '.join(parts)}")
    return Plate(
        name="outcomes",
        title="What becomes of the runs",
        caption=(
            "Every run has one outcome, the first that applies from left to right. The table of outcomes has "
            f"the {INTERVAL} interval of each share. {_sizes(summary)}"
        ),
        alt=f"Stacked bars of outcomes; {'; '.join(by_arm)}.",
        draw=lambda width: draw_outcomes(summary.outcomes, labels=_labels(summary), width=width),
    )


def points(summary: "Summary", arm: Arm) -> Plate:
    """How the answer differs from point to point of an arm."""
    table = distribution(summary.points_of(arm))
    shares = [percent(row["share_of_points"]) for row in records(table)]
    return Plate(
        name=_name(summary, "points", arm),
        title=f"How the answer differs from point to point {arm_place(arm)}",
        caption=(
            "Each point is one set of parameters; its share is that of its runs with a stable bloc. "
            "Figures above the columns are per cent. With few runs a point, shares near the ends are rough. "
            f"No interval: every point is shown. n = {arm_size(arm)}. Seed {arm.seed}."
        ),
        alt=f"Histogram: {shares[0]} of the points never have a stable bloc, {shares[-1]} always do.",
        draw=lambda width: draw_points(table, width=width),
    )


def matrix(summary: "Summary", arm: Arm) -> Plate:
    """Who takes which posture toward whom."""
    table = summary.dyads[summary.dyads["arm"] == arm.name]
    scenario, names, members = arm.scenario, arm.scenario.state_names, arm.scenario.bloc.members
    among_members = [
        f"{scenario.in_text(row['source'])} toward {scenario.in_text(row['target'])}: "
        + ", ".join(f"{posture.name} {percent(row[posture.name])}" for posture in Posture)
        for row in records(table)
        if row["source"] in members and row["target"] in members
    ]
    cells = (
        "Each cell is a bar of all its steps: from left to right the shares of BALANCE, HEDGE and ALIGN, in "
        "per cent"
        if len(names) <= CELLS_MAX
        else "The colour is the mean posture: the share of ALIGN less that of BALANCE"
    )
    return Plate(
        name=_name(summary, "postures", arm),
        title=f"Who takes which posture toward whom {arm_place(arm)}",
        caption=(
            "A row is the state that acts, a column the state that it acts toward. "
            f"{cells}. Framed: the members of the bloc. No interval: shares of all steps of all runs. "
            f"n = {arm_size(arm)} × {count(scenario.horizon, 'quarter')}. Seed {arm.seed}."
        ),
        alt=f"Matrix of postures; {'; '.join(among_members)}.",
        draw=lambda width: draw_matrix(table, names=names, members=members, width=width),
    )


def network(summary: "Summary", arm: Arm) -> Plate:
    """Who aligns with whom, period by period; of the first arm that is `counted`."""
    table, names, members = summary.network, arm.scenario.state_names, arm.scenario.bloc.members
    in_text = arm.scenario.in_text
    rows = records(table)
    last = max(row["period"] for row in rows)
    among_members = [
        f"{in_text(row['source'])} toward {in_text(row['target'])} {row['mean']:+.2f}"
        for row in rows
        if row["period"] == last and row["source"] in members and row["target"] in members
    ]
    why = "the epochs between events" if arm.scenario.changes else "the thirds of the run"
    faint = f" Halves nearer to HEDGE than {FAINT} are left out." if len(names) > CROWD else ""
    keys = ", ".join(f"{key} {name}" for key, name in names.items())
    return Plate(
        name="network",
        title=f"The network of alignment, period by period, {arm_place(arm)}",
        caption=(
            f"Panels: {why}. The half of a line that touches a state shows that state's mean posture toward "
            f"the other (ALIGN +1, HEDGE 0, BALANCE −1): broken and orange where it balances, "
            f"blue where it aligns, thick where it is clear.{faint} Area of a circle: capability as the "
            f"period starts; dark: the members; the place on the circle means nothing. {keys}. No interval: "
            f"means over all steps of all runs. n = {arm_size(arm)}. Seed {arm.seed}."
        ),
        alt=f"Networks of mean postures in {count(last, 'period')}; in the last, {'; '.join(among_members)}.",
        draw=lambda width: draw_network(table, names=names, members=members, width=width),
    )


def path(summary: "Summary") -> Plate:
    """Ties and blocs over time."""
    tie = _tie(summary)
    words = {**PATH_WORDS, "entente": tie}
    table = summary.path
    ends = table[(table["step"] == table["step"].max()) & (table["property"] != "adversary")]
    at_the_end = [
        f"{percent(row['share'])} have a {words[row['property']]} at the end "
        f"{arm_place(summary.study.arm(row['arm']).answer)}"
        for row in records(ends)
    ]
    several = any(arm.points > 1 and arm.drawn for arm in summary.study.answers)
    wide = "; a point counts as one run, so that bands are too wide rather than too narrow" if several else ""
    return Plate(
        name="path",
        title=f"{tie.capitalize()} and bloc of {members_of(summary.study)} over time",
        caption=(
            f"Share of runs in which the members have a {tie} (all ALIGN with each other; solid) and a bloc "
            f"(a {tie} and a common adversary; dotted, darker, on the solid line where both agree), quarter "
            f"by quarter. Bands: {INTERVAL} Wilson intervals, step by step{wide}. {_sizes(summary)}"
        ),
        alt=f"Lines over time: {', '.join(at_the_end)}.",
        draw=lambda width: draw_path(table, labels=_titles(summary), words=words, width=width),
    )


def timeline(summary: "Summary") -> Plate:
    """One run, quarter by quarter."""
    about, bloc = summary.results.manifest["example"], summary.example.bloc
    names = summary.example.state_names
    tie = "tie" if len(bloc.members) == 2 else "entente"
    members = enumerate_words([summary.example.in_text(key) for key in bloc.members])
    spells = summary.spells
    ties, blocs = ((spells["track"] == track).sum() for track in ("entente", "bloc"))
    crowded = len(bloc.members) * (len(bloc.members) - 1) > DYADS_MAX
    shown = f" Shown are the first {DYADS_MAX} pairs of members." if crowded else ""
    return Plate(
        name="example",
        title=f"One run: {members} quarter by quarter",
        caption=(
            f"One history out of all: the {about['why']}. Its outcome is "
            f"{OUTCOME_WORDS[Outcome[about['outcome']]]}. A bloc stands while the members have a {tie} and "
            f"all balance one same outside state. Outlined: a {tie} or bloc of at least "
            f"{count(bloc.min_duration, 'quarter')}.{shown} No interval: n = 1 run (arm {about['arm']}, "
            f"point {about['point']}, replicate {about['replicate']}). Seed {about['seed']}."
        ),
        alt=f"Timeline of one run; spells of {tie}: {ties}, of bloc: {blocs}.",
        draw=lambda width: draw_timeline(spells, names=names, width=width),
    )


def _tie(summary: "Summary") -> str:
    """An entente of two is a tie."""
    return "tie" if len(summary.study.scenario.bloc.members) == 2 else "entente"


def _sizes(summary: "Summary") -> str:
    parts = [f"{arm_title(arm)}: {arm_size(arm)}" for arm in summary.study.answers]
    seeds = sorted({arm.seed for arm in summary.study.answers})
    sizes = parts[0].split(": ", 1)[1] if len(parts) == 1 else "; ".join(parts)
    return f"n = {sizes}. Seed {enumerate_words([str(seed) for seed in seeds])}."


def _labels(summary: "Summary") -> dict[str, str]:
    return {arm.name: f"{arm_title(arm)}\n{arm_size(arm)}" for arm in summary.study.answers}


def _titles(summary: "Summary") -> dict[str, str]:
    return {arm.name: arm_title(arm) for arm in summary.study.answers}


def _name(summary: "Summary", stem: str, arm: Arm) -> str:
    return stem if len(summary.study.answers) == 1 else f"{stem}_{arm.name}"
