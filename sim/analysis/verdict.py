"""The verdict: how often a stable bloc forms, in sentences that follow from the numbers alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.points import point_shares, share_of_points
from sim.analysis.study import Arm, Study
from sim.analysis.wording import (
    OUTCOME_WORDS,
    SPACE,
    arm_place,
    count,
    decimals_for,
    enumerate_words,
    one_in,
    percent,
    percent_interval,
    percent_range,
)
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

LABEL = f"95{SPACE}% interval "


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a sweep says. `str()` gives all sentences, one a line."""

    question: str
    sentence: str
    details: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([self.sentence, *self.details])


def make_verdict(summary: "Summary") -> Verdict:
    """Word the verdict of a summary."""
    study = summary.study
    members = enumerate_words([study.names[key] for key in study.members])
    return Verdict(
        question=f"Does a stable bloc of {members} form?",
        sentence=f"A stable bloc of {members} forms {_how_often(summary)}; {_most_frequent(summary)}.",
        details=tuple(
            line for line in (_in_numbers(summary), _entente(summary), *_postures(summary), *_points(summary)) if line
        ),
    )


def _row(table: "pd.DataFrame", arm: Arm, column: str, value: str) -> "pd.Series":
    return table[(table["arm"] == arm.name) & (table[column] == value)].iloc[0]


def _how_often(summary: "Summary") -> str:
    parts = []
    for place, arm in enumerate(summary.study.arms):
        row = _row(summary.properties, arm, "property", "stable_bloc")
        label = LABEL if place == 0 else ""
        of_runs = " of runs" if place == 0 else ""
        decimals = decimals_for((row["high"] - row["low"]) / 2.0)
        limits = f"({label}{percent_range(row['low'], row['high'], decimals)})"
        if row["share"] in (0.0, 1.0):
            which = "none" if row["share"] == 0.0 else "all"
            parts.append(f"in {which} of {count(arm.runs, 'run')} {limits} {arm_place(arm, summary.study)}")
        else:
            shown = percent(row["share"], decimals)
            parts.append(f"in {shown}{of_runs} {limits} {arm_place(arm, summary.study)}")
    return enumerate_words(parts)


def _most_frequent(summary: "Summary") -> str:
    words, shares = [], []
    for arm in summary.study.arms:
        table = summary.outcomes[summary.outcomes["arm"] == arm.name]
        row = table.loc[table["share"].idxmax()]
        words.append(OUTCOME_WORDS[Outcome[row["outcome"]]])
        shares.append(percent(row["share"], decimals_for((row["high"] - row["low"]) / 2.0)))
    if len(set(words)) == 1:
        return f"the most frequent outcome is {words[0]} ({enumerate_words(shares)})"
    parts = [
        f"{word} ({share}) {arm_place(arm, summary.study)}"
        for word, share, arm in zip(words, shares, summary.study.arms, strict=True)
    ]
    return f"the most frequent outcome is {enumerate_words(parts)}"


def _in_numbers(summary: "Summary") -> str:
    shares = [
        float(_row(summary.properties, arm, "property", "stable_bloc")["share"]) for arm in summary.study.arms
    ]
    return f"That is about {enumerate_words([one_in(share) for share in shares])}."


def _by_arm(summary: "Summary", table: "pd.DataFrame", column: str, value: str) -> str:
    parts = []
    for place, arm in enumerate(summary.study.arms):
        row = _row(table, arm, column, value)
        shown = percent_interval(row["share"], row["low"], row["high"], label=LABEL if place == 0 else "")
        parts.append(f"{shown} {arm_place(arm, summary.study)}")
    return enumerate_words(parts)


def _entente(summary: "Summary") -> str:
    shown = _by_arm(summary, summary.properties, "property", "entente")
    return f"Some entente, however short, appears in {shown}."


def _postures(summary: "Summary") -> list[str]:
    names = summary.study.names
    table = summary.members[summary.members["posture"] == Posture.HEDGE.name]
    lines = []
    for source, target in dict.fromkeys(zip(table["source"], table["target"], strict=True)):
        shown = _by_arm(summary, table[table["source"] == source], "target", target)
        lines.append(f"{names[source]} hedges toward {names[target]} in this share of steps: {shown}.")
    return lines


def _points(summary: "Summary") -> list[str]:
    lines = []
    for arm in summary.study.arms:
        if arm.points == 1:
            continue
        shares = point_shares(summary.results, arm)
        half = share_of_points(shares)
        never = float((shares["share"] == 0.0).mean())
        row = _row(summary.properties, arm, "property", "stable_bloc")
        where = "" if len(summary.study.arms) <= 2 else f" (arm `{arm.name}`)"
        line = (
            f"At {percent_interval(half['share'], half['low'], half['high'])} of the {arm.points:,} points{where} "
            f"a stable bloc forms in at least half of the point's runs, at {percent(never)} in none of them"
        )
        if row["share_between"] == row["share_between"]:
            line += (
                f"; {percent(row['share_between'])} of the variance of the answer lies between points "
                "(the parameters), the rest inside them (chance)"
            )
        lines.append(line + ".")
    return lines
