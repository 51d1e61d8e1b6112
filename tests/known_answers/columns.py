"""Rows and paths of many runs of the compiled engine."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from sim.engine.rows import PATH_COLUMNS
from sim.engine.simulate import simulate_points
from sim.numerics.types import Array
from sim.scenario.scenario import load_scenario
from sim.vocabulary import Outcome


class Columns(NamedTuple):
    """What is kept of runs without their histories."""

    outcome: Array
    """(runs,) names of outcomes."""
    rows: dict[str, Array]
    """Every column, (runs,)."""
    path: dict[str, Array]
    """(T+1,) counts over runs by name."""


def columns_of(mapping: Mapping[str, Any], runs: int, seed: int, engine: Any = "batch") -> Columns:
    """Replicates 0, 1, 2… of a scenario."""
    batch = simulate_points(
        load_scenario(mapping),
        {},
        np.zeros(runs, dtype=np.intp),
        np.zeros(runs, dtype=np.uint64),
        np.arange(runs, dtype=np.uint64),
        seed=seed,
        engine=engine,
    )
    names = np.array([outcome.name for outcome in Outcome])
    return Columns(
        names[batch.columns["outcome"]],
        batch.columns,
        {name: batch.path[:, place] for place, name in enumerate(PATH_COLUMNS)},
    )
