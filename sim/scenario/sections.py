"""Checks of the parts of a scenario, each from raw data to clean data (see `sim.scenario.door`)."""

from collections.abc import Sequence
from typing import Any

from sim.numerics.streams import identity
from sim.scenario import primitives as read
from sim.scenario.faults import Faults
from sim.scenario.kinds import KINDS
from sim.scenario.quantities import (
    BEHAVIOUR,
    CAPABILITY,
    DISTANCE,
    SALIENCE,
    Quantity,
)
from sim.vocabulary import IssueKind, Posture

Clean = dict[str, Any]
Pairs = dict[str, dict[str, Any]]

N_STATES_MIN, N_STATES_MAX = 2, 200
RESERVED = "default"
DURATION_MAX = 100_000
"""Longest `min_duration`, that of the longest horizon."""


def keys(faults: Faults, field: str, entries: dict[str, Any], low_bits: int) -> list[str]:
    """Keys of states or issues: well formed, not reserved, and with distinct random-number identities.

    Keys with a fault stay, so that what is said of them elsewhere is checked and not called unknown.
    """
    seen: dict[int, str] = {}
    for key in entries:
        if not read.KEY.fullmatch(key) or key == RESERVED:
            faults.add(f"{field}.{key}", f"{read.KEY_RULE}, and not `{RESERVED}`; rename it")
            continue
        mark = identity(key) % 2**low_bits
        if mark in seen:
            faults.add(
                f"{field}.{key}", f"has the same random-number identity as `{seen[mark]}`; rename one of them"
            )
        seen[mark] = key
    return list(entries)


def of_states(
    faults: Faults, field: str, table: Clean, state_keys: Sequence[str], extra: Sequence[str] = ()
) -> Clean:
    """The entries of states that exist. Where none does, that is the one fault, noted at `states`."""
    if not state_keys:
        return {}
    return read.known(faults, field, table, [*state_keys, *extra], "state")


def states(faults: Faults, raw: Any) -> dict[str, Clean]:
    """`states`: key -> name, in_text, capability, source."""
    section = read.mapping(faults, "states", raw, "state keys to name and capability")
    if len(section) > N_STATES_MAX:
        faults.stop(
            "states", f"must name {N_STATES_MIN} to {N_STATES_MAX} states, got {len(section)}; leave some out"
        )
    clean: dict[str, Clean] = {}
    for key in keys(faults, "states", section, 32):
        field = f"states.{key}"
        entry = read.mapping(faults, field, section[key], "name and capability")
        entry = read.known(faults, field, entry, ("name", "in_text", "capability", "source"))
        if "capability" not in entry and (section[key] is None or isinstance(section[key], dict)):
            faults.add(f"{field}.capability", f"is missing; give a number {CAPABILITY.rule}")
        clean[key] = {
            "name": read.line(faults, f"{field}.name", entry.get("name", key)),
            "capability": read.number(
                faults, f"{field}.capability", entry.get("capability", 1.0), CAPABILITY
            ),
        }
        if "in_text" in entry:
            clean[key]["in_text"] = read.line(faults, f"{field}.in_text", entry["in_text"])
        if "source" in entry:
            clean[key]["source"] = read.text(faults, f"{field}.source", entry["source"])
    if (raw is None or isinstance(raw, dict)) and len(clean) < N_STATES_MIN:
        faults.add("states", f"must name {N_STATES_MIN} to {N_STATES_MAX} states, got {len(clean)}")
    return clean


