"""How long until a stable bloc forms, and how long it lasts."""

from typing import TYPE_CHECKING, Any

from sim.analysis.outcomes import arm_share
from sim.analysis.records import records
from sim.analysis.study import Arm
from sim.analysis.survival import (
    FORMATION,
    LIFE,
    half_begun,
    hazard,
    hazard_by_year,
    median_time,
    self_enforcing,
    spans,
    survival_tables,
)
from sim.analysis.wording import DASH, arm_place, arm_size, arm_title, count, percent, percent_interval
from sim.plotting.plates import INTERVAL, Plate
from sim.plotting.survival_figure import draw_survival
from sim.report.sections.section import Section
from sim.report.shown import Cell, Shown
from sim.sweep.design_kinds import DESIGN_KINDS, Spread
from sim.sweep.intervals import Interval

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

YEARS_SHOWN = 8
CURVES = (FORMATION, LIFE)


def survival_section(summary: "Summary") -> Section | None:
    """The section of arms that ask about the scenario or its ranges; None where no stable bloc forms."""
    # the bands over points take for granted that each is drawn by itself
    arms = tuple(
        arm
        for arm in summary.study.arms
        if arm.points == 1 or DESIGN_KINDS[arm.kind].spread is Spread.ONE_BY_ONE
    )
    curves = survival_tables(arms)
    with_life = tuple(arm for arm in arms if ((curves["arm"] == arm.name) & (curves["kind"] == LIFE)).any())
    if not with_life:
        return None
    hazards = _hazards(with_life)
    duration = summary.study.scenario.bloc.min_duration
    return Section(
        key="survival",
        title="How long until a stable bloc forms, and how long does it last?",
        sentences=tuple(line for arm in with_life for line in survival_sentences(arm, curves)),
        plates=tuple(_plate(duration, kind, curves, with_life) for kind in CURVES),
        shown=(_shown(hazards, with_life),),
        tables={"survival": curves, "hazard": hazards},
        method=(
            "Curves are product-limit estimates (Kaplan and Meier 1958). The end of a run cuts off both the "
            "wait for a stable bloc and its life. Bands are Greenwood's on the log-log scale at one point, "
            "and come from drawing points with replacement where an arm has many; so does the interval of "
            "the quarter by which half have begun. The interval of a median life is where the band crosses "
            "one half (Brookmeyer and Crowley 1982). The life of a bloc is that "
            f"of the first stable one of a run; it has lasted {count(duration, 'quarter')} by definition.",
        ),
    )


def survival_sentences(arm: Arm, curves: "pd.DataFrame") -> tuple[str, ...]:
    """When half have begun, the median life with the hazard, and the self-enforcing share of one arm."""
    lines = (
        _formation_sentence(arm),
        _life_sentence(arm, curves[curves["arm"] == arm.name]),
        _enforcing_sentence(arm),
    )
    return tuple(line for line in lines if line)


def _formation_sentence(arm: Arm) -> str:
    wait = spans(arm, FORMATION)
    begun = half_begun(wait, clustered=arm.points > 1, seed=arm.seed)
    if begun is None:
        return ""
    formed = arm_share(arm, ~wait.censored)
    return (
        f"{_capital(arm_place(arm))}, a stable bloc begins in "
        f"{percent_interval(formed.estimate, formed.low, formed.high)} of runs; half of those that begin "
        f"have done so by quarter {begun.estimate:.0f} ({_quarters(begun)})."
    )


def _life_sentence(arm: Arm, curves: "pd.DataFrame") -> str:
    life, duration = spans(arm, LIFE), arm.scenario.bloc.min_duration
    median = median_time(curves[curves["kind"] == LIFE])
    lasts = (
        f"half of the stable blocs are over after {count(int(median.estimate), 'quarter')} "
        f"({_quarters(median)})"
        if median.estimate < float("inf")
        else "more than half of the stable blocs outlast what was watched"
    )
    line = f"{_capital(arm_place(arm))}, {lasts}, {count(duration, 'quarter')} being what makes them stable"
    rate = hazard(life, duration, int(life.time.max(initial=0)) + 1, clustered=arm.points > 1)
    if rate is None:
        return f"{line}."
    return f"{line}; from then on {percent_interval(*map(float, rate))} of them end in each quarter."


