"""Where a stable bloc forms: a map over two axes, with the line of one half and the scenario's own point."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.wording import OUTCOME_WORDS
from sim.plotting.canvas import given_or_new, inches_wide, styled
from sim.plotting.style import INK, OUTCOME_COLOURS, PAPER, WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

HALF = 0.5
SHADES = ("#F7F5F0", "#CFE3F0", "#5C9CC5", OUTCOME_COLOURS[Outcome.STABLE_BLOC])
"""Colours of a share from none to all, light to dark."""


@styled
def draw_regime_map(
    table: "pd.DataFrame",
    ax: "Axes | None" = None,
    *,
    labels: tuple[str, str],
    own: tuple[float, float] | None = None,
    width: float = WIDE,
) -> "Axes":
    """Share of runs with a stable bloc over two axes, from `regime_table`.

    Solid line: half of the runs have a stable bloc. Broken line: half have some entente. The cross is the
    scenario's own point.
    """
    narrow = (width if ax is None else inches_wide(ax)) < 5.0
    ax = given_or_new(ax, min(width, 6.0), 3.4 if narrow else 4.3)
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.lines import Line2D
    from matplotlib.ticker import PercentFormatter

    x, y, bloc = _surface(table, "STABLE_BLOC")
    scale = LinearSegmentedColormap.from_list("share", list(SHADES))
    image = ax.pcolormesh(x, y, bloc, cmap=scale, vmin=0.0, vmax=1.0, shading="nearest", rasterized=True)
    bar = ax.figure.colorbar(
        image, ax=ax, shrink=0.9, pad=0.02, format=PercentFormatter(1.0, symbol="\N{NO-BREAK SPACE}%")
    )
    bar.set_label("Runs with a stable bloc")
    bar.outline.set_visible(False)
    lines: list[Any] = []
    dashes: Any = ("solid", (0, (4, 2)))
    entente = _surface(table, "ENTENTE")[2]
    for values, dash, words in (
        (bloc, dashes[0], "stable bloc: one half"),
        (entente, dashes[1], "some entente: one half"),
    ):
        if np.nanmin(values) < HALF < np.nanmax(values):
            for colour, stroke in ((PAPER, 3.4), (INK, 1.5)):
                ax.contour(x, y, values, levels=[HALF], colors=[colour], linewidths=stroke, linestyles=[dash])
            lines.append(Line2D([], [], color=INK, linewidth=1.5, linestyle=dash, label=words))
    _own(ax, own, lines)
    _frame(ax, labels, lines, narrow)
    return ax


@styled
def draw_regimes(
    table: "pd.DataFrame",
    ax: "Axes | None" = None,
    *,
    labels: tuple[str, str],
    own: tuple[float, float] | None = None,
    width: float = WIDE,
) -> "Axes":
    """The outcome that most runs have, over two axes, from `regime_table`; pale where less than half do."""
    narrow = (width if ax is None else inches_wide(ax)) < 5.0
    ax = given_or_new(ax, min(width, 6.0), 3.8 if narrow else 4.3)
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Patch

    x, y, _ = _surface(table, "STABLE_BLOC")
    shares = np.stack([_surface(table, outcome.name)[2] for outcome in Outcome])
    reigning = shares.argmax(axis=0)
    most = shares.max(axis=0)
    colours = np.array([to_rgb(OUTCOME_COLOURS[outcome]) for outcome in Outcome])[reigning]
    # With fewer than half of the runs the first is only the first of several.
    pale = np.where((most < HALF)[..., None], 0.5, 0.0)
    ax.pcolormesh(x, y, colours + (1.0 - colours) * pale, shading="nearest", rasterized=True)
    seen = [outcome for place, outcome in enumerate(Outcome) if (reigning == place).any()]
    handles: list[Any] = [
        Patch(facecolor=OUTCOME_COLOURS[outcome], label=OUTCOME_WORDS[outcome]) for outcome in seen
    ]
    _own(ax, own, handles)
    _frame(ax, labels, handles, narrow)
    return ax


def _surface(table: "pd.DataFrame", column: str) -> tuple[Any, Any, Any]:
    wide = table.pivot(index="y", columns="x", values=column)
    return wide.columns.to_numpy(), wide.index.to_numpy(), wide.to_numpy()


def _own(ax: "Axes", own: tuple[float, float] | None, handles: list[Any]) -> None:
    if own is None or not np.isfinite(own).all():
        return
    from matplotlib.lines import Line2D

    for colour, stroke, size in ((PAPER, 4.4, 11), (INK, 2.0, 10)):
        ax.plot(
            *own, marker="x", markersize=size, markeredgewidth=stroke, color=colour, clip_on=False, zorder=5
        )
    handles.append(
        Line2D([], [], marker="x", markeredgewidth=2.0, linestyle="", color=INK, label="the scenario")
    )


def _frame(ax: "Axes", labels: tuple[str, str], handles: list[Any], narrow: bool) -> None:
    ax.set_xlabel(labels[0])
    ax.set_ylabel(labels[1])
    ax.locator_params(nbins=4 if narrow else 6)
    ax.tick_params(length=2.5)
    if handles:
        ax.figure.legend(
            handles=handles, loc="outside lower center", ncols=1 if narrow else min(3, len(handles)),
            handlelength=1.6, columnspacing=1.4,
        )  # fmt: skip
