"""Which claim carries the answer: from none of the claims to all of them, one step a claim.

The claims that raise the probability come first and those that lower it follow, so that the picture is a
hill: how far the first group raises it, and how much of that the second takes back.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.outcomes import PROPERTIES
from sim.analysis.records import Record
from sim.analysis.wording import decimals_for, percent, points_and_half, signed_points
from sim.plotting.canvas import given_or_new, is_narrow, percent_axis, styled
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, PAPER, POSTURE_COLOURS, RULE, WIDE
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.analysis.claims import ClaimValues
    from sim.sweep.intervals import Interval

BAR = 0.62
RAISES, LOWERS = OUTCOME_COLOURS[Outcome.STABLE_ENTENTE], POSTURE_COLOURS[Posture.BALANCE]
LOWERS_INK = "#A85A12"
"""The colour of what lowers, dark enough to be read as text."""
TOTAL = OUTCOME_COLOURS[Outcome.STABLE_BLOC]
ON_TOTAL = "#7C8894"
"""Whiskers that are seen on the dark bars and on paper."""


@dataclass(frozen=True, kw_only=True)
class _Look:
    """Sizes that differ between a page and a phone."""

    bar: float
    inches_a_row: float
    text: float
    column: float
    """Points from the end of the axes to the right edge of the last column."""
    narrow: bool


_PAGE = _Look(bar=BAR, inches_a_row=0.3, text=8.5, column=84, narrow=False)
_PHONE = _Look(bar=0.4, inches_a_row=0.4, text=7.5, column=62, narrow=True)


@styled
def draw_claims(values: "ClaimValues", ax: "Axes | None" = None, *, width: float = WIDE) -> "Axes":
    """Waterfall of Shapley values, those that raise the probability before those that lower it.

    Beside a bar stands its value with the half width of its interval, in percentage points; in the column at
    the right the probability of the scenario as it stands with this one claim switched, bold where that is on
    the other side of one half.
    """
    look = _PHONE if is_narrow(ax, width) else _PAGE
    parts = values.groups
    places = len(values.table) + 3 + sum(bool(head) for head, _ in parts)
    ax = given_or_new(ax, width, 1.1 + look.inches_a_row * places)
    own = float(values.own.estimate)
    level, place = float(values.none.estimate), 0
    labels = {0: "None of the claims"}
    _total(ax, 0, values.none, look)
    joint = 0
    for head, rows in parts:
        if head:
            place += 1
            _heading(ax, place, head, rows, values.measure, look)
        for row in rows:
            place += 1
            ax.plot([level, level], [joint, place], color=MUTED, linewidth=0.7, zorder=1)
            level = _step(ax, place, row, level, look)
            _after(ax, place, row, own, look)
            labels[place] = f"{row['claim']}  {row['title']}" if look.narrow else _label(row)
            joint = place
    every, last = place + 1, place + 2
    ax.plot([level, level], [joint, every], color=MUTED, linewidth=0.7, zorder=1)
    _total(ax, every, values.every, look)
    _total(ax, last, values.own, look)
    labels |= {every: "All claims", last: _own_label(values)}
    ax.axhline(every + 0.5, color=RULE, linewidth=0.8)
    _frame(ax, labels, last, values, look)
    return ax


def _own_label(values: "ClaimValues") -> str:
    """Which claims the scenario as it stands makes."""
    missing = [claim for claim in values.table["claim"] if claim not in values.own_claims]
    return f"As coded, without {', '.join(missing)}" if missing else "As coded"


def _label(row: Record) -> str:
    return f"{row['title']}  {row['claim']}"


def _step(ax: "Axes", place: int, row: Record, start: float, look: _Look) -> float:
    """The bar of a claim with its value; the level that it leads to."""
    value = float(row["shapley"])
    level, half = start + value, float(row["shapley_high"]) - value
    ax.barh(place, value, left=start, height=look.bar, color=RAISES if value >= 0.0 else LOWERS, zorder=2)
    ax.errorbar(level, place, xerr=half, fmt="none", ecolor=INK, elinewidth=1.1, capsize=2.5, zorder=3)
    ax.annotate(
        points_and_half(value, half), (min(1.0, max(start, level + half)), place), xytext=(5, 0),
        textcoords="offset points", ha="left", va="center", color=RAISES if value >= 0.0 else LOWERS_INK,
        fontsize=look.text, fontweight="bold", zorder=4, annotation_clip=False,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
    )  # fmt: skip
    return level


def _after(ax: "Axes", place: int, row: Record, own: float, look: _Look) -> None:
    """The last column: the probability as coded with this one claim switched."""
    after = float(row["after"])
    _column(
        ax, place, percent(after) if row["coded"] else f"with it {percent(after)}", look,
        weight="bold" if (after >= 0.5) != (own >= 0.5) else "normal",
    )  # fmt: skip


def _heading(ax: "Axes", place: int, head: str, rows: list[Record], measure: str, look: _Look) -> None:
    """What a group of claims adds up to."""
    total = sum(float(row["shapley"]) for row in rows)
    text = f"Claims {head} {PROPERTIES[measure].noun}: {signed_points(total)} points"
    ax.annotate(
        text, (0.0, place + (0.12 if look.narrow else 0.08)), xytext=(3, 0), textcoords="offset points",
        ha="left", va="center", color=RAISES if head == "for" else LOWERS_INK, fontsize=look.text + 1.0,
        fontweight="bold", zorder=4, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def _total(ax: "Axes", place: float, interval: "Interval", look: _Look) -> None:
    value = float(interval.estimate)
    ax.barh(place, value, height=look.bar, color=TOTAL, zorder=2)
    below, above = value - float(interval.low), float(interval.high) - value
    ax.errorbar(
        value,
        place,
        xerr=[[below], [above]],
        fmt="none",
        ecolor=ON_TOTAL,
        elinewidth=1.2,
        capsize=2.5,
        zorder=3,
    )
    decimals = decimals_for((float(interval.high) - float(interval.low)) / 2.0)
    ax.annotate(
        percent(value, decimals), (float(interval.high), place), xytext=(6, 0), textcoords="offset points",
        ha="left", va="center", fontweight="bold", fontsize=look.text + 0.5,
    )  # fmt: skip


def _column(ax: "Axes", place: float, text: str, look: _Look, *, weight: str = "normal") -> None:
    ax.annotate(
        text, (1.0, place), xycoords=("axes fraction", "data"), xytext=(look.column, 0),
        textcoords="offset points", ha="right", va="center", color=INK, fontsize=look.text,
        fontweight=weight, annotation_clip=False,
    )  # fmt: skip


def _frame(ax: "Axes", labels: dict[int, str], last: int, values: "ClaimValues", look: _Look) -> None:
    """Labels, axes and the line of one half."""
    ax.axvline(0.5, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0.5)
    ax.set(xlim=(0.0, 1.0), ylim=(last + 0.6, -1.5))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.grid(True, color=RULE, linewidth=0.6)
    if look.narrow:
        ax.set_yticks([])
        for place, text in labels.items():
            ax.annotate(
                text, (0.0, place - 0.42), xytext=(1, 0), textcoords="offset points", ha="left", va="center",
                fontsize=look.text, zorder=4, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.4},
            )  # fmt: skip
    else:
        ax.set_yticks(list(labels), list(labels.values()))
    ax.set_xticks([0.0, 0.5, 1.0] if look.narrow else [0.0, 0.25, 0.5, 0.75, 1.0])
    percent_axis(ax.xaxis)
    ax.set_xlabel(f"Probability of {PROPERTIES[values.measure].noun}")
    head = "as coded,\nwithout it" if look.narrow else "all else as coded,\nwithout this claim"
    ax.annotate(
        head, (1.0, -0.95), xycoords=("axes fraction", "data"), xytext=(look.column, 0),
        textcoords="offset points", ha="right", va="center", color=MUTED, fontsize=7.5, annotation_clip=False,
    )  # fmt: skip
