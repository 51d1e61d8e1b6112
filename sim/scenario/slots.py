"""Dotted names: which cells of which array a name such as `issues.x.salience.RUS` means.

Replacement, events and designs all address numbers through here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.scenario.faults import nearest
from sim.scenario.kinds import KINDS
from sim.scenario.parameters import CORE_AXES, Array, Parameters
from sim.scenario.quantities import (
    BEHAVIOUR,
    CAPABILITY,
    DEPENDENCE,
    DISTANCE,
    SALIENCE,
    Quantity,
)
from sim.scenario.sections import RESERVED
from sim.vocabulary import IssueKind

Cells = tuple[tuple[int, ...], ...]

SLOT_SECTIONS = ("behaviour", "states", "distance_km", "dependence", "issues")
"""Sections of a scenario whose dotted names end in numbers."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Where a dotted name lives: a field of `Parameters` and its cells, in canonical order."""

    name: str
    field: str
    cells: Cells
    quantity: Quantity

    def values(self, parameters: Parameters) -> Array:
        """Values of every cell: (..., cells) for the leading axes of the field."""
        array = getattr(parameters, self.field)
        return np.stack([array[(..., *cell)] for cell in self.cells], axis=-1)

    def own(self, parameters: Parameters) -> float | None:
        """The one value that all cells have, of parameters without leading axes; None where they differ."""
        values = {float(value) for value in self.values(parameters)}
        return values.pop() if len(values) == 1 else None

    def own_values(self, parameters: Parameters, states: Sequence[str]) -> dict[str, float]:
        """Dotted names and their values, of parameters without leading axes.

        One entry where the name stands for one value. Where it stands for states with values of their own,
        an entry for each state, so that they can be put back. Raises InputError for other names of several
        values.
        """
        names, value = self.singles(states), self.own(parameters)
        if value is not None:
            return {self.name: value}
        if len(names) < len(self.cells):
            raise InputError(f"`{self.name}` stands for several values; name each of them")
        return dict(zip(names, map(float, self.values(parameters)), strict=True))

    def singles(self, states: Sequence[str]) -> tuple[str, ...]:
        """A dotted name for each cell of a salience or of a parameter by state; any other name as it is.

        states : keys in canonical order.
        """
        by_state = self.field == "salience" or self.quantity.per_state
        if not by_state or len(self.cells) == 1:
            return (self.name,)
        stem = self.name.removesuffix(f".{RESERVED}")
        return tuple(f"{stem}.{states[cell[0]]}" for cell in self.cells)

    def scale(self, parameters: Parameters, factor: float) -> Parameters:
        """A copy with every cell multiplied by a factor."""
        array: Any = np.array(getattr(parameters, self.field), dtype=np.float64)
        for cell in self.cells:
            array[(..., *cell)] *= factor
        return replace(parameters, **{self.field: array})


def write_slots(parameters: Parameters, values: Iterable[tuple[Slot, Array | float]]) -> Parameters:
    """A copy with slots set, later ones over earlier ones; each value is a number or (points,)."""
    pairs = list(values)
    points = np.broadcast_shapes(*(np.shape(value) for _, value in pairs))
    changed: dict[str, Any] = {}
    for slot, value in pairs:
        if slot.field not in changed:
            array = getattr(parameters, slot.field)
            core = array.shape[array.ndim - CORE_AXES[slot.field] :]
            lead = np.broadcast_shapes(array.shape[: array.ndim - len(core)], points)
            changed[slot.field] = np.array(np.broadcast_to(array, lead + core), dtype=np.float64)
        for cell in slot.cells:
            changed[slot.field][(..., *cell)] = value
    return replace(parameters, **changed)


class UnknownName(KeyError):
    """A dotted name that means nothing in a scenario; the text says what is wrong and what is near."""

    def __str__(self) -> str:
        return str(self.args[0])


def find_slot(document: dict[str, Any], name: str) -> Slot:
    """The slot of a dotted name in a clean document; raises UnknownName."""
    return _Finder(document, name).find()


