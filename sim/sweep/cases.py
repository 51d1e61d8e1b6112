"""Cases: a few changes of a scenario, each beside the scenario itself, point 0.

A case names what it changes; whatever other cases change keeps the scenario's value in it. `events` of a
case come after the scenario's own.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.scenario import primitives as read
from sim.scenario.document import as_number
from sim.scenario.scenario import Scenario
from sim.sweep.designs import Columns
from sim.sweep.own_values import own_values

BASE = "as coded"
EVENTS = "events"

type Cases = dict[str, dict[str, Any]]
"""What each case changes, by its label: dotted names to numbers, and `events`."""


def read_cases(raw: object, field: str) -> Cases:
    """Cases as somebody writes them; raises InputError for anything that is not a valid case."""
    if not isinstance(raw, Mapping) or not raw:
        raise InputError(f"`{field}` must map labels to changes, got {read.shown(raw)}")
    cases: Cases = {}
    for label, changes in raw.items():
        where = f"`{field}.{label}`"
        if read.CONTROL.search(str(label)):
            raise InputError(
                f"`{field}` has a label that is not one line: {read.shown(label)}; join its lines"
            )
        if str(label) == BASE:
            raise InputError(f"{where}: the scenario itself is always a case; leave it out")
        if not isinstance(changes, Mapping) or not changes:
            raise InputError(f"{where} must map dotted names to values, got {read.shown(changes)}")
        cases[str(label)] = {str(name): _value(str(name), value, where) for name, value in changes.items()}
    return cases


def case_columns(cases: Cases, scenario: Scenario) -> Columns:
    """Columns (1 + cases,), the scenario itself first. Raises InputError for a name that is unknown."""
    points = 1 + len(cases)
    own: dict[str, float] = {}
    for name in dict.fromkeys(name for changes in cases.values() for name in changes if name != EVENTS):
        own |= own_values(scenario, name)
    columns: Columns = {name: np.full(points, value) for name, value in own.items()}
    for place, changes in enumerate(cases.values(), start=1):
        # general names before particular ones, as in a scenario
        for name in sorted((name for name in changes if name != EVENTS), key=lambda name: name.count(".")):
            for cell in own_values(scenario, name):
                columns[cell][place] = changes[name]
    if any(EVENTS in changes for changes in cases.values()):
        already = scenario.to_dict()[EVENTS]
        column = np.empty(points, dtype=object)
        column[:] = [already, *(already + changes.get(EVENTS, []) for changes in cases.values())]
        columns[EVENTS] = column
    return columns


def _value(name: str, value: Any, where: str) -> Any:
    if name == EVENTS:
        if not isinstance(value, (list, tuple)) or not value:
            raise InputError(f"{where}.events must be a list of events, got {read.shown(value)}")
        return list(value)
    number = as_number(value)
    if number is None:
        raise InputError(f"{where}.{name} must be a number, got {read.shown(value)}")
    return number
