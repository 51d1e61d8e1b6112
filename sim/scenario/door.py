"""The one door: raw data in, a clean document out, or every fault at once.

A clean document is plain data (dict, list, str, int, float) with every default
filled in. Nothing below this door checks again.
"""

from copy import deepcopy
from typing import Any

import numpy as np

from sim.errors import ScenarioError
from sim.scenario import primitives as read
from sim.scenario import sections
from sim.scenario.arrays import build_parameters
from sim.scenario.crises import check_crises
from sim.scenario.events import build_timeline, changes, check_events
from sim.scenario.faults import Faults, nearest
from sim.scenario.naming import check_names
from sim.scenario.quantities import BEHAVIOUR, DEPENDENCE
from sim.scenario.slots import SLOT_SECTIONS, UnknownName, find_slot

KEYS = (
    "name",
    "description",
    "horizon",
    "states",
    "distance_km",
    "dependence",
    "issues",
    "initial",
    "behaviour",
    "events",
    "crises",
    "bloc",
)
HORIZON_DEFAULT = 120
HORIZON_MAX = 100_000


def clean_document(raw: Any, source: str, noted: list[str] | None = None) -> dict[str, Any]:
    """Check raw data and return the clean document.

    `source` names the document in messages; `noted` are faults that reading it has found already.
    Raises ScenarioError with one line per fault.
    """
    faults = Faults(source, noted or [])
    if not isinstance(raw, dict):
        raise ScenarioError(source, [*faults.lines, f"must be a mapping with keys {', '.join(KEYS)}"])
    parts = read.known(faults, "scenario", {str(key): value for key, value in raw.items()}, KEYS)
    document: dict[str, Any] = {"name": _name(faults, parts)}
    if parts.get("description") is not None:
        document["description"] = read.text(faults, "description", parts["description"])
    before = len(faults.lines)
    document["horizon"] = read.integer(
        faults, "horizon", parts.get("horizon", HORIZON_DEFAULT), 1, HORIZON_MAX
    )
    if len(faults.lines) > before:
        document["horizon"] = HORIZON_MAX  # so that the steps of events are not blamed for it
    document["states"] = sections.states(faults, parts.get("states"))
    keys = list(document["states"])
    document["distance_km"] = sections.distances(faults, parts.get("distance_km"), keys)
    document["dependence"] = sections.pairs(faults, "dependence", parts.get("dependence"), keys, DEPENDENCE)
    document["issues"] = sections.issues(faults, parts.get("issues"), keys)
    document["initial"] = sections.pairs(faults, "initial", parts.get("initial"), keys, None)
    document["behaviour"] = sections.behaviour(faults, parts.get("behaviour"), keys)
    document["bloc"] = sections.bloc(faults, parts.get("bloc"), keys, document["horizon"])
    document["events"] = check_events(faults, parts.get("events"), document)
    check_names(faults, document)
    at_any_step = {**document, "horizon": HORIZON_MAX}  # a crisis may be longer than what is left of a run
    document["crises"] = check_crises(faults, parts.get("crises"), at_any_step)
    if not faults.lines:
        _check_epochs(faults, document, "events")
        for key, crisis in document["crises"].items():
            _check_epochs(faults, {**at_any_step, "events": crisis["events"]}, f"crises.{key}.events")
    faults.check()
    return document


def _name(faults: Faults, parts: dict[str, Any]) -> str:
    name = parts.get("name")
    if not isinstance(name, str) or not read.KEY.fullmatch(name.replace("-", "_")):
        faults.add("name", f"{read.NAME_RULE} (it names folders), got {read.shown(name)}")
        return "unnamed"
    return str(name)


def _check_epochs(faults: Faults, document: dict[str, Any], field: str) -> None:
    """Scaled values must stay in range as well; `field` is the name of the list of events."""
    changed = changes(document, field)
    if not changed:
        return
    timeline = build_timeline(build_parameters(document), changed, document["horizon"])
    for change in changed:
        epoch = timeline.epochs[timeline.epoch_at(change.step)]
        for value in np.ravel(change.slot.values(epoch)):
            if not change.slot.quantity.admits(float(value)):
                rule = change.slot.quantity.rule
                faults.add(
                    f"{change.label}.scale.{change.slot.name}", f"leads to {value:g}, which must be {rule}"
                )


def put_all(document: dict[str, Any], items: list[tuple[str, Any]], faults: list[str]) -> dict[str, Any]:
    """A copy of a clean document with values put; a line is added to `faults` for each unknown name."""
    changed = deepcopy(document)
    for name, value in items:
        try:
            if is_number(name, value):
                find_slot(document, name)
            _put(changed, name, value)
        except UnknownName as problem:
            faults.append(f"`{name}` {problem}")
    return changed


def is_number(name: str, value: Any) -> bool:
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
            inner = {} if inner is None else {sections.RESERVED: inner}
            place[part] = inner
        place = inner
    place[parts[-1]] = value


def _may_differ_by_state(parts: list[str], depth: int) -> bool:
    """Whether the value at a depth of a dotted name may be one number or a mapping by state."""
    if parts[0] == "behaviour":
        return depth == 1 and parts[1] in BEHAVIOUR and BEHAVIOUR[parts[1]].per_state
    return parts[0] == "issues" and depth == 2 and parts[2] == "salience"
