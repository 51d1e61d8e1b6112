"""The states and what each does toward each: a line a dyad, told apart by form as well as by colour.

ALIGN is a thick line with an arrow head, HEDGE a thin dotted line with an open ring, BALANCE a dashed
line that ends in a bar. The line of i toward j runs left of the one of j toward i.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sim.app.drawings.geometry import Line, Point, circle, fill, line, path, radii
from sim.app.drawings.markup import element, markup
from sim.app.words import POSTURE_VERBS
from sim.plotting.style import POSTURE_COLOURS
from sim.scenario.naming import upper
from sim.vocabulary import Posture

WIDTH = 640.0
TOP = 84.0
SMALL, LARGE = 18.0, 48.0
"""Radii of the nodes."""
ASIDE = 7.0
"""How far the two lines of a pair lie from their middle."""
GAP = 5.0
CROWD = 9
"""From this number of states on states are called by their keys, and only commitments are drawn, and what is
looked at."""
THRONG = 13
"""From this number on only the lines of the state that is looked at are drawn."""
NAME_LENGTH = 18
RIM = 500.0
"""Room on the circle for the radii of all nodes."""


@dataclass(frozen=True, kw_only=True)
class Network:
    """What the picture shows. `postures` has an entry for every dyad; `picked` names a state or a dyad."""

    names: Mapping[str, str]
    in_text: Mapping[str, str]
    """What the states are called inside a sentence."""
    capability: Mapping[str, float]
    postures: Mapping[tuple[str, str], Posture]
    members: Sequence[str]
    picked: tuple[str, str | None] | None = None
    changed: frozenset[tuple[str, str]] = frozenset()
    """Dyads whose posture is new in this step."""


def draw_network(network: Network) -> str:
    """SVG of the network; each state and each line can be chosen by pointer or keyboard."""
    n = len(network.names)
    height = 230.0 if n == 2 else 490.0
    places = dict(
        zip(
            network.names,
            fill(
                circle(n),
                (95.0, TOP if n > 2 else height / 2.0),
                (WIDTH - 95.0, height - TOP if n > 2 else height / 2.0),
            ),
            strict=True,
        )
    )
    size = radii(network.capability, min(SMALL, RIM / n), min(LARGE, RIM / n))
    dyads = sorted(_shown(network), key=lambda dyad: (_is_picked(network, *dyad), network.postures[dyad]))
    # The keyboard goes in this order: the states, then the lines of the one that is looked at.
    near = network.picked[0] if network.picked else None
    far = [_dyad(network, places, size, *dyad) for dyad in dyads if dyad[0] != near]
    nodes = [_state(network, key, places[key], size[key]) for key in network.names]
    own = [_dyad(network, places, size, *dyad) for dyad in dyads if dyad[0] == near]
    names = [_name(network, key, places[key], size[key], height) for key in network.names]
    return markup(
        element(
            "svg",
            {
                "viewBox": f"0 0 {WIDTH:.0f} {height:.0f}",
                "class": f"net{' net-picked' if network.picked else ''}{' net-crowd' if n >= CROWD else ''}",
                "role": "group",
                "aria-label": "Network of states",
                "data-testid": "network",
            },
            *far,
            *nodes,
            *own,
            *([] if n >= CROWD else names),
        )
    )


def _shown(network: Network) -> Iterator[tuple[str, str]]:
    n, looked_at = len(network.names), network.picked[0] if network.picked else None
    for dyad, posture in network.postures.items():
        says_something = posture != Posture.HEDGE or _is_picked(network, *dyad)
        if n < CROWD or (says_something and (n < THRONG or looked_at in dyad)):
            yield dyad


def _is_picked(network: Network, source: str, target: str) -> bool:
    if network.picked is None:
        return False
    one, other = network.picked
    return source == one if other is None else (source, target) == (one, other)


def _dyad(
    network: Network,
    places: Mapping[str, Point],
    size: Mapping[str, float],
    source: str,
    target: str,
) -> Element:
    posture = network.postures[source, target]
    run = line(places[source], places[target], size[source] + GAP, size[target] + GAP, ASIDE)
    picked = _is_picked(network, source, target)
    focus = network.picked is not None and network.picked[0] == source
    says = upper(f"{network.in_text[source]} {POSTURE_VERBS[posture]} {network.in_text[target]}")
    marks = ["dyad", f"dyad-{posture.name.lower()}"]
    marks += ["is-picked"] if picked else []
    marks += ["is-new"] if (source, target) in network.changed else []
    colour = POSTURE_COLOURS[posture]
    stop = run.at({Posture.ALIGN: 15.0, Posture.HEDGE: 9.0, Posture.BALANCE: 3.0}[posture])
    body = path([run.start, stop])
    return element(
        "g",
        {
            "class": " ".join(marks),
            "data-key": f"{source}>{target}",
            "data-pick": f"look {source}>{target}",
            "data-testid": f"dyad-{source}-{target}",
            "role": "button",
            "tabindex": "0" if focus else "-1",
            "aria-label": says,
            "aria-pressed": "true" if picked and network.picked == (source, target) else "false",
        },
        element("title", None, says),
        element("path", {"class": "dyad-reach", "d": path([run.start, run.end])}),
        element("path", {"class": "dyad-halo", "d": body}),
        element("path", {"class": "dyad-line", "d": body, "stroke": colour}),
        element("path", {"class": "dyad-dots", "d": body}) if posture == Posture.HEDGE else None,
        _head(run, posture, colour),
    )


def _head(run: Line, posture: Posture, colour: str) -> Element:
    """The end of a line says the posture once more: arrow, ring or bar."""
    if posture == Posture.ALIGN:
        tip = [run.at(0.0), run.at(17.0, 8.5), run.at(17.0, -8.5)]
        return element("path", {"class": "dyad-head", "d": f"{path(tip)}Z", "fill": colour})
    if posture == Posture.HEDGE:
        x, y = run.at(5.0)
        return element("circle", {"class": "dyad-ring", "cx": x, "cy": y, "r": "4.5"})
    bar = [run.at(2.0, 9.0), run.at(2.0, -9.0)]
    return element("path", {"class": "dyad-bar", "d": path(bar), "stroke": colour})


def _state(network: Network, key: str, place: Point, radius: float) -> Element:
    x, y = place
    picked = network.picked == (key, None)
    part = network.picked is not None and key in network.picked
    counts = {
        posture: sum(taken == posture for (source, _), taken in network.postures.items() if source == key)
        for posture in Posture
    }
    says = (
        f"{network.names[key]}: aligns with {counts[Posture.ALIGN]}, hedges toward {counts[Posture.HEDGE]}, "
        f"balances against {counts[Posture.BALANCE]}"
    )
    inside = len(network.names) >= CROWD or radius >= 22.0
    marks = ["state", "is-member" if key in network.members else "", "is-picked" if part else ""]
    return element(
        "g",
        {
            "class": " ".join(mark for mark in marks if mark),
            "data-key": key,
            "data-pick": f"look {key}",
            "data-testid": f"state-{key}",
            "role": "button",
            "tabindex": "0",
            "aria-label": says,
            "aria-pressed": "true" if picked else "false",
        },
        element("title", None, says),
        element("circle", {"class": "state-halo", "cx": x, "cy": y, "r": radius + 7.0}),
        element("circle", {"class": "state-disc", "cx": x, "cy": y, "r": radius}),
        element("text", {"class": "state-key", "x": x, "y": y + 6.0}, key[:4]) if inside else None,
    )


def _name(network: Network, key: str, place: Point, radius: float, height: float) -> Element:
    """The name of a state, above every line."""
    x, y = place
    label = y + radius + 26.0 if y >= height / 2.0 else y - radius - 13.0
    where = {"class": "state-name", "data-key": f"name-{key}", "aria-hidden": "true", "x": x, "y": label}
    return element("text", where, _short(network.names[key]))


def _short(name: str) -> str:
    """A name that fits beside its neighbours."""
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"