def pairs(
    faults: Faults, field: str, raw: Any, state_keys: Sequence[str], quantity: Quantity | None
) -> Pairs:
    """A table state -> state -> value; `quantity` None means postures. No entry from a state to itself."""
    clean: Pairs = {}
    table = read.mapping(faults, field, raw, "state keys to state keys to values")
    for source, row in of_states(faults, field, table, state_keys).items():
        place = f"{field}.{source}"
        entries = of_states(
            faults, place, read.mapping(faults, place, row, "state keys to values"), state_keys
        )
        for target, value in entries.items():
            spot = f"{place}.{target}"
            if target == source:
                faults.add(spot, f"is from a state to itself, got {read.shown(value)}; remove it")
            elif quantity is None:
                clean.setdefault(source, {})[target] = read.choice(faults, spot, value, Posture.__members__)
            else:
                clean.setdefault(source, {})[target] = read.number(faults, spot, value, quantity)
    return clean


def distances(faults: Faults, raw: Any, state_keys: Sequence[str]) -> Pairs:
    """`distance_km`, complete: every pair has a distance, in at least one direction."""
    clean = pairs(faults, "distance_km", raw, state_keys, DISTANCE)
    if raw is not None and not isinstance(raw, dict):
        return clean
    rows = read.mapping(Faults(), "distance_km", raw, "")
    for place, source in enumerate(state_keys):
        for target in state_keys[place + 1 :]:
            named = any(
                rows.get(a) is not None and (not isinstance(rows[a], dict) or b in rows[a])
                for a, b in ((source, target), (target, source))
            )
            if not named:
                faults.add(
                    f"distance_km.{source}.{target}", "is missing; give the distance of the pair in km"
                )
                clean.setdefault(source, {})[target] = 0.0
    return clean


def by_state(
    faults: Faults, field: str, raw: Any, state_keys: Sequence[str], quantity: Quantity, *, default: bool
) -> dict[str, float]:
    """Values by state; with `default`, a key `default` may stand for the states not named."""
    table = read.mapping(faults, field, raw, "state keys to numbers")
    table = of_states(faults, field, table, state_keys, (RESERVED,) if default else ())
    return {key: read.number(faults, f"{field}.{key}", value, quantity) for key, value in table.items()}


def with_default(
    faults: Faults, field: str, raw: Any, state_keys: Sequence[str], quantity: Quantity
) -> dict[str, float]:
    """A number for every state: one number for all, or a mapping with a default or a value for each."""
    if raw is not None and not isinstance(raw, dict):
        return {RESERVED: read.number(faults, field, raw, quantity)}
    clean = by_state(faults, field, raw, state_keys, quantity, default=True)
    absent = [key for key in state_keys if key not in clean]
    if RESERVED not in clean and absent and isinstance(raw, dict) and RESERVED not in raw:
        faults.add(
            field, f"has no value for {', '.join(absent)}; give `{RESERVED}` or a value for each state"
        )
    if RESERVED not in clean and absent:
        clean[RESERVED] = quantity.default if quantity.default is not None else 0.0
    return clean


