"""The one door: raw data in, a clean document out, or every fault at once.

A clean document is plain data (dict, list, str, int, float) with every default
filled in. Nothing below this door checks again.
"""

from typing import Any

import numpy as np

from sim.errors import ScenarioError
from sim.scenario import primitives as read
from sim.scenario import sections
from sim.scenario.arrays import build_parameters
from sim.scenario.events import build_timeline, changes, check_events
from sim.scenario.faults import Faults
from sim.scenario.quantities import DEPENDENCE
from sim.scenario.slots import Slot

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
    "bloc",
)
HORIZON_DEFAULT = 120
HORIZON_MAX = 100_000


def clean_document(raw: Any, source: str, found: list[str] | None = None) -> dict[str, Any]:
    """Check raw data and return the clean document.

    `source` names the document in messages; `found` holds faults that reading it has found already.
    Raises ScenarioError with one line per fault.
    """
    faults = Faults(source, found or [])
    if not isinstance(raw, dict):
        raise ScenarioError(source, [*faults.lines, f"must be a mapping with keys {', '.join(KEYS)}"])
    given = read.known(faults, "scenario", {str(key): value for key, value in raw.items()}, KEYS)
    document: dict[str, Any] = {"name": _name(faults, given)}
    if given.get("description") is not None:
        document["description"] = read.text(faults, "description", given["description"])
    before = len(faults.lines)
    document["horizon"] = read.integer(
        faults, "horizon", given.get("horizon", HORIZON_DEFAULT), 1, HORIZON_MAX
    )
    if len(faults.lines) > before:
        document["horizon"] = HORIZON_MAX  # so that the steps of events are not blamed for it
    document["states"] = sections.states(faults, given.get("states"))
    keys = list(document["states"])
    document["distance_km"] = sections.distances(faults, given.get("distance_km"), keys)
    document["dependence"] = sections.pairs(faults, "dependence", given.get("dependence"), keys, DEPENDENCE)
    document["issues"] = sections.issues(faults, given.get("issues"), keys)
    document["initial"] = sections.pairs(faults, "initial", given.get("initial"), keys, None)
    document["behaviour"] = sections.behaviour(faults, given.get("behaviour"), keys)
    document["bloc"] = sections.bloc(faults, given.get("bloc"), keys, document["horizon"])
    document["events"] = check_events(faults, given.get("events"), document)
    if document["events"] and not faults.lines:
        _check_epochs(faults, document)
    faults.check()
    return document


def _name(faults: Faults, given: dict[str, Any]) -> str:
    name = given.get("name")
    if not isinstance(name, str) or not read.KEY.fullmatch(name.replace("-", "_")):
        faults.add("name", f"{read.NAME_RULE} (it names folders), got {read.shown(name)}")
        return "unnamed"
    return str(name)


def _check_epochs(faults: Faults, document: dict[str, Any]) -> None:
    """Scaled values must stay in range as well."""
    found = changes(document)
    timeline = build_timeline(build_parameters(document), found, document["horizon"])
    for change in found:
        epoch = timeline.epochs[timeline.epoch_at(change.step)]
        for value in np.ravel(cell_values(change.slot, epoch)):
            if not change.slot.quantity.admits(float(value)):
                rule = change.slot.quantity.rule
                faults.add(
                    f"{change.label}.scale.{change.slot.name}", f"leads to {value:g}, which must be {rule}"
                )


def cell_values(slot: Slot, parameters: Any) -> Any:
    """Values of every cell of a slot, the cells on the last axis."""
    array = getattr(parameters, slot.field)
    return np.stack([array[(..., *cell)] for cell in slot.cells], axis=-1)
