"""The box of parameters in which a stable bloc is likely: each limited range inside the whole one."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.analysis.records import records
from sim.plotting.canvas import given_or_new, is_narrow, styled
from sim.plotting.style import MUTED, OUTCOME_COLOURS, RULE, WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@styled
def draw_box(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, labels: Mapping[str, str], width: float = WIDE
) -> "Axes":
    """Bars of `Box.limits`: the range in grey, what the box keeps of it dark, both in their own units."""
    narrow = is_narrow(ax, width)
    rows = records(table)
    ax = given_or_new(ax, width, 0.6 + 0.6 * len(rows))
    for place, row in enumerate(rows):
        span = row["range_high"] - row["range_low"]
        start, end = ((row[name] - row["range_low"]) / span for name in ("low", "high"))
        ax.barh(place, 1.0, height=0.34, color=RULE)
        ax.barh(place, end - start, left=start, height=0.34, color=OUTCOME_COLOURS[Outcome.STABLE_BLOC])
        for spot, value, side in ((0.0, row["range_low"], "left"), (1.0, row["range_high"], "right")):
            ax.text(spot, place - 0.24, _round(value, span), ha=side, va="bottom", fontsize=7, color=MUTED)
        for limit, value in ((start, row["low"]), (end, row["high"])):
            if 0.0 < limit < 1.0:
                # below the bar, where no end of the range stands
                ax.text(
                    min(max(limit, 0.06), 0.94), place + 0.21, _round(value, span), ha="center", va="top",
                    fontsize=8, fontweight="bold",
                )  # fmt: skip
    words = [labels[row["quantity"]] for row in rows]
    ax.set_yticks(range(len(rows)), [word.removeprefix("weight of ") if narrow else word for word in words])
    ax.set(xlim=(0.0, 1.0), ylim=(len(rows) - 0.45, -0.55), xticks=[])
    ax.tick_params(axis="y", length=0, labelsize=7.5 if narrow else 8.5)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _round(value: float, span: float) -> str:
    """A value to a hundredth of the span that it lies in."""
    return f"{round(value, max(0, 2 - math.floor(math.log10(span)))):g}"
