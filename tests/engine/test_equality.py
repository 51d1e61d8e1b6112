"""The two engines give the same run, to the last bit: every posture, every multiplier, every column."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.simulate import simulate
from sim.scenario.scenario import Scenario, load_scenario
from sim.scenario.shipped import shipped_names
from tests.engine.batch.tasks import assert_answers, readable_answers, simulate_runs, task_of
from tests.engine.batch.worlds import WORLDS, check_world
from tests.strategies import BEHAVIOUR, scenarios


def assert_equal_runs(case: Scenario, seed: int, replicates: list[int], threads: int = 2) -> None:
    """Histories, rows and counts of some runs by both engines."""
    task = task_of(case, seed)
    batch = simulate_runs(task, replicates, threads=threads, keep_histories=True)
    assert_answers(batch, readable_answers(case, task, replicates, [0] * len(replicates)))


@pytest.mark.parametrize("name", WORLDS)
def test_small_worlds(name):
    check_world(name)


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
        f"issues.{issue}.salience.{state}": st.floats(0.0, 2.0),
        f"states.{state}.capability": st.floats(0.01, 1.0),
        **{f"behaviour.{name}": values for name, values in BEHAVIOUR.items()},
    }
    moved = {change.slot.field for change in case.changes}
    chosen = [name for name in names if case.slot(name).field not in moved]
    columns = {name: np.array(data.draw(st.lists(names[name], min_size=4, max_size=4))) for name in chosen}
    rows, replicates = [0, 1, 2, 3], [7, 7, 8, 9]
    task = task_of(case, columns=columns)
    batch = simulate_runs(task, replicates, rows, threads=2, keep_histories=True)
    assert_answers(batch, readable_answers(case, task, replicates, rows, columns))


def test_simulate_gives_equal_runs_by_name():
    for seed, replicate in product((0, 3), (0, 1)):
        one, other = (
            simulate("essay", seed=seed, replicate=replicate, engine=engine) for engine in ("mesa", "batch")
        )
        np.testing.assert_array_equal(one.postures, other.postures)
        assert one.salience.tobytes() == other.salience.tobytes()
