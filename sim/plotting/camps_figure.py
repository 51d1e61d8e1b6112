"""Two camps year by year: who stands with whom, and how far the ties are from balance."""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from sim.analysis.records import Record, records
from sim.plotting.canvas import given_or_new, is_narrow, styled
from sim.plotting.style import INK, MUTED, POSTURE_COLOURS, RULE, WIDE
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SIDES = {
    1: POSTURE_COLOURS[Posture.ALIGN],
    -1: POSTURE_COLOURS[Posture.BALANCE],
    0: POSTURE_COLOURS[Posture.HEDGE],
}
BAND = 0.8
CURVE = 1.5
"""Height of the curve of frustration, in bands."""


@styled
def draw_camps(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, names: Mapping[str, str], width: float = WIDE
) -> "Axes":
    """Bands from `camps_by_year`, blue in the camp of the first state, else orange; above, frustration.

    Hatched: the best camps differ on the state, which may stand in either.
    """
    narrow = is_narrow(ax, width)
    rows = records(table)
    states = list(dict.fromkeys(str(row["state"]) for row in rows))
    years = sorted({int(row["year"]) for row in rows})
    ax = given_or_new(ax, width, 1.5 + 0.27 * (len(states) + 1))
    for place, state in enumerate(states):
        of_state = [row for row in rows if row["state"] == state]
        for side, group in groupby(of_state, key=lambda row: int(row["side"])):
            span = [int(row["year"]) for row in group]
            ax.barh(
                place, len(span), left=span[0] - 0.5, height=BAND, color=SIDES[side], linewidth=0,
                hatch=None if side else "////", edgecolor=MUTED,
            )  # fmt: skip
    top = _draw_frustration(ax, [row for row in rows if row["state"] == states[0]])
    words = [key if narrow else names[key] for key in states]
    ax.set_yticks(
        [-1.0 - CURVE / 2.0, *range(len(states))], ["frustration" if narrow else "pairs unsatisfied", *words]
    )
    ax.set(xlim=(years[0] - 0.5, years[-1] + 0.5), ylim=(len(states) - 0.5, top))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.locator_params(axis="x", integer=True, nbins=4 if narrow else 8)
    ax.set_xlabel("Year")
    _legend(ax, names[states[0]], narrow, bool((table["side"] == 0).any()))
    return ax


def _draw_frustration(ax: "Axes", rows: list[Record]) -> float:
    """A step line above the bands, from 0 to its largest value; the top of the picture."""
    values = [float(row["frustration"]) for row in rows]
    years = [int(row["year"]) for row in rows]
    largest = max(1.0, *values)
    floor = -1.0
    heights = [floor - CURVE * value / largest for value in values]
    edges = [years[0] - 0.5, *(year + 0.5 for year in years)]
    ax.stairs(heights, edges, baseline=floor, fill=True, color=RULE)
    ax.stairs(heights, edges, baseline=None, color=INK, linewidth=1.6)
    for value in (0.0, largest):
        ax.annotate(
            f"{value:g}", (1.0, floor - CURVE * value / largest), xycoords=("axes fraction", "data"),
            xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, color=MUTED,
            annotation_clip=False,
        )  # fmt: skip
    return floor - CURVE - 0.4


def _legend(ax: "Axes", first: str, narrow: bool, either: bool) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=SIDES[1], label=f"in one camp with {first}"),
        Patch(facecolor=SIDES[-1], label="in the other"),
    ]
    if either:
        handles.append(
            Patch(facecolor=SIDES[0], hatch="////", edgecolor=MUTED, linewidth=0, label="in either")
        )
    ax.figure.legend(
        handles=handles,
        loc="outside lower center",
        ncols=1 if narrow else 3,
        handlelength=1.1,
        handleheight=1.1,
    )
