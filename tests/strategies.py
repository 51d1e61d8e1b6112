"""Hypothesis strategies: random valid scenarios, in the form that a YAML file has.

`scenarios()` draws mappings that `load_scenario` must accept: every kind of issue, events that set
and scale, values by state, tables that differ by direction, given postures, blocs of several members.
The numbers are mostly decimals such as 0.3, which no float holds exactly, so that rounding shows.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from sim.scenario import quantities
from sim.scenario.naming import readable, upper

Draw = Callable[[st.SearchStrategy[Any]], Any]
Mapping = dict[str, Any]

KINDS = ("stance", "claim", "tie")
VALUES = {"stance": "positions", "claim": "claims", "tie": "ties"}
POSTURES = ("BALANCE", "HEDGE", "ALIGN")

keys = st.one_of(
    st.sampled_from(["RUS", "CHN", "USA", "IND", "JPN", "VNM", "NO", "ON", "null", "Y", "e1"]),
    st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,4}", fullmatch=True),
)
"""Keys of states and issues, some of which YAML 1.1 would read as something else."""


def between(low: float, high: float, parts: int = 20) -> st.SearchStrategy[float]:
    """Numbers from low to high: decimals of a grid, both ends included, or any float between."""
    grid = st.integers(0, parts).map(lambda part: round(low + (high - low) * part / parts, 9))
    return st.one_of(grid, st.floats(low, high, allow_subnormal=False))


unit = between(0.0, 1.0)
signed = between(-1.0, 1.0)

BEHAVIOUR = {
    "autonomy": between(0.0, 1.5),
    "entrapment": between(0.0, 3.0),
    "hedging_premium": between(0.0, 1.5),
    "confrontation": between(0.0, 1.5),
    "trade_loss": between(0.0, 1.5),
    "reciprocity": between(0.0, 1.0),
    "common_threat": between(0.0, 2.0),
    "structural_balance": between(0.0, 1.0),
    "inertia": between(0.0, 0.6),
    "noise": between(0.02, 3.0),
    "salience_persistence": between(0.0, 0.98),
    "salience_volatility": between(0.0, 0.5),
    "review_rate": between(0.05, 1.0),
}
"""A legal range of each behavioural parameter, wider than the plausible one; a new one needs no line here."""
BEHAVIOUR |= {
    name: between(quantity.low, quantity.low + 1.0)
    for name, quantity in quantities.BEHAVIOUR.items()
    if name not in BEHAVIOUR
}
PER_STATE = tuple(name for name in BEHAVIOUR if quantities.BEHAVIOUR[name].per_state)


@st.composite
def scenarios(
    draw: Draw,
    *,
    min_states: int = 2,
    max_states: int = 12,
    max_issues: int = 5,
    max_horizon: int = 12,
    max_events: int = 4,
) -> Mapping:
    """A valid scenario as a mapping. N times T stays small, so that every engine runs it in a moment."""
    states = draw(st.lists(keys, min_size=min_states, max_size=max_states, unique=True))
    issues = draw(st.lists(keys, min_size=1, max_size=max_issues, unique_by=lambda key: upper(readable(key))))
    horizon = draw(st.integers(1, max_horizon))
    mapping: Mapping = {
        "name": draw(st.sampled_from(["random", "a_1", "two-words"])),
        "horizon": horizon,
        "states": {key: {"name": key, "capability": draw(between(0.01, 1.0))} for key in states},
        "distance_km": _distances(draw, states),
        "dependence": draw(pair_table(states, unit)),
        "issues": {key: _issue(draw, states) for key in issues},
        "initial": draw(pair_table(states, st.sampled_from(POSTURES))),
        "behaviour": _behaviour(draw, states),
        "bloc": {
            "members": draw(st.permutations(states))[: draw(st.integers(2, min(4, len(states))))],
            "min_duration": draw(st.integers(1, horizon + 2)),
            "grace": draw(st.integers(0, min(3, horizon))),
        },
    }
    mapping["events"] = _events(draw, mapping, draw(st.integers(0, max_events)))
    return mapping


def pair_table(states: list[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Mapping]:
    """A table state -> state -> value with some entries, now and then both directions of a pair."""
    pairs = [(source, target) for source in states for target in states if source != target]
    chosen = st.dictionaries(st.sampled_from(pairs), values, max_size=2 * len(states))
    return chosen.map(_nested)


def _nested(pairs: dict[tuple[str, str], Any]) -> Mapping:
    table: Mapping = {}
    for (source, target), value in pairs.items():
        table.setdefault(source, {})[target] = value
    return table


def _distances(draw: Draw, states: list[str]) -> Mapping:
    km = st.one_of(st.integers(0, 9000), st.floats(0, 20000, allow_subnormal=False))
    pairs = {(a, b): draw(km) for place, a in enumerate(states) for b in states[place + 1 :]}
    if draw(st.booleans()):
        reverse = draw(st.sampled_from(sorted(pairs)))
        pairs[reverse[::-1]] = draw(km)
    return _nested(pairs)


def _issue(draw: Draw, states: list[str]) -> Mapping:
    kind = draw(st.sampled_from(KINDS))
    some = st.lists(st.sampled_from(states), min_size=1, max_size=len(states), unique=True)
    values: Mapping = {}
    if kind == "tie":
        while not values:
            values = draw(pair_table(states, signed))
    else:
        values = {key: draw(unit if kind == "claim" else signed) for key in draw(some)}
    return {"kind": kind, VALUES[kind]: values, "salience": _by_state(draw, states, between(0.0, 1.5))}


def _by_state(draw: Draw, states: list[str], value: st.SearchStrategy[float]) -> Any:
    """One number, a default with exceptions, or a number for every state."""
    form = draw(st.sampled_from(("one", "default", "each")))
    if form == "one":
        return draw(value)
    if form == "each":
        return {key: draw(value) for key in states}
    own = draw(st.lists(st.sampled_from(states), max_size=3, unique=True))
    return {"default": draw(value), **{key: draw(value) for key in own}}


def _behaviour(draw: Draw, states: list[str]) -> Mapping:
    given = draw(st.lists(st.sampled_from(sorted(BEHAVIOUR)), unique=True))
    return {
        name: _by_state(draw, states, BEHAVIOUR[name]) if name in PER_STATE else draw(BEHAVIOUR[name])
        for name in given
    }


def _events(draw: Draw, mapping: Mapping, number: int) -> list[Mapping]:
    """Events that never change one cell twice in a step: each family of names has its turn in time."""
    free: dict[str, int] = {}  # first step at which a family of names is free again
    events = []
    for _ in range(number):
        name, family, values, bounded = draw(_targets(mapping))
        first = free.get(family, 1)
        if first > mapping["horizon"]:
            continue
        step = draw(st.integers(first, mapping["horizon"]))
        event: Mapping = {"step": step}
        until = draw(st.one_of(st.none(), st.integers(step, mapping["horizon"])))
        free[family] = mapping["horizon"] + 1 if until is None else until + 1
        if until is not None:
            event["until"] = until
        if draw(st.booleans()):
            event["set"] = {name: draw(values)}
        else:
            # every factor keeps the value legal: never 0 where a value must be > 0, never > 1 under a ceiling
            event["scale"] = {name: draw(between(0.05, 1.0 if bounded else 2.0))}
        events.append(event)
    return events


@st.composite
def _targets(draw: Draw, mapping: Mapping) -> tuple[str, str, st.SearchStrategy[float], bool]:
    """A dotted name, the family whose cells it shares, its legal values, and whether it has a ceiling."""
    states = list(mapping["states"])
    one = draw(st.sampled_from(states))
    other = draw(st.sampled_from([key for key in states if key != one]))
    place = draw(st.sampled_from(("behaviour", "capability", "distance", "dependence", "salience", "value")))
    if place == "behaviour":
        parameter = draw(st.sampled_from(sorted(BEHAVIOUR)))
        family = f"behaviour.{parameter}"
        own = f"{family}.{one}" if parameter in PER_STATE and draw(st.booleans()) else family
        bounded = parameter in ("salience_persistence", "review_rate")
        return own, family, BEHAVIOUR[parameter], bounded
    if place == "capability":
        return f"states.{one}.capability", f"states.{one}", between(0.01, 1.0), False
    if place == "distance":
        return f"distance_km.{one}.{other}", "distance_km", between(0.0, 9000.0), False
    if place == "dependence":
        return f"dependence.{one}.{other}", "dependence", unit, True
    issue = draw(st.sampled_from(sorted(mapping["issues"])))
    family = f"issues.{issue}"
    if place == "salience":
        own = f"{family}.salience.{one}" if draw(st.booleans()) else f"{family}.salience"
        return own, f"{family}.salience", between(0.0, 1.5), False
    kind = mapping["issues"][issue]["kind"]
    target = f"{one}.{other}" if kind == "tie" else one
    return f"{family}.{VALUES[kind]}.{target}", f"{family}.values", unit if kind == "claim" else signed, True


@st.composite
def permuted(draw: Draw, mapping: Mapping) -> Mapping:
    """The same scenario with every mapping in another order (but members, whose order names their pairs)."""
    return {
        key: draw(permuted(value)) if isinstance(value, dict) else value
        for key, value in draw(st.permutations(list(mapping.items())))
    }
