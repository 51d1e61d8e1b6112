"""Events: numbers that change at a step and may change back; they cut a run into epochs."""

from bisect import bisect
from dataclasses import dataclass
from typing import Any

from sim.scenario import primitives as read
from sim.scenario.document import as_number
from sim.scenario.faults import Faults
from sim.scenario.parameters import Parameters, Timeline
from sim.scenario.quantities import Quantity
from sim.scenario.slots import Slot, UnknownName, find_slot, write_slots

FACTOR = Quantity(meaning="factor of an event", low=0.0)
WORK_MAX = 1_000_000
"""Most changes times steps at which one starts or ends: every epoch lays its changes over the scenario."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One number that one event sets or scales, from `step` up to and including `until`."""

    label: str
    step: int
    until: int
    slot: Slot
    value: float
    scales: bool

    def apply(self, parameters: Parameters) -> Parameters:
        """The parameters while the event lasts."""
        if self.scales:
            return self.slot.scale(parameters, self.value)
        return write_slots(parameters, [(self.slot, self.value)])


def check_events(
    faults: Faults, raw: Any, document: dict[str, Any], where: str = "events"
) -> list[dict[str, Any]]:
    """Clean `events` of an otherwise clean document; names, steps, overlaps and values are checked.

    `where` is the dotted name of the list.
    """
    if raw is None:
        return []
    if not isinstance(raw, list):
        faults.add(where, f"must be a list, got {read.shown(raw)}")
        return []
    horizon = document["horizon"]
    clean: list[dict[str, Any]] = []
    untimed: set[str] = set()
    for place, entry in enumerate(raw):
        field = f"{where}[{place}]"
        if not isinstance(entry, dict):
            faults.add(field, f"must be a mapping of step, until, set and scale, got {read.shown(entry)}")
            clean.append({"step": 1})
            continue
        fields = read.mapping(faults, field, entry, "step, until, set and scale")
        fields = read.known(faults, field, fields, ("step", "until", "set", "scale", "note"))
        before = len(faults.lines)
        if "step" not in fields:
            faults.add(f"{field}.step", f"is missing; give a whole number from 1 to {horizon}")
        step = read.integer(faults, f"{field}.step", fields.get("step", 1), 1, horizon)
        event: dict[str, Any] = {"step": step}
        if fields.get("until") is not None:
            event["until"] = read.integer(faults, f"{field}.until", fields["until"], step, horizon)
        if len(faults.lines) > before:
            untimed.add(field)
        for verb in ("set", "scale"):
            if verb in fields:
                event[verb] = _numbers(faults, f"{field}.{verb}", fields[verb], verb, document)
        if not fields.get("set") and not fields.get("scale"):
            faults.add(field, "changes nothing; give `set` or `scale` with a dotted name and a number")
        if "note" in fields:
            event["note"] = read.text(faults, f"{field}.note", fields["note"])
        clean.append(event)
    timed = [one for one in changes({**document, "events": clean}, where) if one.label not in untimed]
    if len(timed) * len({edge for change in timed for edge in (change.step, change.until)}) > WORK_MAX:
        faults.stop(where, f"are too many: {len(timed):,} changes in {len(clean):,} events; leave some out")
    _check_overlaps(faults, timed)
    return clean


def _numbers(faults: Faults, field: str, raw: Any, verb: str, document: dict[str, Any]) -> dict[str, float]:
    clean = {}
    for name, value in read.mapping(faults, field, raw, "dotted names to numbers").items():
        try:
            slot = find_slot(document, name)
        except UnknownName as problem:
            if document["states"] and document["issues"]:  # their absence is the one fault, noted already
                faults.add(f"{field}.{name}", str(problem))
            continue
        quantity = slot.quantity if verb == "set" else FACTOR
        before = len(faults.lines)
        number = read.number(faults, f"{field}.{name}", value, quantity)
        if len(faults.lines) == before:
            clean[name] = number
    return clean


def _check_overlaps(faults: Faults, changed: list[Change]) -> None:
    """No two changes may have a cell and a step in common; only neighbours in time can."""
    in_time: dict[tuple[str, tuple[int, ...]], list[tuple[int, int, Change]]] = {}
    for place, change in enumerate(changed):
        for cell in change.slot.cells:
            row = in_time.setdefault((change.slot.field, cell), [])
            here = bisect(row, (change.step, place))
            for _, _, other in row[max(here - 1, 0) : here + 1]:
                if change.step <= other.until and other.step <= change.until:
                    faults.add(
                        change.label,
                        f"changes `{change.slot.name}` while {other.label} changes `{other.slot.name}` "
                        f"(steps {max(change.step, other.step)} to {min(change.until, other.until)}); "
                        "let one end before the other starts",
                    )
            row.insert(here, (change.step, place, change))


def changes(document: dict[str, Any], where: str = "events") -> list[Change]:
    """Every change of every event of a clean document, in order; `where` names the list of events."""
    return [
        Change(
            label=f"{where}[{place}]",
            step=event["step"],
            until=event.get("until", document["horizon"]),
            slot=find_slot(document, name),
            value=float(as_number(value) or 0.0),
            scales=verb == "scale",
        )
        for place, event in enumerate(document["events"])
        for verb in ("set", "scale")
        for name, value in event.get(verb, {}).items()
    ]


def build_timeline(base: Parameters, changed: list[Change], horizon: int) -> Timeline:
    """The epochs of a run. Base arrays may carry a leading axis of design points."""
    edges = {change.step for change in changed} | {change.until + 1 for change in changed}
    starts = (0, *sorted(edge for edge in edges if edge <= horizon))
    epochs = []
    for start in starts:
        parameters = base
        for change in changed:
            if change.step <= start <= change.until:
                parameters = change.apply(parameters)
        epochs.append(parameters)
    return Timeline(starts=starts, epochs=tuple(epochs))
