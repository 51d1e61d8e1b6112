"""Crises that a scenario declares: checked at the door, and the same wherever they break out."""

from copy import deepcopy
from typing import Any

import pytest

from sim.errors import InputError, ScenarioError
from sim.scenario.scenario import load_scenario
from sim.sweep.cases import case_columns, read_cases
from tests.scenario.regions import INVENTED, archipelago


def with_crisis(**entry: Any) -> dict[str, Any]:
    return deepcopy(INVENTED) | {"crises": {"storm": entry}}


EVENT = {"step": 1, "scale": {"states.EMP.capability": 0.5}}


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"events": []}, "`crises.storm.events` is missing or empty; a crisis has one event or more"),
        ({"name": "A storm"}, "`crises.storm.events` is missing or empty"),
        ({"events": [EVENT], "title": "x"}, "`crises.storm` has no key `title`"),
        ({"events": [EVENT], "text": 3}, "`crises.storm.text` must be a text, got 3"),
        (
            {"events": [{"step": 0, "set": {"behaviour.noise": 1}}]},
            "`crises.storm.events[0].step` must be a whole",
        ),
        (
            {"events": [{"step": 1, "set": {"behaviour.nois": 1}}]},
            "`crises.storm.events[0].set.behaviour.nois`",
        ),
        (
            {"events": [EVENT, EVENT]},
            "`crises.storm.events[1]` changes `states.EMP.capability` while crises.storm",
        ),
        (
            {"events": [{"step": 1, "scale": {"dependence.ISL.EMP": 3}}]},
            "`crises.storm.events[0].scale.dependence.ISL.EMP` leads to 1.2, which must be >= 0 and <= 1",
        ),
    ],
)
def test_a_faulty_crisis_is_refused(entry: dict[str, Any], fault: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(with_crisis(**entry))
    (line,) = caught.value.faults
    assert line.startswith(fault)


def test_too_many_crises_are_refused() -> None:
    many = {f"c{place}": {"events": [EVENT]} for place in range(101)}
    with pytest.raises(ScenarioError, match="`crises` must be at most 100, got 101; leave some out"):
        load_scenario(deepcopy(INVENTED) | {"crises": many})


def test_its_steps_count_from_the_outbreak() -> None:
    (blockade,) = archipelago().crises
    scale = {"issues.sea_lanes.salience": 2.0}
    assert blockade.from_step(5, 24) == [{"step": 5, "until": 8, "scale": scale, "note": "A blockade"}]
    assert blockade.from_step(22, 24)[0]["until"] == 24
    assert blockade.from_step(25, 24) == []


def test_it_may_be_longer_than_a_run() -> None:
    short = archipelago().replace({"horizon": 2, "bloc.min_duration": 2})
    assert short.crises[0].from_step(2, short.horizon)[0]["until"] == 2


def test_it_changes_nothing_until_it_breaks_out() -> None:
    assert archipelago().changes == []
    assert len(archipelago().timeline.epochs) == 1


def test_a_case_may_let_it_break_out() -> None:
    scenario = archipelago()
    written = {"step": 3, "until": 6, "scale": {"issues.sea_lanes.salience": 2.0}, "note": "A blockade"}
    declared, spelled = (
        case_columns(read_cases({"it": change}, "cases"), scenario)["events"]
        for change in ({"crises": {"blockade": 3}}, {"events": [written]})
    )
    assert declared.tolist() == spelled.tolist() == [[], [written]]


@pytest.mark.parametrize(
    ("crises", "message"),
    [
        ({"blockad": 3}, "declares no crisis `blockad`; did you mean `blockade`?"),
        ({"blockade": 25}, "must break out by step 24, got 25"),
        ({"blockade": 0}, "must map crises to steps from 1 on"),
        (["blockade"], "must map crises to steps from 1 on"),
    ],
)
def test_a_case_with_another_crisis_is_refused(crises: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        case_columns(read_cases({"it": {"crises": crises}}, "cases"), archipelago())
