"""Who takes which posture toward whom: a matrix in which each cell is a bar of three shares."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.analysis.records import Record, records
from sim.plotting.canvas import axes_inches, given_or_new, is_narrow, posture_legend, styled
from sim.plotting.style import INK, MUTED, PAPER, POSTURE_COLOURS, RULE, WIDE, ink_on
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

type Rows = Mapping[tuple[str, str], Record]
"""Rows of a table by (source, target)."""

CELLS_MAX = 16
"""Most states whose cells are drawn as bars; above it a cell is one colour, the mean posture."""
LABELS_MAX = 40
TURNED = 12
"""More states than this have upright labels, as large as their columns allow."""


@styled
def draw_matrix(
    table: "pd.DataFrame",
    ax: "Axes | None" = None,
    *,
    names: Mapping[str, str],
    members: Sequence[str] = (),
    width: float = WIDE,
) -> "Axes":
    """Matrix from the rows of one arm of `dyad_postures`; `names` gives the states in the order to show.

    A cell is a bar from left to right: BALANCE, HEDGE, ALIGN, each as wide as its share of steps.
    Dyads of `members` have a frame.
    """
    n = len(names)
    size = min(width, 6.4 if n <= 8 else 7.2)
    narrow = is_narrow(ax, width)
    ax = given_or_new(ax, width, min((0.62 if narrow else 0.72) * size, 0.85 * n) + 0.75)
    rows = {(row["source"], row["target"]): row for row in records(table)}
    keys = list(names)
    _label(ax, names, narrow)
    if n <= CELLS_MAX:
        _draw_bars(ax, rows, keys)
    else:
        _draw_means(ax, rows, keys)
    _frame(ax, keys, members)
    return ax


def _draw_bars(ax: "Axes", rows: Rows, keys: list[str]) -> None:
    from matplotlib.patches import Rectangle

    n = len(keys)
    inches = axes_inches(ax) / n
    font = 8.5 if inches > 0.8 else 7.0
    for i, source in enumerate(keys):
        for j, target in enumerate(keys):
            if source == target:
                ax.add_patch(Rectangle((j, i), 1, 1, facecolor=PAPER, edgecolor=RULE, linewidth=0.6))
                continue
            left = 0.0
            for posture in Posture:
                share = float(rows[source, target][posture.name])
                colour = POSTURE_COLOURS[posture]
                box = Rectangle(
                    (j + 0.04 + 0.92 * left, i + 0.08), 0.92 * share, 0.84, facecolor=colour, linewidth=0
                )
                ax.add_patch(box)
                shown = f"{100.0 * share:.0f}"
                if 0.92 * share * inches > 0.085 * len(shown) * font / 8.5 + 0.04:
                    middle = j + 0.04 + 0.92 * (left + share / 2.0)
                    ax.text(
                        middle, i + 0.5, shown, ha="center", va="center", fontsize=font, color=ink_on(colour)
                    )
                left += share
    ax.set(xlim=(0, n), ylim=(n, 0))
    posture_legend(ax, "outside lower center")


def _draw_means(ax: "Axes", rows: Rows, keys: list[str]) -> None:
    import numpy as np
    from matplotlib.colors import LinearSegmentedColormap

    n = len(keys)
    mean = np.full((n, n), np.nan)
    place = {key: index for index, key in enumerate(keys)}
    for (source, target), row in rows.items():
        mean[place[source], place[target]] = row["mean"]
    scale = LinearSegmentedColormap.from_list("posture", [POSTURE_COLOURS[posture] for posture in Posture])
    image = ax.imshow(
        mean, cmap=scale, vmin=-1.0, vmax=1.0, extent=(0, n, n, 0), aspect="auto", interpolation="none"
    )
    bar = ax.figure.colorbar(image, ax=ax, shrink=0.6, ticks=[-1, 0, 1])
    bar.ax.set_yticklabels([posture.name for posture in Posture])
    bar.set_label("mean posture")


def _frame(ax: "Axes", keys: list[str], members: Sequence[str]) -> None:
    from matplotlib.patches import Rectangle

    for source in members:
        for target in members:
            if source != target:
                corner = (keys.index(target), keys.index(source))
                ax.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=INK, linewidth=1.6, zorder=3))


def _label(ax: "Axes", names: Mapping[str, str], narrow: bool) -> None:
    n = len(names)
    words = list(names) if narrow or n > 8 else list(names.values())
    sides = list(names) if n > CELLS_MAX else list(names.values())
    if n > LABELS_MAX:
        words, sides = [""] * n, [""] * n
    middle = [place + 0.5 for place in range(n)]
    turned = n > TURNED
    if turned:
        ax.tick_params(labelsize=max(4.0, min(8.5, 0.7 * 72.0 * axes_inches(ax) / n)))
    ax.set_xticks(middle, [word.replace(" ", "\n") for word in words], rotation=90 if turned else 0)
    ax.set_yticks(middle, [side.replace(" ", "\n") if narrow else side for side in sides])
    ax.xaxis.set_ticks_position("top")
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_xlabel("toward …", color=MUTED)
    ax.set_ylabel("posture of …", color=MUTED)
