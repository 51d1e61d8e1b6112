"""How the postures of one state toward another shift along an axis: three shares, one above the other."""

from typing import TYPE_CHECKING

from sim.plotting.canvas import given_or_new, percent_axis, posture_legend, styled
from sim.plotting.style import PAPER, POSTURE_COLOURS, WIDE, ink_on
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ROOM = 0.14
"""Share that a word needs inside its band, in height."""


@styled
def draw_along(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, label: str = "", width: float = WIDE
) -> "Axes":
    """Bands of the rows of one dyad of `posture_shares`: ALIGN below, HEDGE between, BALANCE above.

    The first column of the table runs across; `label` names it in words.
    """
    ax = given_or_new(ax, min(width, 5.6), 3.0)
    axis = str(table.columns[0])
    x = table[axis].to_numpy(dtype="float64")
    postures = list(reversed(Posture))
    shares = [table[posture.name].to_numpy() for posture in postures]
    colours = [POSTURE_COLOURS[posture] for posture in postures]
    ax.stackplot(x, shares, colors=colours, edgecolor=PAPER, linewidth=0.8)
    floor = 0.0 * x
    for posture, share, colour in zip(postures, shares, colours, strict=True):
        widest = int(share[1:-1].argmax()) + 1 if len(x) > 2 else int(share.argmax())
        if share[widest] > ROOM:
            inside = min(max(x[widest], x[0] + 0.12 * (x[-1] - x[0])), x[-1] - 0.12 * (x[-1] - x[0]))
            ax.text(
                inside, floor[widest] + share[widest] / 2.0, posture.name, ha="center", va="center",
                fontsize=8.5, color=ink_on(colour),
            )  # fmt: skip
        floor = floor + share
    posture_legend(ax, "outside upper center")
    ax.set(xlim=(x[0], x[-1]), ylim=(0.0, 1.0), xlabel=label or axis, ylabel="Share of steps")
    percent_axis(ax.yaxis)
    return ax
