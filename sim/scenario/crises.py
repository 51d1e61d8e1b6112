"""Crises: events that a scenario declares and that may break out at any step."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sim.scenario import primitives as read
from sim.scenario.events import check_events
from sim.scenario.faults import Faults
from sim.scenario.naming import readable, upper

CRISES_MAX = 100
"""Most crises of a scenario: each is a button."""


@dataclass(frozen=True, kw_only=True)
class Crisis:
    """Something that may happen."""

    key: str
    name: str
    """A few words, for a button."""
    text: str
    """What happens, in a sentence; empty where the scenario says nothing."""
    events: tuple[Mapping[str, Any], ...]
    """In the form of a scenario's events; step 1 is the first of the crisis."""

    def from_step(self, step: int, horizon: int) -> list[dict[str, Any]]:
        """Its events that begin by the horizon if it breaks out at a step; its name is their note."""
        moved = []
        for event in deepcopy(self.events):
            first = event["step"] + step - 1
            last = {"until": min(event["until"] + step - 1, horizon)} if "until" in event else {}
            moved.append({"note": self.name, **event, "step": first, **last})
        return [event for event in moved if event["step"] <= horizon]


def crises_of(document: Mapping[str, Any]) -> tuple[Crisis, ...]:
    """The crises of a clean document, in its order."""
    return tuple(
        Crisis(
            key=key,
            name=entry.get("name", upper(readable(key))),
            text=entry.get("text", ""),
            events=tuple(entry["events"]),
        )
        for key, entry in document["crises"].items()
    )


def check_crises(faults: Faults, raw: Any, document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Clean `crises`: key -> name, text and events, whose steps count from the outbreak."""
    entries = read.mapping(faults, "crises", raw, "keys to name, text and events")
    if len(entries) > CRISES_MAX:
        faults.stop("crises", f"must be at most {CRISES_MAX}, got {len(entries)}; leave some out")
    clean: dict[str, dict[str, Any]] = {}
    for key, entry in entries.items():
        field = f"crises.{key}"
        if not read.KEY.fullmatch(key):
            faults.add(field, f"{read.KEY_RULE}; rename it")
        fields = read.mapping(faults, field, entry, "name, text and events")
        fields = read.known(faults, field, fields, ("name", "text", "events"))
        clean[key] = {
            part: check(faults, f"{field}.{part}", fields[part])
            for part, check in (("name", read.line), ("text", read.text))
            if part in fields
        }
        clean[key]["events"] = check_events(faults, fields.get("events"), document, f"{field}.events")
        if not fields.get("events"):
            faults.add(f"{field}.events", "is missing or empty; a crisis has one event or more")
    return clean
