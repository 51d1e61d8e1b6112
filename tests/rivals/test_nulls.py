"""What each null keeps, and what it takes away."""

import numpy as np
import pytest

import sim
from sim.rivals import nulls
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