class _Finder:
    """Walks one dotted name; every step that fails knows its own alternatives."""

    def __init__(self, document: dict[str, Any], name: str) -> None:
        self.document = document
        self.name = name
        self.parts = name.split(".")
        self.states = sorted(document["states"])
        self.issues = sorted(document["issues"])

    def find(self) -> Slot:
        finders = {
            "behaviour": self.behaviour,
            "states": self.capability,
            "distance_km": self.distance,
            "dependence": self.dependence,
            "issues": self.issue,
        }
        return finders[self.part(0, finders)]()

    def part(self, place: int, valid: Any, what: str = "key") -> str:
        """The part at a place, which must be one of the valid ones."""
        stem = ".".join(self.parts[:place]) or "a scenario"
        if place >= len(self.parts):
            raise UnknownName(f"stops short; `{stem}` takes a further {what}: {nearest('', valid)}")
        if self.parts[place] not in valid:
            raise UnknownName(
                f"is unknown: `{stem}` has no {what} `{self.parts[place]}`; "
                f"{nearest(self.parts[place], valid)}"
            )
        return self.parts[place]

    def end(self, place: int) -> None:
        if len(self.parts) > place:
            raise UnknownName(f"goes too deep; `{'.'.join(self.parts[:place])}` is one number")

    def slot(self, field: str, cells: Cells, quantity: Quantity) -> Slot:
        return Slot(name=self.name, field=field, cells=cells, quantity=quantity)

    def state(self, place: int) -> int:
        return self.states.index(self.part(place, self.states, "state"))

    def behaviour(self) -> Slot:
        parameter = self.part(1, BEHAVIOUR, "parameter")
        quantity = BEHAVIOUR[parameter]
        if not quantity.per_state:
            self.end(2)
            return self.slot(parameter, ((),), quantity)
        value = self.document["behaviour"][parameter]
        own = value if isinstance(value, dict) else {}
        return self.slot(parameter, self.one_or_all(2, own), quantity)

    def one_or_all(self, place: int, own: dict[str, Any]) -> Cells:
        """Cells of one state, of the states without a value of their own (`default`), or of all."""
        if len(self.parts) <= place:
            return tuple((i,) for i in range(len(self.states)))
        self.end(place + 1)
        if self.part(place, [*self.states, RESERVED], "state") != RESERVED:
            return ((self.state(place),),)
        cells = tuple((i,) for i, key in enumerate(self.states) if key not in own)
        if not cells:
            raise UnknownName("changes nothing: every state has a value of its own; name the states")
        return cells

    def capability(self) -> Slot:
        i = self.state(1)
        self.part(2, ("capability",))
        self.end(3)
        return self.slot("capability", ((i,),), CAPABILITY)

    def pair(self, place: int, table: dict[str, dict[str, Any]], *, both: bool) -> Cells:
        i, j = self.state(place), self.state(place + 1)
        self.end(place + 2)
        if i == j:
            raise UnknownName("is from a state to itself; name two different states")
        source, target = self.parts[place], self.parts[place + 1]
        if both and source not in table.get(target, {}):
            return ((i, j), (j, i))
        return ((i, j),)

    def distance(self) -> Slot:
        return self.slot("distance_km", self.pair(1, self.document["distance_km"], both=True), DISTANCE)

    def dependence(self) -> Slot:
        return self.slot("dependence", self.pair(1, self.document["dependence"], both=False), DEPENDENCE)

    def issue(self) -> Slot:
        key = self.part(1, self.issues, "issue")
        k = self.issues.index(key)
        entry = self.document["issues"][key]
        kind = KINDS[IssueKind(entry["kind"])]
        if self.part(2, ("salience", kind.values)) == "salience":
            return self.slot(
                "salience", tuple((*c, k) for c in self.one_or_all(3, entry["salience"])), SALIENCE
            )
        if kind.of_pairs:
            cells = self.pair(3, entry[kind.values], both=True)
        else:
            cells = ((self.state(3),),)
            self.end(4)
        return self.slot(kind.field, tuple((*c, k) for c in cells), kind.quantity)
