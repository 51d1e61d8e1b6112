"""A valid scenario of three states, and how to spoil it in one place at a time."""

from copy import deepcopy
from typing import Any

VALID: dict[str, Any] = {
    "name": "triad",
    "horizon": 40,
    "states": {
        "RUS": {"name": "Russia", "capability": 0.3, "source": "invented"},
        "CHN": {"name": "China", "capability": 0.5},
        "USA": {"name": "United States", "capability": 0.9},
    },
    "distance_km": {"RUS": {"CHN": 0, "USA": 80}, "CHN": {"USA": 3000}},
    "dependence": {"RUS": {"CHN": 0.6}, "CHN": {"RUS": 0.3}},
    "issues": {
        "institutions": {
            "kind": "stance",
            "positions": {"RUS": -1, "CHN": -1, "USA": 1},
            "salience": {"default": 0.6, "RUS": 1.0},
        },
        "energy": {"kind": "claim", "claims": {"RUS": 1, "CHN": 1}, "salience": 0.6},
        "trade": {"kind": "tie", "ties": {"RUS": {"CHN": 0.6}}, "salience": {"RUS": 1, "CHN": 1, "USA": 0}},
    },
    "initial": {"RUS": {"CHN": "ALIGN"}},
    "behaviour": {"autonomy": {"default": 0.5, "RUS": 0.8}, "noise": 0.2},
    "events": [{"step": 8, "until": 20, "set": {"issues.energy.salience.RUS": 1.0}}],
    "bloc": {"members": ["RUS", "CHN"], "min_duration": 8, "grace": 1},
}

REMOVE = object()
"""Stands for "take this entry away"."""


def spoiled(*changes: tuple[tuple[Any, ...], Any]) -> dict[str, Any]:
    """The valid scenario with values put at places (keys and list indices), or taken away from there."""
    mapping = deepcopy(VALID)
    for place, value in changes:
        inner: Any = mapping
        for key in place[:-1]:
            inner = inner[key]
        if value is REMOVE:
            del inner[place[-1]]
        elif isinstance(inner, list) and place[-1] == len(inner):
            inner.append(value)
        else:
            inner[place[-1]] = value
    return mapping
