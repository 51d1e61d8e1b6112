"""One run as a timeline: postures of the members toward each other, ties, common adversaries, blocs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.analysis.records import Record, records
from sim.plotting.canvas import given_or_new, inches_wide, styled
from sim.plotting.path_figure import quarter_ticks
from sim.plotting.style import INK, POSTURE_COLOURS, PROPERTY_COLOURS, RULE, WIDE, ink_on
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

TRACKS_MAX = 14
"""Most posture tracks that are drawn; further dyads of a large bloc are left out and said so."""


@styled
def draw_timeline(
    table: "pd.DataFrame", ax: "Axes | None" = None, *, names: Mapping[str, str], width: float = WIDE
) -> "Axes":
    """Tracks from `example_spells`: a band a dyad of members, then ties, each adversary, blocs."""
    narrow = (width if ax is None else inches_wide(ax)) < 5.0
    tracks = _tracks(table, names, narrow)
    ax = given_or_new(ax, width, 1.2 + 0.36 * len(tracks))
    last = int(table["stop"].max())
    for place, (_, kind, source, target) in enumerate(tracks):
        spells = table[(table["track"] == kind) & (table["source"] == source) & (table["target"] == target)]
        ax.barh(place, last, height=0.66, color="#F5F6F7", zorder=0)
        for spell in records(spells):
            _draw_spell(ax, place, spell)
    ax.set_yticks(range(len(tracks)), [track[0] for track in tracks])
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(0, last), ylim=(len(tracks) - 0.5, -0.5))
    dyads = sum(track[1] == "posture" for track in tracks)
    ax.axhline(dyads - 0.5, color=RULE, linewidth=0.8)
    ax.spines["left"].set_visible(False)
    ticks = quarter_ticks(last - 1, 3 if narrow else 6)
    ax.set_xticks(ticks)
    ax.set_xlabel("Quarter")
    from matplotlib.patches import Patch

    handles = [Patch(facecolor=POSTURE_COLOURS[posture], label=posture.name) for posture in Posture]
    ax.figure.legend(
        handles=handles,
        loc="outside upper center",
        ncols=3,
        handlelength=1.1,
        handleheight=1.1,
        columnspacing=1.6,
    )
    return ax


def _tracks(table: "pd.DataFrame", names: Mapping[str, str], narrow: bool) -> list[tuple[str, str, str, str]]:
    """(label, track, source, target) from top to bottom."""
    word = (lambda key: key) if narrow else (lambda key: names[key])
    postures = table[table["track"] == "posture"]
    dyads = list(dict.fromkeys(zip(postures["source"], postures["target"], strict=True)))
    tracks = [(f"{word(a)} → {word(b)}", "posture", a, b) for a, b in dyads[:TRACKS_MAX]]
    tracks.append(("tie" if len(dyads) == 2 else "entente", "entente", "", ""))
    adversaries = table[table["track"] == "adversary"]["target"]
    every = "both" if len(dyads) == 2 else "all"
    tracks += [
        (f"{every} balance {word(key)}", "adversary", "", key) for key in names if key in set(adversaries)
    ]
    return [*tracks, ("bloc", "bloc", "", "")]


def _draw_spell(ax: "Axes", place: int, spell: Record) -> None:
    is_posture = spell["track"] == "posture"
    colour = POSTURE_COLOURS[Posture[spell["value"]]] if is_posture else PROPERTY_COLOURS[spell["track"]]
    start, stop = spell["start"], spell["stop"]
    ax.barh(place, stop - start, left=start, height=0.66, color=colour, linewidth=0)
    if spell["stable"]:
        ax.barh(place, stop - start, left=start, height=0.66, facecolor="none", edgecolor=INK, linewidth=1.4)
        ax.text(
            (start + stop) / 2.0, place, f"{stop - start} quarters", ha="center", va="center", fontsize=7.5,
            color=ink_on(colour),
        )  # fmt: skip
