"""What if: cases beside the scenario itself, on the same random numbers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.analysis.differences import case_differences, is_of_cases
from sim.analysis.outcomes import MEASURES
from sim.analysis.records import Record, records
from sim.analysis.study import Arm
from sim.analysis.wording import SPACE, arm_size, count, enumerate_words, percent, percent_range, points
from sim.plotting.differences_figure import draw_differences
from sim.plotting.nulls_figure import draw_nulls
from sim.plotting.plates import INTERVAL, Plate
from sim.report.sections.section import Section, unpaired_or_incomplete
from sim.report.shown import Cell, Shown
from sim.sweep.cases import BASE
from sim.sweep.null_cases import EQUAL, OPPOSED, SHUFFLED, SIDES

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

type Array = np.ndarray[tuple[int], np.dtype[np.float64]]

FEW = 12
"""More cases than this are told by their extremes."""
SHOWN = 20


class Telling(NamedTuple):
    """How the cases of one kind of design are told."""

    title: str
    sentences: "Callable[[pd.DataFrame], tuple[str, ...]]"
    plate: "Callable[[Arm, pd.DataFrame, str], Plate]"
    """Of an arm, its table and a measure."""
    shown: "Callable[[pd.DataFrame], tuple[Shown, ...]]"


def differences_section(summary: "Summary") -> Section | None:
    """The section of the first arm that compares cases; None where there is none."""
    arm = next((arm for arm in summary.study.arms if arm.kind in TELLINGS), None)
    if arm is None:
        return None
    telling = TELLINGS[arm.kind]
    if not is_of_cases(arm):
        return unpaired_or_incomplete("differences", telling.title, arm)
    table = case_differences(arm)
    return Section(
        key="differences",
        title=telling.title,
        sentences=telling.sentences(table),
        plates=tuple(telling.plate(arm, table, measure) for measure in MEASURES),
        shown=telling.shown(table),
        tables={"differences": table},
        method=(
            "Every case runs on the random numbers of the scenario itself, so that a difference is due to "
            f"the change alone. The {INTERVAL} intervals of differences are those of Bonett and Price (2012) "
            "for paired shares. They hold for each case by itself, not for all of them at once.",
        ),
    )


def case_sentences(table: "pd.DataFrame") -> tuple[str, ...]:
    """What each case does, with intervals."""
    base, rows = _split(table, "stable_bloc")
    parts = [f"“{row['case']}” {_change(row)} points, to {percent(row['share'], 1)}" for row in rows]
    return (
        f"As coded, a stable bloc forms in {percent(base['share'], 1)} of runs; {enumerate_words(parts)}.",
        _turning(base, rows),
    )


def step_sentences(table: "pd.DataFrame") -> tuple[str, ...]:
    """The range over all steps, the largest of them, and whether any turns the verdict over."""
    base, rows = _split(table, "stable_bloc")
    low, high = (pick(rows, key=lambda row: row["share"]) for pick in (min, max))
    small = sum(abs(row["difference"]) < 0.05 for row in rows)
    return (
        f"Over all {count(len(rows), 'step')} of one number each, the probability of a stable bloc goes from "
        f"{percent(low['share'], 1)} ({low['case']}) to {percent(high['share'], 1)} ({high['case']}); as "
        f"coded it is {percent(base['share'], 1)}. {small} of the steps move it by less than 5 points.",
        _turning(base, rows),
    )


def null_sentences(table: "pd.DataFrame") -> tuple[str, ...]:
    """Where the scenario stands among its nulls."""
    base, rows = _split(table, "stable_bloc")
    lines = [f"As coded, a stable bloc forms in {percent(base['share'], 1)} of runs."]
    for name in (EQUAL, OPPOSED):
        lines += [
            f"With {name}: {percent(row['share'], 1)} "
            f"({percent_range(row['share_low'], row['share_high'], 1)})."
            for row in rows
            if row["case"] == name
        ]
    for name in (SHUFFLED, SIDES):
        shares = np.array([row["share"] for row in rows if str(row["case"]).startswith(name)])
        if len(shares):
            low, high = np.quantile(shares, [0.05, 0.95])
            below = int((shares < base["share"]).sum())
            half = int((shares >= 0.5).sum())
            lines.append(
                f"With {name}, {count(len(shares), 'draw')}: {percent(float(shares.mean()), 1)} on average, "
                f"nine in ten from {percent_range(float(low), float(high), 1)}; {below} draws lie below the "
                f"scenario and {half} reach one half."
            )
    return tuple(lines)


def null_groups(table: "pd.DataFrame", measure: str) -> dict[str, "Array"]:
    """(draws,) shares of each kind of null that the arm has."""
    rows = _split(table, measure)[1]
    groups = {
        name: np.array([row["share"] for row in rows if str(row["case"]).startswith(name)])
        for name in (EQUAL, OPPOSED, SHUFFLED, SIDES)
    }
    return {name: shares for name, shares in groups.items() if len(shares)}


def _nulls_plate(arm: Arm, table: "pd.DataFrame", measure: str) -> Plate:
    base, groups = float(_split(table, measure)[0]["share"]), null_groups(table, measure)
    medians = [f"{name} {percent(float(np.median(shares)), 1)}" for name, shares in groups.items()]
    return Plate(
        name=f"differences_{measure}",
        title=f"Under which nulls {MEASURES[measure]}",
        caption=(
            f"Each dot is one null: its share of runs in which {MEASURES[measure]}. Orange: the scenario as "
            "coded; black: the median of a row; dashed: one half. Weights are dealt anew to states and "
            "issues, sides drawn by the toss of a coin; heights inside a row mean nothing. No interval: "
            f"every null is shown. n = {arm_size(arm)}, common random numbers. Seed {arm.seed}."
        ),
        alt=f"Rows of dots; as coded {percent(base, 1)}, medians: {', '.join(medians)}.",
        draw=lambda width: draw_nulls(groups, base=base, measure=MEASURES[measure], width=width),
    )


def _nulls_shown(table: "pd.DataFrame") -> tuple[Shown, ...]:
    """Each kind of null: its draws, their mean and spread, and where the scenario stands among them."""
    base = float(_split(table, "stable_bloc")[0]["share"])
    rows = []
    for name, shares in null_groups(table, "stable_bloc").items():
        low, high = (float(value) for value in np.quantile(shares, [0.05, 0.95]))
        several = len(shares) > 1
        cells = [
            name, f"{len(shares)}", percent(float(shares.mean()), 1),
            percent_range(low, high, 1) if several else "", f"{int((shares < base).sum())}",
            f"{int((shares >= 0.5).sum())}",
        ]  # fmt: skip
        rows.append([Cell(text) for text in cells])
    return (
        Shown(
            caption=f"Share of runs with a stable bloc under each kind of null; as coded {percent(base, 1)}",
            head=["Null", "draws", "mean", "nine in ten", "below the scenario", "one half or more"],
            rows=rows,
        ),
    )


def _split(table: "pd.DataFrame", measure: str) -> tuple[Record, list[Record]]:
    rows = [row for row in records(table) if row["measure"] == measure]
    return rows[0], rows[1:]


def _turning(base: Record, rows: list[Record]) -> str:
    turning = [row for row in rows if (row["share"] >= 0.5) != (base["share"] >= 0.5)]
    if not turning:
        return "None of them turns the verdict over: the probability stays on its side of one half."
    named = enumerate_words([f"“{row['case']}”" for row in turning[:FEW]])
    more = f" and {len(turning) - FEW} more" if len(turning) > FEW else ""
    return f"{count(len(turning), 'case')} would turn the verdict over: {named}{more}."


def _change(row: Record) -> str:
    change, low, high = (points(row[key]) for key in ("difference", "low", "high"))
    return f"{change} ({low} to {high})"


def _largest(table: "pd.DataFrame", measure: str) -> "pd.DataFrame":
    """The cases of a measure without the base: as given if few, else the largest changes, in order."""
    cases = table[(table["measure"] == measure) & (table["case"] != BASE)]
    if len(cases) <= FEW:
        return cases
    size = cases["difference"].abs().sort_values(ascending=False, kind="stable").index[:SHOWN]
    return cases.loc[size].sort_values("difference", ascending=False, kind="stable")


def _plate(arm: Arm, table: "pd.DataFrame", measure: str) -> Plate:
    base = _split(table, measure)[0]
    cases = _largest(table, measure)
    total = arm.points - 1
    which = f"The {len(cases)} largest changes of {total}." if len(cases) < total else "Every case."
    changes = [f"{row['case']} {_change(row)}" for row in records(cases)[:6]]
    return Plate(
        name=f"differences_{measure}",
        title=f"What a change does to the probability that {MEASURES[measure]}",
        caption=(
            f"Dots: change against the scenario as coded; blue raises, orange lowers; right: the probability "
            f"itself. {which} Whiskers: {INTERVAL} intervals of paired differences. "
            f"n = {arm_size(arm)}, common random numbers. Seed {arm.seed}."
        ),
        alt=f"Changes in percentage points: {'; '.join(changes)}.",
        draw=lambda width: draw_differences(cases, base=float(base["share"]), width=width),
    )


def _shown(table: "pd.DataFrame") -> tuple[Shown, ...]:
    """A table for each measure; of many cases the figure says enough of the second measure."""
    few = table["case"].nunique() <= FEW
    return tuple(_shown_measure(table, measure) for measure in [*MEASURES][: None if few else 1])


def _shown_measure(table: "pd.DataFrame", measure: str) -> Shown:
    base = _split(table, measure)[0]
    rows = [base, *records(_largest(table, measure))]
    return Shown(
        caption=f"Probability that {MEASURES[measure]}, and its change, with 95{SPACE}% intervals",
        head=["Case", "probability", "change in points"],
        rows=[
            [
                Cell(str(row["case"])),
                Cell(percent(row["share"], 1), percent_range(row["share_low"], row["share_high"], 1)),
                Cell("" if row["case"] == BASE else _change(row)),
            ]
            for row in rows
        ],
    )


TELLINGS = {
    "cases": Telling("What if?", case_sentences, _plate, _shown),
    "coding_steps": Telling(
        "Does the verdict hang on one number of the coding?", step_sentences, _plate, _shown
    ),
    "nulls": Telling("Would any coding give the same answer?", null_sentences, _nulls_plate, _nulls_shown),
}
"""By the kind of a design whose points have labels."""
