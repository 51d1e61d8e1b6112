"""How the share of stable blocs differs from point to point of a design."""

from typing import TYPE_CHECKING

from sim.analysis.wording import percent
from sim.plotting.canvas import given_or_new, inches_wide, percent_axis, styled
from sim.plotting.style import INK, MUTED, OUTCOME_COLOURS, WIDE
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@styled
def draw_points(table: "pd.DataFrame", ax: "Axes | None" = None, *, width: float = WIDE) -> "Axes":
    """Columns of `distribution`: never, ten classes, always."""
    narrow = (width if ax is None else inches_wide(ax)) < 5.0
    ax = given_or_new(ax, width, 2.6)
    shares = table["share_of_points"].to_numpy()
    inner = len(shares) - 2
    colours = [OUTCOME_COLOURS[Outcome.HEDGING]]
    colours += [
        OUTCOME_COLOURS[Outcome.TRANSIENT_ENTENTE if place < inner / 2 else Outcome.STABLE_ENTENTE]
        for place in range(inner)
    ]
    colours += [OUTCOME_COLOURS[Outcome.STABLE_BLOC]]
    # A gap sets the two bins of their own apart from the classes.
    places = [-0.9, *range(1, inner + 1), inner + 1.9]
    ax.bar(places, shares, width=0.92, color=colours)
    for place, value in zip(places, shares, strict=True):
        if value > 0.0:
            ax.annotate(
                percent(value), (place, value), xytext=(0, 2), textcoords="offset points", ha="center",
                va="bottom", fontsize=6.5 if narrow else 8, color=INK,
            )  # fmt: skip
    edges = [place + 0.5 for place in range(0, inner + 1, max(1, inner // 5 if not narrow else inner // 2))]
    names = [f"{100.0 * (edge - 0.5) / inner:.0f}" for edge in edges]
    if narrow:
        names[0] = names[-1] = ""  # no room beside the bins of their own
    ax.set_xticks([places[0], *edges, places[-1]], ["never", *names, "always"])
    ax.tick_params(axis="x", length=2.5, color=MUTED)
    ax.set_ylim(0.0, max(shares) * 1.12)
    percent_axis(ax.yaxis)
    ax.locator_params(axis="y", nbins=5)
    ax.yaxis.grid(True)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("Share of a point's runs with a stable bloc (%)")
    ax.set_ylabel("Share of points")
    return ax
