"""How the share of stable blocs differs from point to point of a design."""

from typing import TYPE_CHECKING

from sim.plotting.canvas import given_or_new, is_narrow, percent_axis, styled
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

GAP = 0.9
"""Room between the columns of "never" and "always" and the rest, in widths of a column."""


@styled
def draw_points(table: "pd.DataFrame", ax: "Axes | None" = None, *, width: float = WIDE) -> "Axes":
    """Columns of `distribution`: never, shares or classes of shares, always."""
    narrow = is_narrow(ax, width)
    ax = given_or_new(ax, width, 2.6)
    shares, high = table["share_of_points"].to_numpy(), table["high"].to_numpy()
    last = len(table) - 1
    places = [-GAP, *range(1, last), last + GAP]
    ax.bar(places, shares, width=0.9, color=[_colour(value) for value in high])
    for place, share in zip(places, shares, strict=True):
        if share > 0.0:
            ax.annotate(
                "<1" if share < 0.005 else f"{100.0 * share:.0f}", (place, share), xytext=(0, 2),
                textcoords="offset points", ha="center", va="bottom", color=INK,
                fontsize=6.5 if narrow else 8,
            )  # fmt: skip
    ticks, words, label = _ticks(table, narrow)
    ax.set_xticks([places[0], *ticks, places[-1]], ["never", *words, "always"])
    ax.tick_params(axis="x", length=2.5, color=MUTED)
    ax.set_ylim(0.0, max(shares) * 1.12)
    percent_axis(ax.yaxis)
    ax.locator_params(axis="y", nbins=5)
    ax.yaxis.grid(True)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(label)
    ax.set_ylabel("Share of points")
    return ax


def _colour(share: float) -> str:
    """Pale where it never happens, light below one half, darker from there, darkest where it always does."""
    if share <= 0.0:
        return OUTCOME_COLOURS[Outcome.HEDGING]
    if share >= 1.0:
        return OUTCOME_COLOURS[Outcome.STABLE_BLOC]
    return OUTCOME_COLOURS[Outcome.STABLE_ENTENTE if share >= 0.5 else Outcome.TRANSIENT_ENTENTE]


def _ticks(table: "pd.DataFrame", narrow: bool) -> tuple[list[float], list[str], str]:
    """Places and words between "never" and "always", and the label of the axis."""
    inner = len(table) - 2
    if (table["low"] == table["high"]).all():
        runs = inner + 1
        step = max(1, round(runs / (4 if narrow else 8)))
        counts = range(step, runs, step)
        return (
            [float(count) for count in counts],
            [str(count) for count in counts],
            (f"Runs with a stable bloc, of the {runs} of a point"),
        )
    step = 5 if narrow else 2
    edges = list(range(0, inner + 1, step))
    words = [f"{100 * edge // inner}" for edge in edges]
    if narrow:
        words[0] = words[-1] = ""  # no room beside "never" and "always"
    return [edge + 0.5 for edge in edges], words, "Share of a point's runs with a stable bloc (%)"
