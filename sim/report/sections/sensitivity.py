"""Which weights decide the answer."""

from typing import TYPE_CHECKING

from sim.analysis.outcomes import MEASURES
from sim.analysis.records import Record, records
from sim.analysis.sobol_indices import WIDTH_MAX, Indices, arm_indices
from sim.analysis.study import Arm
from sim.analysis.wording import arm_size, enumerate_words, percent, percent_interval
from sim.errors import InputError
from sim.plotting.plates import INTERVAL, Plate
from sim.plotting.sobol_figure import SHOWN, draw_sobol
from sim.report.sections.section import Section, first_of_kind, incomplete, unanswered

if TYPE_CHECKING:
    from sim.analysis.summary import Summary

TOP = 3


def sensitivity_section(summary: "Summary") -> Section | None:
    """Sobol indices of the first arm of their design; None where there is none."""
    arm = first_of_kind(summary, "saltelli")
    if arm is None:
        return None
    key, title = "sensitivity", "Which weights decide it?"
    if arm.missing:
        return incomplete(key, title, arm)
    try:
        of_measures = {measure: arm_indices(arm, measure) for measure in MEASURES}
    except InputError as reason:
        return unanswered(key, title, reason)
    return Section(
        key=key,
        title=title,
        sentences=tuple(
            line
            for measure, indices in of_measures.items()
            for line in sobol_sentences(arm, measure, indices)
        ),
        plates=tuple(_sobol_plate(arm, measure, indices) for measure, indices in of_measures.items()),
        tables={f"sobol_{measure}": indices.table for measure, indices in of_measures.items()},
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


def sobol_sentences(arm: Arm, measure: str, indices: Indices) -> tuple[str, ...]:
    """What decides most, alone and with others, and whether the indices have settled."""
    rows = records(indices.table)
    top = [f"the {arm.scenario.words(row['factor'])} {_index(row, 'total')}" for row in rows[:TOP]]
    alone = max(rows, key=lambda row: float(row["first"]))
    together = sum(float(row["first"]) for row in rows)
    return (
        f"Whether {MEASURES[measure]} is decided most by {enumerate_words(top)} of the variance of its "
        "probability, interactions included.",
        f"By itself the {arm.scenario.words(alone['factor'])} decides most, {_index(alone, 'first')}; what "
        f"quantities decide by themselves adds up to {percent(min(1.0, max(0.0, together)))}, the rest is "
        "interaction.",
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


def _sobol_plate(arm: Arm, measure: str, indices: Indices) -> Plate:
    labels = {str(factor): arm.scenario.words(str(factor)) for factor in indices.table["factor"]}
    largest = [
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
        alt=f"Bars of total Sobol indices: {', '.join(largest)}.",
        draw=lambda width: draw_sobol(indices.table, labels=labels, width=width),
    )
