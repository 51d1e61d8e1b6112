"""The two engines give the same run, to the last bit: every posture, every multiplier, every column."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.points import point_scenario
from sim.engine.readable.model import simulate_history
from sim.engine.readable.weighing import mark_self_enforcing
from sim.engine.rows import COLUMNS, count_postures, summarise_run
from sim.engine.simulate import simulate
from sim.scenario.scenario import Scenario, load_scenario
from sim.scenario.shipped import shipped_names
from tests.engine.batch.tasks import simulate_runs, task_of
from tests.strategies import scenarios


def assert_equal_runs(case: Scenario, seed: int, replicates: list[int], threads: int = 2) -> None:
    """Histories, rows and counts of some runs by both engines."""
    task = task_of(case, seed)
    batch = simulate_runs(task, replicates, threads=threads, keep_histories=True)
    assert batch.history is not None
    postures: Any = 0
    path: Any = 0
    for run, replicate in enumerate(replicates):
        history = simulate_history(case, seed, 0, replicate)
        np.testing.assert_array_equal(batch.history.postures[run], history.postures)
        assert batch.history.salience[run].tobytes() == history.salience.tobytes()
        flags = mark_self_enforcing(case, history, task.members)
        row, run_path = summarise_run(
            history.postures, flags, members=task.members, min_duration=task.min_duration, grace=task.grace
        )
        for name in COLUMNS:
            np.testing.assert_array_equal(batch.columns[name][run], row[name], err_msg=name)
        postures = postures + count_postures(history.postures)
        path = path + run_path
    np.testing.assert_array_equal(batch.postures, postures)
    np.testing.assert_array_equal(batch.path, path)


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_scenarios(name):
    assert_equal_runs(load_scenario(name), 0, [0, 1, 2**63])


@settings(max_examples=60, deadline=None)
@given(
    mapping=scenarios(),
    seed=st.integers(0, 2**64 - 1),
    replicates=st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=3),
    threads=st.integers(1, 2),
)
def test_random_scenarios(mapping, seed, replicates, threads):
    assert_equal_runs(load_scenario(mapping), seed, replicates, threads)


@settings(max_examples=20, deadline=None)
@given(mapping=scenarios(max_states=6, max_events=2), data=st.data())
def test_points_of_a_design(mapping, data):
    """A batch with other parameters in every run equals one readable run at each point."""
    case = load_scenario(mapping)
    state, issue = data.draw(st.sampled_from(case.states)), data.draw(st.sampled_from(case.issues))
    names = {
        "behaviour.noise": st.floats(0.05, 2.0),
        f"behaviour.autonomy.{state}": st.floats(0.0, 2.0),
        f"issues.{issue}.salience.{state}": st.floats(0.0, 2.0),
        "behaviour.salience_persistence": st.floats(0.0, 0.95),
    }
    moved = {
        slot
        for event in case.to_dict()["events"]
        for verb in ("set", "scale")
        for slot in event.get(verb, {})
    }
    chosen = [
        name for name in names if not any(other.split(".")[:2] == name.split(".")[:2] for other in moved)
    ]
    columns = {name: np.array(data.draw(st.lists(names[name], min_size=4, max_size=4))) for name in chosen}
    if not columns:
        columns = {"behaviour.inertia": np.array([0.0, 0.1, 0.2, 0.3])}
    batch = simulate_runs(
        task_of(case, columns=columns), [7, 7, 8, 9], [0, 1, 2, 3], threads=2, keep_histories=True
    )
    for row, replicate in enumerate([7, 7, 8, 9]):
        history = simulate_history(point_scenario(case, columns, row), 0, row, replicate)
        np.testing.assert_array_equal(batch.history.postures[row], history.postures)
        assert batch.history.salience[row].tobytes() == history.salience.tobytes()


def test_simulate_gives_equal_runs_by_name():
    for seed, replicate in product((0, 3), (0, 1)):
        one, other = (
            simulate("essay", seed=seed, replicate=replicate, engine=engine) for engine in ("mesa", "batch")
        )
        np.testing.assert_array_equal(one.postures, other.postures)
        assert one.salience.tobytes() == other.salience.tobytes()
