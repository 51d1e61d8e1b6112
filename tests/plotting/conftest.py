"""Summaries of invented sweeps, made once."""

import numpy as np
import pytest

from sim.analysis.summary import summarise_results
from sim.scenario.scenario import load_scenario
from tests.analysis.synthetic import SyntheticArm, assemble, example_frame, invent_batch, invent_results


def crowded_scenario(n_states):
    """A scenario of many states: one stance issue, all capabilities alike, four members."""
    keys = [f"S{index:02d}" for index in range(n_states)]
    return load_scenario(
        {
            "name": "crowd",
            "horizon": 30,
            "states": {key: {"name": f"State {key}", "capability": 0.01} for key in keys},
            "distance_km": {a: dict.fromkeys(keys[i + 1 :], 100) for i, a in enumerate(keys[:-1])},
            "issues": {"one": {"kind": "stance", "positions": {keys[0]: 1, keys[1]: -1}, "salience": 0.5}},
            "bloc": {"members": keys[:4], "min_duration": 5},
        }
    )


def invent_crowd(n_states):
    case = crowded_scenario(n_states)
    batch, history = invent_batch(case, np.full(6, 0.97), seed=4)
    arm = SyntheticArm(name="central", batch=batch, replicates=6, columns={})
    return summarise_results(assemble(case, [arm], example_frame(case, history)))


@pytest.fixture(scope="session")
def summaries():
    """By name: the essay in two arms; a pair without outside states; three members; 20 and 45 states."""
    return {
        "essay": summarise_results(invent_results()),
        "pair": summarise_results(invent_results("toy_pair", runs=20, points=6)),
        "three": summarise_results(invent_results(members=("RUS", "CHN", "IND"), runs=20, points=30)),
        "twenty": invent_crowd(20),
        "many": invent_crowd(45),
    }
