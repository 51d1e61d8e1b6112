"""Many histories from either engine."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from sim.engine.points import group_points
from sim.numerics.types import Array
from sim.scenario.scenario import load_scenario

ENGINES = ("batch", "mesa")


class Histories(NamedTuple):
    """Runs of one scenario, states and issues in the order of its mapping."""

    postures: Array
    """int8 (runs, T+1, N, N)."""
    salience: Array
    """float64 (runs, T+1, K)."""


def histories(mapping: Mapping[str, Any], engine: str, runs: int, seed: int) -> Histories:
    """Replicates 0, 1, 2… of a scenario."""
    scenario = load_scenario(mapping)
    if engine == "batch":
        from sim.engine.batch.slices import simulate_batch

        batch = simulate_batch(
            group_points(scenario, {})[0].task(seed),
            np.zeros(runs, dtype=np.intp),
            np.zeros(runs, dtype=np.uint64),
            np.arange(runs, dtype=np.uint64),
            keep_histories=True,
        )
        assert batch.history is not None
        postures, salience = batch.history
    else:
        from sim.engine.readable.model import simulate_history

        found = [simulate_history(scenario, seed, 0, replicate) for replicate in range(runs)]
        postures, salience = (np.stack(parts) for parts in zip(*found, strict=True))
    states = [scenario.canonical_states.index(key) for key in scenario.states]
    issues = [scenario.canonical_issues.index(key) for key in scenario.issues]
    return Histories(postures[:, :, states][:, :, :, states], salience[:, :, issues])


def shares(postures: Array) -> Array:
    """Counts over the first axis of the three postures: (..., 3)."""
    return np.stack([(postures == posture).sum(axis=0) for posture in (-1, 0, 1)], axis=-1)
