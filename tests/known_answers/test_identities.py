"""What must change nothing: the unit of the stakes, the order of states and issues, unused replicates."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario.quantities import BEHAVIOUR
from sim.scenario.scenario import load_scenario
from tests.known_answers.engines import ENGINES, histories
from tests.strategies import PER_STATE, permuted, scenarios

QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
IN_STAKES = tuple(name for name, quantity in BEHAVIOUR.items() if quantity.unit == "stakes")
"""Parameters measured in stakes, as they are declared; theta, h and delta are pure numbers."""
PUBLISHED = (
    "autonomy",
    "confrontation",
    "trade_loss",
    "reciprocity",
    "structural_balance",
    "inertia",
    "noise",
)


def in_other_units(mapping: dict[str, Any], factor: float) -> dict[str, Any]:
    """The same scenario with every stake, cost and the noise multiplied by one factor."""
    document = load_scenario(mapping).to_dict()  # every default filled in
    for issue in document["issues"].values():
        issue["salience"] = times(issue["salience"], factor)
    for name in IN_STAKES:
        document["behaviour"][name] = times(document["behaviour"][name], factor)
    for event in document["events"]:
        for name, value in event.get("set", {}).items():
            parts = name.split(".")
            if parts[1] in IN_STAKES or "salience" in parts[2:3]:
                event["set"][name] = value * factor
    return document


def times(value: Any, factor: float) -> Any:
    return (
        {key: number * factor for key, number in value.items()} if isinstance(value, dict) else value * factor
    )


def test_all_that_is_measured_in_stakes_is_scaled() -> None:
    document = in_other_units(deepcopy(load_scenario("essay").to_dict()), 4.0)
    assert document["issues"]["central_asia_energy"]["salience"] == {"default": 2.4, "RUS": 4.0}
    assert [document["behaviour"][name] for name in (*PUBLISHED, "common_threat", "hedging_premium")] == [
        2.0, 2.0, 2.0, 1.2, 0.8, 0.4, 0.8, 0.5, 0.5
    ]  # fmt: skip
    assert set(PUBLISHED) <= set(IN_STAKES)
    assert set(PER_STATE) - set(IN_STAKES) == {"hedging_premium"}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_unit_of_the_stakes_does_not_matter_to_the_last_bit(engine: str) -> None:
    """A power of two scales without rounding, so that every comparison in a run comes out the same."""

    @QUICK
    @given(scenarios(max_states=6), st.integers(-20, 20).filter(bool), st.integers(0, 2**64 - 1))
    def check(mapping: dict[str, Any], power: int, seed: int) -> None:
        before = histories(mapping, engine, 2, seed)
        after = histories(in_other_units(mapping, 2.0**power), engine, 2, seed)
        assert np.array_equal(before.postures, after.postures)
        assert np.array_equal(before.salience, after.salience)

    check()


@pytest.mark.parametrize("factor", [3.0, 0.1])
def test_other_units_do_not_matter_in_practice(factor: float) -> None:
    """Other factors round, but no draw of the essay's first 500 runs lies that near a boundary."""
    mapping = load_scenario("essay").to_dict()
    before = histories(mapping, "batch", 500, seed=16).postures
    assert np.array_equal(before, histories(in_other_units(mapping, factor), "batch", 500, seed=16).postures)


@pytest.mark.parametrize("name", ["common_threat", "hedging_premium", "entrapment"])
def test_pure_numbers_do_matter(name: str) -> None:
    """The identity has teeth: scaling what is no stake changes runs."""
    scenario = load_scenario("essay")
    before = histories(scenario.to_dict(), "batch", 50, seed=16).postures
    after = scenario.replace({f"behaviour.{name}": 1.6}).to_dict()
    assert not np.array_equal(before, histories(after, "batch", 50, seed=16).postures)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_order_of_states_and_issues_does_not_matter(engine: str) -> None:
    """Every named dyad has the same history, every named issue the same salience."""

    @QUICK
    @given(st.data(), st.integers(0, 2**64 - 1))
    def check(data: st.DataObject, seed: int) -> None:
        mapping = data.draw(scenarios(max_states=6))
        other = data.draw(permuted(mapping))
        one, two = histories(mapping, engine, 2, seed), histories(other, engine, 2, seed)
        states = [list(other["states"]).index(key) for key in mapping["states"]]
        issues = [list(other["issues"]).index(key) for key in mapping["issues"]]
        assert np.array_equal(one.postures, two.postures[:, :, states][:, :, :, states])
        assert np.array_equal(one.salience, two.salience[:, :, issues])

    check()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_state_that_concerns_nobody_changes_nothing(engine: str) -> None:
    """Draws belong to keys: a bystander who shares no interest leaves the pair's history as it was,

    where nothing that others do matters (structural balance is divided by the number of third states).
    """
    pair = load_scenario("toy_pair").replace({"behaviour.salience_volatility": 0.2}).to_dict()
    joined = deepcopy(pair)
    joined["states"] = {"AAA": {"name": "Bystander", "capability": 0.1}, **pair["states"]}
    joined["distance_km"]["AAA"] = {"NOR": 1, "SOU": 1}
    joined["behaviour"] |= {"common_threat": 0.0, "structural_balance": 0.0}
    for issue in joined["issues"].values():
        issue["salience"] |= {"AAA": 0.0}
    alone, together = histories(pair, engine, 5, seed=17), histories(joined, engine, 5, seed=17)
    assert np.array_equal(alone.postures, together.postures[:, :, 1:, 1:])
    assert np.array_equal(alone.salience, together.salience)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_does_not_depend_on_its_company(engine: str) -> None:
    mapping = load_scenario("toy_triad").to_dict()
    few, more = histories(mapping, engine, 3, seed=18), histories(mapping, engine, 5, seed=18)
    assert np.array_equal(few.postures, more.postures[:3])
    assert not np.array_equal(more.postures[3], more.postures[4])
    assert not np.array_equal(few.postures, histories(mapping, engine, 3, seed=19).postures)
