"""Making, measuring and saving figures; no window, no global figure."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.plotting.text import fit_text, fitted, house_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PIXELS_PER_INCH = 200
FORMATS = ("svg", "png")


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


def inches_wide(ax: "Axes") -> float:
    """Width of the figure that the axes stand in, in inches."""
    return float(ax.get_figure(root=True).get_size_inches()[0])  # type: ignore[union-attr]


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
