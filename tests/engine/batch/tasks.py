"""Tasks for tests of the compiled engine, and ways to run them."""

from typing import Any

import numpy as np

from sim.engine.batch import slices
from sim.engine.points import Task, group_points
from sim.engine.rows import Batch
from sim.scenario.scenario import Scenario, load_scenario


def task_of(scenario: Any, seed: int = 0, columns: Any = None) -> Task:
    case = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    (group,) = group_points(case, columns or {})
    return group.task(seed)


simulate_batch: Any = slices.simulate_batch
"""The same, for arguments that a type checker would refuse: lists, and wrong ones."""


def simulate_runs(task: Task, replicates: Any, rows: Any = 0, **options: Any) -> Any:
    """Runs by replicate; a run's point is the row of its parameters."""
    replicates = np.asarray(replicates, np.uint64)
    rows = np.broadcast_to(np.asarray(rows, np.int64), replicates.shape)
    return simulate_batch(task, rows, rows.astype(np.uint64), replicates, **options)


def assert_same_rows(one: Batch, other: Batch, order: Any = slice(None)) -> None:
    """Columns of `other`, taken in an order, are those of `one`, to the last bit; NaN equals NaN."""
    assert one.columns.keys() == other.columns.keys()
    for name, values in one.columns.items():
        assert values.dtype == other.columns[name].dtype
        np.testing.assert_array_equal(values, other.columns[name][order], err_msg=name)
