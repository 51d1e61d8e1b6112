"""Small scenarios whose answers can be computed exactly: mappings, with salience that stands still."""

from copy import deepcopy
from typing import Any

Mapping = dict[str, Any]

STILL = {"salience_volatility": 0.0}

PAIR: Mapping = {
    "name": "pair",
    "horizon": 24,
    "states": {"BBB": {"capability": 0.6}, "AAA": {"capability": 0.35}},
    "distance_km": {"BBB": {"AAA": 250}},
    "dependence": {"AAA": {"BBB": 0.45}, "BBB": {"AAA": 0.1}},
    "issues": {
        "sea": {"kind": "stance", "positions": {"AAA": 1, "BBB": 0.8}, "salience": {"AAA": 1.0, "BBB": 0.7}},
        "river": {"kind": "claim", "claims": {"AAA": 0.9, "BBB": 1}, "salience": 0.3},
        "aid": {"kind": "tie", "ties": {"BBB": {"AAA": 0.4}, "AAA": {"BBB": -0.1}}, "salience": 0.5},
    },
    "initial": {"AAA": {"BBB": "BALANCE"}, "BBB": {"AAA": "ALIGN"}},
    "behaviour": {
        **STILL,
        "autonomy": {"default": 0.3, "AAA": 0.2},
        "hedging_premium": {"default": 0.5, "BBB": 0.2},
        "confrontation": 0.4,
        "entrapment": 1.3,
        "trade_loss": 0.6,
        "reciprocity": 0.35,
        "inertia": 0.12,
        "noise": 0.4,
        "review_rate": 0.6,
    },
    "bloc": {"members": ["AAA", "BBB"], "min_duration": 5, "grace": 0},
}

TRIAD: Mapping = {
    "name": "triad",
    "horizon": 20,
    "states": {"CCC": {"capability": 0.5}, "AAA": {"capability": 0.3}, "BBB": {"capability": 0.2}},
    "distance_km": {"CCC": {"AAA": 100, "BBB": 400}, "AAA": {"BBB": 0, "CCC": 700}, "BBB": {"AAA": 900}},
    "dependence": {"BBB": {"AAA": 0.3, "CCC": 0.2}, "AAA": {"CCC": 0.3}},
    "issues": {
        "straits": {
            "kind": "stance",
            "positions": {"CCC": -1, "AAA": 1, "BBB": 0.5},
            "salience": {"default": 0.6, "AAA": 1.0},
        },
        "rules": {"kind": "stance", "positions": {"CCC": 0.5, "AAA": 1, "BBB": 1}, "salience": 0.3},
        "river": {"kind": "claim", "claims": {"AAA": 0.6, "BBB": 0.8}, "salience": 0.9},
        "treaty": {"kind": "tie", "ties": {"AAA": {"BBB": 0.2}, "BBB": {"AAA": 0.4}}, "salience": 0.6},
    },
    "initial": {"AAA": {"BBB": "ALIGN"}, "CCC": {"BBB": "BALANCE"}},
    "behaviour": {
        **STILL,
        "autonomy": {"default": 0.5, "CCC": 0.7},
        "hedging_premium": 0.4,
        "confrontation": {"AAA": 0.1, "BBB": 0.2, "CCC": 0.3},
        "reciprocity": 0.25,
        "common_threat": 0.9,
        "structural_balance": 0.3,
        "inertia": 0.15,
        "noise": 0.4,
        "review_rate": 0.5,
    },
    "bloc": {"members": ["AAA", "BBB"], "min_duration": 5, "grace": 0},
}

IN_BLOC = ("members", "min_duration", "grace")
AT_ROOT = ("horizon", "events", "initial")


def changed(mapping: Mapping, **values: Any) -> Mapping:
    """A copy with entries of `behaviour`, `bloc` or the root replaced; issues are replaced one by one."""
    copy = deepcopy(mapping)
    for name, value in values.items():
        if name == "issues":
            copy["issues"].update(value)
        else:
            section = copy["bloc"] if name in IN_BLOC else copy if name in AT_ROOT else copy["behaviour"]
            section[name] = value
    return copy


def crowd(pairs_alike: int, **behaviour: Any) -> Mapping:
    """Many states that are all alike: every dyad (or pair) is one more draw of the same chain."""
    states = [f"S{number}" for number in range(pairs_alike)]
    return {
        "name": "crowd",
        "horizon": 6,
        "states": {key: {"capability": 0.5} for key in states},
        "distance_km": {a: {b: 100 for b in states if b > a} for a in states},
        "dependence": {a: {b: 0.3 for b in states if b != a} for a in states},
        "issues": {
            "sea": {"kind": "stance", "positions": dict.fromkeys(states, 0.8), "salience": 0.9},
            "river": {"kind": "claim", "claims": dict.fromkeys(states, 0.5), "salience": 0.4},
        },
        "behaviour": {**STILL, "noise": 0.35, **behaviour},
        "bloc": {"members": states[:2], "min_duration": 3},
    }
