"""A run does not depend on its batch: size, threads, position, order, point tables or what is kept of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import memory
from sim.engine.batch import plan, slices
from sim.errors import InputError
from tests.engine.batch.tasks import assert_same_rows, simulate_batch, simulate_runs, task_of
from tests.strategies import scenarios

EVENTFUL = {
    "behaviour": {"salience_volatility": 0.2},
    "events": [
        {"step": 3, "until": 9, "set": {"issues.northern_straits.salience.NOR": 0.2}},
        {"step": 6, "scale": {"states.EAS.capability": 0.5}},
    ],
}


def eventful():
    from sim.scenario.scenario import load_scenario

    document = load_scenario("toy_triad").to_dict()
    return document | {
        "events": EVENTFUL["events"],
        "behaviour": document["behaviour"] | EVENTFUL["behaviour"],
    }


@pytest.fixture(scope="module")
def reference():
    return simulate_runs(task_of(eventful()), np.arange(300), threads=1, keep_histories=True)


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("lanes", [1, 7, 8, 64])
def test_threads_and_blocks_do_not_matter(reference, monkeypatch, threads, lanes):
    monkeypatch.setattr(plan, "LANES_MAX", lanes)
    batch = simulate_runs(task_of(eventful()), np.arange(300), threads=threads, keep_histories=True)
    assert_same_rows(reference, batch)
    assert np.array_equal(batch.postures, reference.postures)
    assert np.array_equal(batch.path, reference.path)
    assert np.array_equal(batch.history.postures, reference.history.postures)
    assert np.array_equal(batch.history.salience, reference.history.salience)


def test_order_and_size_do_not_matter(reference):
    order = np.random.default_rng(0).permutation(300)[:177]
    batch = simulate_runs(task_of(eventful()), order, threads=2, keep_histories=True)
    assert_same_rows(batch, reference, order)
    assert np.array_equal(batch.history.postures, reference.history.postures[order])


def test_keeping_histories_changes_nothing(reference):
    batch = simulate_runs(task_of(eventful()), np.arange(300), threads=2)
    assert batch.history is None
    assert_same_rows(reference, batch)


def test_points_do_not_touch_each_other():
    noise = np.array([0.1, 0.3, 0.2])
    swept = task_of(eventful(), columns={"behaviour.noise": noise, "states.SOU.capability": noise})
    rows = np.tile([2, 0, 1], 40)
    together = simulate_runs(swept, np.arange(120), rows, threads=2, keep_histories=True)
    for row in range(3):
        values = {"behaviour.noise": noise[row : row + 1], "states.SOU.capability": noise[row : row + 1]}
        own = np.flatnonzero(rows == row)
        single = task_of(eventful(), columns=values)
        alone = simulate_batch(
            single, np.zeros(40, int), np.full(40, row), own, threads=1, keep_histories=True
        )
        assert_same_rows(alone, together, own)
        assert np.array_equal(alone.history.postures, together.history.postures[own])


def test_seed_point_and_replicate_all_matter():
    runs = [
        simulate_runs(task_of(eventful(), seed), [replicate], keep_histories=True).history.postures
        for seed, replicate in ((0, 0), (1, 0), (2**63, 0), (0, 1), (0, 2**40))
    ]
    task = task_of(eventful())
    runs.append(simulate_batch(task, [0], [1], [0], keep_histories=True).history.postures)
    assert len({history.tobytes() for history in runs}) == len(runs)


@settings(max_examples=15, deadline=None)
@given(scenario=scenarios(max_states=7), threads=st.integers(1, 3), data=st.data())
def test_any_scenario_in_any_batch(scenario, threads, data):
    task = task_of(scenario)
    replicates = np.array(data.draw(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=20)), np.uint64)
    batch = simulate_runs(task, replicates, threads=threads, keep_histories=True)
    chosen = data.draw(st.integers(0, len(replicates) - 1))
    alone = simulate_runs(task, replicates[chosen : chosen + 1], threads=1, keep_histories=True)
    assert np.array_equal(batch.history.postures[chosen], alone.history.postures[0])
    assert np.array_equal(batch.history.salience[chosen], alone.history.salience[0])
    assert_same_rows(alone, batch, slice(chosen, chosen + 1))
    assert batch.path[:, :9].sum() == batch.path[0, :9].sum() * (task.horizon + 1)
    n = len(task.state_keys)
    assert batch.postures.sum() == len(replicates) * task.horizon * n * (n - 1)


def test_no_runs():
    batch = simulate_runs(task_of("toy_pair"), [], threads=2)
    assert all(len(column) == 0 for column in batch.columns.values())
    assert batch.postures.sum() == batch.path.sum() == 0


def test_progress_counts_every_run_once():
    seen: list[int] = []
    simulate_runs(task_of("toy_pair"), np.arange(1000), threads=2, on_progress=seen.append)
    assert sum(seen) == 1000
    assert len(seen) > 1


def test_large_histories_go_to_files(reference, monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "HISTORY_SHARE", 0.0)
    batch = simulate_runs(
        task_of(eventful()), np.arange(300), threads=2, keep_histories=True, folder=tmp_path / "kept"
    )
    stored = np.load(tmp_path / "kept" / "postures.npy", mmap_mode="r")
    assert stored.shape == reference.history.postures.shape
    assert np.array_equal(stored, reference.history.postures)
    assert np.array_equal(np.load(tmp_path / "kept" / "salience.npy"), reference.history.salience)
    assert np.array_equal(batch.history.postures, reference.history.postures)
    with pytest.raises(InputError, match=r"give a folder"):
        simulate_runs(task_of(eventful()), np.arange(300), keep_histories=True)


def test_a_batch_beyond_memory_is_refused(monkeypatch):
    monkeypatch.setattr(plan, "available_memory", lambda: 10_000)
    with pytest.raises(InputError, match=r"1000 runs of 3 states .* GiB are free; simulate fewer runs"):
        simulate_runs(task_of("toy_triad"), np.arange(1000))


def test_wrong_arguments_are_refused():
    task = task_of("toy_pair")
    with pytest.raises(InputError, match="equally long"):
        simulate_batch(task, [0], [0, 1], [0])
    with pytest.raises(InputError, match="points must be <= 4294967295"):
        simulate_batch(task, [0], [2**32], [0])
    swept = task_of("toy_pair", columns={"behaviour.noise": np.array([0.1, 0.2])})
    with pytest.raises(InputError, match="from 0 to 1, got 0 to 2"):
        simulate_batch(swept, [0, 2], [0, 2], [0, 0])


def test_a_fault_in_a_thread_is_raised(monkeypatch):
    def fail(*_):
        raise MemoryError("no room")

    monkeypatch.setattr(slices, "allocate_lanes", fail)
    with pytest.raises(MemoryError, match="no room"):
        simulate_runs(task_of("toy_pair"), np.arange(1000), threads=2)
