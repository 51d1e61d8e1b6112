"""Design points as arrays: columns of a design, laid over the parameters of a scenario.

Columns are dotted names, one value a point. Names of numbers (slots) become a
leading axis of `Parameters`, whatever the number of points; names of anything
else (`horizon`, `bloc.min_duration`) cut the points into groups, each with a
scenario of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.scenario.document import as_number
from sim.scenario.parameters import Array, Timeline
from sim.scenario.primitives import shown
from sim.scenario.scenario import Scenario
from sim.scenario.slots import Slot, write_slots

Indices = np.ndarray[Any, np.dtype[np.intp]]
Columns = Mapping[str, np.ndarray[Any, Any]]

STRUCTURE = ("name", "description", "horizon", "initial", "events", "bloc")
"""First parts of the names that are no slots."""


class BadValue(InputError):
    """A value of a design that breaks the rule of its column."""

    def __init__(self, column: str, row: int, problem: str) -> None:
        self.column = column
        self.problem = problem
        super().__init__(f"column `{column}` {problem} in row {row}; correct that row or narrow the axis")


@dataclass(frozen=True, kw_only=True)
class Task:
    """A scenario for the engines; N states and K issues in canonical order, that of their sorted keys."""

    state_keys: tuple[str, ...]
    """(N,) keys of the states."""
    issue_keys: tuple[str, ...]
    """(K,) keys of the issues."""
    timeline: Timeline
    """Parameters by epoch; their fields stand alone or with one leading axis of points."""
    initial: np.ndarray[Any, np.dtype[np.int8]]
    """int8 (N, N) posture of i toward j at step 0, diagonal 0."""
    horizon: int
    """Last step T."""
    members: tuple[int, ...]
    """Canonical indices of the members of the bloc, two or more, in the order that names their pairs."""
    min_duration: int
    """Steps that make a spell stable."""
    grace: int
    """Longest lapse, in steps, that does not end a spell."""
    seed: int
    """Root seed, from 0 to 2**64 - 1."""
    periods: tuple[int, ...] = (1,)
    """First step of each period over which postures are counted, from 1 on."""

    @property
    def outsiders(self) -> tuple[int, ...]:
        """Canonical indices of the other states."""
        return tuple(i for i in range(len(self.state_keys)) if i not in self.members)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Points that differ in numbers alone."""

    scenario: Scenario
    rows: Indices
    """(points in the group,) their places among all points."""
    timeline: Timeline
    """Parameters by epoch; swept fields have a leading axis as long as `rows`."""

    def task(self, seed: int, periods: tuple[int, ...] = (1,)) -> Task:
        """What the compiled engine needs to run the group."""
        case = self.scenario
        return Task(
            state_keys=case.canonical_states,
            issue_keys=case.canonical_issues,
            timeline=self.timeline,
            initial=case.initial,
            horizon=case.horizon,
            members=case.canonical_members,
            min_duration=case.bloc.min_duration,
            grace=case.bloc.grace,
            seed=seed,
            periods=periods,
        )


def group_points(scenario: Scenario, columns: Columns) -> list[Group]:
    """Groups of the points of a design; without columns, one point: the scenario itself.

    Every value is checked against the rule of its name. Raises InputError, which
    names the column, the row, the value and the rule, or ScenarioError.
    """
    n_points = _length(columns)
    structural = [name for name in columns if name.split(".")[0] in STRUCTURE]
    numeric = sorted((name for name in columns if name not in structural), key=lambda name: name.count("."))
    groups = []
    for rows in _alike(structural, columns, n_points):
        base = point_scenario(scenario, columns, int(rows[0]))
        slots = [base.slot(name) for name in numeric]
        values = [(slot, _numbers(slot, columns[slot.name], rows)) for slot in slots]
        timeline = base.timeline_of(write_slots(base.parameters, values))
        _check_events(base, timeline)
        groups.append(Group(scenario=base, rows=rows, timeline=timeline))
    return groups


def point_scenario(scenario: Scenario, columns: Columns, row: int) -> Scenario:
    """The scenario of one point."""
    values = {name: plain(column[row]) for name, column in columns.items()}
    return scenario.replace(values) if values else scenario


def plain(value: Any) -> Any:
    """A NumPy scalar as the plain number or text that a scenario holds."""
    return value.item() if isinstance(value, np.generic) else value


def _length(columns: Columns) -> int:
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise InputError(f"columns of a design must be equally long, got {lengths}; give one value a point")
    length = next(iter(lengths.values()), 1)
    if length == 0:
        raise InputError("a design must have at least one point, got none; add a row")
    return length


def _alike(structural: list[str], columns: Columns, n_points: int) -> Iterator[Indices]:
    """Places of the points that share all structural values, in order of first appearance."""
    places: dict[str, list[int]] = {}
    if not structural:
        yield np.arange(n_points)
        return
    for row in range(n_points):
        places.setdefault(repr([plain(columns[name][row]) for name in structural]), []).append(row)
    for rows in places.values():
        yield np.array(rows, dtype=np.intp)


def _numbers(slot: Slot, column: np.ndarray[Any, Any], rows: Indices) -> Array:
    """The values of a slot at some points, all inside the range of its quantity."""
    chosen = column[rows]
    if chosen.dtype.kind not in "iuf":
        numbers = [as_number(plain(value)) for value in chosen]
        if None in numbers:
            row = int(rows[numbers.index(None)])
            raise BadValue(
                slot.name, row, f"must be a number {slot.quantity.rule}, got {shown(plain(column[row]))}"
            )
        chosen = np.array(numbers)
    values = chosen.astype(np.float64)
    for place in np.flatnonzero(~slot.quantity.admits_all(values))[:1]:
        value = float(values[place])
        raise BadValue(slot.name, rows[place], f"must be {slot.quantity.rule_for(value)}, got {value:g}")
    return values


def _check_events(scenario: Scenario, timeline: Timeline) -> None:
    """Values that an event scales must stay in range at every point."""
    for change in scenario.changes:
        values = change.slot.values(timeline.epochs[timeline.epoch_at(change.step)])
        bad = ~change.slot.quantity.admits_all(values)
        if np.any(bad):
            raise InputError(
                f"`{change.label}` leads `{change.slot.name}` to {values[bad][0]:g} at some point, "
                f"which must be {change.slot.quantity.rule}; narrow the axis or weaken the event"
            )
