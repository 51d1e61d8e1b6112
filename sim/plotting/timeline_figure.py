"""One run as a timeline: postures of the members toward each other, ties, common adversaries, blocs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sim.analysis.records import Record, records
from sim.plotting.canvas import axes_inches, given_or_new, is_narrow, posture_legend, styled
from sim.plotting.path_figure import quarter_ticks
from sim.plotting.style import INK, POSTURE_COLOURS, PROPERTY_COLOURS, RULE, WIDE, ink_on
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DYADS_MAX, ADVERSARIES_MAX = 12, 6
"""Most dyads of members that are drawn (the first), and most adversaries (those of most steps)."""
BAND = 0.66
"""Height of a track."""
LABEL_INCHES = 0.75
"""Room that "48 quarters" needs inside its spell."""


class Track(NamedTuple):
    """One band of the timeline: which spells, and what it is called."""

    label: str
    track: str
    source: str = ""
    target: str = ""


@styled
def draw_timeline(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, names: Mapping[str, str], width: float = WIDE
) -> "Axes":
    """Tracks from `example_spells`: a band a dyad of members, then ties, each adversary, blocs."""
    narrow = is_narrow(ax, width)
    spells = records(table)
    tracks = list_tracks(spells, names, short=narrow)
    ax = given_or_new(ax, width, 1.2 + 0.36 * len(tracks))
    last = max(spell["stop"] for spell in spells)
    ax.set_yticks(range(len(tracks)), [track.label for track in tracks])
    ax.set(xlim=(0, last), ylim=(len(tracks) - 0.5, -0.5))
    ax.set_xticks(quarter_ticks(last - 1, 3 if narrow else 6))
    ax.set_xlabel("Quarter")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    posture_legend(ax, "outside upper center")
    quarter = axes_inches(ax) / last
    for place, (_, kind, source, target) in enumerate(tracks):
        ax.barh(place, last, height=BAND, color="#F5F6F7", zorder=0)
        for spell in spells:
            if (spell["track"], spell["source"], spell["target"]) == (kind, source, target):
                _draw_spell(ax, place, spell, quarter)
    ax.axhline(sum(track.track == "posture" for track in tracks) - 0.5, color=RULE, linewidth=0.8)
    return ax


def list_tracks(spells: list[Record], names: Mapping[str, str], *, short: bool) -> list[Track]:
    """The tracks from top to bottom."""
    shown = {key: key if short else name for key, name in names.items()}
    dyads = list(dict.fromkeys((s["source"], s["target"]) for s in spells if s["track"] == "posture"))
    pair = len(dyads) == 2
    tracks = [Track(f"{shown[a]} → {shown[b]}", "posture", a, b) for a, b in dyads[:DYADS_MAX]]
    tracks.append(Track("tie" if pair else "entente", "entente"))
    steps: dict[str, int] = {}
    for spell in spells:
        if spell["track"] == "adversary":
            steps[spell["target"]] = steps.get(spell["target"], 0) + spell["length"]
    most = sorted(steps, key=lambda key: -steps[key])[:ADVERSARIES_MAX]
    every = "both" if pair else "all"
    tracks += [Track(f"{every} balance {shown[key]}", "adversary", "", key) for key in names if key in most]
    return [*tracks, Track("bloc", "bloc")]


def _draw_spell(ax: "Axes", place: int, spell: Record, quarter: float) -> None:
    """One spell; `quarter` is the width of a step in inches."""
    is_posture = spell["track"] == "posture"
    colour = POSTURE_COLOURS[Posture[spell["value"]]] if is_posture else PROPERTY_COLOURS[spell["track"]]
    start, length = spell["start"], spell["length"]
    ax.barh(place, length, left=start, height=BAND, align="center", color=colour, linewidth=0)
    if spell["stable"]:
        ax.barh(place, length, left=start, height=BAND, facecolor="none", edgecolor=INK, linewidth=1.4)
        words = f"{length} quarters" if quarter * length > LABEL_INCHES else f"{length}"
        if quarter * length > 0.3 * LABEL_INCHES:
            ax.text(
                start + length / 2.0,
                place,
                words,
                ha="center",
                va="center",
                fontsize=7.5,
                color=ink_on(colour),
            )
