"""Tasks for tests of the compiled engine, ways to run them, and what the readable engine says of them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.engine.batch import slices
from sim.engine.points import Task, group_points, point_scenario
from sim.engine.readable.model import simulate_history
from sim.engine.readable.weighing import mark_self_enforcing
from sim.engine.rows import COLUMNS, Batch, History, count_by_period, summarise_run
from sim.scenario.scenario import Scenario, load_scenario


def task_of(scenario: Any, seed: int = 0, columns: Any = None, periods: tuple[int, ...] = (1,)) -> Task:
    case = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    (group,) = group_points(case, columns or {})
    return group.task(seed, periods)


simulate_batch: Any = slices.simulate_batch
"""The same, for arguments that a type checker would refuse: lists, and wrong ones."""


def simulate_runs(task: Task, replicates: Any, rows: Any = 0, first_point: int = 0, **options: Any) -> Any:
    """Runs by replicate; a run's point is the row of its parameters, counted from the first point on."""
    replicates = np.asarray(replicates, np.uint64)
    rows = np.asarray(rows, np.int64)
    points = (rows + first_point).astype(np.uint64)  # small until spread: one test asks for 50 million runs
    spread = (np.broadcast_to(values, replicates.shape) for values in (rows, points))
    return simulate_batch(task, *spread, replicates, **options)


class Answer(NamedTuple):
    """All that the readable engine says of one run."""

    history: History
    row: Any
    path: Any


def readable_answers(
    case: Scenario,
    task: Task,
    replicates: Sequence[int],
    rows: Sequence[int],
    columns: Any = None,
    first_point: int = 0,
) -> list[Answer]:
    """The answers for some runs; `columns` are those of the task."""
    answers = []
    for replicate, row in zip(replicates, rows, strict=True):
        own = point_scenario(case, columns or {}, row)
        history = simulate_history(own, task.seed, first_point + row, replicate)
        flags = mark_self_enforcing(own, history, task.members)
        summary = summarise_run(
            history.postures, flags, members=task.members, min_duration=task.min_duration, grace=task.grace
        )
        answers.append(Answer(history, *summary))
    return answers


def assert_answers(batch: Batch, answers: list[Answer], periods: tuple[int, ...] = (1,)) -> None:
    """A batch has the histories (where it keeps them), rows and counts of the answers, to the last bit."""
    for run_number, answer in enumerate(answers):
        if batch.history is not None:
            np.testing.assert_array_equal(batch.history.postures[run_number], answer.history.postures)
            assert batch.history.salience[run_number].tobytes() == answer.history.salience.tobytes()
        for name in COLUMNS:
            np.testing.assert_array_equal(batch.columns[name][run_number], answer.row[name], err_msg=name)
    counts = [count_by_period(answer.history.postures, periods) for answer in answers]
    np.testing.assert_array_equal(batch.period_postures, sum(counts))
    np.testing.assert_array_equal(batch.path, sum(answer.path for answer in answers))


def assert_same_rows(one: Batch, other: Batch, order: Any = slice(None)) -> None:
    """Columns of `other`, taken in an order, are those of `one`, to the last bit; NaN equals NaN."""
    assert one.columns.keys() == other.columns.keys()
    for name, values in one.columns.items():
        assert values.dtype == other.columns[name].dtype
        np.testing.assert_array_equal(values, other.columns[name][order], err_msg=name)
