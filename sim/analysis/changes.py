"""What a scenario says otherwise than the shipped one of its name."""

from collections.abc import Mapping
from typing import Any

from sim.scenario.scenario import load_scenario
from sim.scenario.shipped import shipped_names


def changed_values(document: Mapping[str, Any]) -> dict[str, Any]:
    """Dotted names and values of a clean document that differ from the shipped scenario of its name.

    Empty where nothing differs or no scenario of that name is shipped. A value that only the
    shipped one has appears as None.

    >>> changed_values(load_scenario("toy_pair").replace({"behaviour.noise": 0.4}).to_dict())
    {'behaviour.noise': 0.4}
    """
    name = str(document.get("name"))
    if name not in shipped_names():
        return {}
    here, there = _leaves(document), _leaves(load_scenario(name).to_dict())
    return {key: here.get(key) for key in {**here, **there} if here.get(key) != there.get(key)}


def _leaves(value: Any, stem: str = "") -> dict[str, Any]:
    if not isinstance(value, Mapping) or not value:
        return {stem: value}
    found: dict[str, Any] = {}
    for key, inner in value.items():
        found |= _leaves(inner, f"{stem}.{key}" if stem else str(key))
    return found
