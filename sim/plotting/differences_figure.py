"""What a change does to the answer: a dot a case, with its paired interval."""

from typing import TYPE_CHECKING

from sim.analysis.records import records
from sim.analysis.wording import MINUS, percent
from sim.plotting.canvas import given_or_new, is_narrow, styled
from sim.plotting.style import MUTED, POSTURE_COLOURS, WIDE
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@styled
def draw_differences(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, base: float, width: float = WIDE
) -> "Axes":
    """Dots of one measure of `case_differences` without the base, in percentage points, in the order given.

    `base` is the share in the scenario itself, which the line of no change stands for.
    """
    from matplotlib.ticker import FuncFormatter

    narrow = is_narrow(ax, width)
    rows = records(table)
    ax = given_or_new(ax, width, 1.0 + (0.36 if len(rows) < 12 else 0.26) * len(rows))
    ax.axvline(0.0, color=MUTED, linewidth=1.0)
    for place, row in enumerate(rows):
        posture = Posture.ALIGN if row["difference"] >= 0.0 else Posture.BALANCE
        colour = POSTURE_COLOURS[posture]
        limits = [[row["difference"] - row["low"]], [row["high"] - row["difference"]]]
        ax.errorbar(
            row["difference"], place, xerr=[[max(0.0, side[0])] for side in limits], fmt="o", color=colour,
            markersize=6, elinewidth=1.6, capsize=2.5,
        )  # fmt: skip
        ax.annotate(
            percent(row["share"], 1), (1.0, place), xycoords=("axes fraction", "data"),
            xytext=(34, 0), textcoords="offset points", ha="right", va="center", annotation_clip=False,
            fontsize=7.5 if narrow else 8.5,
        )  # fmt: skip
    ax.set_yticks(range(len(rows)), [_label(str(row["case"]), narrow) for row in rows])
    ax.set_ylim(len(rows) - 0.4, -0.7)
    ax.tick_params(axis="y", length=0, labelsize=7 if narrow or len(rows) > 12 else 8.5)
    ax.spines["left"].set_visible(False)
    ax.xaxis.grid(True)
    ax.locator_params(axis="x", nbins=4 if narrow else 7)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _points(value)))
    unit = "Percentage points" if narrow else "Change of the probability in percentage points"
    ax.set_xlabel(f"{unit}; 0 is {percent(base, 1)}")
    return ax


def _points(change: float) -> str:
    return f"{100.0 * change:+.3g}".replace("-", MINUS) if abs(change) > 1e-9 else "0"


def _label(case: str, narrow: bool) -> str:
    """The label of a case on one or two lines."""
    limit = 20 if narrow else 40
    if len(case) <= limit:
        return case
    if ": " in case:
        return case.replace(": ", ":\n", 1)
    words, lines = case.split(" "), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= limit:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
