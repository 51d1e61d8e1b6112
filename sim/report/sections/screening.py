"""Which weights can be left alone."""

from typing import TYPE_CHECKING

from sim.analysis.records import records
from sim.analysis.screening import elementary_effects
from sim.analysis.study import Arm
from sim.analysis.wording import arm_size, enumerate_words, percent, percent_interval
from sim.errors import InputError
from sim.plotting.plates import INTERVAL, Plate
from sim.plotting.sobol_figure import SHOWN, draw_screening
from sim.report.sections.section import Section, first_of_kind, incomplete, unanswered

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

TOP = 3
SMALL = 0.1
"""Effects below this part of the largest are called small."""


def screening_section(summary: "Summary") -> Section | None:
    """Morris screening of the first arm of its design; None where there is none."""
    arm = first_of_kind(summary, "morris")
    if arm is None:
        return None
    key, title = "screening", "Which weights can be left alone?"
    if arm.missing:
        return incomplete(key, title, arm)
    try:
        table = elementary_effects(arm, "stable_bloc")
    except InputError as reason:
        return unanswered(key, title, reason)
    return Section(
        key=key,
        title=title,
        sentences=screening_sentences(arm, table),
        plates=(_screening_plate(arm, table),),
        tables={"screening": table},
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
        f"the {arm.scenario.words(row['factor'])} "
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


def _screening_plate(arm: Arm, table: "pd.DataFrame") -> Plate:
    labels = {str(factor): arm.scenario.words(str(factor)) for factor in table["factor"]}
    largest = [f"{labels[row['factor']]} {percent(min(1.0, row['size']))}" for row in records(table)[:5]]
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
        alt=f"Dots of mean changes: {', '.join(largest)}.",
        draw=lambda width: draw_screening(table, labels=labels, width=width),
    )
