"""Random scenarios reach all that a scenario can say: what they do not draw, no test of both engines sees."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from sim.scenario.kinds import KINDS
from sim.scenario.parameters import FIELD_NAMES
from sim.scenario.quantities import BEHAVIOUR
from sim.scenario.scenario import Scenario, load_scenario
from tests.strategies import BEHAVIOUR as DRAWN
from tests.strategies import VALUES, Mapping, scenarios

FEATURES: dict[str, Callable[[Mapping], bool]] = {
    "two states": lambda drawn: len(drawn["states"]) == 2,
    "ten states or more": lambda drawn: len(drawn["states"]) >= 10,
    "three members": lambda drawn: len(drawn["bloc"]["members"]) >= 3,
    "a horizon of one step": lambda drawn: drawn["horizon"] == 1,
    "a lapse that is forgiven": lambda drawn: drawn["bloc"]["grace"] > 0,
    "a spell that cannot last long enough": lambda drawn: drawn["bloc"]["min_duration"] > drawn["horizon"],
    "an event that ends": lambda drawn: any("until" in event for event in drawn["events"]),
    "an event without an end": lambda drawn: any("until" not in event for event in drawn["events"]),
    "an event that sets": lambda drawn: any("set" in event for event in drawn["events"]),
    "an event that scales": lambda drawn: any("scale" in event for event in drawn["events"]),
    "two events": lambda drawn: len(drawn["events"]) >= 2,
    "a distance that differs by direction": lambda drawn: _both_ways(drawn["distance_km"]),
    "dependence that differs by direction": lambda drawn: _both_ways(drawn["dependence"]),
    "a start that differs by direction": lambda drawn: _both_ways(drawn["initial"]),
    **{
        f"a start with {posture}": lambda drawn, posture=posture: posture in _cells(drawn["initial"])  # type: ignore[misc]
        for posture in ("BALANCE", "HEDGE", "ALIGN")
    },
}


def _cells(table: Mapping) -> set[object]:
    return {value for row in table.values() for value in row.values()}


def _both_ways(table: Mapping) -> bool:
    return any(
        table.get(b, {}).get(a, value) != value for a, row in table.items() for b, value in row.items()
    )


@cache
def drawn_scenarios() -> list[tuple[Mapping, Scenario]]:
    """The same thousand on every machine."""
    drawn: list[tuple[Mapping, Scenario]] = []

    @settings(
        max_examples=1000, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(scenarios())
    def collect(mapping: Mapping) -> None:
        drawn.append((mapping, load_scenario(mapping)))

    collect()
    return drawn


def test_every_behavioural_parameter_has_a_range() -> None:
    assert set(DRAWN) == set(BEHAVIOUR)


def test_every_kind_of_issue_is_drawn() -> None:
    assert {str(kind): entry.values for kind, entry in KINDS.items()} == VALUES
    kinds = {issue["kind"] for mapping, _ in drawn_scenarios() for issue in mapping["issues"].values()}
    assert kinds == set(VALUES)


@pytest.mark.parametrize("field", FIELD_NAMES)
def test_every_parameter_takes_several_values_and_is_moved_by_events(field: str) -> None:
    """Every field of `Parameters`, so that a new one is asked for here without a line."""
    epochs = [[getattr(epoch, field) for epoch in case.timeline.epochs] for _, case in drawn_scenarios()]
    assert len({float(value) for arrays in epochs for value in np.ravel(arrays[0])}) > 10
    assert any(not np.array_equal(arrays[0], later) for arrays in epochs for later in arrays[1:])


@pytest.mark.parametrize("field", [name for name, quantity in BEHAVIOUR.items() if quantity.per_state])
def test_what_may_differ_by_state_does(field: str) -> None:
    assert any(len(set(getattr(case.parameters, field).tolist())) > 1 for _, case in drawn_scenarios())


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_of_a_scenario_is_drawn(feature: str) -> None:
    assert any(FEATURES[feature](mapping) for mapping, _ in drawn_scenarios())
