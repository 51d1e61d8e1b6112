"""Making, measuring, labelling and saving figures; no window, no global figure."""

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.plotting.style import POSTURE_COLOURS
from sim.plotting.text import fit_text, fitted, house_style
from sim.vocabulary import Posture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PIXELS_PER_INCH = 200
FORMATS = ("svg", "png")
NARROWER = 5.0
"""A figure of fewer inches across has the form for a phone or a column."""


def styled[**P, R](draw: Callable[P, R]) -> Callable[P, R]:
    """A drawing function that draws in the style, and leaves the caller's style alone.

    Its keyword arguments `names` and `labels` reach it as a figure can show them.
    """

    @wraps(draw)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with house_style():
            return draw(*args, **fitted(kwargs))

    return inside


def given_or_new(ax: "Axes | None", width: float, height: float) -> "Axes":
    """The axes given, or those of a new figure of a size in inches, which a notebook shows as a picture."""
    if ax is not None:
        return ax
    from matplotlib.figure import Figure

    from sim.plotting.displayed import DisplayedAxes

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure.add_subplot(axes_class=DisplayedAxes)


def is_narrow(ax: "Axes | None", width: float) -> bool:
    """Whether a figure has little room across: that of the axes given, or a new one of a width in inches."""
    figure = None if ax is None else ax.get_figure(root=True)
    return (width if figure is None else float(figure.get_size_inches()[0])) < NARROWER


def axes_inches(ax: "Axes") -> float:
    """Width of the axes themselves in inches, once the labels drawn so far have their room."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes made here or given stand in a figure
    fit_text(figure)
    figure.draw_without_rendering()
    return float(ax.get_window_extent().width) / float(figure.dpi)


def wrap(label: str, narrow: bool) -> str:
    """The label of an arm, its size on two lines where there is little room."""
    return label.replace(" ×", "\n×") if narrow else label


def percent_axis(axis: Any) -> None:
    """Label a 0-1 axis in per cent."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100.0 * value:.3g}\N{NO-BREAK SPACE}%"))


def posture_legend(ax: "Axes", place: Literal["outside upper center", "outside lower center"]) -> None:
    """Add the key of the three postures outside the axes, alike in every figure."""
    from matplotlib.patches import Patch

    ax.figure.legend(
        handles=[Patch(facecolor=POSTURE_COLOURS[posture], label=posture.name) for posture in Posture],
        loc=place,
        ncols=3,
        handlelength=1.1,
        handleheight=1.1,
        columnspacing=1.6,
    )


def spread_apart(wanted: Sequence[float], room: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, at least `room` apart where the space between `low` and `high` allows.

    >>> [round(place, 2) for place in spread_apart([0.5, 0.52, 0.1], 0.1, 0.0, 1.0)]
    [0.46, 0.56, 0.1]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    if not order:
        return []
    room = min(room, (high - low) / max(1, len(order) - 1))
    # Blocks of labels that touch: [sum of centres wanted, members]; merged until none overlap.
    blocks: list[list[int]] = []
    for index in order:
        blocks.append([index])
        while (
            len(blocks) > 1
            and _start(blocks[-1], wanted, room, low, high) < _end(blocks[-2], wanted, room, low, high) + room
        ):
            tail = blocks.pop()
            blocks[-1] += tail
    places = [0.0] * len(order)
    for block in blocks:
        start = _start(block, wanted, room, low, high)
        for rank, index in enumerate(block):
            places[index] = start + rank * room
    return places


def _start(block: list[int], wanted: Sequence[float], room: float, low: float, high: float) -> float:
    length = (len(block) - 1) * room
    centre = sum(wanted[index] for index in block) / len(block)
    return min(max(centre - length / 2.0, low), high - length)


def _end(block: list[int], wanted: Sequence[float], room: float, low: float, high: float) -> float:
    return _start(block, wanted, room, low, high) + (len(block) - 1) * room


def save(ax: "Axes", path: Path, formats: tuple[str, ...] = FORMATS) -> list[Path]:
    """Save the figure of some axes as `path` with each suffix; the same figure gives the same bytes."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes made here or given stand in a figure
    path.parent.mkdir(parents=True, exist_ok=True)
    saved = []
    with house_style():
        fit_text(figure)
        for suffix in formats:
            target = path.with_name(f"{path.name}.{suffix}")
            metadata: dict[str, Any] = {"png": {"Software": None}}.get(
                suffix, {"Date": None} if suffix == "svg" else {}
            )
            if suffix == "pdf":
                metadata = {"CreationDate": None}
            figure.savefig(target, dpi=PIXELS_PER_INCH, metadata=metadata)
            saved.append(target)
    return saved
