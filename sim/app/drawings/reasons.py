"""Why a state chose what it chose: stakes a bar an issue, and the terms of each posture's value.

Tables of HTML with bars in their cells, so that words keep their size on a phone and a screen reader
reads rows and columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sim.app.drawings.markup import element, markup
from sim.app.words import POSTURE_NAMES, signed
from sim.vocabulary import Posture


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the weighing: what speaks for or against each posture, in stakes."""

    key: str
    label: str
    about: str
    values: Sequence[float]
    """One number a posture, in the order of the columns."""


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """The terms of three values, which add up to `totals`, and the chances that follow."""

    postures: Sequence[Posture]
    rows: Sequence[Row]
    totals: Sequence[float]
    chances: Sequence[float]
    standing: Posture


@dataclass(frozen=True, kw_only=True)
class Stake:
    """What one issue is worth to a dyad: above 0 in agreement, below in conflict."""

    label: str
    value: float


def draw_stakes(stakes: Sequence[Stake]) -> str:
    """HTML: the issues between two states, conflict to the left and agreement to the right."""
    most = max([abs(stake.value) for stake in stakes], default=1.0) or 1.0
    return markup(
        element(
            "table",
            {"class": "stakes", "data-testid": "stakes"},
            element("caption", {"class": "unseen"}, "What is at stake between the two, issue by issue"),
            element(
                "tbody",
                None,
                *(
                    element(
                        "tr",
                        {"data-key": stake.label},
                        element("th", {"scope": "row"}, stake.label),
                        element("td", {"class": "bar-cell"}, _bar(stake.value, most)),
                        element("td", {"class": "number"}, signed(stake.value, 2)),
                    )
                    for stake in stakes
                ),
            ),
        )
    )


def draw_weighing(weighing: Weighing) -> str:
    """HTML: a row a term, a column a posture; sums and chances at the foot."""
    most = max((abs(value) for row in weighing.rows for value in row.values), default=1.0) or 1.0
    best = max(range(len(weighing.totals)), key=lambda place: weighing.totals[place])
    return markup(
        element(
            "table",
            {"class": "weighing", "data-testid": "weighing"},
            element("caption", {"class": "unseen"}, "What speaks for and against each posture"),
            element(
                "thead",
                None,
                element(
                    "tr", None, element("td"), *(_head(weighing, posture) for posture in weighing.postures)
                ),
            ),
            element("tbody", None, *(_row(row, most) for row in weighing.rows)),
            element(
                "tfoot",
                None,
                element(
                    "tr",
                    {"class": "total", "data-testid": "totals"},
                    element("th", {"scope": "row"}, "All together"),
                    *(
                        element("td", {"class": "is-best" if place == best else ""}, signed(total, 2))
                        for place, total in enumerate(weighing.totals)
                    ),
                ),
                element(
                    "tr",
                    {"class": "chance", "data-testid": "chances"},
                    element("th", {"scope": "row"}, "Chance of being chosen"),
                    *(
                        element(
                            "td",
                            None,
                            element(
                                "span",
                                {
                                    "class": f"chance-bar chance-{posture.name.lower()}",
                                    "style": f"width:{100.0 * chance:.4g}%",
                                },
                            ),
                            element("b", None, f"{100.0 * chance:.0f}\N{NO-BREAK SPACE}%"),
                        )
                        for posture, chance in zip(weighing.postures, weighing.chances, strict=True)
                    ),
                ),
            ),
        )
    )


def _head(weighing: Weighing, posture: Posture) -> Element:
    stands = posture == weighing.standing
    return element(
        "th",
        {"scope": "col", "class": f"head-{posture.name.lower()}{' is-standing' if stands else ''}"},
        element("span", None, POSTURE_NAMES[posture]),
    )


def _row(row: Row, most: float) -> Element:
    return element(
        "tr",
        {"data-key": row.key, "data-testid": f"term-{row.key}"},
        element("th", {"scope": "row", "title": row.about}, row.label),
        *(
            element(
                "td",
                None,
                element(
                    "div",
                    {"class": "is-plus" if value >= 0.0 else "is-minus"},
                    _bar(value, most),
                    element("span", {"class": "number"}, signed(value, 2)),
                ),
            )
            if abs(value) >= 0.005
            else element("td", {"class": "nothing"}, "·")
            for value in row.values
        ),
    )


def _bar(value: float, most: float) -> Element:
    """A bar from the middle: to the right above 0, to the left below."""
    width = 50.0 * min(1.0, abs(value) / most)
    side = "plus" if value >= 0.0 else "minus"
    left = 50.0 if value >= 0.0 else 50.0 - width
    return element(
        "span",
        {"class": "bar", "aria-hidden": "true"},
        element("i", {"class": f"bar-{side}", "style": f"left:{left:.4g}%;width:{width:.4g}%"}),
    )
