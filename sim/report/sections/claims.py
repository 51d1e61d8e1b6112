"""Which claim of the text carries the verdict."""

from typing import TYPE_CHECKING

from sim.analysis.claims import ClaimValues, claim_pairs, claim_values, is_of_claims
from sim.analysis.outcomes import MEASURES
from sim.analysis.records import Record, records
from sim.analysis.study import Arm
from sim.analysis.wording import (
    SPACE,
    count,
    enumerate_words,
    percent,
    percent_interval,
    percent_range,
    points_and_half,
    signed_points,
)
from sim.errors import InputError
from sim.plotting.claims_figure import draw_claims
from sim.plotting.pairs_figure import draw_pairs
from sim.plotting.plates import INTERVAL, Plate
from sim.report.sections.section import Section, unanswered, unpaired_or_incomplete
from sim.report.shown import Cell, Shown

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary


NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}


def claims_section(summary: "Summary") -> Section | None:
    """The section of the first arm in which claims were switched; None where there is none."""
    arms = [arm for arm in summary.study.arms if arm.kind == "coalitions"]
    if not arms:
        return None
    key, title = "claims", "Which claim carries the verdict?"
    if not is_of_claims(arms[0]):
        return unpaired_or_incomplete(key, title, arms[0])
    try:
        of_measures = [claim_values(arms[0], measure) for measure in MEASURES]
        pairs = claim_pairs(arms[0], "stable_bloc")
        others = {arm.name: claim_values(arm, "stable_bloc") for arm in arms[1:] if is_of_claims(arm)}
    except InputError as reason:
        return unanswered(key, title, reason)
    own = of_measures[0]
    return Section(
        key=key,
        title=title,
        sentences=(*claim_sentences(own), *_pair_sentence(pairs), *_reading_sentences(own, others)),
        plates=(*(_plate(values, arms[0]) for values in of_measures), *_pairs_plate(pairs, arms[0])),
        shown=(*(_shown(values) for values in of_measures), *_readings(own, others)),
        tables={f"claims_{values.measure}": values.table for values in of_measures}
        | {f"claims_stable_bloc_{name}": values.table for name, values in others.items()}
        | ({"claim_pairs": pairs} if len(pairs) else {}),
        method=(
            f"Each of the {len(own.table)} claims is made or left out, in all {arms[0].points:,} "
            "combinations; what a claim supports counts for nothing without it. A claim's Shapley value is "
            "what it adds to the probability, averaged over all orders in which the claims can be made; the "
            "values sum exactly to the difference between all claims and none. The interaction of two claims "
            "is how much more the one adds where the other is made, averaged in the same way (Grabisch and "
            "Roubens 1999). All combinations share their random numbers, so that each replicate has values "
            f"of its own; the {INTERVAL} intervals are Student's over replicates.",
        ),
    )


def claim_sentences(values: ClaimValues) -> tuple[str, ...]:
    """What the values say, the most important first."""
    rows = records(values.table)
    own = float(values.own.estimate)
    what = MEASURES[values.measure]
    place = percent_interval(*values.own)
    turning = [row for row in rows if (row["after"] >= 0.5) != (own >= 0.5)]
    if turning:
        parts = [
            f"{'without' if row['coded'] else 'with'} {_named(row)} {percent(row['after'])}"
            for row in sorted(turning, key=lambda row: -abs(row["after"] - own))
        ]
        which = (
            "One claim turns the verdict over by itself"
            if len(turning) == 1
            else f"{NUMBERS.get(len(turning), len(turning))} claims turn the verdict over, each by itself"
        )
        lines = [
            f"{which}: all else as coded, the share of runs in which {what} would be "
            f"{enumerate_words(parts)}, in place of {place}."
        ]
    else:
        far = max(rows, key=lambda row: abs(row["after"] - own))
        lines = [
            f"No single claim turns the verdict over: {'without' if far['coded'] else 'with'} {_named(far)}, "
            f"which moves it furthest, the share of runs in which {what} would be {percent(far['after'])} in "
            f"place of {place}."
        ]
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


def _pair_sentence(pairs: "pd.DataFrame") -> tuple[str, ...]:
    """The pairs that weaken and strengthen each other most, of those whose interval leaves out 0."""
    rows = sorted(records(pairs), key=lambda row: float(row["interaction"]))
    parts = [
        f"{_two(row)} {word} each other most ({_pair_points(row)}: each adds that much {more} where the "
        "other is made)"
        for row, word, more, clear in (
            (rows[0], "weaken", "less", rows[0]["high"] < 0.0),
            (rows[-1], "strengthen", "more", rows[-1]["low"] > 0.0),
        )
        if clear
    ] if rows else []  # fmt: skip
    return (f"Of all pairs, {enumerate_words(parts)}.",) if parts else ()


def _two(row: Record) -> str:
    return f"{row['claim']} ({row['title']}) and {row['other']} ({row['other_title']})"


def _pair_points(row: Record) -> str:
    return f"{points_and_half(abs(row['interaction']), row['high'] - row['interaction'])[1:]} points"


