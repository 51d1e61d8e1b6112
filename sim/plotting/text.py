"""Text of users in figures: names in any script, as they are written, and never longer than their room.

DejaVu Sans comes with matplotlib and draws the same on every machine. Where a name has characters that it
lacks, the first installed font that has them draws those; where no font has them, the key of the state or
quantity is shown instead of its name, and a warning says so.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from sim.plotting.style import FONT, RC

if TYPE_CHECKING:
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure
    from matplotlib.text import Text

NAME_ROOM, LABEL_ROOM = 26, 60
"""Most characters of a state's name and of a label in a figure."""
TICKS_PER_INCH, TEXT_PER_INCH = 12.0, 22.0
"""Most characters of one line per inch of the figure: beside an axis, which needs room too, and elsewhere."""


class FontWarning(UserWarning):
    """No font on this machine has the characters of a text, so something else is shown."""


@contextmanager
def house_style() -> Iterator[None]:
    """The style of all figures, over matplotlib's defaults and not over the reader's own matplotlibrc."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RC)
        yield


def clip(text: str, room: int) -> str:
    """The text, cut to `room` characters per line.

    >>> clip("The Commonwealth of Many Words", 16)
    'The Commonwealt…'
    """
    lines = text.split("\n")
    return "\n".join(line if len(line) <= room else f"{line[: room - 1].rstrip()}…" for line in lines)


def drawable_names(names: Mapping[str, str], room: int) -> dict[str, str]:
    """Names by key as a figure shows them: cut to their room, and the key where no font has the name."""
    shown = {}
    for key, name in names.items():
        fits = _undrawable(name) == ""
        if not fits:
            _warn(name, key)
        shown[key] = clip(name if fits else key, room)
    return shown


def fit_text(figure: "Figure") -> None:
    """Let every text of a figure be drawn: a font for each of its characters, no line beyond its room."""
    from matplotlib.text import Text

    width = float(figure.get_size_inches()[0])
    ticks: set[Text] = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            _fit_ticks(axis, round(TICKS_PER_INCH * width))
            ticks.update(axis.get_majorticklabels())
    for text in figure.findobj(Text):
        words = text.get_text()
        if text not in ticks:
            text.set_text(clip(_drawable(words), round(TEXT_PER_INCH * width)))
        _add_fonts(text, words)


def _fit_ticks(axis: "Axis", room: int) -> None:
    """Labels of ticks are made when they are drawn, so their formatter is what is changed."""
    from matplotlib.ticker import FuncFormatter

    labels = [label.get_text() for label in axis.get_majorticklabels()]
    if all(len(line) <= room for label in labels for line in label.split("\n")) and not any(
        _undrawable(label) for label in labels
    ):
        return
    write: Callable[[float, int], str] = axis.get_major_formatter()
    axis.set_major_formatter(FuncFormatter(lambda value, place: clip(_drawable(write(value, place)), room)))


def _add_fonts(text: "Text", words: str) -> None:
    families = [_font_with(letter) for letter in dict.fromkeys(words) if not _in_house_font(letter)]
    further = [family for family in dict.fromkeys(families) if family]
    if further:
        text.set_fontfamily([FONT, *further])


def _drawable(words: str) -> str:
    """The words, with a question mark for each character that no font has."""
    missing = _undrawable(words)
    if not missing:
        return words
    shown = "".join("?" if letter in missing else letter for letter in words)
    _warn(words, shown)
    return shown


def _undrawable(words: str) -> str:
    """The characters that no font on this machine has."""
    return "".join(
        letter for letter in dict.fromkeys(words) if not _in_house_font(letter) and not _font_with(letter)
    )


def _in_house_font(letter: str) -> bool:
    return letter == "\n" or ord(letter) in _house_characters()


@cache
def _house_characters() -> frozenset[int]:
    from matplotlib.font_manager import findfont

    return _characters(findfont(FONT))


@cache
def _font_with(letter: str) -> str:
    """Family of the first upright installed font that has a character, by name; empty where there is none."""
    from matplotlib import get_data_path
    from matplotlib.font_manager import fontManager

    # Left out: matplotlib's own, with signs of mathematics in places of their own, and fonts made of boxes.
    installed = (
        font
        for font in fontManager.ttflist
        if font.style == "normal"
        and font.weight in (400, "normal")
        and "last resort" not in font.name.lower()
        and not font.fname.startswith(get_data_path())
    )
    for font in sorted(installed, key=lambda font: (font.name, font.fname)):
        if ord(letter) in _characters(font.fname):
            return font.name
    return ""


@cache
def _characters(path: str) -> frozenset[int]:
    """Every character that a font file has; none where it cannot be read."""
    from matplotlib.font_manager import get_font

    try:
        return frozenset(get_font(path).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()


@cache
def _warn(words: str, shown: str) -> None:
    """One line per text, however many figures it is in."""
    warnings.warn(
        f"no font on this machine has all characters of “{words}”: figures show “{shown}”; "
        "install a font for that script, such as one of the Noto family, and write the report again",
        FontWarning,
        stacklevel=2,
    )


def fitted(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Keyword arguments of a drawing function, with `names` and `labels` by key as a figure shows them."""
    rooms = {"names": NAME_ROOM, "labels": LABEL_ROOM}
    return {
        word: drawable_names(value, rooms[word]) if word in rooms and isinstance(value, Mapping) else value
        for word, value in settings.items()
    }
