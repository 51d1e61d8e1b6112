"""Which claims work together: a triangle of pairs, the colour the direction and the figure the size."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.analysis.records import records
from sim.analysis.wording import MINUS
from sim.plotting.canvas import given_or_new, is_narrow, styled
from sim.plotting.style import INK, MUTED, PAPER, POSTURE_COLOURS, RULE, WIDE, ink_on
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

TOGETHER, APART = POSTURE_COLOURS[Posture.ALIGN], POSTURE_COLOURS[Posture.BALANCE]


@styled
def draw_pairs(table: "pd.DataFrame", ax: "Axes | None" = None, *, width: float = WIDE) -> "Axes":
    """Lower triangle of `claim_pairs`, in percentage points; a dot where the interval holds 0."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex
    from matplotlib.patches import Rectangle

    narrow = is_narrow(ax, width)
    rows = records(table)
    titles = {row["claim"]: row["title"] for row in rows} | {row["other"]: row["other_title"] for row in rows}
    keys = list(titles)
    ax = given_or_new(ax, width, 0.9 + (0.31 if narrow else 0.42) * len(keys))
    scale = LinearSegmentedColormap.from_list("pairs", [APART, PAPER, TOGETHER])
    largest = max((abs(row["interaction"]) for row in rows), default=0.0) or 1.0
    for row in rows:
        x, y = keys.index(row["claim"]), keys.index(row["other"])
        clear = row["low"] > 0.0 or row["high"] < 0.0
        colour = to_hex(scale(0.5 + 0.5 * row["interaction"] / largest)) if clear else PAPER
        ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor=RULE, linewidth=0.6))
        ax.annotate(
            _points(row["interaction"]) if clear else "\N{MIDDLE DOT}", (x, y), ha="center", va="center",
            color=ink_on(colour) if clear else MUTED, fontsize=6.5 if narrow else 8.5,
        )  # fmt: skip
    for place, key in enumerate(keys):
        ax.annotate(key, (place, place), ha="center", va="center", color=INK, fontweight="bold", fontsize=8)
    ax.set(xlim=(-0.5, len(keys) - 0.5), ylim=(len(keys) - 0.5, -0.5))
    ax.set_yticks(range(len(keys)), _labels(keys, titles, narrow))
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    return ax


def _labels(keys: Sequence[str], titles: dict[str, str], narrow: bool) -> list[str]:
    return list(keys) if narrow else [f"{titles[key]}  {key}" for key in keys]


def _points(value: float) -> str:
    return f"{100.0 * value:+.0f}".replace("-", MINUS) if abs(value) >= 0.005 else "0"
