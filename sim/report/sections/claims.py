"""Which claim of the text carries the verdict."""

from typing import TYPE_CHECKING

from sim.analysis.claims import ClaimValues, claim_values, is_of_claims
from sim.analysis.measures import MEASURES
from sim.analysis.records import Record, records
from sim.analysis.study import Arm
from sim.analysis.wording import SPACE, count, decimals_for, enumerate_words, percent, percent_range
from sim.errors import InputError
from sim.plotting.claims_figure import MINUS, draw_claims, ordered, signed
from sim.plotting.plates import INTERVAL, Plate
from sim.report.sections.section import Section, unanswered, unpaired_or_incomplete
from sim.report.shown import Cell, Shown

if TYPE_CHECKING:
    from sim.analysis.summary import Summary


def claims_section(summary: "Summary") -> Section | None:
    """The section of the first arm in which claims were switched; None where there is none."""
    arms = [arm for arm in summary.study.arms if arm.kind == "coalitions"]
    if not arms:
        return None
    key, title = "claims", "Which claim carries the verdict?"
    if not is_of_claims(arms[0]):
        return unpaired_or_incomplete(key, title, arms[0])
    try:
        found = [claim_values(summary.results, arms[0], measure) for measure in MEASURES]
    except InputError as reason:
        return unanswered(key, title, reason)
    return Section(
        key=key,
        title=title,
        sentences=claim_sentences(found[0]),
        plates=tuple(_plate(values, arms[0]) for values in found),
        shown=tuple(_shown(values) for values in found),
        tables={f"claims_{values.measure}": values.table for values in found},
        about={
            f"claims_{values.measure}": f"Shapley values of the claims for the probability that "
            f"{MEASURES[values.measure]}, alone and switched in the scenario as it stands"
            for values in found
        },
        method=(
            f"Each of the {len(found[0].table)} claims is made or left out, in all {arms[0].points:,} "
            "combinations; what a claim supports counts for nothing without it. A claim's Shapley value is "
            "what it adds to the probability, averaged over all orders in which the claims can be made; the "
            "values sum exactly to the difference between all claims and none. All combinations share their "
            f"random numbers, so that each replicate has values of its own; the {INTERVAL} intervals are "
            "Student's over replicates.",
        ),
    )


def claim_sentences(values: ClaimValues) -> tuple[str, ...]:
    """What the values say, the most important first."""
    rows = records(values.table)
    own = float(values.own.estimate)
    decimals = decimals_for((values.own.high - values.own.low) / 2.0)
    place = f"{percent(own, decimals)} of runs ({percent_range(values.own.low, values.own.high, decimals)})"
    turning = [row for row in rows if (row["after"] >= 0.5) != (own >= 0.5)]
    lines = [f"As coded, {MEASURES[values.measure]} in {place}."]
    if turning:
        parts = [
            f"{'without' if row['coded'] else 'with'} {_named(row)} alone {percent(row['after'])}"
            for row in sorted(turning, key=lambda row: -abs(row["after"] - own))
        ]
        which = "This one claim turns" if len(turning) == 1 else "Each of these claims by itself turns"
        lines.append(f"All else as coded, it would be {enumerate_words(parts)}. {which} the verdict over.")
    else:
        far = max(rows, key=lambda row: abs(row["after"] - own))
        lines.append(
            f"No single claim turns the verdict over: {'without' if far['coded'] else 'with'} {_named(far)}, "
            f"which moves it furthest, it would be {percent(far['after'])}."
        )
    most = sorted(rows, key=lambda row: row["shapley"])
    parts = [f"{_named(row)} {_points(row)}" for row in (most[-1], most[0])]
    lines.append(
        f"Shared out fairly over all orders of the claims, most is added by {parts[0]} and most taken away "
        f"by {parts[1]}."
    )
    lines.append(
        f"With no claim at all it is {percent(float(values.none.estimate))}, with every claim "
        f"{percent(float(values.every.estimate), 1)}."
    )
    return tuple(lines)


def _named(row: Record) -> str:
    return f"{row['claim']} ({row['title']})"


def _points(row: Record) -> str:
    return f"({signed(row['shapley'], row['shapley_high'] - row['shapley'])} points)"


def _plate(values: ClaimValues, arm: Arm) -> Plate:
    told = [f"{row['claim']} {signed(row['shapley'], 0.0).split(' ±')[0]}" for row in ordered(values)]
    return Plate(
        name=f"claims_{values.measure}",
        title=f"Which claim decides whether {MEASURES[values.measure]}",
        caption=(
            "From none of the claims to all of them: each bar is a claim's Shapley value for the "
            f"probability that {MEASURES[values.measure]}. Blue raises it, orange lowers it; whiskers and ± "
            f"are {INTERVAL} intervals (Student's over paired replicates; Wilson's for the dark bars). The "
            "order of the claims is that of size and changes no value. Last column: the probability "
            "of the scenario as coded once this one claim is switched. "
            f"n = {arm.points:,} combinations × {count(values.replicates, 'run')}, common random numbers. "
            f"Seed {arm.seed}."
        ),
        alt=f"Waterfall of claims in percentage points: {', '.join(told)}.",
        draw=lambda width: draw_claims(values, width=width),
    )


def _shown(values: ClaimValues) -> Shown:
    rows = []
    for row in ordered(values):
        cells = [Cell(str(row["claim"])), Cell(str(row["title"]))]
        for name in ("shapley", "alone", "switched"):
            low, high = (f"{100.0 * row[f'{name}_{end}']:+.1f}" for end in ("low", "high"))
            limits = f"{low} to {high}".replace("-", MINUS)
            cells.append(Cell(f"{100.0 * row[name]:+.1f}".replace("-", MINUS), limits))
        rows.append([*cells, Cell(percent(row["after"], 1))])
    return Shown(
        caption=(
            f"What each claim adds to the probability that {MEASURES[values.measure]}, in percentage points, "
            f"95{SPACE}% intervals"
        ),
        head=[
            "Claim",
            "in words",
            "Shapley value",
            "alone",
            "in the scenario as coded",
            "as coded, switched",
        ],
        rows=rows,
        words=2,
    )