def issues(faults: Faults, raw: Any, state_keys: Sequence[str]) -> dict[str, Clean]:
    """`issues`: key -> name, kind, source, salience and the values of its kind."""
    section = read.mapping(faults, "issues", raw, "issue keys to kind, values and salience")
    every_table = [kind.values for kind in KINDS.values()]
    clean: dict[str, Clean] = {}
    for key in keys(faults, "issues", section, 64):
        field = f"issues.{key}"
        if section[key] is not None and not isinstance(section[key], dict):
            faults.add(
                field, f"must be a mapping of kind, values and salience, got {read.shown(section[key])}"
            )
            clean[key] = {"kind": "stance", "positions": {}, "salience": {RESERVED: 0.0}}
            continue
        entry = read.mapping(faults, field, section[key], "kind, values and salience")
        entry = read.known(faults, field, entry, ("name", "kind", "source", "note", "salience", *every_table))
        kinds = [str(kind) for kind in IssueKind]
        if "kind" not in entry:
            faults.add(f"{field}.kind", f"is missing; give one of {', '.join(kinds)}")
        kind = IssueKind(read.choice(faults, f"{field}.kind", entry.get("kind", kinds[0]), kinds))
        place, quantity = KINDS[kind].values, KINDS[kind].quantity
        kind_is_known = entry.get("kind") in kinds
        for other in every_table:
            if other in entry and other != place and kind_is_known:
                faults.add(f"{field}.{other}", f"does not belong to an issue of kind {kind}; use `{place}`")
        stated = entry.get(place)
        if KINDS[kind].of_pairs and isinstance(stated, dict) and not any(stated.values()):
            stated = None
        if kind_is_known and not stated:
            faults.add(f"{field}.{place}", f"is missing or empty; an issue of kind {kind} states its {place}")
        values: Any
        if KINDS[kind].of_pairs:
            values = pairs(faults, f"{field}.{place}", entry.get(place), state_keys, quantity)
        else:
            values = by_state(
                faults, f"{field}.{place}", entry.get(place), state_keys, quantity, default=False
            )
        if entry.get("salience") is None:
            faults.add(f"{field}.salience", f"is missing; give a number {SALIENCE.rule}, or one a state")
        clean[key] = {
            "kind": str(kind),
            place: values,
            "salience": with_default(
                faults, f"{field}.salience", entry.get("salience"), state_keys, SALIENCE
            ),
        }
        for note, check in (("name", read.line), ("source", read.text), ("note", read.text)):
            if note in entry:
                clean[key][note] = check(faults, f"{field}.{note}", entry[note])
    if not section and (raw is None or isinstance(raw, dict)):
        faults.add("issues", "must name at least one issue, got none; add one")
    return clean


def behaviour(faults: Faults, raw: Any, state_keys: Sequence[str]) -> Clean:
    """`behaviour`: every parameter, with its default where it is not given."""
    section = read.mapping(faults, "behaviour", raw, "parameters to numbers")
    section = read.known(faults, "behaviour", section, BEHAVIOUR, "parameter")
    clean: Clean = {}
    for name, quantity in BEHAVIOUR.items():
        field = f"behaviour.{name}"
        value = section.get(name, quantity.default)
        if isinstance(value, dict) and quantity.per_state:
            table = with_default(faults, field, value, state_keys, quantity)
            clean[name] = table if set(table) != {RESERVED} else table[RESERVED]
        elif isinstance(value, dict):
            faults.add(field, f"is one number for all states ({quantity.rule}), got {read.shown(value)}")
            clean[name] = quantity.default
        else:
            clean[name] = read.number(faults, field, value, quantity)
    return clean


def bloc(faults: Faults, raw: Any, state_keys: Sequence[str], horizon: int) -> Clean:
    """`bloc`: members (all states of a pair if absent), min_duration, grace."""
    section = read.mapping(faults, "bloc", raw, "members, min_duration and grace")
    section = read.known(faults, "bloc", section, ("members", "min_duration", "grace"))
    members = section.get("members")
    if members is None and len(state_keys) == N_STATES_MIN:
        members = list(state_keys)
    if not isinstance(members, (list, tuple)):
        problem = "is missing" if members is None else f"must be a list of states, got {read.shown(members)}"
        faults.add("bloc.members", f"{problem}; name two or more states")
        members = []
    else:
        for member in members:
            if not isinstance(member, str):
                word = {"None": "null", "True": "true", "False": "false"}.get(
                    repr(member), read.shown(member)
                )
                faults.add("bloc.members", f"must be keys of states, got {word}; put quotes around it")
        members = [str(member) for member in members]
        for member in members:
            if state_keys and member not in state_keys:
                faults.unknown("bloc.members", member, state_keys, "state")
        if len(set(members)) != len(members) or len(members) < 2:
            faults.add("bloc.members", f"must name two or more different states, got {read.shown(members)}")
    return {
        "members": members,
        "min_duration": read.integer(
            faults, "bloc.min_duration", section.get("min_duration", 20), 1, DURATION_MAX
        ),
        "grace": read.integer(faults, "bloc.grace", section.get("grace", 0), 0, horizon),
    }
