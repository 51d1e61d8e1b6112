"""Would any coding do? A dot for each null, a row for each kind, beside the scenario itself."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.wording import percent
from sim.plotting.canvas import given_or_new, is_narrow, percent_axis, styled
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, POSTURE_COLOURS, WIDE
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SPREAD = 0.3
"""Half the height over which the dots of a row are spread."""
DOT = OUTCOME_COLOURS[Outcome.STABLE_ENTENTE]
OWN = POSTURE_COLOURS[Posture.BALANCE]


@styled
def draw_nulls(
    groups: Mapping[str, "np.ndarray[tuple[int], np.dtype[np.float64]]"],
    ax: "Axes | None" = None,
    *,
    base: float,
    measure: str,
    width: float = WIDE,
) -> "Axes":
    """Dots (draws,) of the shares of each kind of null; `base` is the scenario's own share of a `measure`.

    Heights inside a row follow the order of the draws and mean nothing. A bar marks the median.
    """
    narrow = is_narrow(ax, width)
    ax = given_or_new(ax, width, 1.3 + 0.55 * len(groups))
    ax.axvline(0.5, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0.5)
    ax.axvline(base, color=OWN, linewidth=2.0, zorder=1)
    ax.annotate(
        f"as coded {percent(base, 1)}", (base, -0.62), xytext=(4, 0), textcoords="offset points",
        ha="left" if base < 0.6 else "right", va="center", color=INK, fontweight="bold", fontsize=8.5,
    )  # fmt: skip
    for place, shares in enumerate(groups.values()):
        single = len(shares) == 1
        heights = place + (np.zeros(1) if single else SPREAD * (2.0 * _golden(len(shares)) - 1.0))
        ax.plot(
            shares, heights, "o", color=DOT, markersize=6 if single else 4,
            alpha=0.9 if single else 0.55, markeredgewidth=0, zorder=2, clip_on=False,
        )  # fmt: skip
        if not single:
            middle = float(np.median(shares))
            ax.plot([middle, middle], [place - 0.4, place + 0.4], color=INK, linewidth=2.0, zorder=3)
    ax.set_yticks(range(len(groups)), [name.replace(" ", "\n", 1) if narrow else name for name in groups])
    ax.set(xlim=(0.0, 1.0), ylim=(len(groups) - 0.4, -0.9))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.grid(True)
    ax.set_xticks([0.0, 0.5, 1.0] if narrow else [0.0, 0.25, 0.5, 0.75, 1.0])
    percent_axis(ax.xaxis)
    ax.set_xlabel("Share of runs" if narrow else f"Share of runs in which {measure}")
    return ax


def _golden(number: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """(number,) places in [0, 1) that are spread evenly whatever the number."""
    return np.asarray((np.arange(number) * 0.6180339887498949) % 1.0)
