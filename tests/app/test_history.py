"""The past is a function of (scenario, seed, step): stepped, resumed, or read from the compiled engine."""

import numpy as np
import pytest

from sim.app.crises import crises, raise_crisis
from sim.app.history import resume_at, worlds
from sim.engine.readable.model import BalanceOfPower
from sim.errors import InputError
from sim.scenario.scenario import load_scenario


@pytest.mark.parametrize("name", ["toy_pair", "essay"])
def test_a_resumed_model_goes_on_as_if_never_left(name: str) -> None:
    scenario = load_scenario(name)
    whole = BalanceOfPower(scenario, rng=5)
    for _ in range(12):
        whole.step()
    resumed = resume_at(scenario, 5, 12)
    for _ in range(10):
        assert resumed.steps == whole.steps
        assert np.array_equal(resumed.postures, whole.postures)
        assert resumed.multipliers.tobytes() == whole.multipliers.tobytes()
        resumed.step()
        whole.step()


def test_worlds_are_those_of_the_model() -> None:
    scenario = load_scenario("toy_triad")
    model = BalanceOfPower(scenario, rng=0)
    found = worlds(scenario, 0, 25)
    assert found.shape == (26, 3, 3)
    for step in range(26):
        assert np.array_equal(found[step], model.postures)
        model.step()


def test_a_crisis_leaves_the_past_as_it_was_and_changes_what_comes() -> None:
    scenario = load_scenario("essay")
    for crisis in crises(scenario):
        shaken = raise_crisis(scenario, crisis, 30)
        assert np.array_equal(worlds(shaken, 2, 30), worlds(scenario, 2, 30))
    deal = raise_crisis(scenario, next(c for c in crises(scenario) if c.key == "energy_deal"), 30)
    assert not np.array_equal(worlds(deal, 2, 120), worlds(scenario, 2, 120))


def test_a_model_resumed_with_a_crisis_is_the_model_until_then() -> None:
    scenario = load_scenario("essay")
    shaken = raise_crisis(scenario, crises(scenario)[0], 10)
    calm, model = resume_at(scenario, 0, 10), resume_at(shaken, 0, 10)
    assert np.array_equal(calm.postures, model.postures)
    assert calm.interests.net.tobytes() == model.interests.net.tobytes()
    calm.step()
    model.step()
    assert not np.array_equal(calm.interests.net, model.interests.net)


def test_the_end_is_the_end() -> None:
    model = resume_at(load_scenario("toy_pair"), 0, 40)
    assert not model.running
    for step in (-1, 41, 1.5):
        with pytest.raises(InputError, match="step"):
            resume_at(load_scenario("toy_pair"), 0, step)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="seed"):
        resume_at(load_scenario("toy_pair"), -1, 0)
