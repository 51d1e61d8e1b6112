"""Sliders: legal at both ends, own value on a stop, one for each number that can be moved."""

import pytest
from hypothesis import given, settings

from sim.app.controls import Control, controls, find_control
from sim.app.words import PLAIN
from sim.errors import InputError, ScenarioError
from sim.scenario.quantities import BEHAVIOUR
from sim.scenario.scenario import Scenario, load_scenario
from sim.scenario.shipped import shipped_names
from tests.strategies import Mapping, scenarios


def sliders(scenario: Scenario) -> list[Control]:
    return [control for group in controls(scenario) for control in group.controls]


@pytest.mark.parametrize("name", shipped_names())
def test_both_ends_are_legal_and_the_own_value_is_a_stop(name: str) -> None:
    scenario = load_scenario(name)
    for control in sliders(scenario):
        assert control.low <= control.own <= control.high
        assert control.low < control.high
        for value in (control.low, control.high):
            stops = (value - control.own) / control.step
            assert stops == pytest.approx(round(stops), abs=1e-6), control.name
            scenario.replace({control.name: value})
        assert 15 <= (control.high - control.low) / control.step <= 110, control.name


@settings(max_examples=40)
@given(mapping=scenarios(max_states=5))
def test_any_scenario_has_sliders_that_may_be_pulled_to_both_ends(mapping: Mapping) -> None:
    mapping["events"] = []  # an event that scales may lead a legal value out of its range
    scenario = load_scenario(mapping)
    found = sliders(scenario)
    names = [control.name for control in found]
    assert len(names) == len(set(names))
    for control in found:
        assert control.low <= control.own <= control.high
    for end in ("low", "high"):
        scenario.replace({control.name: getattr(control, end) for control in found})


def test_own_values_change_nothing() -> None:
    scenario = load_scenario("essay")
    moved = scenario.replace({control.name: control.own for control in sliders(scenario)})
    for epoch, other in zip(scenario.timeline.epochs, moved.timeline.epochs, strict=True):
        assert epoch.salience.tobytes() == other.salience.tobytes()
        assert epoch.hedging_premium.tobytes() == other.hedging_premium.tobytes()
        assert epoch.capability.tobytes() == other.capability.tobytes()


SLIDING = [name for name, quantity in BEHAVIOUR.items() if quantity.plausible is not None]


def test_every_parameter_with_a_plausible_range_has_a_slider_and_words() -> None:
    assert set(PLAIN) == set(SLIDING)
    names = {control.name for control in sliders(load_scenario("essay"))}
    assert {name for name in names if name.startswith("behaviour.")} == {
        f"behaviour.{name}" for name in SLIDING
    }
    assert "issues.central_asia_energy.salience.RUS" in names
    assert "issues.central_asia_energy.salience.USA" not in names, "an issue that does not touch the state"
    assert "dependence.RUS.CHN" in names
    assert "states.USA.capability" in names


def test_limits_come_from_the_declarations() -> None:
    """From 0 where 0 is legal, from the smallest plausible value where it is not."""
    scenario = load_scenario("essay")
    limits = {
        name: (
            find_control(scenario, f"behaviour.{name}").low,
            find_control(scenario, f"behaviour.{name}").high,
        )
        for name in SLIDING
    }
    assert limits["noise"] == (0.1, 0.4)
    assert limits["review_rate"] == (0.1, 0.5)
    assert limits["autonomy"] == (0.0, 1.0)
    wide = scenario.replace({"behaviour.common_threat": 3.0})
    assert find_control(wide, "behaviour.common_threat").high == 3.0


def test_states_with_a_value_of_their_own_have_a_slider_of_their_own() -> None:
    scenario = load_scenario("essay").replace({"behaviour.hedging_premium.RUS": 0.8})
    assert find_control(scenario, "behaviour.hedging_premium.RUS").own == 0.8
    assert find_control(scenario, "behaviour.hedging_premium.CHN").own == 0.5
    with pytest.raises(InputError, match=r"behaviour\.hedging_premium"):
        find_control(scenario, "behaviour.hedging_premium")


@pytest.mark.parametrize(
    ("name", "value"),
    [("behaviour.noise", 0.0), ("behaviour.review_rate", 1.5), ("behaviour.salience_persistence", 1.0),
     ("states.RUS.capability", 0.0), ("dependence.RUS.CHN", 1.1), ("behaviour.noise", float("nan"))],
)  # fmt: skip
def test_an_illegal_value_gives_one_line(name: str, value: float) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("essay").replace({name: value})
    assert len(caught.value.faults) == 1
    assert name in caught.value.faults[0]
