"""Crises: one after the other, on top of each other, at the last step, in any scenario."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.app.crises import crises, raise_crisis
from sim.app.overlay import add_event
from sim.app.share import from_yaml
from sim.errors import InputError, ScenarioError
from sim.scenario.crises import Crisis
from sim.scenario.events import Change
from sim.scenario.parameters import FIELD_NAMES
from sim.scenario.scenario import Scenario, load_scenario
from tests.strategies import Mapping, scenarios


def by_key(scenario: Scenario) -> dict[str, Crisis]:
    return {crisis.key: crisis for crisis in crises(scenario)}


def value(scenario: Scenario, name: str, step: int) -> float:
    timeline = scenario.timeline
    return float(scenario.slot(name).values(timeline.epochs[timeline.epoch_at(step)])[0])


def test_the_essay_has_its_crises_and_another_scenario_those_for_any_pair() -> None:
    assert list(by_key(load_scenario("essay")))[:5] == [
        "sanctions",
        "us_withdrawal",
        "chinese_expansion",
        "energy_deal",
        "central_asia_clash",
    ]
    assert list(by_key(load_scenario("toy_triad"))) == [
        "quarrel",
        "common_cause",
        "rising_power",
        "trade_stops",
    ]
    assert "rising_power" not in by_key(load_scenario("toy_pair")), "there is no outside state"


def test_a_crisis_holds_from_the_next_step() -> None:
    scenario = load_scenario("essay")
    shaken = raise_crisis(scenario, by_key(scenario)["sanctions"], 20)
    name = "issues.us_forces_europe.salience.RUS"
    assert [value(shaken, name, step) for step in (20, 21, 120)] == [1.0, 1.5, 1.5]


def test_a_crisis_that_passes_leaves_no_trace() -> None:
    scenario = load_scenario("essay")
    shaken = raise_crisis(scenario, by_key(scenario)["central_asia_clash"], 20)
    name = "issues.central_asia_energy.salience.RUS"
    assert [value(shaken, name, step) for step in (20, 21, 40, 41)] == [1.0, 2.0, 2.0, 1.0]


def test_the_same_crisis_twice_is_twice_as_hard() -> None:
    scenario = load_scenario("essay")
    sanctions = by_key(scenario)["sanctions"]
    twice = raise_crisis(raise_crisis(scenario, sanctions, 8), sanctions, 15)
    name = "issues.us_forces_europe.salience.RUS"
    assert [value(twice, name, step) for step in (8, 9, 15, 16, 120)] == [1.0, 1.5, 1.5, 2.25, 2.25]
    assert value(twice, "issues.us_forces_europe.salience.CHN", 120) == 0.3


def test_any_two_crises_go_together() -> None:
    scenario = load_scenario("essay")
    for one, other in product(crises(scenario), repeat=2):
        both = raise_crisis(raise_crisis(scenario, one, 8), other, 11)
        assert value(both, "behaviour.noise", 120) == 0.2
        assert load_scenario(both.to_dict()) == both


def test_at_the_last_step_there_is_one_sentence() -> None:
    scenario = load_scenario("essay")
    crisis = crises(scenario)[0]
    assert value(raise_crisis(scenario, crisis, 119), "issues.us_forces_europe.salience.RUS", 120) == 1.5
    with pytest.raises(InputError, match="history is over at step 120"):
        raise_crisis(scenario, crisis, 120)
    with pytest.raises(InputError, match="after a step >= 0"):
        raise_crisis(scenario, crisis, -1)


def test_there_is_an_end_to_crises_and_until_then_the_scenario_can_be_shared() -> None:
    scenario = load_scenario("essay")
    clash = by_key(scenario)["central_asia_clash"]
    with pytest.raises(InputError, match="at most 100 events"):  # noqa: PT012
        for step in range(scenario.horizon):
            scenario = raise_crisis(scenario, clash, step)
    assert step > 50
    assert from_yaml(scenario.to_yaml().encode()) == scenario


def test_a_number_that_would_leave_its_range_gives_a_sentence() -> None:
    scenario = load_scenario("essay")
    huge = Crisis(
        key="x", name="Too much", text="", events=({"step": 1, "scale": {"dependence.RUS.CHN": 2.0}},)
    )
    with pytest.raises(ScenarioError, match="must be >= 0 and <= 1"):
        raise_crisis(scenario, huge, 3)


def test_one_way_of_a_tie_that_changes_both_ways_gives_a_sentence() -> None:
    both_ways, one_way = "issues.russia_india.ties.RUS.IND", "issues.russia_india.ties.IND.RUS"
    scenario = load_scenario("essay").replace({"events": [{"step": 5, "until": 9, "set": {both_ways: 0.5}}]})
    with pytest.raises(InputError, match=r"while an event changes .* \(until step 9\)"):
        add_event(scenario, {"step": 9, "scale": {one_way: 0.5}})
    later = add_event(scenario, {"step": 10, "scale": {one_way: 0.5}})
    assert [value(later, one_way, step) for step in (9, 10)] == [0.5, 0.5]
    assert [value(later, both_ways, step) for step in (9, 10)] == [0.5, 1.0]


@settings(max_examples=60)
@given(mapping=scenarios(max_states=4, max_horizon=12), data=st.data())
def test_the_new_event_acts_on_what_the_old_ones_left(mapping: Mapping, data: st.DataObject) -> None:
    """In every step, the parameters are those of the old events with the new change applied last."""
    scenario = load_scenario(mapping)
    crisis = data.draw(st.sampled_from(crises(scenario)))
    step = data.draw(st.integers(0, scenario.horizon - 1))
    lasting = data.draw(st.one_of(st.none(), st.integers(1, scenario.horizon)))
    (event,) = crisis.events
    crisis = replace(crisis, events=(event if lasting is None else {**event, "until": lasting},))
    try:
        shaken = raise_crisis(scenario, crisis, step)
    except InputError:
        return
    stop = scenario.horizon if lasting is None else step + lasting
    for t in range(scenario.horizon + 1):
        wanted = scenario.timeline.epochs[scenario.timeline.epoch_at(t)]
        if step < t <= stop:
            for verb in ("set", "scale"):
                for name, number in event.get(verb, {}).items():
                    change = Change(
                        label="",
                        step=t,
                        until=t,
                        slot=scenario.slot(name),
                        value=number,
                        scales=verb == "scale",
                    )
                    wanted = change.apply(wanted)
        found = shaken.timeline.epochs[shaken.timeline.epoch_at(t)]
        for field in FIELD_NAMES:
            np.testing.assert_allclose(getattr(found, field), getattr(wanted, field), rtol=1e-12)


def test_generic_crises_move_what_they_say() -> None:
    scenario = load_scenario("toy_triad")
    found = by_key(scenario)
    scaled = {key: crisis.events[0].get("scale", {}) for key, crisis in found.items()}
    assert list(scaled["quarrel"]) == [
        "issues.river_water.salience.NOR",
        "issues.river_water.salience.SOU",
    ]
    assert "issues.northern_straits.salience.NOR" in scaled["common_cause"]
    assert scaled["rising_power"] == {"states.EAS.capability": 1.5}
