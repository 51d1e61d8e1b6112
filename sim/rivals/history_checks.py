"""The door of a historical input: raw data in, clean data out, or every fault at once."""

from typing import Any

from sim.errors import ScenarioError
from sim.rivals.camps import N_STATES_MAX
from sim.rivals.propensity_checks import YEAR_MAX, YEAR_MIN, Clean, clean_propensity, sentence
from sim.scenario import primitives as read
from sim.scenario.faults import Faults
from sim.scenario.quantities import Quantity

KEYS = ("name", "title", "description", "source", "members", "years", "states", "propensity")
SIZE = Quantity(meaning="size of a state in the unit of its source", low=0.0, low_open=True, symbol="m")


def clean_history(raw: Any, source: str, found: list[str] | None = None) -> Clean:
    """Check raw data; `source` names it in messages, `found` holds faults of reading it.

    Raises ScenarioError with one line for every fault.
    """
    faults = Faults(source, found or [])
    if not isinstance(raw, dict):
        raise ScenarioError(source, [*faults.lines, f"must be a mapping with keys {', '.join(KEYS)}"])
    given = read.known(faults, "history", {str(key): value for key, value in raw.items()}, KEYS)
    clean: Clean = {key: sentence(faults, key, given.get(key)) for key in ("name", "description", "source")}
    clean["name"] = read.line(faults, "name", clean["name"])
    clean["title"] = read.line(faults, "title", given.get("title", clean["name"]))
    clean["states"] = _states(faults, given.get("states"))
    clean["years"] = _years(faults, given.get("years"))
    keys = list(clean["states"])
    clean["members"] = _members(faults, given.get("members"), keys)
    clean["propensity"] = clean_propensity(faults, given.get("propensity"), keys, clean["years"])
    faults.check()
    return clean


def _states(faults: Faults, raw: Any) -> dict[str, Clean]:
    given = read.mapping(faults, "states", raw, "state keys to name, size and source")
    if len(given) > N_STATES_MAX:
        faults.stop("states", f"must name 2 to {N_STATES_MAX} states, got {len(given)}; drop some")
    clean: dict[str, Clean] = {}
    for key, value in given.items():
        field = f"states.{key}"
        if not read.KEY.fullmatch(key):
            faults.add(field, f"{read.KEY_RULE}; rename it")
        entry = read.mapping(faults, field, value, "name, size and source")
        entry = read.known(faults, field, entry, ("name", "size", "source"))
        if "size" not in entry:
            faults.add(f"{field}.size", f"is missing; give a number {SIZE.rule}")
        clean[key] = {
            "name": read.line(faults, f"{field}.name", entry.get("name", key)),
            "size": read.number(faults, f"{field}.size", entry.get("size", 1.0), SIZE),
            "source": sentence(faults, f"{field}.source", entry.get("source")),
        }
    if len(clean) < 2:
        faults.add("states", f"must name 2 to {N_STATES_MAX} states, got {len(clean)}; add some")
    return clean


def _years(faults: Faults, raw: Any) -> dict[str, int] | None:
    if raw is None:
        return None
    given = read.mapping(faults, "years", raw, "first, last and default")
    given = read.known(faults, "years", given, ("first", "last", "default"))
    for key in ("first", "last"):
        if key not in given:
            faults.add(f"years.{key}", "is missing; give a year")
    first = read.integer(faults, "years.first", given.get("first", YEAR_MIN), YEAR_MIN, YEAR_MAX)
    last = read.integer(faults, "years.last", given.get("last", YEAR_MAX), first, YEAR_MAX)
    default = read.integer(faults, "years.default", given.get("default", last), first, last)
    return {"first": first, "last": last, "default": default}


def _members(faults: Faults, raw: Any, keys: list[str]) -> list[str]:
    members = [str(member) for member in raw] if isinstance(raw, list) else []
    if len(members) < 2 or len(set(members)) < len(members):
        faults.add("members", f"must name two or more different states, got {read.shown(raw)}; list them")
    for member in members:
        if member not in keys:
            faults.unknown("members", member, keys, "state")
    return members
