"""How long until a stable bloc forms, and how long it lasts: curves with bands."""

from collections.abc import Mapping
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np

from sim.plotting.canvas import given_or_new, is_narrow, percent_axis, spread_apart, styled
from sim.plotting.path_figure import quarter_ticks
from sim.plotting.style import ARM_COLOURS, INK, MUTED, RULE, WIDE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

HALF = 0.5


@styled
def draw_survival(
    table: "pd.DataFrame",
    ax: "Axes | None" = None,
    *,
    labels: Mapping[str, str],
    kind: str,
    start: int = 0,
    width: float = WIDE,
) -> "Axes":
    """Curves of one kind from `survival_tables`: a colour an arm, named at its end.

    `kind` formation is drawn as the share of runs in which a stable bloc has begun; `kind` life as the share
    of stable blocs that last longer, from the `start` steps that make one stable, with its median.
    """
    narrow = is_narrow(ax, width)
    ax = given_or_new(ax, width, 3.1)
    rising = kind == "formation"
    curves = table[table["kind"] == kind]
    last = float(curves["step"].max())
    top = min(1.0, 1.12 * float(1.0 - curves["low"].min())) if rising else 1.0
    ends: list[tuple[float, str, str]] = []
    for colour, (arm, label) in zip(cycle(ARM_COLOURS), labels.items(), strict=False):
        curve = curves[curves["arm"] == arm].sort_values("step")
        if len(curve):
            end = _draw_curve(ax, curve, last, colour, rising=rising)
            if not rising:
                _mark_median(ax, curve, colour, 3 + 10 * len(ends))
            ends.append((end, label, colour))
    if not rising:
        ax.axhline(HALF, color=RULE, linewidth=1.0, zorder=0)
    _name_ends(ax, ends, (start, last), top, 7.5 if narrow else 8.5)
    ax.set(xlim=(start, last), ylim=(0.0, top))
    ax.set_xticks([tick for tick in quarter_ticks(int(last), 3 if narrow else 6) if tick >= start])
    _finish(ax, rising)
    return ax


def _draw_curve(ax: "Axes", curve: "pd.DataFrame", last: float, colour: str, *, rising: bool) -> float:
    """A curve with its band, drawn on to the last step; its value there."""
    step = np.append(curve["step"].to_numpy(), last)
    value, low, high = (
        np.append(side, side[-1])
        for name in ("survival", "low", "high")
        for side in [1.0 - curve[name].to_numpy() if rising else curve[name].to_numpy()]
    )
    ax.fill_between(step, low, high, step="post", color=colour, alpha=0.15, linewidth=0)
    ax.plot(step, value, drawstyle="steps-post", color=colour, linewidth=2.0, zorder=3)
    return float(value[-1])


def _mark_median(ax: "Axes", curve: "pd.DataFrame", colour: str, height: int) -> None:
    """A broken line from the step at which half are left down to the axis, with its number."""
    below = curve.loc[curve["survival"] <= HALF, "step"]
    if not len(below):
        return
    median = float(below.iloc[0])
    ax.plot([median, median], [0.0, HALF], color=colour, linewidth=0.9, linestyle=(0, (4, 2)))
    ax.annotate(
        f"{median:.0f}", (median, 0.0), xytext=(3, height), textcoords="offset points",
        color=colour, fontsize=8, fontweight="bold",
    )  # fmt: skip


def _name_ends(
    ax: "Axes", ends: list[tuple[float, str, str]], span: tuple[float, float], top: float, size: float
) -> None:
    """The name of each arm beside the end of its curve, apart from the others."""
    start, last = span
    room = 0.12 * top
    spots = spread_apart([end[0] for end in ends], room, room / 2.0, top - room / 2.0)
    for (value, text, colour), spot in zip(ends, spots, strict=True):
        ax.annotate(
            text.replace(" ", "\n"), (last, value), xytext=(last + 0.02 * (last - start), spot),
            va="center", fontsize=size, color=colour, annotation_clip=False,
        )  # fmt: skip


def _finish(ax: "Axes", rising: bool) -> None:
    """Names of the axes and the grid."""
    percent_axis(ax.yaxis)
    ax.yaxis.grid(True)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0, color=MUTED)
    ax.set_xlabel("Quarter" if rising else "Quarters that the bloc lasts", color=INK)
    words = ("Runs in which a stable\nbloc has begun", "Stable blocs that\nlast longer")
    ax.set_ylabel(words[0] if rising else words[1])
