"""The network of alignment, period by period: states as circles, postures as the halves of lines."""

from collections.abc import Mapping, Sequence
from math import pi, sin
from typing import TYPE_CHECKING, Any

from sim.analysis.records import Record, records
from sim.plotting.canvas import given_or_new, is_narrow, styled
from sim.plotting.style import INK, MUTED, PAPER, POSTURE_COLOURS, WIDE
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

type Places = Mapping[str, complex]
"""Where each state stands: x + iy, on a circle of radius 1."""

STATES_MAX = 24
"""More states than this make a picture that nobody can read."""
CROWD = 16
"""With more states than this, faint halves are left out, and labels are small."""
FAINT = 0.25
"""A mean posture nearer to HEDGE than this is left out of a crowd."""
ACROSS, DOWN = 3.5, 3.35
"""Distances between the centres of two panels, in radii of the circle."""
LINE = POSTURE_COLOURS | {Posture.HEDGE: "#C9C0AA"}
"""Colours of lines: a thin one in the sand of HEDGE could not be seen on white."""


@styled
def draw_network(
    table: "pd.DataFrame",
    ax: "Axes | None" = None,
    *,
    names: Mapping[str, str],
    members: Sequence[str] = (),
    width: float = WIDE,
) -> "Axes":
    """A panel a period from `alignment_network`; `names` gives the states clockwise, members are dark.

    The half of a line that touches a state shows that state's mean posture toward the other: broken and
    orange where it balances, blue where it aligns, thin where it hedges. A circle's area is capability.
    """
    narrow = is_narrow(ax, width)
    periods = sorted(set(table["period"]))
    across = min(len(periods), 2 if narrow else 3)
    down = -(-len(periods) // across)
    inches = min(width / across, 3.6)
    ax = given_or_new(ax, width, inches * DOWN / ACROSS * down + 0.5)
    places = lay_out(list(names))
    largest = float(table["capability"].max())
    for panel, period in enumerate(periods):
        centre = complex(ACROSS * (panel % across), -DOWN * (panel // across))
        rows = records(table[table["period"] == period])
        _draw_lines(ax, rows, {key: centre + place for key, place in places.items()}, len(names))
        sizes = {row["source"]: float(row["capability"]) / largest for row in rows}
        _draw_states(ax, centre, places, sizes, members)
        ax.text(
            centre.real, centre.imag + 1.6, f"Quarters {rows[0]['first']}\N{EN DASH}{rows[0]['last']}",
            ha="center", va="center", fontsize=8.5, fontweight="bold",
        )  # fmt: skip
    left, right = -ACROSS / 2.0, ACROSS * (across - 0.5)
    ax.set(xlim=(left, right), ylim=(-DOWN * (down - 1) - 1.55, 1.8), aspect="equal")
    ax.axis("off")
    _legend(ax)
    return ax


def lay_out(keys: Sequence[str]) -> dict[str, complex]:
    """Places of the states on a circle, clockwise, the first two on either side of the top.

    >>> [complex(round(z.real, 3), round(z.imag, 3)) for z in lay_out(["A", "B", "C", "D"]).values()]
    [(-0.707+0.707j), (0.707+0.707j), (0.707-0.707j), (-0.707-0.707j)]
    """
    import networkx as nx
    import numpy as np

    circle = nx.circular_layout(list(keys))
    turn = np.exp(1j * np.pi * (0.5 + 1.0 / len(keys)))
    return {key: complex(complex(x, -y) * turn) for key, (x, y) in circle.items()}


def _draw_lines(ax: "Axes", rows: list[Record], places: Places, n_states: int) -> None:
    """The half of a line for each dyad, the faintest first."""
    from matplotlib.collections import LineCollection
    from matplotlib.colors import LinearSegmentedColormap

    scale = LinearSegmentedColormap.from_list("posture", [LINE[posture] for posture in Posture])
    least = FAINT if n_states > CROWD else 0.0
    thick = 4.2 if n_states <= CROWD else 0.9
    shown = sorted(
        (row for row in rows if abs(row["mean"]) >= least), key=lambda row: (abs(row["mean"]), row["source"])
    )
    segments, styles = [], []
    for row in shown:
        start, end = places[row["source"]], places[row["target"]]
        middle = (start + end) / 2.0
        segments.append([(start.real, start.imag), (middle.real, middle.imag)])
        styles.append(_dash(row["mean"]))
    ax.add_collection(
        LineCollection(
            segments,
            colors=[scale((row["mean"] + 1.0) / 2.0) for row in shown],
            linestyles=styles,
            linewidths=[0.8 + thick * abs(row["mean"]) for row in shown],
            capstyle="butt",
            zorder=1,
        )
    )


def _dash(mean: float) -> Any:
    return (0, (1.6, 0.7)) if mean < -0.1 else "solid"


def _draw_states(
    ax: "Axes", centre: complex, places: Places, sizes: Mapping[str, float], members: Sequence[str]
) -> None:
    """Circles whose area is capability, and the key of each beside it."""
    from matplotlib.patches import Circle

    font = 7.5 if len(places) <= CROWD else 5.0
    most = min(0.27, 0.8 * sin(pi / len(places)))  # neighbours do not touch
    for key, place in places.items():
        radius = most * sizes[key] ** 0.5
        spot = centre + place
        ax.add_patch(
            Circle(
                (spot.real, spot.imag),
                radius,
                facecolor=INK if key in members else MUTED,
                edgecolor=PAPER,
                linewidth=1.0,
                zorder=2,
            )
        )
        beside = spot + place * (radius + 0.2)
        ax.text(
            beside.real, beside.imag, key, ha="center", va="center", fontsize=font, zorder=3,
            fontweight="bold" if key in members else "normal",
        )  # fmt: skip


def _legend(ax: "Axes") -> None:
    from matplotlib.lines import Line2D

    ax.figure.legend(
        handles=[
            Line2D(
                [], [], color=LINE[posture], linestyle=_dash(float(posture)), label=posture.name,
                linewidth=1.2 if posture is Posture.HEDGE else 4.0,
            )
            for posture in Posture
        ],
        loc="outside lower center", ncols=3, handlelength=2.4, columnspacing=1.8,
    )  # fmt: skip
