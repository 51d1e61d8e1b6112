"""Which weights decide the answer."""

from typing import TYPE_CHECKING

from sim.analysis.measures import MEASURES
from sim.analysis.quantity_words import quantity_words
from sim.analysis.records import Record, records
from sim.analysis.screening import elementary_effects
from sim.analysis.sensitivity import arm_indices
from sim.analysis.sobol_indices import WIDTH_MAX, Indices
from sim.analysis.study import Arm
from sim.analysis.wording import arm_size, enumerate_words, percent, percent_interval
from sim.errors import InputError
from sim.plotting.plates import INTERVAL, Plate
from sim.plotting.sobol_figure import SHOWN, draw_screening, draw_sobol
from sim.report.sections.section import Section, incomplete, unanswered

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

TOP = 3
SMALL = 0.1
"""Effects below this part of the largest are called small."""


def sensitivity_section(summary: "Summary") -> Section | None:
    """Sobol indices of the first arm of their design; None where there is none."""
    arm = _first(summary, "saltelli")
    if arm is None:
        return None
    key, title = "sensitivity", "Which weights decide it?"
    if arm.missing:
        return incomplete(key, title, arm)
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
            "taken from pairs of points of Saltelli's design (2002) that differ in one quantity or in all "
            "but one (Owen 2013; Jansen 1999), with the chance of finitely many runs taken out of every "
            "square. Intervals are Student's over the rows of the design and cover points and chance "
            f"together. The indices count as settled if no interval is wider than {WIDTH_MAX:.2f} (Sarrazin "
            "and others 2016) and the two halves of the rows agree. The weights that all states give to an "
            "issue are one quantity, unless asked otherwise.",
        ),
    )


def screening_section(summary: "Summary") -> Section | None:
    """Morris screening of the first arm of its design; None where there is none."""
    arm = _first(summary, "morris")
    if arm is None:
        return None
    key, title = "screening", "Which weights can be left alone?"
    if arm.missing:
        return incomplete(key, title, arm)
    try:
        table = elementary_effects(summary.results, arm, "stable_bloc")
    except InputError as reason:
        return unanswered(key, title, reason)
    return Section(
        key=key,
        title=title,
        sentences=screening_sentences(arm, table),
        plates=(_screening_plate(arm, table),),
        tables={"screening": table},
        about={"screening": "Morris's elementary effects on the probability of a stable bloc"},
        method=(
            "Elementary effects (Morris 1991): on each trajectory every quantity moves once, over two thirds "
            "of its range, between four levels; the change is given for the whole range. The size of an "
            "effect is the root mean square of these changes over trajectories, with the chance of finitely "
            "many runs taken out of the square; where chance explains all, it is none. Intervals are "
            "Student's over trajectories, with the error of shared replicates added, and hold for one "
            "quantity at a time.",
        ),
    )


def screening_sentences(arm: Arm, table: "pd.DataFrame") -> tuple[str, ...]:
    """The largest effects, and how many are shown to be small, or cannot be told from none."""
    rows = records(table)
    largest = float(rows[0]["size"])
    if largest <= 0.0:
        return ("No quantity moves the probability of a stable bloc by more than chance.",)
    top = [
        f"{_word(arm, row['factor'])} "
        + percent_interval(row["size"], row["size_low"], min(1.0, row["size_high"]))
        for row in rows[:TOP]
    ]
    small = sum(row["size_high"] < SMALL * largest for row in rows)
    none = sum(row["size_low"] <= 0.0 for row in rows)
    return (
        f"Moved over its whole range, {enumerate_words(top)} change the probability of a stable bloc most.",
        f"Of {len(rows)} quantities, {small} are shown to change it by less than a tenth of the largest "
        f"change, and {none} cannot be told from quantities that do nothing.",
    )


def sobol_sentences(arm: Arm, measure: str, indices: Indices) -> tuple[str, ...]:
    """What decides most, alone and with others, and whether the indices have settled."""
    rows = records(indices.table)
    top = [f"{_word(arm, row['factor'])} {_index(row, 'total')}" for row in rows[:TOP]]
    alone = max(rows, key=lambda row: float(row["first"]))
    together = sum(float(row["first"]) for row in rows)
    return (
        f"Whether {MEASURES[measure]} is decided most by {enumerate_words(top)} of the variance of its "
        "probability, interactions included.",
        f"By itself {_word(arm, alone['factor'])} decides most, {_index(alone, 'first')}; what quantities "
        f"decide by themselves adds up to {percent(min(1.0, max(0.0, together)))}, the rest is interaction.",
        f"{settled(indices)} {percent(indices.chance)} of the variance of a single run is chance.",
    )


def settled(indices: Indices) -> str:
    """Whether the indices have settled, and if not, what fails and what to ask for."""
    wide = f"the widest interval is {indices.width:.3f} wide"
    apart = f"the halves of the rows differ by at most {indices.disagreement:.1f} standard errors"
    if indices.converged:
        return f"The indices have settled: {wide}, and {apart}."
    faults = []
    if not indices.precise:
        faults.append(f"{wide}, more than {WIDTH_MAX:.2f}")
    if not indices.agree:
        faults.append(f"{apart}, more than chance allows")
    return f"The indices have not settled: {enumerate_words(faults)}; ask for more `samples` or `replicates`."


def _index(row: Record, name: str) -> str:
    low, high = max(0.0, row[f"{name}_low"]), min(1.0, row[f"{name}_high"])
    return percent_interval(min(1.0, max(0.0, row[name])), low, high)


def _first(summary: "Summary", kind: str) -> Arm | None:
    return next((arm for arm in summary.study.arms if arm.kind == kind), None)


def _word(arm: Arm, factor: str) -> str:
    return quantity_words(factor, arm.case.names)


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
            f"dark by itself, light together with others.{rest} Whiskers: {INTERVAL} intervals over the "
            f"{indices.samples:,} rows of the design. n = {arm_size(arm)}. Seed {arm.seed}."
        ),
        alt=f"Bars of total Sobol indices: {', '.join(told)}.",
        draw=lambda width: draw_sobol(indices.table, labels=labels, width=width),
    )


def _screening_plate(arm: Arm, table: "pd.DataFrame") -> Plate:
    labels = _words(arm, table)
    told = [f"{labels[row['factor']]} {percent(min(1.0, row['size']))}" for row in records(table)[:5]]
    crossed = ", common random numbers" if arm.crossed else ""
    return Plate(
        name="screening",
        title="How far each quantity moves the probability of a stable bloc",
        caption=(
            "Triangles: size of the change when a quantity moves over its whole range, chance taken out; up "
            f"or down as its mean points; ticks: the mean itself. The {min(2 * SHOWN, len(table))} largest "
            f"of {len(table)}. Whiskers: {INTERVAL} intervals over {arm.draws:,} trajectories. "
            f"n = {arm_size(arm)}{crossed}. Seed {arm.seed}."
        ),
        alt=f"Dots of mean changes: {', '.join(told)}.",
        draw=lambda width: draw_screening(table, labels=labels, width=width),
    )
