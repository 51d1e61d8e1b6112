"""Dotted names: what they mean, what replacing them does, and that two ways of changing a number agree."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputError, ScenarioError
from sim.scenario.parameters import FIELD_NAMES
from sim.scenario.scenario import load_scenario
from sim.scenario.slots import write_slots
from tests.scenario.mistakes import VALID
from tests.strategies import scenarios

# canonical order of VALID: CHN 0, RUS 1, USA 2; energy 0, institutions 1, trade 2
CHN, RUS, USA = range(3)
ENERGY, INSTITUTIONS, TRADE = range(3)


@pytest.fixture
def scenario() -> Any:
    return load_scenario(VALID)


def test_replace_gives_a_changed_copy_and_leaves_the_original(scenario: Any) -> None:
    before = scenario.to_dict()
    changed = scenario.replace({"behaviour.noise": 0.9, "horizon": 80})
    assert scenario.to_dict() == before
    assert float(scenario.parameters.noise) == 0.2
    assert float(changed.parameters.noise) == 0.9
    assert (scenario.horizon, changed.horizon) == (40, 80)
    assert changed != scenario
    assert changed.fingerprint != scenario.fingerprint
    assert changed.replace({"behaviour.noise": 0.2, "horizon": 40}) == scenario


def test_to_dict_is_a_copy(scenario: Any) -> None:
    scenario.to_dict()["behaviour"]["noise"] = 99
    assert float(scenario.parameters.noise) == 0.2


@pytest.mark.parametrize(
    ("values", "field", "expected"),
    [
        # autonomy is {default: 0.5, RUS: 0.8}
        ({"behaviour.autonomy": 0.1}, "autonomy", [0.1, 0.1, 0.1]),
        ({"behaviour.autonomy.default": 0.1}, "autonomy", [0.1, 0.8, 0.1]),
        ({"behaviour.autonomy.USA": 0.1}, "autonomy", [0.5, 0.8, 0.1]),
        ({"behaviour.autonomy.USA": 0.1, "behaviour.autonomy": 0.2}, "autonomy", [0.2, 0.2, 0.1]),
        ({"behaviour.autonomy": {"default": 0, "CHN": 1}}, "autonomy", [1, 0, 0]),
        # confrontation is one number, 0.5 by default
        ({"behaviour.confrontation.RUS": 0.1}, "confrontation", [0.5, 0.1, 0.5]),
        (
            {"behaviour.confrontation": 0.2, "behaviour.confrontation.RUS": 0.1},
            "confrontation",
            [0.2, 0.1, 0.2],
        ),
        ({"states.USA.capability": 2}, "capability", [0.5, 0.3, 2]),
        ({"dependence.RUS.CHN": 0.1}, "dependence", [[0, 0.3, 0], [0.1, 0, 0], [0, 0, 0]]),
        ({"dependence.USA.CHN": 0.1}, "dependence", [[0, 0.3, 0], [0.6, 0, 0], [0.1, 0, 0]]),
        ({"distance_km.CHN.USA": 7}, "distance_km", [[0, 0, 7], [0, 0, 80], [7, 80, 0]]),
        ({"distance_km.USA.CHN": 7}, "distance_km", [[0, 0, 3000], [0, 0, 80], [7, 80, 0]]),
    ],
)
def test_what_a_name_changes(scenario: Any, values: dict[str, Any], field: str, expected: Any) -> None:
    assert getattr(scenario.replace(values).parameters, field).tolist() == expected


@pytest.mark.parametrize(
    ("values", "field", "issue", "expected"),
    [
        # salience of institutions is {default: 0.6, RUS: 1}, that of energy 0.6
        ({"issues.institutions.salience": 0.1}, "salience", INSTITUTIONS, [0.1, 0.1, 0.1]),
        ({"issues.institutions.salience.default": 0.1}, "salience", INSTITUTIONS, [0.1, 1, 0.1]),
        ({"issues.institutions.salience.USA": 0.1}, "salience", INSTITUTIONS, [0.6, 1, 0.1]),
        ({"issues.energy.salience.USA": 0.1}, "salience", ENERGY, [0.6, 0.6, 0.1]),
        (
            {"issues.energy.salience": 0.2, "issues.energy.salience.USA": 0.1},
            "salience",
            ENERGY,
            [0.2, 0.2, 0.1],
        ),
        ({"issues.institutions.positions.CHN": 0.5}, "position", INSTITUTIONS, [0.5, -1, 1]),
        ({"issues.energy.claims.USA": 0.5}, "claim", ENERGY, [1, 1, 0.5]),
        ({"issues.trade.ties.RUS.CHN": -1}, "tie", TRADE, [[0, -1, 0], [-1, 0, 0], [0, 0, 0]]),
        ({"issues.trade.ties.USA.CHN": 1}, "tie", TRADE, [[0, 0.6, 1], [0.6, 0, 0], [1, 0, 0]]),
        ({"issues.trade.ties.CHN.RUS": -1}, "tie", TRADE, [[0, -1, 0], [0.6, 0, 0], [0, 0, 0]]),
    ],
)
def test_what_a_name_of_an_issue_changes(
    scenario: Any, values: dict[str, Any], field: str, issue: int, expected: Any
) -> None:
    changed = getattr(scenario.replace(values).parameters, field)
    assert changed[..., issue].tolist() == expected
    others = [k for k in range(3) if k != issue]
    assert np.array_equal(changed[..., others], getattr(scenario.parameters, field)[..., others])


def test_sections_are_replaced_whole(scenario: Any) -> None:
    issue = {"kind": "claim", "claims": {"RUS": 1, "USA": 1}, "salience": 0.4}
    changed = scenario.replace(
        {
            "issues.arctic": issue,
            "issues.arctic.salience.USA": 1,
            "events": [],
            "initial": {},
            "bloc.grace": 2,
        }
    )
    assert changed.canonical_issues == ("arctic", "energy", "institutions", "trade")
    assert changed.parameters.salience[:, 0].tolist() == [0.4, 0.4, 1]
    assert not np.any(changed.initial)
    assert len(changed.timeline.epochs) == 1
    assert changed.bloc.grace == 2


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("behavior.noise", ("`behavior.noise` is unknown", "`behaviour`")),
        ("behaviour.nois", ("no parameter `nois`", "`noise`")),
        ("behaviour", ("stops short", "parameter")),
        ("behaviour.noise.RUS", ("goes too deep", "`behaviour.noise`")),
        ("behaviour.autonomy.RSU", ("no state `RSU`", "`RUS`")),
        ("behaviour.autonomy.RUS.x", ("goes too deep",)),
        ("states.USB.capability", ("no state `USB`", "`USA`")),
        ("states.USA", ("stops short", "capability")),
        ("states.USA.capabilty", ("no key `capabilty`", "`capability`")),
        ("distance_km.RUS", ("stops short", "state")),
        ("distance_km.RUS.RUS", ("itself",)),
        ("dependence.RUS.CHM", ("no state `CHM`", "`CHN`")),
        ("issues.enrgy.salience", ("no issue `enrgy`", "`energy`")),
        ("issues.energy.position.RUS", ("no key `position`", "claims, salience")),
        ("issues.energy.claims.RSU", ("no state `RSU`", "`RUS`")),
        ("issues.trade.ties.RUS", ("stops short",)),
        ("issues.trade.salience.default", ("changes nothing", "own")),
        ("horizn", ("`horizn` is unknown", "`horizon`")),
        ("horizon.long", ("goes too deep",)),
        ("bloc.members.0", ("goes too deep",)),
        ("", ("unknown",)),
        ("..", ("unknown",)),
    ],
)
def test_an_unknown_name_gets_the_nearest(scenario: Any, name: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario.replace({name: 0.5})
    (line,) = caught.value.faults
    for part in parts:
        assert part in line, line


def test_slots_say_the_same_of_unknown_names(scenario: Any) -> None:
    with pytest.raises(InputError, match=r"`behaviour\.nois` .*did you mean `noise`"):
        scenario.slot("behaviour.nois")


def test_all_unknown_names_come_at_once(scenario: Any) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario.replace({"behaviour.nois": 1, "horizn": 2, "states.USB.capability": 3})
    assert len(caught.value.faults) == 3


def test_a_replaced_value_is_checked(scenario: Any) -> None:
    with pytest.raises(ScenarioError, match=r"`behaviour\.noise` must be > 0, got -1"):
        scenario.replace({"behaviour.noise": -1})
    with pytest.raises(ScenarioError, match=r"`events\[0\]` |whole number >= 1 and <= 5"):
        scenario.replace({"horizon": 5})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_slot_writes_what_replace_writes(data: st.DataObject) -> None:
    """Designs write numbers into arrays, `replace` into the document; both must mean the same cells."""
    mapping = data.draw(scenarios(max_events=0))
    scenario = load_scenario(mapping)
    name, value = data.draw(names_and_values(scenario.to_dict()))
    by_document = scenario.replace({name: value}).parameters
    by_slot = write_slots(scenario.parameters, [(scenario.slot(name), value)])
    for field in FIELD_NAMES:
        assert np.array_equal(getattr(by_document, field), getattr(by_slot, field)), (name, field)
    assert float(scenario.slot(name).values(by_slot)[0]) == value


@st.composite
def names_and_values(draw: Any, document: dict[str, Any]) -> tuple[str, float]:
    """A dotted name of a number, `default` included, and a legal value."""
    states, issues = sorted(document["states"]), sorted(document["issues"])
    one, other = draw(st.permutations(states))[:2]
    issue = draw(st.sampled_from(issues))
    entry = document["issues"][issue]
    inner = {
        "stance": f"positions.{one}",
        "claim": f"claims.{one}",
        "tie": f"ties.{one}.{other}",
    }[entry["kind"]]
    found = [
        "behaviour.noise",
        "behaviour.autonomy",
        f"behaviour.autonomy.{one}",
        f"states.{one}.capability",
        f"distance_km.{one}.{other}",
        f"dependence.{one}.{other}",
        f"issues.{issue}.salience",
        f"issues.{issue}.salience.{one}",
        f"issues.{issue}.{inner}",
    ]
    if set(states) - set(entry["salience"]):
        found.append(f"issues.{issue}.salience.default")
    return draw(st.sampled_from(found)), draw(st.sampled_from([0.125, 0.3, 0.9]))
