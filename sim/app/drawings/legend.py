"""The key of the three postures, with the form and the colour of their lines."""

from xml.etree.ElementTree import Element

from sim.app.drawings.markup import element, markup
from sim.app.words import POSTURE_MEANINGS, POSTURE_NAMES
from sim.plotting.style import POSTURE_COLOURS
from sim.vocabulary import Posture


def draw_legend(*, brief: bool) -> str:
    """HTML: one entry a posture; `brief` leaves the meanings to a tooltip."""
    entries = (_entry(posture, brief) for posture in reversed(Posture))
    return markup(element("ul", {"class": "legend legend-brief" if brief else "legend"}, *entries))


def _entry(posture: Posture, brief: bool) -> Element:
    colour = POSTURE_COLOURS[posture]
    kind = posture.name.lower()
    forms = {
        Posture.ALIGN: [element("path", {"class": "dyad-head", "d": "M50 10L34 2V18Z", "fill": colour})],
        Posture.HEDGE: [
            element("path", {"class": "dyad-dots", "d": "M2 10H40"}),
            element("circle", {"class": "dyad-ring", "cx": "44", "cy": "10", "r": "4.5"}),
        ],
        Posture.BALANCE: [element("path", {"class": "dyad-bar", "d": "M46 1V19", "stroke": colour})],
    }
    return element(
        "li",
        {"class": f"legend-{kind}", "title": POSTURE_MEANINGS[posture]},
        element(
            "svg",
            {
                "viewBox": "0 0 52 20",
                "width": "52",
                "height": "20",
                "aria-hidden": "true",
                "class": f"dyad-{kind}",
            },
            element("path", {"class": "dyad-line", "d": "M2 10H42", "stroke": colour}),
            *forms[posture],
        ),
        element(
            "span",
            None,
            element("b", None, POSTURE_NAMES[posture]),
            None if brief else f": {POSTURE_MEANINGS[posture]}",
        ),
    )
