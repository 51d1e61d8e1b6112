"""Properties of the door over random scenarios, and an attempt to break it."""

import string
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenario.document import parse_yaml
from sim.scenario.door import clean_document
from sim.scenario.parameters import FIELD_NAMES, Parameters
from sim.scenario.scenario import Scenario, load_scenario
from tests.scenario.mistakes import VALID
from tests.strategies import permuted, scenarios

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=120, deadline=None)


def from_yaml(text: str) -> Scenario:
    data, duplicates = parse_yaml(text, "text")
    return Scenario(clean_document(data, "text", duplicates))


def same_parameters(one: Parameters, other: Parameters) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in FIELD_NAMES)


@FEW
@given(scenarios())
def test_random_valid_scenarios_load_and_leave_the_mapping_alone(mapping: dict[str, Any]) -> None:
    before = deepcopy(mapping)
    scenario = load_scenario(mapping)
    assert mapping == before
    assert scenario.states == tuple(mapping["states"])
    assert scenario.issues == tuple(mapping["issues"])
    n, k = len(scenario.states), len(scenario.issues)
    for epoch in scenario.timeline.epochs:
        assert epoch.tie.shape == (n, n, k)
        assert epoch.salience.shape == (n, k)
        assert np.all(epoch.salience >= 0)
        assert np.all(epoch.capability > 0)
        assert np.all(epoch.noise > 0)
        assert 0 < epoch.review_rate <= 1
        assert np.all(np.abs(epoch.tie) <= 1)
    for table in (scenario.parameters.distance_km, scenario.parameters.dependence, scenario.initial):
        assert not np.any(np.diagonal(table))


@FEW
@given(scenarios())
def test_a_scenario_written_as_yaml_or_dict_reads_back_equal(mapping: dict[str, Any]) -> None:
    scenario = load_scenario(mapping)
    for again in (from_yaml(scenario.to_yaml()), load_scenario(scenario.to_dict()), scenario.replace({})):
        assert again == scenario
        assert hash(again) == hash(scenario)
        assert again.states == scenario.states
        assert again.fingerprint == scenario.fingerprint
        assert same_parameters(again.parameters, scenario.parameters)


@FEW
@given(st.data())
def test_the_order_of_a_scenario_does_not_change_its_arrays(data: st.DataObject) -> None:
    mapping = data.draw(scenarios())
    one, other = load_scenario(mapping), load_scenario(data.draw(permuted(mapping)))
    assert one == other
    assert one.fingerprint == other.fingerprint
    assert one.canonical_states == other.canonical_states
    assert one.timeline.starts == other.timeline.starts
    for before, after in zip(one.timeline.epochs, other.timeline.epochs, strict=True):
        assert same_parameters(before, after)
    assert np.array_equal(one.initial, other.initial)


def attempt(make: Callable[[], Scenario]) -> Scenario | ScenarioError:
    """The scenario, or the error; any other exception is a fault of the door."""
    try:
        return make()
    except ScenarioError as error:
        return error


@MANY
@given(st.text(min_size=1))
def test_any_text_survives_the_round_trip_or_is_refused(words: str) -> None:
    found = attempt(lambda: load_scenario({**VALID, "description": words}))
    if isinstance(found, Scenario):
        assert from_yaml(found.to_yaml()) == found
    else:
        assert not words.strip() or not words.isprintable()


class Odd:
    """An object that no scenario expects."""


ODD = st.sampled_from(
    [
        np.float64(0.5),
        np.int64(1),
        np.True_,
        np.array([0.5, 1.0]),
        np.str_("RUS"),
        b"0.5",
        date(2012, 1, 1),
        10**400,
        -0.0,
        5e-324,
        1e308,
        (1, 2),
        {1, 2},
        1j,
        range(3),
        Odd(),
        Odd,
        {None: 1, 2: None},
        {"default": {}},
        "RUS",
        "default",
        "stance",
        "behaviour.noise",
        "1e5",
        "\ud800",
        "a\nb",
    ]
)
WORDS = st.text(string.ascii_letters + string.digits + "._-~!&*#\n é", max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every node below the root."""
    inner: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    found = [path] if path else []
    for key, entry in inner:
        found += places(entry, (*path, key))
    return found


PLACES = places(VALID)


@st.composite
def damaged(draw: Any) -> dict[str, Any]:
    """The valid scenario with a few random nodes replaced, removed, renamed or doubled."""
    mapping = deepcopy(VALID)
    for path in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)):
        inner: Any = mapping
        try:
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
        match draw(st.sampled_from(("replace", "replace", "replace", "remove", "rename"))):
            case "replace":
                inner[path[-1]] = draw(JSON)
            case "remove":
                del inner[path[-1]]
            case "rename" if isinstance(inner, dict):
                inner[draw(WORDS | st.integers())] = inner.pop(path[-1])
    return mapping


@MANY
@given(damaged())
def test_a_damaged_scenario_is_a_scenario_or_a_scenario_error(mapping: dict[str, Any]) -> None:
    found = attempt(lambda: load_scenario(mapping))
    if isinstance(found, ScenarioError):
        assert len(str(found).splitlines()) == 1 + len(found.faults)
        assert len(set(found.faults)) == len(found.faults) > 0
        return
    assert from_yaml(found.to_yaml()) == found
    assert found.timeline.epochs
    assert found.initial.dtype == np.int8


@MANY
@given(st.text(alphabet=string.printable, max_size=60))
def test_random_text_is_a_scenario_error(text: str) -> None:
    assert isinstance(attempt(lambda: from_yaml(text)), ScenarioError)


@MANY
@given(
    st.dictionaries(
        st.one_of(WORDS, st.sampled_from([".".join(map(str, p)) for p in PLACES])), JSON, max_size=3
    )
)
def test_a_random_replacement_is_a_scenario_or_a_scenario_error(values: dict[str, Any]) -> None:
    scenario = load_scenario(VALID)
    before = scenario.to_dict()
    attempt(lambda: scenario.replace(values))
    assert scenario.to_dict() == before


def test_yaml_on_disk_is_what_to_yaml_says(tmp_path: Path) -> None:
    scenario = load_scenario(VALID)
    path = tmp_path / "again.yaml"
    path.write_text(scenario.to_yaml(), encoding="utf-8")
    assert load_scenario(path) == scenario
