"""Shares of runs with a tie and with a bloc at each step, with bands."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import TYPE_CHECKING

from sim.analysis.paths import PATH_WORDS
from sim.analysis.wording import enumerate_words
from sim.plotting.canvas import given_or_new, is_narrow, percent_axis, spread_apart, styled
from sim.plotting.style import ARM_COLOURS, WIDE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DASHES = {"entente": "solid", "bloc": (0, (1, 1.1)), "adversary": (0, (5, 1.5))}
ALIKE = 0.01
"""Two lines of an arm that never differ by more than this share have one label."""


@styled
def draw_path(
    table: "pd.DataFrame",
    ax: "Axes | None" = None,
    *,
    labels: Mapping[str, str],
    properties: Sequence[str] = ("entente", "bloc"),
    words: Mapping[str, str] = PATH_WORDS,
    width: float = WIDE,
) -> "Axes":
    """Lines with bands from `path_bands`: a colour an arm, a dash a property, named at their ends."""
    narrow = is_narrow(ax, width)
    ax = given_or_new(ax, width, 3.3)
    ends: list[tuple[float, str, str]] = []
    for colour, (arm, label) in zip(cycle(ARM_COLOURS), labels.items(), strict=False):
        lines = {
            name: table[(table["arm"] == arm) & (table["property"] == name)].sort_values("step")
            for name in properties
        }
        for name, line in lines.items():
            ax.fill_between(line["step"], line["low"], line["high"], color=colour, alpha=0.13, linewidth=0)
            ax.plot(
                line["step"], line["share"], color=_darker(colour) if name == "bloc" else colour,
                linestyle=DASHES[name], linewidth=2.0, zorder=3,
            )  # fmt: skip
        for names in _alike(lines):
            text = enumerate_words([words[name] for name in names]) + (
                f",\n{label}" if len(labels) > 1 else ""
            )
            ends.append((float(lines[names[0]]["share"].iloc[-1]), text, colour))
    last = float(table["step"].max())
    top = min(1.0, float(table[table["property"].isin(list(properties))]["high"].max()) * 1.12)
    room = (0.12 if len(labels) > 1 else 0.06) * top
    # Half a label's height from both ends, so that the lowest does not meet the labels of the axis.
    spots = spread_apart([end[0] for end in ends], room, room / 2.0, top - room / 2.0)
    for (value, text, colour), spot in zip(ends, spots, strict=True):
        ax.annotate(
            text, (last, value), xytext=(last * 1.02, spot), va="center", fontsize=7.5 if narrow else 8.5,
            color=colour, annotation_clip=False,
        )  # fmt: skip
    ax.set(xlim=(0.0, last), ylim=(0.0, top))
    ax.set_xticks(quarter_ticks(int(last), 3 if narrow else 6))
    percent_axis(ax.yaxis)
    ax.yaxis.grid(True)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("Quarter")
    ax.set_ylabel("Share of runs")
    return ax


def _alike(lines: "Mapping[str, pd.DataFrame]") -> list[list[str]]:
    """Properties in groups whose lines cannot be told apart."""
    groups: list[list[str]] = []
    for name, line in lines.items():
        for group in groups:
            gap = abs(lines[group[0]]["share"].to_numpy() - line["share"].to_numpy()).max()
            if gap <= ALIKE:
                group.append(name)
                break
        else:
            groups.append([name])
    return groups


def _darker(colour: str) -> str:
    from matplotlib.colors import to_hex, to_rgb

    red, green, blue = to_rgb(colour)
    return str(to_hex((0.45 * red, 0.45 * green, 0.45 * blue)))


def quarter_ticks(horizon: int, about: int) -> list[int]:
    """Round places on an axis of quarters: whole years, about so many.

    >>> quarter_ticks(120, 6)
    [0, 20, 40, 60, 80, 100, 120]
    """
    for step in (1, 2, 4, 8, 10, 20, 40, 80, 100, 200, 400, 1000, 2000, 4000, 10_000, 20_000):
        if horizon / step <= about:
            break
    return list(range(0, horizon + 1, step))
