"""Which weights decide the answer."""

from typing import TYPE_CHECKING

from sim.analysis.records import records
from sim.analysis.sensitivity import MEASURES, arm_indices, elementary_effects, factor_words, kind_of
from sim.analysis.sobol_indices import Indices
from sim.analysis.study import Arm
from sim.analysis.wording import arm_size, enumerate_words, percent, percent_interval
from sim.errors import InputError
from sim.plotting.plates import INTERVAL, Plate
from sim.plotting.sobol_figure import SHOWN, draw_screening, draw_sobol
from sim.report.sections.section import Section, unanswered

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

TOP = 3


def sensitivity_section(summary: "Summary") -> Section | None:
    """Sobol indices of the first arm of their design that is complete; None where there is none."""
    arm = _first(summary, "saltelli")
    if arm is None:
        return None
    key, title = "sensitivity", "Which weights decide it?"
    try:
        found = {measure: arm_indices(summary.results, arm, measure) for measure in MEASURES}
    except InputError as reason:
        return unanswered(key, title, reason)
    return Section(
        key=key,
        title=title,
        sentences=tuple(
            line for measure, indices in found.items() for line in sobol_sentences(arm, measure, indices)
        ),
        plates=tuple(_sobol_plate(arm, measure, indices) for measure, indices in found.items()),
        tables={f"sobol_{measure}": indices.table for measure, indices in found.items()},
        about={
            f"sobol_{measure}": f"Sobol indices of the probability that {MEASURES[measure]}"
            for measure in found
        },
        method=(
            "A first-order index is the share of the variance of a probability over the ranges that a "
            "quantity decides by itself; its total index adds what it decides together with others. Both are "
            "SALib's (Saltelli and others 2010; Jansen 1999), freed of the chance of finitely many runs a "
            "point, with bootstrap intervals. They count as settled where half of the samples give the "
            "same within the intervals. The weights that all states give to an issue are one quantity.",
        ),
    )


def screening_section(summary: "Summary") -> Section | None:
    """Morris screening of the first arm of its design that is complete; None where there is none."""
    arm = _first(summary, "morris")
    if arm is None:
        return None
    table = elementary_effects(summary.results, arm, "stable_bloc")
    rows = records(table)
    top = [f"{_word(arm, row['factor'])} ({percent(row['mean_absolute'])})" for row in rows[:TOP]]
    small = sum(row["mean_absolute"] < 0.1 * rows[0]["mean_absolute"] for row in rows)
    return Section(
        key="screening",
        title="Which weights can be left alone?",
        sentences=(
            f"Moved over its whole range, {enumerate_words(top)} change the probability of a stable bloc "
            f"most; {small} of {len(rows)} quantities change it by less than a tenth of the largest.",
        ),
        plates=(_screening_plate(arm, table),),
        tables={"screening": table},
        about={"screening": "Morris's elementary effects on the probability of a stable bloc"},
        method=(
            "Elementary effects (Morris 1991; Campolongo and others 2007) by SALib: on each trajectory "
            "every quantity moves once, over two thirds of its range; the change is given for the whole "
            "range. With few runs a point, the size of a small effect is mostly chance; the mean is not.",
        ),
    )


def sobol_sentences(arm: Arm, measure: str, indices: Indices) -> tuple[str, ...]:
    """What decides most, and whether the indices have settled."""
    rows = records(indices.table)
    top = [
        f"{_word(arm, row['factor'])} "
        + percent_interval(row["total"], max(0.0, row["total_low"]), row["total_high"])
        for row in rows[:TOP]
    ]
    settled = (
        "the indices have settled"
        if indices.converged
        else "the indices have not settled: ask for more `samples` or `replicates`"
    )
    return (
        f"Whether {MEASURES[measure]} is decided most by {enumerate_words(top)} of the variance of its "
        "probability, interactions included.",
        f"Half of the samples give the same indices within {indices.shift:.3f}: {settled}. "
        f"{percent(indices.chance)} of the variance of a single run is chance.",
    )


def _first(summary: "Summary", kind: str) -> Arm | None:
    return next((arm for arm in summary.study.arms if kind_of(summary.results, arm) == kind), None)


def _word(arm: Arm, factor: str) -> str:
    return factor_words(factor, arm.case.names)


def _words(arm: Arm, table: "pd.DataFrame") -> dict[str, str]:
    return {str(factor): _word(arm, str(factor)) for factor in table["factor"]}


def _sobol_plate(arm: Arm, measure: str, indices: Indices) -> Plate:
    labels = _words(arm, indices.table)
    told = [
        f"{labels[row['factor']]} {percent(max(0.0, row['total']))}" for row in records(indices.table)[:5]
    ]
    left = len(indices.table) - SHOWN
    rest = f" The {left} smallest are in the table." if left > 0 else ""
    return Plate(
        name=f"sobol_{measure}",
        title=f"What decides whether {MEASURES[measure]}",
        caption=(
            "Share of the variance of the probability over the plausible ranges that a quantity decides: "
            f"dark by itself, light together with others.{rest} Whiskers: {INTERVAL} bootstrap intervals. "
            f"n = {arm_size(arm)}. Seed {arm.seed}."
        ),
        alt=f"Bars of total Sobol indices: {', '.join(told)}.",
        draw=lambda width: draw_sobol(indices.table, labels=labels, width=width),
    )


def _screening_plate(arm: Arm, table: "pd.DataFrame") -> Plate:
    labels = _words(arm, table)
    told = [f"{labels[row['factor']]} {percent(row['mean_absolute'])}" for row in records(table)[:5]]
    return Plate(
        name="screening",
        title="How far each quantity moves the probability of a stable bloc",
        caption=(
            "Triangles: mean size of the change when a quantity moves over its whole range, up or down as "
            f"its mean points; ticks: the mean itself. The {2 * SHOWN} largest of {len(table)}. Whiskers: "
            f"{INTERVAL} bootstrap intervals. n = {arm_size(arm)}, common random numbers. Seed {arm.seed}."
        ),
        alt=f"Dots of mean changes: {', '.join(told)}.",
        draw=lambda width: draw_screening(table, labels=labels, width=width),
    )
