"""`Scenario`: a checked, immutable experiment; `load_scenario`: how one is made."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from sim.errors import InputError, ScenarioError
from sim.scenario.arrays import build_initial, build_parameters
from sim.scenario.document import read_yaml, write_yaml
from sim.scenario.door import KEYS, clean_document
from sim.scenario.events import Change, build_timeline, changes
from sim.scenario.faults import nearest
from sim.scenario.parameters import Parameters, Timeline
from sim.scenario.quantities import BEHAVIOUR
from sim.scenario.sections import RESERVED
from sim.scenario.shipped import shipped_names, shipped_path
from sim.scenario.slots import SLOT_SECTIONS, Slot, UnknownName, find_slot


class Bloc(NamedTuple):
    """Whose bloc is asked about, and what counts as stable."""

    members: tuple[str, ...]
    min_duration: int
    grace: int


@dataclass(frozen=True, eq=False)
class Scenario:
    """A checked scenario. Make one with `load_scenario`; change one with `replace`."""

    _document: dict[str, Any]

    @property
    def name(self) -> str:
        """Name of the scenario."""
        return str(self._document["name"])

    @property
    def horizon(self) -> int:
        """Number of steps T; step 0 is the initial world."""
        return int(self._document["horizon"])

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Keys of the N states, in the order of the scenario."""
        return tuple(self._document["states"])

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """Keys of the K issues, in the order of the scenario."""
        return tuple(self._document["issues"])

    @property
    def state_names(self) -> dict[str, str]:
        """Full name of each state by key."""
        return {key: entry["name"] for key, entry in self._document["states"].items()}

    @cached_property
    def bloc(self) -> Bloc:
        """The members whose bloc is asked about."""
        bloc = self._document["bloc"]
        return Bloc(tuple(bloc["members"]), bloc["min_duration"], bloc["grace"])

    @cached_property
    def canonical_states(self) -> tuple[str, ...]:
        """State keys in canonical (sorted) order, that of all arrays."""
        return tuple(sorted(self.states))

    @cached_property
    def canonical_members(self) -> tuple[int, ...]:
        """Places of the bloc's members among the canonical states, in the order that names their pairs."""
        return tuple(self.canonical_states.index(key) for key in self.bloc.members)

    @cached_property
    def canonical_issues(self) -> tuple[str, ...]:
        """Issue keys in canonical (sorted) order."""
        return tuple(sorted(self.issues))

    @cached_property
    def parameters(self) -> Parameters:
        """Arrays without leading axes, before any event."""
        return build_parameters(self._document)

    @cached_property
    def changes(self) -> list[Change]:
        """What the events change."""
        return changes(self._document)

    @cached_property
    def timeline(self) -> Timeline:
        """Parameters by epoch."""
        return self.timeline_of(self.parameters)

    def timeline_of(self, base: Parameters) -> Timeline:
        """Epochs that the events cut from other base parameters (with a leading axis of points, say)."""
        return build_timeline(base, self.changes, self.horizon)

    @cached_property
    def initial(self) -> Any:
        """Postures of step 0, int8 (N, N), canonical order."""
        return build_initial(self._document)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the clean document: equal for equal scenarios, whatever the order of keys."""
        return sha256(json.dumps(self._document, sort_keys=True).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self._document == other._document

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        size = f"{len(self.states)} states, {len(self.issues)} issues, horizon {self.horizon}"
        return f"Scenario({self.name!r}, {size})"

    def to_dict(self) -> dict[str, Any]:
        """The clean document, a copy: plain data in the form of a scenario file."""
        return deepcopy(self._document)

    def to_yaml(self) -> str:
        """The scenario as YAML text, which `load_scenario` reads back as an equal one."""
        return write_yaml(self._document)

    def slot(self, name: str) -> Slot:
        """The cells of a dotted name; raises InputError with the nearest valid name."""
        try:
            return find_slot(self._document, name)
        except UnknownName as problem:
            raise InputError(f"`{name}` {problem}") from None

    def replace(self, values: Mapping[str, Any]) -> "Scenario":
        """A checked copy with values replaced by dotted name, general names before particular ones.

        Raises ScenarioError naming every fault.
        """
        if not isinstance(values, Mapping):
            raise InputError(
                f"`replace` takes a mapping of dotted names to values, got {type(values).__name__}"
            )
        ordered = sorted(
            ((str(name), value) for name, value in values.items()), key=lambda item: item[0].count(".")
        )
        numbers = [item for item in ordered if _is_number(*item)]
        others = [item for item in ordered if not _is_number(*item)]
        faults: list[str] = []
        document = _put_all(self._document, others, faults)
        if numbers and others and not faults:
            document = clean_document(document, self.name)  # so that numbers find their places
        document = _put_all(self._document if faults else document, numbers, faults)
        if faults:
            raise ScenarioError(self.name, faults)
        return Scenario(clean_document(document, self.name))


def _put_all(document: dict[str, Any], items: list[tuple[str, Any]], faults: list[str]) -> dict[str, Any]:
    """A copy of a clean document with values put; a line is added to `faults` for each unknown name."""
    changed = deepcopy(document)
    for name, value in items:
        try:
            if _is_number(name, value):
                find_slot(document, name)
            _put(changed, name, value)
        except UnknownName as problem:
            faults.append(f"`{name}` {problem}")
    return changed


def _is_number(name: str, value: Any) -> bool:
    """Whether a name stands for numbers in the arrays, and not for a whole section."""
    return name.split(".")[0] in SLOT_SECTIONS and not isinstance(value, dict)


def _put(document: dict[str, Any], name: str, value: Any) -> None:
    """Set one dotted name in a document; raises UnknownName."""
    parts = name.split(".")
    if parts[0] not in KEYS:
        raise UnknownName(f"is unknown; {nearest(parts[0], KEYS)}")
    place = document
    for depth, part in enumerate(parts[:-1]):
        inner = place.get(part)
        if not isinstance(inner, dict):
            if inner is not None and not _may_differ_by_state(parts, depth):
                raise UnknownName(f"goes too deep; `{'.'.join(parts[: depth + 1])}` is one value")
            inner = {} if inner is None else {RESERVED: inner}
            place[part] = inner
        place = inner
    place[parts[-1]] = value


def _may_differ_by_state(parts: list[str], depth: int) -> bool:
    """Whether the value at a depth of a dotted name may be one number or a mapping by state."""
    if parts[0] == "behaviour":
        return depth == 1 and parts[1] in BEHAVIOUR and BEHAVIOUR[parts[1]].per_state
    return parts[0] == "issues" and depth == 2 and parts[2] == "salience"


def load_scenario(source: str | Path | Mapping[str, Any] | Scenario) -> Scenario:
    """A scenario from a shipped name, a path of a YAML file, or a mapping of the same form.

    Raises ScenarioError with one line for each fault, all at once.
    """
    if isinstance(source, Scenario):
        return source
    if isinstance(source, Mapping):
        return Scenario(clean_document(dict(source), "scenario"))  # the clean document shares nothing with it
    if not isinstance(source, (str, Path)):
        raise InputError(
            f"a scenario must be a shipped name, a path or a mapping, got {type(source).__name__}; "
            f"{nearest('', shipped_names())}"
        )
    path = Path(source)
    if path.suffix not in (".yaml", ".yml"):
        if str(source) not in shipped_names():
            raise InputError(
                f"no scenario is called `{source}`; give the path of a YAML file or a shipped name: "
                f"{nearest(str(source), shipped_names())}"
            )
        path = shipped_path(str(source))
    data, duplicates = read_yaml(path)
    return Scenario(clean_document(data, str(source), duplicates))
