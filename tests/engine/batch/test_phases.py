"""Inside a step: interests, threats and values have the bits of the readable engine, not postures alone."""

import numpy as np
import pytest
from numba import njit

from sim.engine.batch.compile import ENTRY_OPTIONS
from sim.engine.batch.kernel import load_epoch, start_block
from sim.engine.batch.lanes import allocate_lanes
from sim.engine.batch.layout import make_layout
from sim.engine.batch.phases import (
    commit,
    decide,
    move_salience,
    sum_third_states,
    value_postures,
    weigh_interests,
)
from sim.engine.batch.tables import make_table
from sim.engine.readable.model import BalanceOfPower
from sim.engine.readable.weighing import weigh_postures
from sim.numerics.streams import run_keys
from sim.scenario.scenario import load_scenario
from tests.engine.batch.tasks import task_of


@njit(**ENTRY_OPTIONS)
def begin(layout, table, lanes, rows):
    start_block(layout, lanes)
    load_epoch(table, lanes, 0, rows, 0)
    move_salience(layout, lanes, 0)


@njit(**ENTRY_OPTIONS)
def advance(layout, lanes, step, values):
    """One step; `values` (3, dyads, lanes) gets the values on which it decides."""
    move_salience(layout, lanes, step)
    weigh_interests(layout, lanes)
    n = layout.n_states
    for i in range(n):
        for j in range(i + 1, n):
            sum_third_states(layout, lanes, i, j)
            for lane in range(lanes.key_0.size):
                values[:, i * n + j, lane] = value_postures(lanes, i, i * n + j, j * n + i, 0, lane)
                values[:, j * n + i, lane] = value_postures(lanes, j, j * n + i, i * n + j, 1, lane)
    decide(layout, lanes, step)
    commit(layout, lanes)


@pytest.mark.parametrize("name", ["essay", "toy_triad"])
def test_bits_of_interests_and_values(name):
    case = load_scenario(name).replace({"behaviour.salience_volatility": 0.2})
    task = task_of(case)
    layout = make_layout(task)
    n, width = layout.n_states, 8
    lanes = allocate_lanes(layout, width)
    lanes.key_0[:], lanes.key_1[:] = run_keys(
        0, np.zeros(width, np.uint64), np.arange(width, dtype=np.uint64)
    )
    table = make_table(layout, task.timeline, np.zeros(1, np.int64))
    begin(layout, table, lanes, np.zeros(width, np.int64))
    values = np.zeros((3, n * n, width))
    models = [BalanceOfPower(case, replicate=replicate, rng=0) for replicate in range(width)]
    apart = ~np.eye(n, dtype=bool)
    for step in range(1, 9):
        advance(layout, lanes, step, values)
        for lane, model in enumerate(models):
            before = model.postures
            model.step()
            assert lanes.deviation[:, lane].tobytes() == model.deviations.tobytes()
            for field, expected in (
                (lanes.net_interest, model.interests.net),
                (lanes.ambivalence, model.interests.ambivalence),
                (lanes.threat, model.interests.threat),
            ):
                assert np.array_equal(field[:, lane].reshape(n, n)[apart], expected[apart])
            for i in range(n):
                weighed = weigh_postures(i, before, model.interests, model.constants, model.parameters)
                for row, expected in enumerate((weighed.balance, weighed.hedge, weighed.align)):
                    found = values[row, :, lane].reshape(n, n)
                    assert np.array_equal(found[i][apart[i]], expected[apart[i]])
            assert np.array_equal(lanes.posture[:, lane].reshape(n, n), model.postures)
            # the numbers drawn last are those of the last pair, from the second to the first
            assert lanes.choice[lane] == model.draws.choice[n - 1, n - 2]
            assert lanes.review[lane] == model.draws.review[n - 1, n - 2]
