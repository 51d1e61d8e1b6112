"""Where a stable bloc forms and which outcome reigns: maps over two axes."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.wording import OUTCOME_WORDS
from sim.plotting.canvas import styled
from sim.plotting.plane import HALF, Plane, draw_half, finish, map_axes, mark_own, share_colours, surface
from sim.plotting.style import INK, OUTCOME_COLOURS, WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LINES = {"STABLE_BLOC": "stable bloc: one half", "ENTENTE": "some entente: one half"}
DASHES: dict[str, Any] = {"STABLE_BLOC": "solid", "ENTENTE": (0, (4, 2))}


@styled
def draw_regime_map(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, plane: Plane, width: float = WIDE
) -> "Axes":
    """Share of runs with a stable bloc over two axes, from `regime_table`.

    Solid line: half of the runs have a stable bloc. Broken line: half have some entente. The cross is the
    scenario's own point.
    """
    from matplotlib.lines import Line2D
    from matplotlib.ticker import PercentFormatter

    ax, narrow = map_axes(ax, width, (3.4, 4.3))
    x, y, bloc = surface(table, "STABLE_BLOC")
    image = ax.pcolormesh(
        x, y, bloc, cmap=share_colours(), vmin=0.0, vmax=1.0, shading="nearest", rasterized=True
    )
    bar = ax.figure.colorbar(
        image, ax=ax, shrink=0.9, pad=0.02, format=PercentFormatter(1.0, symbol="\N{NO-BREAK SPACE}%")
    )
    bar.set_label("Runs with a stable bloc")
    bar.outline.set_visible(False)
    handles: list[Any] = [
        Line2D([], [], color=INK, linewidth=1.5, linestyle=DASHES[column], label=words)
        for column, words in LINES.items()
        if draw_half(ax, x, y, surface(table, column)[2], DASHES[column])
    ]
    finish(ax, plane, handles + mark_own(ax, plane), narrow)
    return ax


@styled
def draw_regimes(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, plane: Plane, width: float = WIDE
) -> "Axes":
    """The outcome that most runs have, over two axes, from `regime_table`; pale where less than half do."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Patch

    ax, narrow = map_axes(ax, width, (3.8, 4.3))
    x, y, _ = surface(table, "STABLE_BLOC")
    shares = np.stack([surface(table, outcome.name)[2] for outcome in Outcome])
    reigning = shares.argmax(axis=0)
    most = shares.max(axis=0)
    colours = np.array([to_rgb(OUTCOME_COLOURS[outcome]) for outcome in Outcome])[reigning]
    # With fewer than half of the runs the first is only the first of several.
    pale = np.where((most < HALF)[..., None], 0.5, 0.0)
    ax.pcolormesh(x, y, colours + (1.0 - colours) * pale, shading="nearest", rasterized=True)
    handles: list[Any] = [
        Patch(facecolor=OUTCOME_COLOURS[outcome], label=OUTCOME_WORDS[outcome])
        for place, outcome in enumerate(Outcome)
        if (reigning == place).any()
    ]
    finish(ax, plane, handles + mark_own(ax, plane), narrow)
    return ax
