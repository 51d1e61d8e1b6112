"""The members of the bloc through time: a band a dyad, then ties, common adversaries and blocs.

Form says what colour says: ALIGN fills the height of a band, HEDGE is a thin line in the middle, BALANCE lies
at the bottom. The words stand beside the bands as text, so that they keep their size on a phone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sim.app.drawings.markup import element, markup
from sim.app.words import QUARTERS_PER_YEAR, years
from sim.plotting.style import POSTURE_COLOURS, PROPERTY_COLOURS

COLOURS = {posture.name: colour for posture, colour in POSTURE_COLOURS.items()} | PROPERTY_COLOURS
BANDS = {"HEDGE": (0.38, 0.24), "BALANCE": (0.5, 0.5)}
"""Top and height of a form within its band; the whole band for the others."""


@dataclass(frozen=True, kw_only=True)
class Spell:
    """Steps from `start` up to, not including, `stop` in one form: a posture or a property by name."""

    start: int
    stop: int
    form: str
    stable: bool = False


@dataclass(frozen=True, kw_only=True)
class Track:
    """One band: its name and its spells, in order."""

    key: str
    label: str
    spells: Sequence[Spell]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Tracks over the steps 0 to `horizon`, with the present step and the steps at which events begin."""

    tracks: Sequence[Track]
    horizon: int
    step: int
    events: Sequence[tuple[int, str]] = ()


def draw_timeline(timeline: Timeline) -> str:
    """HTML of the timeline."""
    wide = timeline.horizon + 1
    return markup(
        element(
            "div",
            {
                "class": "time",
                "data-testid": "timeline",
                "role": "group",
                "aria-label": "Timeline of the members",
            },
            *(_track(track, timeline, wide) for track in timeline.tracks),
            _axis(timeline, wide),
        )
    )


def _track(track: Track, timeline: Timeline, wide: int) -> Element:
    return element(
        "div",
        {"class": "time-row", "data-key": track.key, "data-testid": f"track-{track.key}"},
        element("span", {"class": "time-label"}, track.label),
        element(
            "div",
            {"class": "time-band", "role": "img", "aria-label": f"{track.label}: {_told(track)}"},
            element(
                "svg",
                {"viewBox": f"0 0 {wide} 1", "preserveAspectRatio": "none", "aria-hidden": "true"},
                *(_spell(spell) for spell in track.spells),
            ),
            *_written(track, wide),
            *_marks(timeline, wide),
        ),
    )


def _spell(spell: Spell) -> Element:
    top, height = BANDS.get(spell.form, (0.0, 1.0))
    return element(
        "rect",
        {
            "class": f"spell spell-{spell.form.lower()}{' is-stable' if spell.stable else ''}",
            "x": spell.start,
            "y": top,
            "width": spell.stop - spell.start,
            "height": height,
            "fill": COLOURS[spell.form],
        },
    )


def _written(track: Track, wide: int) -> Iterator[Element]:
    """Frames and lengths of the spells that last."""
    for spell in track.spells:
        if spell.stable:
            share = (spell.stop - spell.start) / wide
            place = f"left:{100.0 * spell.start / wide:.4g}%;width:{100.0 * share:.4g}%"
            words = element("b", None, years(spell.stop - spell.start))
            yield element("span", {"class": "spell-frame", "style": place}, words)


def _marks(timeline: Timeline, wide: int) -> Iterator[Element]:
    for step, label in timeline.events:
        place = f"left:{100.0 * step / wide:.4g}%"
        yield element("i", {"class": "time-event", "style": place, "title": label})
    here = f"left:{100.0 * (timeline.step + 1) / wide:.4g}%"
    yield element("i", {"class": "time-now", "style": here})


def _axis(timeline: Timeline, wide: int) -> Element:
    every = next(gap for gap in (1, 2, 5, 10, 25, 50, 10**6) if wide / QUARTERS_PER_YEAR / gap <= 7.0)
    ticks = range(0, wide, every * QUARTERS_PER_YEAR)
    return element(
        "div",
        {"class": "time-row time-axis", "data-key": "axis", "aria-hidden": "true"},
        element("span", {"class": "time-label"}, "year"),
        element(
            "div",
            {"class": "time-ticks"},
            *(
                element(
                    "span",
                    {"style": f"left:{100.0 * step / wide:.4g}%"},
                    f"{step // QUARTERS_PER_YEAR}",
                )
                for step in ticks
            ),
        ),
    )


def _told(track: Track) -> str:
    """The spells of a track in words, the last ten."""
    lengths = [f"{spell.form.lower()} for {years(spell.stop - spell.start)}" for spell in track.spells[-10:]]
    return ", ".join(lengths) or "not yet"
