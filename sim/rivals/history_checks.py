"""The door of a historical input: raw data in, clean data out, or every fault at once."""

from itertools import pairwise
from typing import Any

from sim.errors import ScenarioError
from sim.rivals.camps import N_STATES_MAX
from sim.scenario import primitives as read
from sim.scenario.faults import Faults
from sim.scenario.quantities import Quantity

Clean = dict[str, Any]

KEYS = ("name", "title", "description", "source", "members", "years", "states", "propensity")
SIZE = Quantity(meaning="size of a state in the unit of its source", low=0.0, low_open=True, symbol="m")
PROPENSITY = Quantity(
    meaning="how much a pair gains by standing in one camp", low=-10.0, high=10.0, symbol="p"
)
YEAR_MIN, YEAR_MAX = 1, 3000


def clean_history(raw: Any, source: str, found: list[str] | None = None) -> Clean:
    """Check raw data; `source` names it in messages, `found` holds faults of reading it.

    Raises ScenarioError with one line for every fault.
    """
    faults = Faults()
    faults.lines.extend(found or [])
    if not isinstance(raw, dict):
        raise ScenarioError(source, [*faults.lines, f"must be a mapping with keys {', '.join(KEYS)}"])
    given = read.known(faults, "history", {str(key): value for key, value in raw.items()}, KEYS)
    clean: Clean = {key: _sentence(faults, key, given.get(key)) for key in ("name", "description", "source")}
    clean["title"] = read.text(faults, "title", given.get("title", clean["name"]))
    clean["states"] = _states(faults, given.get("states"))
    clean["years"] = _years(faults, given.get("years"))
    keys = list(clean["states"])
    clean["members"] = _members(faults, given.get("members"), keys)
    clean["propensity"] = _propensity(faults, given.get("propensity"), keys, clean["years"])
    if faults.lines:
        raise ScenarioError(source, faults.lines)
    return clean


def _sentence(faults: Faults, field: str, value: Any) -> str:
    if value is None:
        faults.add(field, "is missing; give a text")
        return "unnamed"
    return read.text(faults, field, value)


def _states(faults: Faults, raw: Any) -> dict[str, Clean]:
    given = read.mapping(faults, "states", raw, "state keys to name, size and source")
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
            "name": read.text(faults, f"{field}.name", entry.get("name", key)),
            "size": read.number(faults, f"{field}.size", entry.get("size", 1.0), SIZE),
            "source": _sentence(faults, f"{field}.source", entry.get("source")),
        }
    if not 2 <= len(clean) <= N_STATES_MAX:
        faults.add("states", f"must name 2 to {N_STATES_MAX} states, got {len(clean)}; add or drop some")
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


def _propensity(faults: Faults, raw: Any, keys: list[str], years: dict[str, int] | None) -> Clean:
    given = read.mapping(faults, "propensity", raw, "default, source, pairs and spells")
    given = read.known(faults, "propensity", given, ("default", "source", "pairs", "spells"))
    _sentence(faults, "propensity.source", given.get("source"))
    if "default" not in given:
        faults.add("propensity.default", f"is missing; give a number {PROPENSITY.rule}")
    if given.get("spells") and years is None:
        faults.add("years", "is missing; give the first and the last year of `propensity.spells`")
    return {
        "default": read.number(faults, "propensity.default", given.get("default", 0.0), PROPENSITY),
        "pairs": _pairs(faults, given.get("pairs"), keys),
        "spells": _spells(faults, given.get("spells"), keys),
    }


def _pairs(faults: Faults, raw: Any, keys: list[str]) -> dict[tuple[str, str], float]:
    """Each pair once: a propensity has no direction."""
    field = "propensity.pairs"
    clean: dict[tuple[str, str], float] = {}
    table = read.mapping(faults, field, raw, "state keys to state keys to numbers")
    for a, row in read.known(faults, field, table, keys, "state").items():
        entries = read.mapping(faults, f"{field}.{a}", row, "state keys to numbers")
        for b, value in read.known(faults, f"{field}.{a}", entries, keys, "state").items():
            spot = f"{field}.{a}.{b}"
            if a == b:
                faults.add(spot, f"is from a state to itself, got {read.shown(value)}; remove it")
            elif (b, a) in clean:
                faults.add(spot, f"is given as `{field}.{b}.{a}` as well; keep one of them")
            else:
                clean[a, b] = read.number(faults, spot, value, PROPENSITY)
    return clean


def _spells(faults: Faults, raw: Any, keys: list[str]) -> list[Clean]:
    """Dated propensities; spells of one pair must not overlap."""
    if raw is None:
        return []
    if not isinstance(raw, list):
        faults.add("propensity.spells", f"must be a list, got {read.shown(raw)}; list the spells")
        return []
    clean: list[Clean] = []
    for place, entry in enumerate(raw):
        field = f"propensity.spells[{place}]"
        given = read.mapping(faults, field, entry, "pair, value, begin and end")
        given = read.known(faults, field, given, ("pair", "value", "begin", "end"))
        missing = [key for key in ("pair", "value", "begin", "end") if key not in given]
        if missing:
            faults.add(field, f"has no {', '.join(missing)}; give each of pair, value, begin and end")
            continue
        pair = given["pair"]
        if (
            not isinstance(pair, list)
            or len(pair) != 2
            or pair[0] == pair[1]
            or any(x not in keys for x in pair)
        ):
            faults.add(f"{field}.pair", f"must be two different states, got {read.shown(pair)}; correct it")
            continue
        begin = read.integer(faults, f"{field}.begin", given["begin"], YEAR_MIN, YEAR_MAX - 1)
        clean.append({
            "pair": tuple(sorted(pair)),
            "value": read.number(faults, f"{field}.value", given["value"], PROPENSITY),
            "begin": begin,
            "end": read.integer(faults, f"{field}.end", given["end"], begin + 1, YEAR_MAX),
        })  # fmt: skip
    ordered = sorted(clean, key=lambda spell: (spell["pair"], spell["begin"]))
    for one, other in pairwise(ordered):
        if one["pair"] == other["pair"] and other["begin"] < one["end"]:
            faults.add(
                "propensity.spells",
                f"overlap for {' and '.join(one['pair'])} in {other['begin']}; end the first by then",
            )
    return clean
