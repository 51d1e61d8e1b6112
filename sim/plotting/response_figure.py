"""How the answer follows one quantity: two lines with bands, the scenario's own value marked."""

from typing import TYPE_CHECKING

from sim.analysis.outcomes import PROPERTIES
from sim.plotting.canvas import given_or_new, percent_axis, spread_apart, styled
from sim.plotting.style import MUTED, OUTCOME_COLOURS, WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLOURS = {
    "stable_bloc": OUTCOME_COLOURS[Outcome.STABLE_BLOC],
    "entente": OUTCOME_COLOURS[Outcome.STABLE_ENTENTE],
}
ROOM = 0.09
"""Least distance of the labels at the right, as a part of the height."""


@styled
def draw_response(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, label: str, own: float | None, width: float = WIDE
) -> "Axes":
    """Lines of `response`; `label` names the quantity, `own` is the scenario's own value of it."""
    ax = given_or_new(ax, width, 3.1)
    ax.axhline(0.5, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0.5)
    if own is not None:
        ax.axvline(own, color=MUTED, linewidth=1.0, zorder=0.5)
        ax.annotate(
            "as coded", (own, 1.0), xytext=(3, -2), textcoords="offset points", ha="left", va="top",
            color=MUTED, fontsize=8,
        )  # fmt: skip
    ends = []
    for measure, colour in COLOURS.items():
        line = table[table["measure"] == measure]
        ax.fill_between(line["value"], line["low"], line["high"], color=colour, alpha=0.2, linewidth=0)
        ax.plot(line["value"], line["share"], color=colour)
        ends.append(float(line["share"].iloc[-1]))
    places = spread_apart(ends, ROOM, 0.02, 0.98)
    for (measure, colour), place in zip(COLOURS.items(), places, strict=True):
        ax.annotate(
            PROPERTIES[measure].label, (1.0, place), xycoords=("axes fraction", "data"), xytext=(5, 0),
            textcoords="offset points", ha="left", va="center", color=colour, fontsize=8.5,
            annotation_clip=False,
        )  # fmt: skip
    ax.set(ylim=(0.0, 1.0), xlim=(float(table["value"].min()), float(table["value"].max())))
    ax.yaxis.grid(True)
    percent_axis(ax.yaxis)
    ax.set_xlabel(label)
    ax.set_ylabel("Share of runs")
    return ax
