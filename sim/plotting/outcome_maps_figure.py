"""How often each outcome comes about over two axes: small maps side by side, on one scale."""

from typing import TYPE_CHECKING, Any

from sim.analysis.outcomes import PROPERTIES
from sim.analysis.wording import OUTCOME_WORDS
from sim.plotting.canvas import styled
from sim.plotting.plane import Plane, draw_half, mark_own, share_colours, surface
from sim.plotting.style import WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

TITLES = {word.name: OUTCOME_WORDS[word] for word in Outcome} | {"ENTENTE": PROPERTIES["entente"].label}


@styled
def draw_outcome_maps(table: "pd.DataFrame", *, plane: Plane, width: float = WIDE) -> "Axes":
    """The share of each outcome, and of some entente, from `regime_table`; lines where it is one half."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import PercentFormatter

    narrow = width < 5.0
    across = 2 if narrow else 3
    down = len(TITLES) // across
    figure = Figure(figsize=(width, 1.0 + (1.75 if narrow else 2.15) * down), layout="constrained")
    grid = figure.subplots(down, across, sharex=True, sharey=True)
    image: Any = None
    for ax, (column, title) in zip(grid.flat, TITLES.items(), strict=True):
        x, y, values = surface(table, column)
        image = ax.pcolormesh(
            x, y, values, cmap=share_colours(), vmin=0.0, vmax=1.0, shading="nearest", rasterized=True
        )
        draw_half(ax, x, y, values, "solid", 1.0)
        mark_own(ax, plane, 6.0)
        ax.set_title(title, fontsize=8.5)
        ax.locator_params(nbins=3 if narrow else 4)
        ax.tick_params(length=2.5, labelsize=7.5)
    bar = figure.colorbar(
        image, ax=grid, location="top", shrink=0.7, aspect=35, pad=0.02,
        format=PercentFormatter(1.0, symbol="\N{NO-BREAK SPACE}%"),
    )  # fmt: skip
    bar.set_label("Share of runs", fontsize=8.0)
    bar.outline.set_visible(False)
    figure.supxlabel(plane.labels[0], fontsize=9.0)
    figure.supylabel(plane.labels[1], fontsize=9.0)
    first: Axes = grid.flat[0]
    return first
