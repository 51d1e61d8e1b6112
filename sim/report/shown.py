"""Tables as the page shows them: words instead of numbers, ready to print."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from itertools import permutations, product
from typing import TYPE_CHECKING, NamedTuple

from sim.analysis.outcomes import PROPERTIES
from sim.analysis.records import number, one, records
from sim.analysis.wording import (
    OUTCOME_WORDS,
    SPACE,
    arm_size,
    arm_title,
    percent,
    percent_and_limits,
)
from sim.scenario.naming import upper
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

OFTEN = 6
"""More quantities than this of one meaning get a table of their own."""
DYADS_MAX = 60
"""A longer table of dyads is left to the CSV."""


class Cell(NamedTuple):
    """What stands in one cell."""

    text: str
    note: str = ""
    """An interval: beside the text, or below it where there is little room."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A table in words."""

    caption: str
    head: list[str]
    rows: list[list[Cell]]
    words: int = 1
    """Number of leading columns that hold words; the others hold numbers and stand to the right."""

    @property
    def tight(self) -> bool:
        """Whether intervals stand below their values, for want of room beside them."""
        return len(self.head) > 4


def show_outcomes(summary: "Summary") -> Shown:
    """Outcomes down, arms across."""
    words = {outcome.name: OUTCOME_WORDS[outcome] for outcome in Outcome}
    return _by_arm(
        summary,
        summary.outcomes,
        "outcome",
        words,
        "Outcome",
        f"Share of runs with each outcome, 95{SPACE}% interval",
    )


def show_properties(summary: "Summary") -> Shown:
    """Properties of runs down, arms across."""
    caption = f"Share of runs in which it happens at least once, 95{SPACE}% interval"
    words = {name: known.says for name, known in PROPERTIES.items()}
    return _by_arm(summary, summary.properties, "property", words, "What happens", caption)


def show_members(summary: "Summary") -> Shown | None:
    """Postures of the two members toward each other; None where there are more members, or several sets."""
    if summary.study.varies_members or not len(summary.members):
        return None
    in_text, members = summary.study.scenario.in_text, summary.study.scenario.bloc.members
    keys = [f"{row.source}>{row.target}>{row.posture}" for row in summary.members.itertuples()]
    table = summary.members.assign(key=keys)
    words = {
        f"{a}>{b}>{posture.name}": f"{upper(in_text(a))} toward {in_text(b)}: {posture.name}"
        for a, b in permutations(members, 2)
        for posture in Posture
    }
    return _by_arm(summary, table, "key", words, "Posture", f"Share of steps, 95{SPACE}% interval")


def show_dyads(summary: "Summary") -> Shown | None:
    """Shares of postures of every dyad; None where there are too many dyads to read."""
    names = summary.study.scenario.state_names
    arms = [arm for arm in summary.study.counted if set(arm.scenario.states) == set(names)]
    dyads = list(permutations(names, 2))
    if not arms or len(dyads) > DYADS_MAX:
        return None
    shares = {(row["arm"], row["source"], row["target"]): row for row in records(summary.dyads)}
    columns = list(product(arms, Posture))
    rows = []
    for a, b in dyads:
        numbers = [f"{100.0 * shares[arm.name, a, b][posture.name]:.1f}" for arm, posture in columns]
        rows.append([Cell(text) for text in (names[a], names[b], *numbers)])
    head = ["Posture of", "toward", *(f"{posture.name}, {arm_title(arm)}" for arm, posture in columns)]
    return Shown(caption="Share of steps of each posture, in per cent", head=head, rows=rows, words=2)


def show_spread(summary: "Summary") -> Shown | None:
    """The two sources of spread of the answer; None where no arm has several points."""
    rows = []
    for arm in summary.study.answers:
        if arm.points > 1:
            row = one(summary.properties, arm=arm.name, property="stable_bloc")
            spread = [number(row[part]) for part in ("between", "within")]
            deviations = ["unknown" if value is None else f"{value**0.5:.3f}" for value in spread]
            between = number(row["share_between"])
            part = "unknown" if between is None else percent(between)
            texts = [arm_title(arm), f"{row['standard_error']:.5f}", *deviations, part]
            rows.append([Cell(text) for text in texts])
    head = ["Arm", "standard error", "SD between points", "SD within a point", "variance between points"]
    caption = "Spread of the share of stable blocs: between points (the parameters) and within them (chance)"
    return Shown(caption=caption, head=head, rows=rows) if rows else None


def show_swept(table: "pd.DataFrame", arms: Collection[str]) -> list[Shown]:
    """What was varied in some arms: quantities that differ in kind together, those of a kind apart."""
    table = table[table["arm"].isin(arms)]
    often = table.groupby("meaning")["quantity"].transform("size") > OFTEN
    shown = []
    for single, part in (
        ("own", table[~often]),
        *((meaning, rows) for meaning, rows in table[often].groupby("meaning")),
    ):
        if len(part):
            kind = "" if single == "own" else f" of each {single}"
            shown.append(
                _swept(part, f"Own value in the scenario and range of the points{kind}", single == "own")
            )
    return shown


def _swept(table: "pd.DataFrame", caption: str, with_meaning: bool) -> Shown:
    several = table["arm"].nunique() > 1
    rows = []
    for row in records(table):
        words = [row["arm"]] if several else []
        symbol = f" ({row['symbol']})" if row["symbol"] and with_meaning else ""
        words.append(f"{row['in_words']}{symbol}")
        words += [row["meaning"]] if with_meaning else []
        values = [number(row[name]) for name in ("own_value", "lowest", "highest")]
        texts = [*words, *_rounded(values)]
        rows.append([Cell(text) for text in texts])
    head = ["Arm"] * several + ["Quantity"] + ["meaning"] * with_meaning
    return Shown(caption=caption, head=[*head, "own value", "lowest", "highest"], rows=rows, words=len(head))


def _rounded(values: list[float | None]) -> list[str]:
    """Own value, lowest and highest, rounded to a thousandth of the largest of them."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    decimals = 3 - math.ceil(math.log10(largest)) if largest > 0.0 else 0
    return ["" if value is None else f"{round(value, decimals):g}" for value in values]


def show_frame(table: "pd.DataFrame", head: dict[str, str], caption: str, words: int) -> Shown:
    """A table as it stands, with the columns and heads of `head`."""
    rows = [
        [Cell(str(row[name]) if place < words else f"{row[name]:.4g}") for place, name in enumerate(head)]
        for row in records(table)
    ]
    return Shown(caption=caption, head=list(head.values()), rows=rows, words=words)


def show_stated(table: "pd.DataFrame | None") -> Shown | None:
    """What the coded text says; None where the program has no list of its claims."""
    if table is None:
        return None
    head = {"claim": "Claim", "text": "what it says, in our words", "stands_for_it": "what stands for it"}
    return show_frame(table, head, "Claims of the text, and what stands for each in the scenario", 3)


def _by_arm(
    summary: "Summary", table: "pd.DataFrame", column: str, words: "dict[str, str]", first: str, caption: str
) -> Shown:
    rows, known = [], set(table["arm"])
    arms = [arm for arm in summary.study.answers if arm.name in known]
    for key, word in words.items():
        cells = []
        for arm in arms:
            row = one(table, arm=arm.name, **{column: key})
            cells.append(Cell(*percent_and_limits(row, least=1)))
        rows.append([Cell(word), *cells])
    head = [first, *(f"{arm_title(arm)}, {arm_size(arm)}" for arm in arms)]
    return Shown(caption=caption, head=head, rows=rows)
