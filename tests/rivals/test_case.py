"""From a scenario to the numbers that every rival reads."""

import numpy as np
import pytest

import sim
from sim.errors import InputError
from sim.rivals.case import Case, case_of


@pytest.fixture(scope="module")
def essay():
    """The essay scenario."""
    return sim.load_scenario("essay")


def test_essay_by_hand(essay):
    """Net interests of Russia, added up from the scenario's own numbers."""
    case = case_of(essay)
    assert case.states == ("RUS", "CHN", "USA", "IND", "JPN", "VNM")
    assert case.size.tolist() == [0.0396, 0.2204, 0.1392, 0.0810, 0.0355, 0.0088]
    # institutions, intervention, East Asia, expansion, Central Asia, Far East, market
    russia = 0.6 + 0.6 - 0.3 * 0.3 - 0.6 * 0.4 - 1.0 + 0.6 * 0.6 - 0.3 * 0.3
    china = 0.6 + 0.6 - 1.0 * 0.3 - 1.0 * 0.4 - 0.6 + 0.6 * 0.6 - 0.3 * 0.3
    assert case.propensity[0, 1] == pytest.approx((russia + china) / 2.0)
    assert case.propensity[0, 1] == pytest.approx(0.155)
    assert case.propensity[0, 3] == pytest.approx(1.2885)
    np.testing.assert_array_equal(case.propensity, case.propensity.T)


def test_order_follows_the_scenario(essay):
    """The same scenario with its states in another order gives the same numbers by name."""
    document = essay.to_dict()
    document["states"] = dict(reversed(document["states"].items()))
    other, case = case_of(sim.load_scenario(document)), case_of(essay)
    assert other.states == case.states[::-1]
    np.testing.assert_allclose(other.propensity[::-1, ::-1], case.propensity)
    np.testing.assert_array_equal(other.size[::-1], case.size)


def test_events_count_at_their_step(essay):
    """A shock is part of the case of its steps, and of no other."""
    document = essay.to_dict()
    document["events"] = [{"step": 8, "until": 12, "set": {"issues.central_asia_energy.salience.RUS": 0.0}}]
    scenario = sim.load_scenario(document)
    values = [case_of(scenario, step=step).propensity[0, 1] for step in (0, 7, 8, 12, 13)]
    np.testing.assert_allclose(values, [0.155, 0.155, 0.655, 0.655, 0.155])


def test_a_step_outside_is_refused(essay):
    """It has no world."""
    for step in (-1, 121):
        with pytest.raises(InputError, match="`step` must be from 0 to 120"):
            case_of(essay, step=step)


OPPOSED = np.eye(2) - 1.0


@pytest.mark.parametrize(
    ("states", "size", "propensity", "message"),
    [
        (("A", "B"), [1.0], OPPOSED, "`size` must have shape"),
        (("A", "B"), [1.0, 0.0], OPPOSED, "`size` must be > 0"),
        (("A", "B"), [1.0, np.nan], OPPOSED, "`size` must be > 0 and finite"),
        (("A", "B"), [1.0, 1.0], np.zeros((3, 3)), "`propensity`"),
        (("A", "B"), [1.0, 1.0], [[0.0, np.inf], [np.inf, 0.0]], "must be finite"),
        (("A", "B"), [1.0, 1.0], [[0.0, 1.0], [0.5, 0.0]], "must be symmetric"),
        (("A", "B"), [1.0, 1.0], np.ones((2, 2)), "diagonal of 0"),
        (("A", "A"), [1.0, 1.0], OPPOSED, "`states` must name two or more different"),
        (("A",), [1.0], [[0.0]], "`states` must name two or more different"),
    ],
)
def test_arrays_that_do_not_fit(states, size, propensity, message):
    """Each gives the rule."""
    with pytest.raises(InputError, match=message):
        Case(name="x", states=states, size=np.array(size), propensity=np.array(propensity))


def test_members_are_checked(essay):
    """Unknown, repeated and too few members are refused by name."""
    case = case_of(essay)
    assert case.places(("CHN", "RUS")) == [1, 0]
    with pytest.raises(InputError, match=r"has no state `RUSS`; did you mean `RUS`\?"):
        case.places(("RUSS", "CHN"))
    for members in (("RUS",), ("RUS", "RUS")):
        with pytest.raises(InputError, match="two or more different states"):
            case.places(members)
