"""The door of a historical input: raw data in, clean data out, or every fault at once."""

from itertools import pairwise
from typing import Any

from sim.errors import ScenarioError
from sim.rivals.camps import N_STATES_MAX
from sim.scenario import primitives as read
from sim.scenario.document import as_number
from sim.scenario.faults import Faults
from sim.scenario.quantities import Quantity

Clean = dict[str, Any]

KEYS = ("name", "title", "description", "source", "members", "years", "states", "propensity")
SIZE = Quantity(meaning="size of a state in the unit of its source", low=0.0, low_open=True, symbol="m")
PROPENSITY = Quantity(
    meaning="how much a pair gains by standing in one camp", low=-10.0, high=10.0, symbol="p"
)
YEAR_MIN, YEAR_MAX = 1, 3000
CODES = (-9.0, -8.0, -7.0)
"""What data sets such as those of the Correlates of War write where a number is missing or does not apply."""
PROPENSITY_KEYS = ("default", "source", "pairs", "spells", "yearly", "missing")


def clean_history(raw: Any, source: str, found: list[str] | None = None) -> Clean:
    """Check raw data; `source` names it in messages, `found` holds faults of reading it.

    Raises ScenarioError with one line for every fault.
    """
    faults = Faults(source, found or [])
    if not isinstance(raw, dict):
        raise ScenarioError(source, [*faults.lines, f"must be a mapping with keys {', '.join(KEYS)}"])
    document = read.known(faults, "history", {str(key): value for key, value in raw.items()}, KEYS)
    clean: Clean = {
        key: sentence(faults, key, document.get(key)) for key in ("name", "description", "source")
    }
    clean["name"] = read.line(faults, "name", clean["name"])
    clean["title"] = read.line(faults, "title", document.get("title", clean["name"]))
    clean["states"] = _states(faults, document.get("states"))
    clean["years"] = _years(faults, document.get("years"))
    keys = list(clean["states"])
    clean["members"] = _members(faults, document.get("members"), keys)
    clean["propensity"] = clean_propensity(faults, document.get("propensity"), keys, clean["years"])
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


def clean_propensity(faults: Faults, raw: Any, keys: list[str], years: dict[str, int] | None) -> Clean:
    """default, pairs (that hold throughout) and spells (that hold for some years).

    `missing` lists codes: a pair with one of them has the default. A value that is such a code in many data
    sets is refused unless `missing` says which codes there are.
    """
    given = read.mapping(faults, "propensity", raw, ", ".join(PROPENSITY_KEYS))
    given = read.known(faults, "propensity", given, PROPENSITY_KEYS)
    missing = _missing(faults, given)
    sentence(faults, "propensity.source", given.get("source"))
    if "default" not in given:
        faults.add("propensity.default", f"is missing; give a number {PROPENSITY.rule}")
    for key in ("spells", "yearly"):
        if given.get(key) and years is None:
            faults.add("years", f"is missing; give the first and the last year of `propensity.{key}`")
    return {
        "default": read.number(faults, "propensity.default", given.get("default", 0.0), PROPENSITY),
        "pairs": _pairs(faults, given.get("pairs"), keys, missing),
        "spells": _apart(
            faults,
            [
                *_spells(faults, given.get("spells"), keys, missing),
                *_yearly(faults, given.get("yearly"), keys, years, missing),
            ],
        ),
    }


def _missing(faults: Faults, given: Clean) -> tuple[float, ...] | None:
    """The codes of missing values; None where nothing is said of them."""
    raw = given.get("missing")
    codes = [as_number(value) for value in raw] if isinstance(raw, list) else [None]
    if "missing" in given and None in codes:
        faults.add("propensity.missing", f"must be a list of numbers, got {read.shown(raw)}; write [-9]")
    return tuple(code for code in codes if code is not None) if "missing" in given else None


