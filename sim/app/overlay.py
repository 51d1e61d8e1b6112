"""An event laid over those that a scenario has: where both change a number, they work together.

The door takes no two events that change one number in one step, since their order would decide. Here the
order is known: the new event comes last. Each change is cut at the steps at which another one of the same
number starts or ends, and pieces that overlap are made one: a factor multiplies, a set value prevails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sim.errors import InputError
from sim.scenario.scenario import Scenario
from sim.scenario.slots import Slot

Event = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One change of one number from `step` up to and including `until`."""

    name: str
    step: int
    until: int
    verb: str
    value: float
    note: str

    @property
    def span(self) -> range:
        """Its steps."""
        return range(self.step, self.until + 1)


def add_event(scenario: Scenario, event: Event) -> Scenario:
    """The scenario with one more event, in the form of a scenario file.

    Raises ScenarioError where a value would leave its range or the event breaks a rule, InputError where
    it changes part of what another one changes as a whole.
    """
    events: list[Event] = scenario.events
    new = list(_pieces(scenario, event))
    old = [piece for other in events for piece in _pieces(scenario, other)]
    if not any(_meet(scenario, a, b) for a in new for b in old):
        return scenario.replace({"events": [*events, event]})
    for piece in new:
        old = [part for other in old for part in _lay(scenario, other, piece)]
        covered = [other.span for other in old if other.name == piece.name]
        old += _gaps(piece, covered)
    return scenario.replace({"events": _events(old, scenario.horizon)})


def _pieces(scenario: Scenario, event: Event) -> Iterator[Piece]:
    """The changes of an event, one a number; a salience or a parameter of all states is one for each."""
    for verb in ("set", "scale"):
        for name, value in event.get(verb, {}).items():
            for single in scenario.slot(name).singles(scenario.canonical_states):
                yield Piece(
                    name=single,
                    step=event["step"],
                    until=event.get("until", scenario.horizon),
                    verb=verb,
                    value=float(value),
                    note=event.get("note", ""),
                )


def _meet(scenario: Scenario, one: Piece, other: Piece) -> bool:
    """Whether two pieces change a same number in a same step."""
    a, b = scenario.slot(one.name), scenario.slot(other.name)
    in_time = one.step <= other.until and other.step <= one.until
    return in_time and a.field == b.field and bool(set(a.cells) & set(b.cells))


def _lay(scenario: Scenario, old: Piece, new: Piece) -> list[Piece]:
    """An old piece with a new one laid over it: what is before, during and after."""
    if not _meet(scenario, old, new):
        return [old]
    if not _same(scenario.slot(old.name), scenario.slot(new.name)):
        raise InputError(
            f"`{new.name}` cannot be changed while an event changes `{old.name}` (until step {old.until}); "
            "raise it after that, or reset"
        )
    cuts = sorted({old.step, max(old.step, new.step), min(old.until, new.until) + 1, old.until + 1})
    parts = [replace(old, step=start, until=stop - 1) for start, stop in pairwise(cuts)]
    return [_both(part, new) if part.step in new.span else part for part in parts]


def _both(old: Piece, new: Piece) -> Piece:
    """Two changes of one number at a time, the new one after the old one."""
    note = " + ".join(dict.fromkeys(note for note in (old.note, new.note) if note))
    if new.verb == "set":
        return replace(old, name=new.name, verb="set", value=new.value, note=note)
    return replace(old, name=new.name, value=old.value * new.value, note=note)


def _same(one: Slot, other: Slot) -> bool:
    return one.field == other.field and set(one.cells) == set(other.cells)


def _gaps(piece: Piece, covered: list[range]) -> list[Piece]:
    """The parts of a piece that no span covers."""
    free = [step for step in piece.span if not any(step in span for span in covered)]
    starts = [step for step in free if step - 1 not in free]
    stops = [step for step in free if step + 1 not in free]
    return [replace(piece, step=a, until=b) for a, b in zip(starts, stops, strict=True)]


def _events(pieces: list[Piece], horizon: int) -> list[Event]:
    """Events that hold all pieces of the same time and note together, in order of time."""
    events: dict[tuple[int, int, str], Event] = {}
    for piece in sorted(pieces, key=lambda piece: (piece.step, piece.until)):
        key = (piece.step, piece.until, piece.note)
        event = events.setdefault(key, {"step": piece.step})
        if piece.until < horizon:
            event["until"] = piece.until
        if piece.note:
            event["note"] = piece.note
        event.setdefault(piece.verb, {})[piece.name] = piece.value
    return list(events.values())
