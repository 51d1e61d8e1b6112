from itertools import pairwise

import numpy as np
import pytest

from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.sweep.plan import chunk_size, cut, expected_bytes, expected_seconds
from sim.sweep.request import Arm, Request, check_request
from tests.sweep.conftest import small_request


def arm(**changes) -> Arm:
    usual = {"name": "a", "scenario": load_scenario("toy_pair"), "columns": {}, "replicates": 4, "seed": 0}
    return Arm(**{**usual, **changes})


def test_equal_requests_have_equal_ids_and_different_ones_do_not():
    noise = {"behaviour.noise": np.array([0.1, 0.2])}
    base = Request(name="x", arms=(arm(columns=noise),))
    assert base.id == Request(name="other", arms=(arm(columns=dict(noise)),), overrides=("a=1",)).id
    for other in (
        Request(name="x", arms=(arm(columns=noise, replicates=5),)),
        Request(name="x", arms=(arm(columns=noise, seed=1),)),
        Request(name="x", arms=(arm(columns={"behaviour.noise": np.array([0.1, 0.3])}),)),
        Request(name="x", arms=(arm(columns={"behaviour.inertia": np.array([0.1, 0.2])}),)),
        Request(name="x", arms=(arm(columns=noise, scenario=load_scenario("toy_triad")),)),
        Request(name="x", arms=(arm(columns=noise),), crn=True),
        Request(name="x", arms=(arm(columns=noise),), engine="mesa"),
    ):
        assert other.id != base.id


@pytest.mark.parametrize("replicates", [1, 3, 1000, 10**7])
@pytest.mark.parametrize("points", [1, 7])
@pytest.mark.parametrize("engine", ["batch", "mesa"])
def test_chunks_cover_every_run_once_and_cut_no_point_that_they_can_hold(replicates, points, engine):
    values = {"behaviour.noise": np.linspace(0.1, 0.2, points)} if points > 1 else {}
    case = arm(columns=values, replicates=replicates)
    size = chunk_size(case, engine)
    assert 1 <= size <= 1_000_000
    chunks = list(cut(case, size))
    assert chunks[0].start == 0
    assert chunks[-1].stop == case.runs
    assert all(one.stop == other.start for one, other in pairwise(chunks))
    if points > 1 and replicates < 10**6:
        assert size % replicates == 0


def test_expected_cost_grows_with_runs():
    small, large = small_request(), small_request(engine="mesa")
    assert expected_seconds(large) > 100 * expected_seconds(small)
    assert expected_bytes(large) == expected_bytes(small) > 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"columns": {"behaviour.nois": np.array([0.1])}}, "did you mean `noise`"),
        ({"columns": {"behaviour.noise": np.array([0.1, -0.1])}}, "in row 1"),
        ({"replicates": 0}, "`replicates` must be"),
        ({"seed": -1}, "`seed` must be"),
        ({"name": "A/b"}, "small letters"),
    ],
)
def test_a_wrong_arm_is_refused_before_anything_runs(changes, message):
    with pytest.raises(InputError, match=message):
        check_request(Request(name="x", arms=(arm(**changes),)))


def test_a_request_without_arms_is_refused():
    with pytest.raises(InputError, match="at least one arm"):
        check_request(Request(name="x", arms=()))
