"""The invented worlds of the first lessons: two neighbours, and a strong third. Nothing moves but postures.

Weights are chosen so that the net interest of the two neighbours is 0.8 in every one of them. Salience
stands still and standing alike toward others counts for nothing, so that each lesson adds one cause.
"""

from typing import Any

from sim.scenario.scenario import Scenario, load_scenario

NORTH, SOUTH, EAST = "NOR", "SOU", "EAS"
SOURCE = "invented for the lesson"


def _stance(weight: float) -> dict[str, Any]:
    """An issue on which the two neighbours take the same side."""
    return _issue("stance", "positions", {NORTH: 1, SOUTH: 1}, weight)


def _claim(weight: float) -> dict[str, Any]:
    """A prize that both neighbours claim."""
    return _issue("claim", "claims", {NORTH: 1, SOUTH: 1}, weight)


def _feud(victim: str, weight: float) -> dict[str, Any]:
    """A quarrel of Eastland with one of the two."""
    return _issue("tie", "ties", {EAST: {victim: -1}}, weight)


def _issue(kind: str, place: str, values: dict[str, Any], weight: float) -> dict[str, Any]:
    return {"kind": kind, "source": SOURCE, place: values, "salience": {"default": weight}}


def _world(name: str, description: str, states: dict[str, Any], issues: dict[str, Any]) -> Scenario:
    keys = list(states)
    return load_scenario(
        {
            "name": name,
            "description": description,
            "horizon": 80,
            "states": states,
            "distance_km": {a: dict.fromkeys(keys[place + 1 :], 0) for place, a in enumerate(keys[:-1])},
            "issues": issues,
            "behaviour": {"salience_volatility": 0.0, "structural_balance": 0.0},
            "bloc": {"members": [NORTH, SOUTH], "min_duration": 20, "grace": 0},
        }
    )


def _neighbours() -> dict[str, Any]:
    return {
        NORTH: {"name": "Northland", "capability": 0.2, "source": SOURCE},
        SOUTH: {"name": "Southland", "capability": 0.2, "source": SOURCE},
    }


def friends() -> Scenario:
    """Two neighbours with one shared interest: net interest 0.8, ambivalence 0."""
    return _world(
        "two_friends", "Two neighbours with one shared interest", _neighbours(), {"open_sea": _stance(0.8)}
    )


def mixed() -> Scenario:
    """Two neighbours that share much and quarrel much: net interest 0.8, ambivalence 1.2."""
    return _world(
        "two_in_two_minds", "Two neighbours that share much and quarrel much", _neighbours(), _mixed_issues()
    )


def threatened() -> Scenario:
    """The same two, and a strong neighbour at odds with both."""
    states = {**_neighbours(), EAST: {"name": "Eastland", "capability": 0.6, "source": SOURCE}}
    issues = {
        **_mixed_issues(),
        "northland_border": _feud(NORTH, 1.0),
        "southland_border": _feud(SOUTH, 1.0),
    }
    return _world("two_and_a_giant", "Two neighbours in two minds, and a strong third", states, issues)


def _mixed_issues() -> dict[str, Any]:
    return {
        "open_sea": _stance(1.0),
        "common_market": _stance(1.0),
        "river_water": _claim(0.7),
        "fishing_islands": _claim(0.5),
    }
