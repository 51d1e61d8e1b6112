"""The verdict: how often a stable bloc forms, in sentences that follow from the numbers alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.points import share_of_points
from sim.analysis.records import number, one, records
from sim.analysis.wording import (
    NEARLY,
    OUTCOME_WORDS,
    SPACE,
    arm_place,
    count,
    enumerate_words,
    members_of,
    one_in,
    percent,
    percent_and_limits,
    percent_interval,
)
from sim.scenario.naming import upper
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

LABEL = f"95{SPACE}% interval "


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a sweep says. `str()` gives all sentences, one per line."""

    question: str
    sentence: str
    details: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([self.sentence, *self.details])


def make_verdict(summary: "Summary") -> Verdict:
    """Word the verdict of a summary."""
    members = members_of(summary.study)
    return Verdict(
        question=f"Does a stable bloc of {members} form?",
        sentence=f"A stable bloc of {members} forms {_how_often(summary)}; {_most_frequent(summary)}.",
        details=tuple(
            line
            for line in (_in_numbers(summary), _entente(summary), *_postures(summary), *_points(summary))
            if line
        ),
    )


def _how_often(summary: "Summary") -> str:
    parts = []
    for place, arm in enumerate(summary.study.answers):
        row = one(summary.properties, arm=arm.name, property="stable_bloc")
        label = LABEL if place == 0 else ""
        of_runs = " of runs" if place == 0 else ""
        shown, bounds = percent_and_limits(row)
        limits = f"({label}{bounds})"
        if row["share"] in (0.0, 1.0):
            which = "none" if row["share"] == 0.0 else "all"
            parts.append(f"in {which} of {count(arm.runs, 'run')} {limits} {arm_place(arm)}")
        else:
            parts.append(f"in {shown}{of_runs} {limits} {arm_place(arm)}")
    return enumerate_words(parts)


def _most_frequent(summary: "Summary") -> str:
    words, shares = [], []
    for arm in summary.study.answers:
        rows = [row for row in records(summary.outcomes) if row["arm"] == arm.name]
        row = max(rows, key=lambda row: float(row["share"]))
        words.append(OUTCOME_WORDS[Outcome[row["outcome"]]])
        shares.append(percent_and_limits(row)[0])
    if len(set(words)) == 1:
        return f"the most frequent outcome is {words[0]} ({enumerate_words(shares)})"
    parts = [
        f"{word} ({share}) {arm_place(arm)}"
        for word, share, arm in zip(words, shares, summary.study.answers, strict=True)
    ]
    return f"the most frequent outcome is {enumerate_words(parts)}"


def _in_numbers(summary: "Summary") -> str:
    """The shares as natural frequencies; empty where all are none or all, which the verdict counts out."""
    parts, about, varied = [], "about ", False
    for arm in summary.study.answers:
        share = one(summary.properties, arm=arm.name, property="stable_bloc")["share"]
        if share in (0.0, 1.0):
            parts.append(f"{'none' if share == 0.0 else 'all'} of {count(arm.runs, 'run')}")
        elif share >= NEARLY:
            parts.append(one_in(share))
        else:
            parts.append(f"{about}{one_in(share)}")
            about = ""
        varied = varied or share not in (0.0, 1.0)
    return f"That is {enumerate_words(parts)}." if varied else ""


def _by_arm(summary: "Summary", table: "pd.DataFrame", column: str, value: str, unit: str) -> str:
    """ "73 % of runs (95 % interval 68-78 %) at ... and 62 % (54-69 %) over ...", from one row an arm."""
    parts = []
    known = set(table["arm"])
    arms = [arm for arm in summary.study.answers if arm.name in known]
    for place, arm in enumerate(arms):
        row = one(table, arm=arm.name, **{column: value})
        shown, limits = percent_and_limits(row)
        of_unit, label = (f" of {unit}", LABEL) if place == 0 else ("", "")
        # the verdict has said where, if there is one place alone
        where = f" {arm_place(arm)}" if len(arms) > 1 else ""
        parts.append(f"{shown}{of_unit} ({label}{limits}){where}")
    return enumerate_words(parts)


def _entente(summary: "Summary") -> str:
    shown = _by_arm(summary, summary.properties, "property", "entente", "runs")
    return f"Some entente, however short, appears in {shown}."


def _postures(summary: "Summary") -> list[str]:
    if summary.study.varies_members:
        # The joint postures of a run are those of its own members: no one pair has them all.
        return []
    in_text = summary.study.scenario.in_text
    table = summary.members[summary.members["posture"] == Posture.HEDGE.name]
    lines = []
    for source, target in dict.fromkeys(zip(table["source"], table["target"], strict=True)):
        shown = _by_arm(summary, table[table["source"] == source], "target", target, "steps")
        lines.append(f"{upper(in_text(source))} hedges toward {in_text(target)} in {shown}.")
    return lines


def _points(summary: "Summary") -> list[str]:
    lines = []
    for arm in summary.study.answers:
        if arm.points == 1:
            continue
        shares = summary.points_of(arm)
        half = share_of_points(shares, together=arm.drawn_together)
        never = float((shares["share"] == 0.0).mean())
        row = one(summary.properties, arm=arm.name, property="stable_bloc")
        where = "" if len(summary.study.answers) <= 2 else f" (arm `{arm.name}`)"
        of_points = (
            percent_interval(half["share"], half["low"], half["high"])
            if arm.drawn
            else percent(half["share"])
        )
        line = (
            f"At {of_points} of the {arm.points:,} points{where} a stable bloc forms in at least half of the "
            f"point's runs, at {percent(never)} in none of them, as counted in {_runs_a_point(shares)}"
        )
        between = number(row["share_between"])
        if between is not None:
            line += (
                f"; {percent(between)} of the variance of the answer lies between points "
                "(the parameters), the rest inside them (chance)"
            )
        lines.append(line + ".")
    return lines


def _runs_a_point(shares: "pd.DataFrame") -> str:
    """The runs that a point's own share was counted in: an interval over points leaves out their noise."""
    low, high = int(shares["runs"].min()), int(shares["runs"].max())
    return f"{count(high, 'run') if low == high else f'{low:,} to {count(high, "run")}'} a point"
