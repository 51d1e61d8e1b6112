"""The regime map: the probability of a stable bloc over two numbers, with the scenario's own point."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sim.analysis.wording import percent
from sim.app.drawings.markup import element, markup
from sim.plotting.style import OUTCOME_COLOURS, PAPER, ink_on
from sim.vocabulary import Outcome

CELL = 40.0


@dataclass(frozen=True, kw_only=True)
class Regimes:
    """`shares[row][column]` belongs to `y[row]` and `x[column]`, both rising; `own` is (x, y)."""

    across: str
    up: str
    x: Sequence[float]
    y: Sequence[float]
    shares: Sequence[Sequence[float]]
    own: tuple[float, float] | None


def draw_regimes(regimes: Regimes) -> str:
    """HTML: the map, its axes in words."""
    columns, rows = len(regimes.x), len(regimes.y)
    wide, high = CELL * columns, CELL * rows
    peak = max(max(row) for row in regimes.shares) or 1.0
    cells = [_cell(regimes, column, row, peak, high) for row in range(rows) for column in range(columns)]
    picture = element(
        "svg",
        {
            "viewBox": f"0 0 {wide:.0f} {high:.0f}",
            "class": "map",
            "role": "group",
            "aria-label": f"Probability of a stable bloc: {regimes.across} across, {regimes.up} up, "
            f"from {percent(min(min(row) for row in regimes.shares))} to {percent(peak)}",
        },
        *cells,
        _own(regimes, wide, high),
    )
    return markup(
        element(
            "figure",
            {"class": "regimes", "data-testid": "regimes"},
            element("figcaption", None, "How likely a stable bloc is at other values"),
            element(
                "div",
                {"class": "map-frame"},
                _axis("map-up", regimes.up, regimes.y),
                picture,
                _axis("map-across", regimes.across, regimes.x),
            ),
            element(
                "p",
                {"class": "map-note"},
                "○ the present values. Numbers are per cent; choose a cell to take its values.",
            ),
        )
    )


def _cell(regimes: Regimes, column: int, row: int, peak: float, high: float) -> Element:
    share = regimes.shares[row][column]
    colour = blend(PAPER, OUTCOME_COLOURS[Outcome.STABLE_BLOC], share / peak)
    left, top = CELL * column, high - CELL * (row + 1)
    place = {"x": left, "y": top, "width": CELL - 1.0, "height": CELL - 1.0, "fill": colour}
    says = f"{regimes.across} {regimes.x[column]:.2g}, {regimes.up} {regimes.y[row]:.2g}: {percent(share)}"
    return element(
        "g",
        {
            "class": "map-cell",
            "data-key": f"{column}-{row}",
            "data-pick": f"adopt {column} {row}",
            "data-busy": True,
            "data-testid": f"cell-{column}-{row}",
        },  # by keyboard the sliders do the same, without eighty stops on the way
        element("title", None, says),
        element("rect", place),
        element(
            "text",
            {"x": left + CELL / 2.0, "y": top + CELL / 2.0 + 5.0, "fill": ink_on(colour)},
            f"{100.0 * share:.0f}",
        ),
    )


def _own(regimes: Regimes, wide: float, high: float) -> Element | None:
    """A ring at the own point, kept inside the picture."""
    if regimes.own is None:
        return None
    x = _along(regimes.x, regimes.own[0]) * (wide - CELL) + CELL / 2.0
    y = high - _along(regimes.y, regimes.own[1]) * (high - CELL) - CELL / 2.0
    return element("circle", {"class": "map-own", "cx": x, "cy": y, "r": 17.0, "data-testid": "own-point"})


def _along(values: Sequence[float], value: float) -> float:
    return min(1.0, max(0.0, (value - values[0]) / (values[-1] - values[0])))


def _axis(place: str, label: str, values: Sequence[float]) -> Element:
    return element(
        "div",
        {"class": f"map-axis {place}", "aria-hidden": "true"},
        element("span", None, f"{values[0]:.2g}"),
        element("b", None, label),
        element("span", None, f"{values[-1]:.2g}"),
    )


def blend(one: str, other: str, share: float) -> str:
    """A colour between two, both as #rrggbb.

    >>> blend("#000000", "#ffffff", 0.5)
    '#808080'
    """
    parts = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)