def _value(faults: Faults, spot: str, value: Any, missing: tuple[float, ...] | None) -> float | None:
    """A propensity; None for a code of missing values."""
    number = as_number(value)
    if number is not None and missing is not None and number in missing:
        return None
    if missing is None and number in CODES:
        faults.add(
            spot,
            f"is {number:g}, which marks missing values in many data sets; list the codes, as in "
            "`propensity.missing: [-9]`, or write `missing: []` where the number is meant",
        )
    return read.number(faults, spot, value, PROPENSITY)


def _pairs(
    faults: Faults, raw: Any, keys: list[str], missing: tuple[float, ...] | None
) -> dict[tuple[str, str], float]:
    """The propensity of each pair that is given one throughout."""
    field = "propensity.pairs"
    numbers = {
        pair: _value(faults, f"{field}.{'.'.join(pair)}", value, missing)
        for pair, value in _by_pair(faults, field, raw, keys).items()
    }
    return {pair: number for pair, number in numbers.items() if number is not None}


def _yearly(
    faults: Faults,
    raw: Any,
    keys: list[str],
    years: dict[str, int] | None,
    missing: tuple[float, ...] | None,
) -> list[Clean]:
    """A spell of one year for each value of a pair."""
    field, clean = "propensity.yearly", []
    if years is None:
        return []
    span = years["last"] - years["first"] + 1
    for pair, values in _by_pair(faults, field, raw, keys).items():
        spot = f"{field}.{'.'.join(pair)}"
        if not isinstance(values, list) or len(values) != span:
            given = f"{len(values)} values" if isinstance(values, list) else read.shown(values)
            faults.add(spot, f"must list one value a year, {span} of them, got {given}; correct the list")
            continue
        for year, value in enumerate(values, start=years["first"]):
            number = _value(faults, spot, value, missing)
            if number is not None:
                clean.append({"pair": tuple(sorted(pair)), "value": number, "begin": year, "end": year + 1})
    return clean


def _by_pair(faults: Faults, field: str, raw: Any, keys: list[str]) -> dict[tuple[str, str], Any]:
    """What is given for each pair, unchecked; each pair once, for a propensity has no direction."""
    clean: dict[tuple[str, str], Any] = {}
    table = read.mapping(faults, field, raw, "state keys to state keys to values")
    for a, row in read.known(faults, field, table, keys, "state").items():
        entries = read.mapping(faults, f"{field}.{a}", row, "state keys to values")
        for b, value in read.known(faults, f"{field}.{a}", entries, keys, "state").items():
            spot = f"{field}.{a}.{b}"
            if a == b:
                faults.add(spot, f"is from a state to itself, got {read.shown(value)}; remove it")
            elif (b, a) in clean:
                faults.add(spot, f"is given as `{field}.{b}.{a}` as well; keep one of them")
            else:
                clean[a, b] = value
    return clean


def _spells(faults: Faults, raw: Any, keys: list[str], missing: tuple[float, ...] | None) -> list[Clean]:
    """Dated propensities, one by one."""
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
        absent = [key for key in ("pair", "value", "begin", "end") if key not in given]
        if absent:
            faults.add(field, f"has no {', '.join(absent)}; give each of pair, value, begin and end")
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
        end = read.integer(faults, f"{field}.end", given["end"], begin + 1, YEAR_MAX)
        number = _value(faults, f"{field}.value", given["value"], missing)
        if number is not None:
            clean.append({"pair": tuple(sorted(pair)), "value": number, "begin": begin, "end": end})
    return clean


def _apart(faults: Faults, clean: list[Clean]) -> list[Clean]:
    """The same spells; those of one pair must not overlap."""
    ordered = sorted(clean, key=lambda spell: (spell["pair"], spell["begin"]))
    for one, other in pairwise(ordered):
        if one["pair"] == other["pair"] and other["begin"] < one["end"]:
            faults.add(
                "propensity.spells",
                f"overlap for {' and '.join(one['pair'])} in {other['begin']}; end the first by then",
            )
    return clean


def sentence(faults: Faults, field: str, value: Any) -> str:
    """A text that must be given."""
    if value is None:
        faults.add(field, "is missing; give a text")
        return "unnamed"
    return read.text(faults, field, value)
