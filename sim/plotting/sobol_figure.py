"""Which weights decide: Sobol indices as bars, and Morris's elementary effects as dots."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.analysis.records import records
from sim.plotting.canvas import given_or_new, is_narrow, percent_axis, styled
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, POSTURE_COLOURS, WIDE
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BAR = 0.66
SHOWN = 12
"""Most factors that are drawn, the largest first."""
FIRST, TOTAL = OUTCOME_COLOURS[Outcome.STABLE_BLOC], OUTCOME_COLOURS[Outcome.TRANSIENT_ENTENTE]


@styled
def draw_sobol(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, labels: Mapping[str, str], width: float = WIDE
) -> "Axes":
    """Bars of `Indices.table`: total index light, first-order index dark inside it, with intervals."""
    narrow = is_narrow(ax, width)
    rows = records(table)[:SHOWN]
    ax = given_or_new(ax, width, 1.1 + 0.31 * len(rows))
    for place, row in enumerate(rows):
        ax.barh(
            place, row["total"], height=BAR, color=TOTAL, label="with interactions" if place == 0 else None
        )
        ax.barh(place, row["first"], height=BAR / 2.0, color=FIRST, label="alone" if place == 0 else None)
        for name, shift in (("total", BAR * 0.36), ("first", 0.0)):
            half = row[f"{name}_high"] - row[name]
            ax.errorbar(
                row[name], place - shift, xerr=half, fmt="none", ecolor=INK if name == "total" else MUTED,
                elinewidth=1.0, capsize=2.0, zorder=3,
            )  # fmt: skip
    _frame(ax, [labels[row["factor"]] for row in rows], narrow)
    percent_axis(ax.xaxis)
    ax.set_xlim(left=min(0.0, ax.get_xlim()[0]))
    ax.set_xlabel(
        "Share of the variance" if narrow else "Share of the variance of the probability that it decides"
    )
    ax.figure.legend(loc="outside upper right", ncols=2, handlelength=1.2)
    return ax


@styled
def draw_screening(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, labels: Mapping[str, str], width: float = WIDE
) -> "Axes":
    """Dots of `elementary_effects`: the size of a change, coloured by the direction of its mean."""
    from matplotlib.lines import Line2D

    narrow = is_narrow(ax, width)
    rows = records(table)[: 2 * SHOWN]
    ax = given_or_new(ax, width, 1.1 + 0.21 * len(rows))
    up, down = POSTURE_COLOURS[Posture.ALIGN], POSTURE_COLOURS[Posture.BALANCE]
    for place, row in enumerate(rows):
        colour, mark = (up, "^") if row["mean"] >= 0.0 else (down, "v")
        limits = [[row["size"] - row["size_low"]], [row["size_high"] - row["size"]]]
        ax.errorbar(row["size"], place, xerr=limits, fmt="none", ecolor=MUTED, elinewidth=1.0)
        ax.plot(abs(row["mean"]), place, marker="|", color=colour, markersize=7, markeredgewidth=1.6)
        ax.plot(row["size"], place, marker=mark, color=colour, markersize=5.5)
    _frame(ax, [labels[row["factor"]] for row in rows], narrow)
    percent_axis(ax.xaxis)
    ax.set_xlim(left=0.0)
    ax.set_xlabel("Change of the probability" if narrow else "Change of the probability over the whole range")
    handles = [
        Line2D([], [], marker=mark, linestyle="", color=colour, label=label)
        for mark, colour, label in (("^", up, "raises it"), ("v", down, "lowers it"))
    ]
    ax.figure.legend(handles=handles, loc="outside upper right", ncols=2, handlelength=1.2)
    return ax


def _frame(ax: "Axes", labels: list[str], narrow: bool) -> None:
    words = [label.removeprefix("weight of ") if narrow else label for label in labels]
    ax.set_yticks(range(len(labels)), words)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0, labelsize=7.5 if narrow else 8.5)
    ax.locator_params(axis="x", nbins=4 if narrow else 6)
    ax.spines["left"].set_visible(False)
    ax.xaxis.grid(True)
