"""Postures are counted in each period, alike in both engines and equal to what the histories say."""

from itertools import pairwise

import numpy as np
import pytest

from sim.engine.rows import PERIODS_MAX, period_starts
from sim.engine.simulate import simulate, simulate_points
from sim.scenario.scenario import load_scenario
from sim.vocabulary import Posture


def case_with(horizon, events):
    return load_scenario("toy_triad").replace({"horizon": horizon, "events": events})


@pytest.fixture
def eventful():
    key = load_scenario("toy_triad").states[0]
    return case_with(24, [{"step": 8, "until": 15, "scale": {f"states.{key}.capability": 0.5}}])


def run_all(case, columns, engine, runs=6):
    numbers = np.arange(runs, dtype=np.uint64)
    rows = np.arange(runs) % max(1, len(next(iter(columns.values()), [0])))
    return simulate_points(case, columns, rows, rows.astype(np.uint64), numbers, seed=3, engine=engine)


@pytest.mark.parametrize("engine", ["batch", "mesa"])
def test_counts_are_those_of_the_histories(eventful, engine):
    batch = run_all(eventful, {}, engine)
    expected = np.zeros((3, 3, 3, 3), np.int64)
    assert period_starts(eventful) == (1, 8, 16)
    order = [eventful.states.index(key) for key in eventful.canonical_states]
    for replicate in range(6):
        history = simulate(eventful, seed=3, replicate=replicate).postures[:, order][:, :, order]
        for period, (first, stop) in enumerate(pairwise([1, 8, 16, 25])):
            for code, posture in enumerate(Posture):
                expected[period, ..., code] += (history[first:stop] == posture).sum(axis=0)
    for counts in (expected, batch.period_postures):
        counts[:, np.arange(3), np.arange(3)] = 0
    np.testing.assert_array_equal(batch.period_postures, expected)
    np.testing.assert_array_equal(batch.postures, expected.sum(axis=0))


def test_horizons_that_differ():
    """A short run leaves later periods empty, a long one stretches the last."""
    columns = {"horizon": np.array([5, 24, 30])}
    one, other = (run_all(case_with(24, []), columns, engine) for engine in ("batch", "mesa"))
    np.testing.assert_array_equal(one.period_postures, other.period_postures)
    steps = one.period_postures[:, 0, 1].sum(axis=-1)
    assert steps.tolist() == [2 * (5 + 8 + 8), 2 * (8 + 8), 2 * (8 + 14)]


def test_thirds_stand_in_for_no_epoch_and_for_too_many():
    key = load_scenario("toy_triad").states[0]
    many = [
        {"step": step, "until": step, "scale": {f"states.{key}.capability": 0.99}}
        for step in range(2, 2 + 2 * PERIODS_MAX, 2)
    ]
    assert period_starts(case_with(30, many)) == period_starts(case_with(30, [])) == (1, 11, 21)
    assert period_starts(case_with(30, many[:2])) == (1, 2, 3, 4, 5)
    assert [period_starts(case_with(horizon, [])) for horizon in (1, 2, 3)] == [(1,), (1, 2), (1, 2, 3)]
