"""From a clean document to `Parameters`, in canonical order."""

from typing import Any

import numpy as np

from sim.scenario.kinds import KINDS
from sim.scenario.parameters import CORE_AXES, Array, Parameters
from sim.scenario.quantities import BEHAVIOUR
from sim.scenario.sections import RESERVED, Pairs
from sim.vocabulary import IssueKind, Posture


def build_parameters(document: dict[str, Any]) -> Parameters:
    """Arrays without leading axes from a clean document, before any event."""
    keys = sorted(document["states"])
    issues = [document["issues"][key] for key in sorted(document["issues"])]
    values = {
        kind.field: np.zeros((*[len(keys)] * (CORE_AXES[kind.field] - 1), len(issues)))
        for kind in KINDS.values()
    }
    for k, issue in enumerate(issues):
        kind = KINDS[IssueKind(issue["kind"])]
        stated = issue[kind.values]
        values[kind.field][..., k] = (
            symmetric_table(stated, keys) if kind.of_pairs else [stated.get(key, 0.0) for key in keys]
        )
    return Parameters(
        capability=np.array([document["states"][key]["capability"] for key in keys]),
        distance_km=symmetric_table(document["distance_km"], keys),
        dependence=table(document["dependence"], keys),
        salience=np.stack([values_by_state(issue["salience"], keys) for issue in issues], axis=1),
        **values,
        **{
            name: values_by_state(value, keys) if BEHAVIOUR[name].per_state else np.array(value)
            for name, value in document["behaviour"].items()
        },
    )


def build_initial(document: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.int8]]:
    """Postures of step 0, int8 (N, N): HEDGE where nothing is said; both ways unless the reverse is given."""
    keys = sorted(document["states"])
    numbers = {
        source: {target: float(Posture[word]) for target, word in row.items()}
        for source, row in document["initial"].items()
    }
    return symmetric_table(numbers, keys).astype(np.int8)


def values_by_state(value: Any, keys: list[str]) -> Array:
    """(N,) from one number, or from a mapping with an optional default."""
    if not isinstance(value, dict):
        return np.full(len(keys), float(value))
    return np.array([value[key] if key in value else value[RESERVED] for key in keys])


def table(pairs: Pairs, keys: list[str]) -> Array:
    """(N, N) from a table of pairs; 0 where nothing is said."""
    return np.array([[float(pairs.get(a, {}).get(b, 0.0)) for b in keys] for a in keys])


def symmetric_table(pairs: Pairs, keys: list[str]) -> Array:
    """(N, N) from a table of pairs, each both ways unless the reverse is given."""
    reverse: Pairs = {a: {b: row[a] for b, row in pairs.items() if a in row} for a in keys}
    return np.array([[float({**reverse[a], **pairs.get(a, {})}.get(b, 0.0)) for b in keys] for a in keys])