def _enforcing_sentence(arm: Arm) -> str:
    share = self_enforcing(arm)
    if share is None:
        return ""
    return (
        f"In {percent_interval(*map(float, share))} of the quarters of a run's longest bloc "
        f"{arm_place(arm)}, aligning is every member's best reply without any noise: that much of the bloc "
        "enforces itself."
    )


def _quarters(interval: Interval) -> str:
    """The limits of a number of quarters."""
    if interval.high == float("inf"):
        return f"{INTERVAL} interval from {interval.low:.0f} on"
    return f"{INTERVAL} interval {interval.low:.0f}{DASH}{interval.high:.0f}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _hazards(arms: tuple[Arm, ...]) -> "pd.DataFrame":
    import pandas as pd

    tables = []
    for arm in arms:
        life = spans(arm, LIFE)
        table = hazard_by_year(life, arm.scenario.bloc.min_duration, clustered=arm.points > 1)
        table.insert(0, "arm", arm.name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _plate(duration: int, kind: str, curves: "pd.DataFrame", arms: tuple[Arm, ...]) -> Plate:
    labels = {arm.name: arm_title(arm) for arm in arms}
    sizes = []
    for arm in arms:
        blocs = len(spans(arm, LIFE).time)
        sizes.append(
            f"{arm_title(arm)}: {arm_size(arm)}" + (f", {count(blocs, 'bloc')}" if kind == LIFE else "")
        )
    seeds = ", ".join(str(seed) for seed in sorted({arm.seed for arm in arms}))
    tail = f"Bands: {INTERVAL} intervals. n = {'; '.join(sizes)}. Seed {seeds}."
    ends = curves[curves["kind"] == kind].groupby("arm", observed=True)["survival"].last()
    if kind == FORMATION:
        last = [f"{percent(1.0 - float(ends[arm.name]))} {arm_place(arm)}" for arm in arms]
        title = "When a stable bloc begins"
        caption = (
            "Share of runs in which the first stable bloc has begun by a quarter; none can begin so late "
            f"that the run ends before its {duration} quarters are full. {tail}"
        )
    else:
        medians = [
            median_time(curves[(curves["arm"] == arm.name) & (curves["kind"] == LIFE)]).estimate
            for arm in arms
        ]
        last = [
            f"median {value:.0f} quarters {arm_place(arm)}" for value, arm in zip(medians, arms, strict=True)
        ]
        title = "How long a stable bloc lasts"
        caption = (
            f"Share of stable blocs that last longer than so many quarters, from the {duration} that make "
            f"them stable; broken lines mark the medians. {tail}"
        )
    options: dict[str, Any] = {
        "labels": labels,
        "kind": kind,
        "start": 0 if kind == FORMATION else duration - 1,
    }
    return Plate(
        name=f"survival_{kind}",
        title=title,
        caption=caption,
        alt=f"Curves with bands; at the end: {', '.join(last)}.",
        draw=lambda width: draw_survival(curves, width=width, **options),
    )


def _shown(hazards: "pd.DataFrame", arms: tuple[Arm, ...]) -> Shown:
    rows = []
    years = sorted(hazards["year"].unique())[:YEARS_SHOWN]
    by_year = {(row["arm"], row["year"]): row for row in records(hazards)}
    for year in years:
        cells = [Cell(f"{year}")]
        for arm in arms:
            row = by_year.get((arm.name, year))
            text = percent_interval(row["hazard"], row["low"], row["high"]) if row else "none left"
            cells.append(Cell(text))
        rows.append(cells)
    return Shown(
        caption="Share of stable blocs that end in a quarter, by year after they became stable",
        head=["Year", *(arm_title(arm) for arm in arms)],
        rows=rows,
    )
