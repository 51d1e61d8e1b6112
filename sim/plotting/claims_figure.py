"""Which claim carries the answer: from none of the claims to all of them, one step a claim."""

from typing import TYPE_CHECKING

from sim.analysis.measures import MEASURES
from sim.analysis.records import Record, records
from sim.analysis.wording import decimals_for, percent
from sim.plotting.canvas import given_or_new, inches_wide, percent_axis, styled
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, POSTURE_COLOURS, RULE, WIDE
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.analysis.claims import ClaimValues
    from sim.analysis.intervals import Interval

BAR = 0.62
RAISES, LOWERS = OUTCOME_COLOURS[Outcome.STABLE_ENTENTE], POSTURE_COLOURS[Posture.BALANCE]
TOTAL = OUTCOME_COLOURS[Outcome.STABLE_BLOC]
MINUS = "\N{MINUS SIGN}"


@styled
def draw_claims(values: "ClaimValues", ax: "Axes | None" = None, *, width: float = WIDE) -> "Axes":
    """Waterfall of Shapley values, the largest first.

    At the right of a claim stand its value with the half width of its interval, in percentage points, and
    the probability of the scenario as it stands with this one claim switched.
    """
    narrow = (width if ax is None else inches_wide(ax)) < 5.0
    rows = ordered(values)
    ax = given_or_new(ax, width, 1.35 + 0.31 * (len(rows) + 3))
    level = float(values.none.estimate)
    labels = ["No claim" if narrow else "None of the claims"]
    _total(ax, 0, values.none)
    for place, row in enumerate(rows, start=1):
        step = float(row["shapley"])
        start, level = level, level + step
        ax.barh(place, step, left=start, height=BAR, color=RAISES if step >= 0.0 else LOWERS, zorder=2)
        ax.plot([start, start], [place - 1, place], color=MUTED, linewidth=0.7, zorder=1)
        half = float(row["shapley_high"]) - step
        ax.errorbar(level, place, xerr=half, fmt="none", ecolor=INK, elinewidth=1.1, capsize=2.5, zorder=3)
        _tell(ax, place, signed(step, half), percent(row["after"]), narrow)
        labels.append(str(row["claim"]) if narrow else f"{row['title']}  {row['claim']}")
    every, own = len(rows) + 1, len(rows) + 2
    ax.plot([level, level], [every - 1, every], color=MUTED, linewidth=0.7, zorder=1)
    _total(ax, every, values.every)
    _total(ax, own, values.own)
    labels += ["All" if narrow else "All claims", "As coded" if narrow else own_label(values)]
    ax.axhline(every + 0.5, color=RULE, linewidth=0.8)
    ax.set_yticks(range(own + 1), labels)
    ax.set(xlim=(0.0, 1.0), ylim=(own + 0.6, -1.35))
    ax.set_xticks([0.0, 0.5, 1.0] if narrow else [0.0, 0.25, 0.5, 0.75, 1.0])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.grid(True, color=RULE, linewidth=0.6)
    percent_axis(ax.xaxis)
    ax.set_xlabel("Probability" if narrow else f"Probability that {MEASURES[values.measure]}")
    _tell(
        ax,
        -0.95,
        "adds,\npoints",
        "as coded,\nswitched" if narrow else "as coded,\nthis switched",
        narrow,
        head=True,
    )
    return ax


def ordered(values: "ClaimValues") -> list[Record]:
    """Rows of the claims, the largest contribution first, as far as the level then stays in [0, 1].

    In any order the steps lead from none to all; only in some do they stay among the probabilities.
    """
    left = sorted(records(values.table), key=lambda row: -abs(float(row["shapley"])))
    level = float(values.none.estimate)
    found = []
    while left:
        fits = [row for row in left if 0.0 <= level + float(row["shapley"]) <= 1.0]
        row = (fits or left)[0]
        left.remove(row)
        found.append(row)
        level += float(row["shapley"])
    return found


def signed(value: float, half: float) -> str:
    """A contribution in percentage points with the half width of its interval.

    >>> signed(-0.4087, 0.005)
    '−40.9 ± 0.5'
    """
    sign = MINUS if round(100.0 * value, 1) < 0.0 else "+"
    return f"{sign}{abs(100.0 * value):.1f} ± {100.0 * half:.1f}"


def own_label(values: "ClaimValues") -> str:
    """Which claims the scenario as it stands makes."""
    missing = [claim for claim in values.table["claim"] if claim not in values.own_claims]
    return f"As coded, without {', '.join(missing)}" if missing else "As coded"


def _total(ax: "Axes", place: float, interval: "Interval") -> None:
    value = float(interval.estimate)
    ax.barh(place, value, height=BAR, color=TOTAL, zorder=2)
    below, above = value - float(interval.low), float(interval.high) - value
    ax.errorbar(
        value, place, xerr=[[below], [above]], fmt="none", ecolor=INK, elinewidth=1.1, capsize=2.5, zorder=3
    )
    decimals = decimals_for((float(interval.high) - float(interval.low)) / 2.0)
    ax.annotate(
        percent(value, decimals), (float(interval.high), place), xytext=(6, 0), textcoords="offset points",
        ha="left", va="center", fontweight="bold",
    )  # fmt: skip


def _tell(ax: "Axes", place: float, first: str, second: str, narrow: bool, *, head: bool = False) -> None:
    """Two columns of figures to the right of the axes."""
    for text, right in ((first, 78 if narrow else 84), (second, 122 if narrow else 140)):
        ax.annotate(
            text, (1.0, place), xycoords=("axes fraction", "data"), xytext=(right, 0),
            textcoords="offset points", ha="right", va="center", color=MUTED if head else INK,
            fontsize=7.5 if head or narrow else 8.5, annotation_clip=False,
        )  # fmt: skip
