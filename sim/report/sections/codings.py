"""And if every number of the coding were off at once?"""

from typing import TYPE_CHECKING

from sim.analysis.codings import Codings, is_of_codings, random_codings
from sim.analysis.points import distribution
from sim.analysis.records import records
from sim.analysis.study import Arm
from sim.analysis.wording import SPACE, arm_size, count, percent, percent_interval, percent_range, points
from sim.plotting.plates import Plate
from sim.plotting.points_figure import draw_points
from sim.report.sections.section import Section
from sim.report.shown import Cell, Shown

if TYPE_CHECKING:
    from sim.analysis.summary import Summary

SHOWN = 12


def codings_section(summary: "Summary") -> Section | None:
    """The section of the first arm that moves the whole coding at random; None where there is none."""
    arm = next((arm for arm in summary.study.arms if is_of_codings(arm)), None)
    if arm is None:
        return None
    codings = random_codings(arm, summary.points_of(arm))
    return Section(
        key="codings",
        title="And if every number of the coding were off at once?",
        sentences=coding_sentences(codings),
        plates=(_plate(codings, arm),),
        shown=(_shown(codings),),
        tables={"codings": codings.shares, "coding_numbers": codings.numbers},
        method=(
            "In each coding every position, claim, tie and salience moves one ordinal step down, stays, or "
            "moves one step up, independently and with equal probability; a step beyond the end of its scale "
            "is none. The interval of the share of codings is Wilson's over codings. The share of a coding "
            "is counted in its own runs, so that a coding near one half may be counted on the wrong side.",
        ),
    )


def coding_sentences(codings: Codings) -> tuple[str, ...]:
    """How many codings keep the verdict, how far the answer spreads, and which number moves it most."""
    low, middle, high = codings.quantiles
    own, drawn = float(codings.own.estimate), len(codings.shares)
    side = "fewer than half" if own < 0.5 else "half or more"
    lines = [
        f"With every number of the coding moved a step down, up or not at all, at random, a stable bloc "
        f"forms in {side} of the runs, as in the scenario itself, in "
        f"{percent_interval(*map(float, codings.kept))} of {count(drawn, 'coding')}.",
        f"Over these codings the probability of a stable bloc has the median {percent(middle, 1)}; nine in "
        f"ten lie from {percent_range(low, high, 1)}.",
    ]
    if len(codings.numbers):
        row = records(codings.numbers)[0]
        lines.append(
            f"The number that moves it most is the {row['in_words']}: the mean is {percent(row['up'], 1)} "
            f"where it moves up and {percent(row['down'], 1)} where it moves down."
        )
    return tuple(lines)


def _plate(codings: Codings, arm: Arm) -> Plate:
    table = distribution(codings.shares)
    below = float((codings.shares["share"] < 0.5).mean())
    return Plate(
        name="codings",
        title="How often a stable bloc forms under codings that are off at random",
        caption=(
            "Each point is one coding, with every number a step down, up or where it was; its share is that "
            "of its runs with a stable bloc. Figures above the columns are per cent of the codings. "
            f"{percent(below)} of them lie below one half. No interval: every coding is shown. "
            f"n = {arm_size(arm)}, common random numbers. Seed {arm.seed}."
        ),
        alt=f"Histogram of {count(len(codings.shares), 'coding')}: {percent(below)} lie below one half.",
        draw=lambda width: draw_points(table, width=width),
    )


def _shown(codings: Codings) -> Shown:
    rows = []
    for row in records(codings.numbers)[:SHOWN]:
        change, low, high = (points(row[key]) for key in ("difference", "low", "high"))
        rows.append(
            [
                Cell(str(row["in_words"])), Cell(percent(row["up"], 1)), Cell(percent(row["down"], 1)),
                Cell(change, f"{low} to {high}"),
            ]
        )  # fmt: skip
    return Shown(
        caption=(
            f"The numbers that move the probability of a stable bloc most: its mean over the codings in "
            f"which the number has moved up, and down, and the difference in points (95{SPACE}% interval)"
        ),
        head=["Number", "moved up", "moved down", "difference"],
        rows=rows,
    )
