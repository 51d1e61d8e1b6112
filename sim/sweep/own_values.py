"""The value that a scenario itself has for a dotted name, and names split where that is not one value."""

from typing import Any

from sim.errors import InputError
from sim.scenario.scenario import Scenario


def own_values(scenario: Scenario, name: str) -> dict[str, float]:
    """Dotted names of numbers and their values in the scenario.

    One entry where the name stands for one value. Where it stands for states with values of their own,
    an entry for each state, so that they can be put back. Raises InputError for what is no number.

    >>> from sim.scenario.scenario import load_scenario
    >>> own_values(load_scenario("essay"), "behaviour.hedging_premium.RUS")
    {'behaviour.hedging_premium.RUS': 0.5}
    >>> list(own_values(load_scenario("essay"), "issues.intervention.salience"))[-1]
    'issues.intervention.salience.VNM'
    """
    slot = scenario.slot(name)
    array: Any = getattr(scenario.parameters, slot.field)
    values = [float(array[cell]) for cell in slot.cells]
    if len(set(values)) == 1:
        return {name: values[0]}
    stem = name.removesuffix(".default")
    if slot.field not in ("salience", "capability") and not slot.quantity.per_state:
        raise InputError(f"`{name}` stands for several values; name each of them")
    states = scenario.canonical_states
    return {f"{stem}.{states[cell[0]]}": value for cell, value in zip(slot.cells, values, strict=True)}
