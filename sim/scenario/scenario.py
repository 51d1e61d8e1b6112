"""`Scenario`: a checked, immutable experiment; `load_scenario`: how one is made."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from sim.errors import InputError, ScenarioError
from sim.scenario import naming
from sim.scenario.arrays import build_initial, build_parameters
from sim.scenario.crises import Crisis, crises_of
from sim.scenario.document import read_yaml, write_yaml
from sim.scenario.door import clean_document, is_number, put_all
from sim.scenario.events import Change, build_timeline, changes
from sim.scenario.faults import nearest
from sim.scenario.kinds import KINDS, Kind
from sim.scenario.parameters import Parameters, Timeline
from sim.scenario.shipped import shipped_names, shipped_path
from sim.scenario.slots import Slot, UnknownName, find_slot
from sim.vocabulary import IssueKind


class Issue(NamedTuple):
    """What an issue states of its states, as the file has it."""

    kind: Kind
    values: Mapping[str, Any]
    """State -> value, or state -> state -> value where the kind is one of pairs."""

    def numbers(self, key: str) -> Iterator[tuple[str, float]]:
        """Dotted name and value of each number that the issue of this key states, but for salience."""
        for state, value in self.values.items():
            name = f"issues.{key}.{self.kind.values}.{state}"
            if self.kind.of_pairs:
                yield from ((f"{name}.{other}", float(number)) for other, number in value.items())
            else:
                yield name, float(value)


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

    @property
    def issue_names(self) -> dict[str, str]:
        """Name of each issue by key, as a heading has it."""
        return {key: naming.issue_name(self._document, key) for key in self.issues}

    def in_text(self, state: str) -> str:
        """A state inside a sentence, such as "the United States"."""
        return naming.in_text(self._document, state)

    def words(self, name: str) -> str:
        """A dotted name as a noun without its article.

        >>> load_scenario("essay").words("issues.us_forces_europe.salience.USA")
        'weight of “US forces in Europe” to the United States'
        """
        return naming.words(self._document, name)

    def issue(self, key: str) -> Issue:
        """What an issue of this scenario states."""
        entry = self._document["issues"][key]
        kind = KINDS[IssueKind(entry["kind"])]
        return Issue(kind=kind, values=MappingProxyType(entry[kind.values]))

    @property
    def behaviour(self) -> Mapping[str, Any]:
        """The behavioural parameters: one number each, or a mapping by state."""
        return MappingProxyType(self._document["behaviour"])

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events, a copy."""
        return deepcopy(self._document["events"])

    @property
    def crises(self) -> tuple[Crisis, ...]:
        """What may break out, in the order of the scenario."""
        return crises_of(self._document)

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
        """SHA-256 of all that decides a run: the clean document in any order of keys, without words for
        people (descriptions, names, sources, notes) and without crises that have not broken out.
        """
        return sha256(json.dumps(self.numbers(), sort_keys=True).encode()).hexdigest()

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

    def numbers(self) -> dict[str, Any]:
        """The clean document without what only people read, and without crises that have not broken out."""
        return naming.numbers_of(self._document)

    def to_yaml(self) -> str:
        """The scenario as YAML text, which `load_scenario` reads back as an equal one."""
        return write_yaml(self._document)

    def slot(self, name: str) -> Slot:
        """The cells of a dotted name; raises InputError with the nearest valid name."""
        try:
            return find_slot(self._document, name)
        except UnknownName as problem:
            raise InputError(f"`{name}` {problem}") from None

    def own_values(self, name: str) -> dict[str, float]:
        """Dotted names of numbers and their values before any event, as `Slot.own_values`.

        >>> load_scenario("essay").own_values("behaviour.hedging_premium.RUS")
        {'behaviour.hedging_premium.RUS': 0.5}
        >>> list(load_scenario("essay").own_values("issues.intervention.salience"))[-1]
        'issues.intervention.salience.VNM'
        """
        return self.slot(name).own_values(self.parameters, self.canonical_states)

    def own_value(self, name: str) -> float | None:
        """The one number at a dotted name before any event; None for several different ones, or for none."""
        try:
            return self.slot(name).own(self.parameters)
        except InputError:  # not in the arrays, such as `horizon`
            value: Any = self._document
            for part in name.split("."):
                value = value.get(part) if isinstance(value, dict) else None
            return float(value) if isinstance(value, (int, float)) else None

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
        numbers = [item for item in ordered if is_number(*item)]
        others = [item for item in ordered if not is_number(*item)]
        faults: list[str] = []
        document = put_all(self._document, others, faults)
        if numbers and others and not faults:
            document = clean_document(document, self.name)  # so that numbers find their places
        document = put_all(self._document if faults else document, numbers, faults)
        if faults:
            raise ScenarioError(self.name, faults)
        return Scenario(clean_document(document, self.name))


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
