"""What became of the runs: one stacked bar an arm."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.analysis.records import one
from sim.analysis.wording import OUTCOME_WORDS, percent
from sim.plotting.canvas import axes_inches, given_or_new, is_narrow, percent_axis, styled, wrap
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, PAPER, WIDE, ink_on
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LABEL_INCHES = 0.4
"""Room that a percentage needs inside its segment."""
LEADER = {"arrowstyle": "-", "color": MUTED, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0}
"""The line from a percentage outside to its segment."""


@styled
def draw_outcomes(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, labels: Mapping[str, str], width: float = WIDE
) -> "Axes":
    """Stacked bars from `outcome_shares`; `labels` names each arm, in the order to show."""
    narrow = is_narrow(ax, width)
    ax = given_or_new(ax, width, (1.5 if narrow else 1.0) + 0.72 * len(labels))
    ax.set_yticks(range(len(labels)), [wrap(label, narrow) for label in labels.values()])
    ax.set(xlim=(0.0, 1.0), ylim=(len(labels) - 0.6, -0.62))
    inches = axes_inches(ax)
    for place, arm in enumerate(labels):
        left, last_note = 0.0, -1.0
        for outcome in Outcome:
            value = float(one(table, arm=arm, outcome=outcome.name)["share"])
            colour = OUTCOME_COLOURS[outcome]
            hatch = "////" if outcome is Outcome.RIVALRY else None
            ax.barh(
                place, value, left=left, height=0.58, color=colour, hatch=hatch, edgecolor=PAPER,
                linewidth=1.0, label=OUTCOME_WORDS[outcome] if place == 0 else None,
            )  # fmt: skip
            centre = left + value / 2.0
            if value * inches >= LABEL_INCHES:
                box = {"facecolor": colour, "edgecolor": "none", "pad": 1.2} if hatch else None
                ax.text(
                    centre,
                    place,
                    percent(value),
                    ha="center",
                    va="center",
                    fontsize=8.5,
                    color=ink_on(colour),
                    bbox=box,
                )
            elif value > 0.0:
                # Too narrow inside: above its segment, on its own place in the row of such notes.
                spot = min(max(centre, last_note + 0.4 / inches), 1.0)
                last_note = spot
                ax.annotate(
                    percent(value), (centre, place - 0.29), xytext=(spot, place - 0.37), ha="center",
                    va="bottom", fontsize=7.5, color=MUTED, arrowprops=LEADER,
                )  # fmt: skip
            left += value
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    percent_axis(ax.xaxis)
    ax.set_xlabel("Share of runs")
    ax.figure.legend(
        *ax.get_legend_handles_labels(), loc="outside upper left", ncols=2 if narrow else 5,
        handlelength=1.1, handleheight=1.1, columnspacing=1.3, handletextpad=0.5, labelcolor=INK,
    )  # fmt: skip
    return ax
