"""What maps over two axes have in common: the plane, the scenario's own point on it, lines of one half."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plotting.canvas import given_or_new, is_narrow
from sim.plotting.style import INK, OUTCOME_COLOURS, PAPER
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

HALF = 0.5
SHADES = ("#F7F5F0", "#CFE3F0", "#5C9CC5", OUTCOME_COLOURS[Outcome.STABLE_BLOC])
"""Colours of a share from none to all, light to dark."""
WIDEST = 6.0


@dataclass(frozen=True, kw_only=True)
class Plane:
    """The two axes of a map in words, and where the scenario itself lies on them."""

    labels: tuple[str, str]
    own: tuple[float, float]
    """NaN where an axis stands for states whose own values differ."""

    @property
    def has_own(self) -> bool:
        """Whether the scenario has a point of its own on the plane."""
        return bool(np.isfinite(self.own).all())


def surface(table: "pd.DataFrame", column: str) -> tuple[Any, Any, Any]:
    """x (across,), y (up,) and a column of `regime_table` (up, across)."""
    wide = table.pivot(index="y", columns="x", values=column)
    return wide.columns.to_numpy(), wide.index.to_numpy(), wide.to_numpy()


def share_colours() -> Any:
    """The colours of shares, from none to all."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("share", list(SHADES))


def map_axes(ax: "Axes | None", width: float, tall: tuple[float, float]) -> "tuple[Axes, bool]":
    """The axes given or new ones, and whether there is little room; `tall` in inches with and without."""
    narrow = is_narrow(ax, width)
    return given_or_new(ax, min(width, WIDEST), tall[0] if narrow else tall[1]), narrow


def draw_half(ax: "Axes", x: Any, y: Any, values: Any, dash: Any, width: float = 1.5) -> bool:
    """The line of one half, on white; False where no two cells lie on its two sides."""
    if not np.nanmin(values) < HALF < np.nanmax(values):
        return False
    for colour, stroke in ((PAPER, width + 1.9), (INK, width)):
        ax.contour(x, y, values, levels=[HALF], colors=[colour], linewidths=stroke, linestyles=[dash])
    return True


def mark_own(ax: "Axes", plane: Plane, size: float = 10.0) -> list[Any]:
    """A cross at the scenario's own point, and its entry for a key; none where it has no such point."""
    if not plane.has_own:
        return []
    from matplotlib.lines import Line2D

    for colour, stroke in ((PAPER, 4.4), (INK, 2.0)):
        ax.plot(
            *plane.own, marker="x", markersize=size, markeredgewidth=stroke * size / 10.0, color=colour,
            clip_on=False, zorder=5,
        )  # fmt: skip
    return [Line2D([], [], marker="x", markeredgewidth=2.0, linestyle="", color=INK, label="the scenario")]


def finish(ax: "Axes", plane: Plane, handles: list[Any], narrow: bool) -> None:
    """Names of the axes, ticks and key."""
    ax.set_xlabel(plane.labels[0])
    ax.set_ylabel(plane.labels[1])
    ax.locator_params(nbins=4 if narrow else 6)
    ax.tick_params(length=2.5)
    if handles:
        ax.figure.legend(
            handles=handles, loc="outside lower center", ncols=1 if narrow else min(3, len(handles)),
            handlelength=1.6, columnspacing=1.4,
        )  # fmt: skip
