"""What a scenario says otherwise than the shipped one of its name."""

from collections.abc import Mapping
from typing import Any

from sim.scenario.scenario import Scenario, load_scenario
from sim.scenario.shipped import shipped_names


def changed_values(scenario: Scenario) -> dict[str, Any]:
    """Dotted names and values of a scenario that differ from the shipped one of its name.

    Words for people are left out. Empty where nothing differs or no scenario of that name is shipped.
    A value that only the shipped one has appears as None.

    >>> changed_values(load_scenario("toy_pair").replace({"behaviour.noise": 0.4}))
    {'behaviour.noise': 0.4}
    """
    if scenario.name not in shipped_names():
        return {}
    here, there = (_leaves(one.numbers()) for one in (scenario, load_scenario(scenario.name)))
    return {key: here.get(key) for key in {**here, **there} if here.get(key) != there.get(key)}


def _leaves(value: Any, stem: str = "") -> dict[str, Any]:
    if not isinstance(value, Mapping) or not value:
        return {stem: value}
    leaves: dict[str, Any] = {}
    for key, inner in value.items():
        leaves |= _leaves(inner, f"{stem}.{key}" if stem else str(key))
    return leaves
