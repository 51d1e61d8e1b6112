"""How often a stable bloc forms: one bar an arm, with its interval."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.analysis.records import one
from sim.analysis.wording import decimals_for, percent, percent_range
from sim.plotting.canvas import given_or_new, percent_axis, styled
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, PAPER, RULE, WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


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
    ax = given_or_new(ax, width, 0.75 + 0.62 * len(labels))
    colour_of_bar = OUTCOME_COLOURS[Outcome.STABLE_BLOC]
    for place, arm in enumerate(labels):
        row = one(table, arm=arm, property=property_name)
        ax.barh(place, row["share"], height=0.56, color=colour_of_bar)
        for colour, stroke in ((PAPER, 3.4), (INK, 1.5)):
            below, above = row["share"] - row["low"], row["high"] - row["share"]
            ax.errorbar(
                row["share"], place, xerr=[[below], [above]], fmt="none",
                ecolor=colour, elinewidth=stroke, capsize=4.5 + stroke / 3.0, capthick=stroke, zorder=3,
            )  # fmt: skip
        decimals = decimals_for((row["high"] - row["low"]) / 2.0)
        number, limits = percent(row["share"], decimals), percent_range(row["low"], row["high"], decimals)
        beside = row["high"] <= 0.55
        box = {"facecolor": PAPER if beside else colour_of_bar, "edgecolor": "none", "pad": 0.6}
        ax.annotate(
            number,
            (row["high"] if beside else row["low"], place),
            xytext=(7 if beside else -7, 0), textcoords="offset points",
            ha="left" if beside else "right", va="bottom",
            fontsize=12.5, fontweight="bold", color=INK if beside else PAPER, bbox=box,
        )  # fmt: skip
        ax.annotate(
            f"95\N{NO-BREAK SPACE}% interval {limits}",
            (row["high"] if beside else row["low"], place),
            xytext=(7 if beside else -7, -1.5), textcoords="offset points",
            ha="left" if beside else "right", va="top",
            fontsize=8, color=MUTED if beside else PAPER, bbox=box,
        )  # fmt: skip
    ax.axvline(0.5, color=RULE, linewidth=1.2, zorder=0)
    ax.set_yticks(range(len(labels)), list(labels.values()))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set(xlim=(0.0, 1.0), ylim=(len(labels) - 0.55, -0.45))
    ax.set_xticks([0.0, 0.25, 0.5, 0.75, 1.0])
    percent_axis(ax.xaxis)
    ax.set_xlabel("Share of runs in which a stable bloc forms")
    return ax
