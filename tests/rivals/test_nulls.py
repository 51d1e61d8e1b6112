"""What each null keeps, and what it takes away."""

import numpy as np
import pytest

import sim
from sim.rivals import nulls, scenario_nulls
from sim.rivals.camps import Array
from sim.rivals.case import Case, case_of


@pytest.fixture(scope="module")
def essay():
    """The essay scenario."""
    return sim.load_scenario("essay")


def pairs(case: Case) -> Array:
    """Propensities of the pairs, one by one."""
    return np.asarray(case.propensity[np.triu_indices(len(case.states), 1)])


def test_shuffled_weights_keep_the_values(essay):
    """Same values on other pairs; sizes untouched; the case itself as it was."""
    case = case_of(essay)
    before = case.propensity.copy()
    drawn = nulls.shuffled_weights(case, np.random.default_rng(0))
    np.testing.assert_array_equal(np.sort(pairs(drawn)), np.sort(pairs(case)))
    assert not np.array_equal(pairs(drawn), pairs(case))
    np.testing.assert_array_equal(drawn.size, case.size)
    np.testing.assert_array_equal(case.propensity, before)


def test_random_signs_keep_the_strengths(essay):
    """Strength by pair stays; about half of many coins are tails (error rate 1e-6)."""
    case, rng = case_of(essay), np.random.default_rng(1)
    draws = [pairs(nulls.random_signs(case, rng)) for _ in range(400)]
    for drawn in draws:
        np.testing.assert_array_equal(np.abs(drawn), np.abs(pairs(case)))
    tosses = 400 * len(pairs(case))
    assert abs(np.mean(np.array(draws) > 0) - 0.5) < 4.9 * 0.5 / np.sqrt(tosses)


def test_the_generator_is_all_there_is(essay):
    """Equal seeds give equal draws, also seed 0."""
    case = case_of(essay)
    for null in nulls.DRAWN.values():
        one, two, three = (null(case, np.random.default_rng(seed)) for seed in (0, 0, 1))
        np.testing.assert_array_equal(one.propensity, two.propensity)
        assert not np.array_equal(one.propensity, three.propensity)


def test_fixed_nulls(essay):
    """Equal power keeps the interests and the total; all opposed keeps the power."""
    case = case_of(essay)
    equal = nulls.equal_power(case)
    assert np.ptp(equal.size) == 0.0
    assert equal.size.sum() == pytest.approx(case.size.sum())
    np.testing.assert_array_equal(equal.propensity, case.propensity)
    opposed = nulls.all_opposed(case)
    assert set(pairs(opposed).tolist()) == {-1.0}
    np.testing.assert_array_equal(opposed.size, case.size)


def test_scenario_shuffled_salience(essay):
    """The same saliences where they count, and nothing else is touched."""
    drawn = scenario_nulls.shuffled_salience(essay, np.random.default_rng(0))
    one, two = essay.parameters, drawn.parameters
    assert drawn.name == "essay_shuffled_salience"
    assert not np.array_equal(one.salience, two.salience)
    # An issue between two states concerns no third one.
    k, vietnam = essay.canonical_issues.index("china_india"), essay.canonical_states.index("VNM")
    assert two.salience[vietnam, k] == one.salience[vietnam, k]
    changed = one.salience != two.salience
    np.testing.assert_array_equal(np.sort(one.salience, axis=None), np.sort(two.salience, axis=None))
    assert changed.any()
    for field in ("capability", "position", "claim", "tie", "distance_km", "dependence"):
        np.testing.assert_array_equal(getattr(one, field), getattr(two, field))


def test_scenario_random_effects(essay):
    """Strength of every issue for every pair stays, its sign is one for both directions."""
    from sim.engine.derive import stakes

    drawn = scenario_nulls.random_effects(essay, np.random.default_rng(0))
    one, two = stakes(essay.parameters), stakes(drawn.parameters)
    np.testing.assert_allclose(np.abs(two), np.abs(one))
    flipped = np.sign(one) != np.sign(two)
    np.testing.assert_array_equal(flipped, flipped.transpose(1, 0, 2))
    assert 0.3 < flipped[one != 0.0].mean() < 0.7
    again = scenario_nulls.random_effects(essay, np.random.default_rng(0))
    assert again == drawn


def test_scenario_equal_capability(essay):
    """Everybody is as strong as the mean."""
    drawn = scenario_nulls.equal_capability(essay)
    np.testing.assert_allclose(drawn.parameters.capability, essay.parameters.capability.mean())


def test_scenario_all_opposed(essay):
    """The case of the null scenario is the null of the case."""
    drawn = case_of(scenario_nulls.all_opposed_issue(essay))
    np.testing.assert_array_equal(drawn.propensity, nulls.all_opposed(case_of(essay)).propensity)


def test_null_scenarios_refuse_events_that_they_empty(essay):
    """An event on a position that is gone is reported, not dropped."""
    document = essay.to_dict()
    document["events"] = [{"step": 8, "set": {"issues.us_forces_europe.positions.RUS": 0.0}}]
    scenario = sim.load_scenario(document)
    for null in (
        scenario_nulls.all_opposed_issue,
        lambda s: scenario_nulls.random_effects(s, np.random.default_rng(0)),
    ):
        with pytest.raises(sim.ScenarioError, match="events"):
            null(scenario)
