"""What each theory says about each pair: together, apart or undecided; and what the runs do instead."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.analysis.records import Record, records
from sim.plotting.canvas import axes_inches, given_or_new, is_narrow, styled
from sim.plotting.style import MUTED, POSTURE_COLOURS, RULE, WIDE, ink_on
from sim.rivals.comparison import ANSWERS
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLOURS = {
    "together": POSTURE_COLOURS[Posture.ALIGN],
    "apart": POSTURE_COLOURS[Posture.BALANCE],
    "undecided": POSTURE_COLOURS[Posture.HEDGE],
}
BAR = 2.3
"""Width of the bar of the runs, in columns."""
GAP = 0.35
NULLS = 2
"""So many of the last theories are nulls."""


@styled
def draw_theories(
    table: "pd.DataFrame",
    ax: "Axes | None" = None,
    *,
    labels: Mapping[str, str],
    width: float = WIDE,
) -> "Axes":
    """Rows from `pair_answers` and `historical_answers`; `labels` says what to call each `label` in brief.

    A cell is an answer in colour and as a sign: two dots that touch (together), two with a bar between them
    (apart), one ring (undecided). The bar shows the shares of BALANCE, HEDGE and ALIGN over all steps; rows
    without runs, which have none, stand below the others.
    """
    narrow = is_narrow(ax, width)
    rows = records(table)
    ax = given_or_new(ax, width, 1.55 + (0.27 if narrow else 0.24) * len(rows))
    simulated = bool(table[Posture.HEDGE.name].notna().any())
    right = _left(len(ANSWERS)) + (BAR if simulated else 0.0)
    words = [labels[row["label"]] if narrow else row["label"] for row in rows]
    ax.set_yticks([place + 0.5 for place in range(len(rows))], words)
    heads = [word if narrow else word.replace(" ", "\n") for word in ANSWERS.values()]
    ticks = [_left(column) + 0.5 for column in range(len(ANSWERS))]
    if simulated:
        heads.append("runs: steps" if narrow else "the runs: steps\nof each posture")
        ticks.append(_left(len(ANSWERS)) + BAR / 2.0)
    ax.set_xticks(ticks, heads, rotation=90 if narrow else 0)
    ax.xaxis.set_ticks_position("top")
    ax.tick_params(axis="x", labelsize=7.0 if narrow else 6.5, length=0)
    ax.tick_params(axis="y", labelsize=7.0 if narrow else 8.0, length=0)
    ax.set(xlim=(0.0, right), ylim=(len(rows), 0.0))
    for spine in ax.spines.values():
        spine.set_visible(False)
    inches = axes_inches(ax) / right
    for place, row in enumerate(rows):
        for column, theory in enumerate(ANSWERS):
            _answer(ax, _left(column), place, row[theory], inches)
        if row[Posture.HEDGE.name] == row[Posture.HEDGE.name]:
            _shares(ax, place, row, inches)
    with_runs = int(table[Posture.HEDGE.name].notna().sum())
    if 0 < with_runs < len(rows):
        ax.axhline(with_runs, color=MUTED, linewidth=1.0)
    _legend(ax, narrow)
    return ax


def _left(column: int) -> float:
    """Where a column begins: the nulls, and then the runs, stand a little apart."""
    return column + GAP * ((column >= len(ANSWERS) - NULLS) + (column >= len(ANSWERS)))


def _answer(ax: "Axes", left: float, place: int, answer: str, inches: float) -> None:
    from matplotlib.patches import Rectangle

    colour = COLOURS[answer]
    ax.add_patch(Rectangle((left + 0.04, place + 0.08), 0.92, 0.84, facecolor=colour, linewidth=0))
    ink, middle = ink_on(colour), left + 0.5
    if answer == "undecided":
        ax.plot(middle, place + 0.5, marker="o", markersize=4.5, markerfacecolor="none", color=ink)
        return
    shift = (0.028 if answer == "together" else 0.08) / inches
    ax.plot(
        [middle - shift, middle + shift],
        [place + 0.5] * 2,
        marker="o",
        markersize=3.6,
        linestyle="",
        color=ink,
    )
    if answer == "apart":
        ax.plot(middle, place + 0.5, marker="|", markersize=7.0, markeredgewidth=1.2, color=ink)


def _shares(ax: "Axes", place: int, row: Record, inches: float) -> None:
    """The bar of BALANCE, HEDGE and ALIGN; `inches` is the width of a column."""
    left = start = _left(len(ANSWERS))
    for posture in Posture:
        size, colour = BAR * row[posture.name], POSTURE_COLOURS[posture]
        ax.barh(place + 0.5, size, left=left, height=0.84, color=colour, linewidth=0)
        if size * inches > 0.24:
            ax.text(
                left + size / 2.0, place + 0.5, f"{100.0 * row[posture.name]:.0f}", ha="center", va="center",
                fontsize=7.0, color=ink_on(colour),
            )  # fmt: skip
        left += size
    ax.barh(place + 0.5, BAR, left=start, height=0.84, facecolor="none", edgecolor=RULE, linewidth=0.5)


def _legend(ax: "Axes", narrow: bool) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=COLOURS[answer], label=label)
        for answer, label in (
            ("together", "together · ALIGN"),
            ("undecided", "undecided · HEDGE"),
            ("apart", "apart · BALANCE"),
        )
    ]
    ax.figure.legend(
        handles=handles,
        loc="outside lower center",
        ncols=2 if narrow else 3,
        handlelength=1.1,
        handleheight=1.1,
    )
