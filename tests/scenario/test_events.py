"""Events cut a run into epochs: from `step` up to and including `until`, and back again."""

from typing import Any

import pytest

from sim.scenario.scenario import Scenario, load_scenario
from tests.scenario.mistakes import VALID, spoiled


def with_events(*events: dict[str, Any], **values: Any) -> Scenario:
    return load_scenario(spoiled((("events",), list(events)))).replace(values)


def path(scenario: Scenario, name: str) -> list[float]:
    """Value of a dotted name at every step."""
    timeline, slot = scenario.timeline, scenario.slot(name)
    return [
        float(slot.values(timeline.epochs[timeline.epoch_at(step)])[0])
        for step in range(scenario.horizon + 1)
    ]


def test_without_events_there_is_one_epoch() -> None:
    timeline = with_events().timeline
    assert timeline.starts == (0,)
    assert len(timeline.epochs) == 1


def test_an_event_holds_from_step_up_to_and_including_until() -> None:
    scenario = with_events({"step": 8, "until": 20, "set": {"behaviour.noise": 0.9}})
    assert scenario.timeline.starts == (0, 8, 21)
    assert path(scenario, "behaviour.noise") == [0.2] * 8 + [0.9] * 13 + [0.2] * 20


def test_an_event_without_until_lasts_to_the_end() -> None:
    scenario = with_events({"step": 39, "scale": {"states.USA.capability": 0.5}})
    assert scenario.timeline.starts == (0, 39)
    assert path(scenario, "states.USA.capability") == [0.9] * 39 + [0.45] * 2


def test_an_event_may_last_one_step_and_touch_the_last() -> None:
    scenario = with_events({"step": 40, "until": 40, "set": {"behaviour.noise": 0.9}})
    assert path(scenario, "behaviour.noise") == [0.2] * 40 + [0.9]


def test_events_on_different_cells_may_overlap() -> None:
    scenario = with_events(
        {"step": 5, "until": 10, "scale": {"issues.energy.salience.RUS": 2}},
        {"step": 7, "until": 12, "set": {"issues.energy.salience.CHN": 0}, "scale": {"behaviour.inertia": 3}},
    )
    assert path(scenario, "issues.energy.salience.RUS") == [0.6] * 5 + [1.2] * 6 + [0.6] * 30
    assert path(scenario, "issues.energy.salience.CHN") == [0.6] * 7 + [0.0] * 6 + [0.6] * 28
    assert path(scenario, "behaviour.inertia")[7] == pytest.approx(0.3)


def test_events_on_one_cell_may_follow_each_other() -> None:
    scenario = with_events(
        {"step": 5, "until": 9, "set": {"dependence.RUS.CHN": 1}},
        {"step": 10, "until": 11, "scale": {"dependence.RUS.CHN": 0.5}},
    )
    assert path(scenario, "dependence.RUS.CHN") == [0.6] * 5 + [1.0] * 5 + [0.3] * 2 + [0.6] * 29


def test_a_symmetric_name_changes_both_directions() -> None:
    scenario = with_events({"step": 1, "set": {"issues.trade.ties.CHN.USA": -0.5, "distance_km.USA.RUS": 9}})
    for name in ("issues.trade.ties.CHN.USA", "issues.trade.ties.USA.CHN"):
        assert path(scenario, name)[:2] == [0, -0.5]
    # the scenario gives RUS-USA, so that USA-RUS stands for the reverse alone
    assert path(scenario, "distance_km.USA.RUS")[:2] == [80, 9]
    assert path(scenario, "distance_km.RUS.USA")[:2] == [80, 80]


def test_a_scaled_value_is_checked_against_the_value_that_it_scales() -> None:
    event = {"step": 3, "scale": {"issues.trade.ties.RUS.CHN": 1.5}}
    assert path(with_events(event), "issues.trade.ties.RUS.CHN")[3] == pytest.approx(0.9)
    with pytest.raises(Exception, match=r"leads to 1\.05"):
        with_events(event, **{"issues.trade.ties.RUS.CHN": 0.7})


def test_setting_and_scaling_one_cell_in_one_event_is_an_overlap() -> None:
    with pytest.raises(Exception, match="while"):
        with_events({"step": 3, "set": {"behaviour.noise": 1}, "scale": {"behaviour.noise": 2}})


def test_a_note_is_kept() -> None:
    scenario = with_events({"step": 3, "set": {"behaviour.noise": 1}, "note": "a crisis"})
    assert scenario.to_dict()["events"][0]["note"] == "a crisis"
    assert load_scenario(VALID).to_dict()["events"][0]["step"] == 8
