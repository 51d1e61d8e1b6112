"""Cases: a few changes of a scenario, each beside the scenario itself, point 0.

A case names what it changes; whatever other cases change keeps the scenario's value in it. `events` of a
case come after the scenario's own, and so do those of `crises`: crises that the scenario declares, each with
the step at which it breaks out.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.scenario import primitives as read
from sim.scenario.document import as_number
from sim.scenario.faults import nearest
from sim.scenario.scenario import Scenario
from sim.sweep.designs import Columns

BASE = "as coded"
EVENTS, CRISES = "events", "crises"

type Cases = dict[str, dict[str, Any]]
"""What each case changes, by its label: dotted names to numbers, `events` and `crises`."""


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
    for name in dict.fromkeys(name for changes in cases.values() for name in _numbers(changes)):
        own |= scenario.own_values(name)
    columns: Columns = {name: np.full(points, value) for name, value in own.items()}
    for place, changes in enumerate(cases.values(), start=1):
        # general names before particular ones, as in a scenario
        for name in sorted(_numbers(changes), key=lambda name: name.count(".")):
            for cell in scenario.own_values(name):
                columns[cell][place] = changes[name]
    if any(len(_numbers(changes)) < len(changes) for changes in cases.values()):
        column = np.empty(points, dtype=object)
        added = ([], *(_events(scenario, label, changes) for label, changes in cases.items()))
        column[:] = [scenario.events + events for events in added]
        columns[EVENTS] = column
    return columns


def _numbers(changes: Mapping[str, Any]) -> list[str]:
    """The dotted names of numbers among the changes of a case."""
    return [name for name in changes if name not in (EVENTS, CRISES)]


def _events(scenario: Scenario, label: str, changes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Events of a case, then those of its crises. Raises InputError for a crisis that is unknown or late."""
    events, known = list(changes.get(EVENTS, [])), {crisis.key: crisis for crisis in scenario.crises}
    for key, step in changes.get(CRISES, {}).items():
        if key not in known:
            raise InputError(
                f"case `{label}`: {scenario.name} declares no crisis `{key}`; {nearest(key, known)}"
            )
        if step > scenario.horizon:
            raise InputError(
                f"case `{label}`: crisis `{key}` must break out by step {scenario.horizon}, got {step}"
            )
        events += known[key].from_step(step, scenario.horizon)
    return events


def _value(name: str, value: Any, where: str) -> Any:
    if name == EVENTS:
        if not isinstance(value, (list, tuple)) or not value:
            raise InputError(f"{where}.events must be a list of events, got {read.shown(value)}")
        return list(value)
    if name == CRISES:
        if not isinstance(value, Mapping) or not all(
            type(step) is int and step > 0 for step in value.values()
        ):
            raise InputError(f"{where}.crises must map crises to steps from 1 on, got {read.shown(value)}")
        return {str(key): step for key, step in value.items()}
    number = as_number(value)
    if number is None:
        raise InputError(f"{where}.{name} must be a number, got {read.shown(value)}")
    return number