def _reading_sentences(own: ClaimValues, others: dict[str, ClaimValues]) -> tuple[str, ...]:
    """What becomes of a claim's value where the claim is read otherwise."""
    return tuple(
        f"Read otherwise (arm {name}: {after['switch']}), {after['claim']} has the value {_value(after)} in "
        f"place of {_value(before)} points."
        for name, values in others.items()
        for before, after in _changed(own, values)
    )


def _changed(own: ClaimValues, other: ClaimValues) -> list[tuple[Record, Record]]:
    """The claims whose switch differs between two lists, in each; in the order of the claims."""
    pairs = zip(records(own.table), records(other.table), strict=True)
    return [(before, after) for before, after in pairs if before["switch"] != after["switch"]]


def _readings(own: ClaimValues, others: dict[str, ClaimValues]) -> tuple[Shown, ...]:
    """A table of the claims that arms read otherwise; none where there are none."""
    rows = [
        [
            Cell(f"{row['claim']}, arm {arm}"), Cell(str(row["switch"])),
            _cell(row, "shapley"), _after_cell(row),
        ]
        for name, values in others.items()
        for before, after in _changed(own, values)
        for arm, row in (("claims", before), (name, after))
    ]  # fmt: skip
    if not rows:
        return ()
    return (
        Shown(
            caption=f"Claims read in more than one way: what each reading adds to the probability that "
            f"{MEASURES[own.measure]}, in percentage points, 95{SPACE}% intervals",
            head=["Claim", "switched", "Shapley value", "as coded, this one switched"],
            rows=rows,
            words=2,
        ),
    )


def _named(row: Record) -> str:
    return f"{row['claim']} ({row['title']})"


def _value(row: Record) -> str:
    return points_and_half(row["shapley"], row["shapley_high"] - row["shapley"])


def _points(row: Record) -> str:
    return f"({_value(row)} points)"


def _plate(values: ClaimValues, arm: Arm) -> Plate:
    bars = [f"{row['claim']} {row['title']} {signed_points(row['shapley'])}" for row in values.ordered]
    hill = len(values.groups) > 1
    order = (
        "Those that raise it (blue) stand before those that lower it (orange), each by size"
        if hill
        else "Blue raises it, orange lowers it; the largest stand first"
    )
    return Plate(
        name=f"claims_{values.measure}",
        title=f"Which claim decides whether {MEASURES[values.measure]}",
        caption=(
            "From none of the claims to all of them: each bar is a claim's Shapley value for the "
            f"probability that {MEASURES[values.measure]}. {order}; the order changes no value. Whiskers "
            f"and ± are {INTERVAL} intervals (Student's over paired replicates; Wilson's for the dark bars). "
            "Last column: the probability of the scenario as coded once this one claim is switched; bold "
            "where that turns the verdict over (dashed: one half). "
            f"n = {arm.points:,} combinations × {count(values.replicates, 'run')}, common random numbers. "
            f"Seed {arm.seed}."
        ),
        alt=f"Waterfall of claims in percentage points: {', '.join(bars)}.",
        draw=lambda width: draw_claims(values, width=width),
    )


def _pairs_plate(pairs: "pd.DataFrame", arm: Arm) -> tuple[Plate, ...]:
    if not len(pairs):
        return ()
    clear = [row for row in records(pairs) if row["low"] > 0.0 or row["high"] < 0.0]
    largest = sorted(clear, key=lambda row: -abs(float(row["interaction"])))[:6]
    parts = [f"{row['claim']} and {row['other']} {signed_points(row['interaction'])}" for row in largest]
    return (
        Plate(
            name="claim_pairs",
            title="Which claims work together",
            caption=(
                "How much more (blue) or less (orange) each of two claims adds to the probability that "
                f"{MEASURES['stable_bloc']} where the other is made too, in percentage points, averaged over "
                f"all orders of the claims. A dot: the {INTERVAL} interval (Student's over paired "
                "replicates) holds 0. All intervals are in tables/claim_pairs.csv. "
                f"n = {arm.points:,} combinations × {count(arm.replicates, 'run')}, common random numbers. "
                f"Seed {arm.seed}."
            ),
            alt=f"Triangle of pairs of claims; the largest: {', '.join(parts) or 'none'}.",
            draw=lambda width: draw_pairs(pairs, width=width),
        ),
    )


def _cell(row: Record, name: str) -> Cell:
    """A value in percentage points with its interval."""
    value, low, high = (signed_points(float(row[f"{name}{end}"])) for end in ("", "_low", "_high"))
    return Cell(value, f"{low} to {high}")


def _after_cell(row: Record) -> Cell:
    return Cell(percent(row["after"], 1), percent_range(row["after_low"], row["after_high"], 1))


def _shown(values: ClaimValues) -> Shown:
    return Shown(
        caption=(
            f"What each claim adds to the probability that {MEASURES[values.measure]}, in percentage points, "
            f"95{SPACE}% intervals"
        ),
        head=[
            "Claim",
            "in words",
            "Shapley value",
            "added to no other",
            "added to the others as coded",
            "as coded, this one switched",
        ],
        rows=[
            [
                Cell(str(row["claim"])), Cell(str(row["title"])),
                *(_cell(row, name) for name in ("shapley", "alone", "switched")), _after_cell(row),
            ]
            for row in values.ordered
        ],
        words=2,
    )  # fmt: skip
