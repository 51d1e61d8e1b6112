"""Scenarios offered, out of the page and back into it, as YAML: plain data, read through the one door."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import yaml

from sim.app import limits
from sim.app.session import Session, open_scenario
from sim.errors import InputError, ScenarioError
from sim.scenario.document import Loader, as_number, parse_yaml
from sim.scenario.door import clean_document
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import shipped_names

SOURCE = "your file"
"""How messages call what was handed in."""


def scenario_offers(session: Session) -> list[dict[str, str]]:
    """The shipped scenarios, and the reader's own file while it is open."""
    labels = {name: name.replace("_", " ") for name in shipped_names()}
    if session.source and session.source not in labels:
        labels[session.source] = f"{session.origin.name} (your file)"
    return [{"key": key, "label": label} for key, label in labels.items()]


def upload(session: Session, file: Mapping[str, Any]) -> Session:
    """The free page with an uploaded scenario. `file` holds `name`, `size` and base64 `data`, from a browser.

    Raises InputError or ScenarioError for what is no scenario.
    """
    name = str(file.get("name", "file"))[:80]
    if file.get("unreadable"):
        raise InputError(f"{name} could not be read; choose another file")
    data = file.get("data")
    if not isinstance(data, str):
        raise InputError(
            f"{name} is too large: a scenario has at most {limits.FILE_BYTES // 1000} kB; choose another file"
        )
    try:
        text = base64.b64decode(data, validate=True)
    except binascii.Error:
        raise InputError(f"{name} did not arrive whole; upload it again") from None
    return open_scenario(session, from_yaml(text), f"file:{name}")


def from_yaml(data: bytes) -> Scenario:
    """The scenario in a YAML file that somebody hands in.

    Raises InputError for a file that is too large or for a scenario that is too large for the page, and
    ScenarioError with one line for each fault of what is read. Nothing in a file can run code: the reader
    knows plain data alone, and refuses tags and references.
    """
    if len(data) > limits.FILE_BYTES:
        raise InputError(
            f"{SOURCE} must have at most {limits.FILE_BYTES:,} bytes, got {len(data):,}; "
            "a scenario is a short text: choose another file"
        )
    text = _decode(data)
    _refuse_references(text)
    raw, duplicates = parse_yaml(text, SOURCE)
    if raw is None:
        raise ScenarioError(SOURCE, ["is empty; hand in the YAML of a scenario"])
    if isinstance(raw, dict):
        _check_size(raw)
    return Scenario(clean_document(raw, SOURCE, duplicates))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError(
            SOURCE, [f"is not text in UTF-8 (byte {error.start + 1}); save it as UTF-8"]
        ) from None


def _refuse_references(text: str) -> None:
    """Raises ScenarioError where a value refers to another: a few lines of that may stand for gigabytes."""
    try:
        for event in yaml.parse(text, Loader=Loader):
            if isinstance(event, yaml.AliasEvent):
                raise ScenarioError(SOURCE, [f"refers to another value by `*{event.anchor}`; write it out"])
    except yaml.YAMLError:
        return  # what is no YAML is told by the reader, in words


def _check_size(raw: dict[Any, Any]) -> None:
    """Raises InputError for what is legal but too large for a page, before it is checked entry by entry."""
    for key, most in (
        ("states", limits.N_STATES),
        ("issues", limits.N_ISSUES),
        ("events", limits.N_EVENTS),
        ("crises", limits.N_EVENTS),
    ):
        entries = raw.get(key)
        if isinstance(entries, (dict, list)) and len(entries) > most:
            raise InputError(
                f"{SOURCE} must have at most {most} {key} for this page, got {len(entries)}; "
                "leave some out, or use `entente run`, which takes more"
            )
    horizon = as_number(raw.get("horizon"))
    if horizon is not None and horizon > limits.HORIZON:
        raise InputError(
            f"`horizon` must be at most {limits.HORIZON} steps for this page, got {horizon:g}; "
            "shorten it, or use `entente run`, which takes more"
        )
    crises = raw.get("crises")
    lists = [crisis.get("events") for crisis in _mappings(crises)]
    changed = sum(limits.changes_in(events) for events in (raw.get("events"), *lists))
    if changed > limits.N_CHANGES:
        raise InputError(
            f"events and crises must change at most {limits.N_CHANGES} values for this page, got {changed}; "
            "leave some out, or change a whole issue instead of each state's salience"
        )
    for section in ("states", "issues", "crises"):
        entries = raw.get(section)
        names = [entry.get(part) for entry in _mappings(entries) for part in ("name", "in_text")]
        for word in (*(entries if isinstance(entries, dict) else ()), *names):
            if isinstance(word, str) and len(word) > limits.NAME_LENGTH:
                raise InputError(
                    f"a name in `{section}` must have at most {limits.NAME_LENGTH} letters for this "
                    f"page, got {len(word)} in `{word[:20]}...`; shorten it"
                )


def _mappings(entries: Any) -> list[dict[Any, Any]]:
    """The entries of a section that are mappings, as they should be."""
    return (
        [entry for entry in entries.values() if isinstance(entry, dict)] if isinstance(entries, dict) else []
    )
