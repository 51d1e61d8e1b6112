"""How often a stable bloc forms: one bar an arm, with its interval."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.analysis.records import Record, one
from sim.analysis.wording import percent_and_limits
from sim.plotting.canvas import given_or_new, is_narrow, percent_axis, styled, wrap
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, PAPER, RULE, WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WHITE = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.5}
BAR = 0.42
"""Height of a bar; its numbers stand above it, where no bar and no whisker can reach."""


@styled
def draw_verdict(
    table: "pd.DataFrame",
    ax: "Axes | None" = None,
    *,
    labels: Mapping[str, str],
    property_name: str = "stable_bloc",
    width: float = WIDE,
) -> "Axes":
    """Bars of one property from `property_shares`; `labels` names each arm, in the order to show."""
    narrow = is_narrow(ax, width)
    ax = given_or_new(ax, width, 0.75 + 0.72 * len(labels))
    for place, arm in enumerate(labels):
        row = one(table, arm=arm, property=property_name)
        ax.barh(place, row["share"], height=BAR, color=OUTCOME_COLOURS[Outcome.STABLE_BLOC])
        below, above = row["share"] - row["low"], row["high"] - row["share"]
        for colour, stroke in ((PAPER, 2.8), (INK, 1.2)):
            ax.errorbar(
                row["share"], place, xerr=[[below], [above]], fmt="none",
                ecolor=colour, elinewidth=stroke, capsize=3.2 + stroke / 3.0, capthick=stroke, zorder=3,
            )  # fmt: skip
        _tell(ax, place, row)
    ax.axvline(0.5, color=RULE, linewidth=1.2, zorder=0)
    ax.set_yticks(range(len(labels)), [wrap(label, narrow) for label in labels.values()])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set(xlim=(0.0, 1.0), ylim=(len(labels) - 0.65, -0.72))
    ax.set_xticks([0.0, 0.25, 0.5, 0.75, 1.0])
    percent_axis(ax.xaxis)
    ax.set_xlabel("Runs with a stable bloc" if narrow else "Share of runs in which a stable bloc forms")
    return ax


def _tell(ax: "Axes", place: int, row: Record) -> None:
    """The share and its interval in figures, on white, so that the line of one half stays behind."""
    share, limits = percent_and_limits(row)
    number = ax.annotate(
        share, (0.0, place - BAR / 2.0), xytext=(0, 2.5),
        textcoords="offset points", ha="left", va="bottom", fontsize=12.5, fontweight="bold", bbox=WHITE,
    )  # fmt: skip
    ax.annotate(
        f"95\N{NO-BREAK SPACE}% interval {limits}", (1.0, 0.0), xycoords=number, xytext=(6, 1.5),
        textcoords="offset points", ha="left", va="bottom", fontsize=8, color=MUTED, bbox=WHITE,
    )  # fmt: skip
