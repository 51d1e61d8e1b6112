"""Every mistake in a scenario gives one clear line: the field, the value, the rule, the nearest name."""

from typing import Any

import numpy as np
import pytest

from sim.errors import InputError, ScenarioError
from sim.scenario.scenario import load_scenario
from tests.scenario.mistakes import REMOVE, VALID, spoiled

NAN, INF = float("nan"), float("inf")


def _event(**given: Any) -> tuple[tuple[Any, ...], Any]:
    """A second event beside the valid one."""
    return ("events", 1), given


TABLE: dict[str, tuple[tuple[tuple[Any, ...], Any], str, tuple[str, ...]]] = {
    # what is wrong: (where and what is put there), the field named, what else the line must say
    "no name": ((("name",), REMOVE), "name", ("letters", "None")),
    "name with a slash": ((("name",), "../up"), "name", ("letters", "'../up'")),
    "unknown section": ((("horizn",), 4), "scenario", ("`horizn`", "`horizon`")),
    "horizon 0": ((("horizon",), 0), "horizon", ("whole number", ">= 1", "got 0")),
    "horizon in words": ((("horizon",), "long"), "horizon", ("whole number", "'long'")),
    "horizon not whole": ((("horizon",), 40.5), "horizon", ("whole number", "40.5")),
    "horizon far too long": ((("horizon",), 10**9), "horizon", ("<= 100000", "1000000000")),
    "horizon of 5001 digits": ((("horizon",), 10**5000), "horizon", ("type int",)),
    "horizon true": ((("horizon",), True), "horizon", ("whole number", "True")),
    "horizon without end": ((("horizon",), INF), "horizon", ("whole number", "inf")),
    "no states": ((("states",), REMOVE), "states", ("2 to 200", "got 0")),
    "states as a list": ((("states",), ["RUS"]), "states", ("mapping", "['RUS']")),
    "capability missing": (
        (("states", "RUS", "capability"), REMOVE),
        "states.RUS.capability",
        ("missing", "> 0"),
    ),
    "capability 0": ((("states", "RUS", "capability"), 0), "states.RUS.capability", ("> 0", "got 0")),
    "capability infinite": ((("states", "RUS", "capability"), INF), "states.RUS.capability", ("got inf",)),
    "capability misspelt": (
        (("states", "RUS", "capabilty"), 1),
        "states.RUS",
        ("`capabilty`", "`capability`"),
    ),
    "state without a name": ((("states", "RUS", "name"), 7), "states.RUS.name", ("text", "7")),
    "state as a number": ((("states", "RUS"), 0.3), "states.RUS", ("mapping", "0.3")),
    "distance missing": (
        (("distance_km", "CHN"), REMOVE),
        "distance_km.CHN.USA",
        ("missing", "km"),
    ),
    "distances as a number": ((("distance_km",), 100), "distance_km", ("mapping", "100")),
    "distances of a state as a number": (
        (("distance_km", "CHN"), 100),
        "distance_km.CHN",
        ("mapping", "100"),
    ),
    "distance negative": ((("distance_km", "RUS", "USA"), -1), "distance_km.RUS.USA", (">= 0", "got -1")),
    "distance to an unknown state": (
        (("distance_km", "RUS", "USB"), 5),
        "distance_km.RUS",
        ("`USB`", "`USA`"),
    ),
    "dependence above 1": ((("dependence", "RUS", "CHN"), 1.5), "dependence.RUS.CHN", ("<= 1", "got 1.5")),
    "dependence on oneself": ((("dependence", "RUS", "RUS"), 0.5), "dependence.RUS.RUS", ("itself", "0.5")),
    "dependence of an unknown state": (
        (("dependence", "CHM"), {"RUS": 0.1}),
        "dependence",
        ("`CHM`", "`CHN`"),
    ),
    "no issue": ((("issues",), {}), "issues", ("at least one issue",)),
    "issues as a list": ((("issues",), ["energy"]), "issues", ("mapping", "['energy']")),
    "issue key with a dot": (
        (("issues", "a.b"), {"kind": "claim", "claims": {"RUS": 1}, "salience": 1}),
        "issues.a.b",
        ("letters",),
    ),
    "issue called default": (
        (("issues", "default"), {"kind": "claim", "claims": {"RUS": 1}, "salience": 1}),
        "issues.default",
        ("rename",),
    ),
    "issue as a number": ((("issues", "energy"), 0.6), "issues.energy", ("mapping", "0.6")),
    "issue key in the wrong case": (
        (("issues", "energy", "Claims"), {"RUS": 1}),
        "issues.energy",
        ("`Claims`", "`claims`"),
    ),
    "kind missing": ((("issues", "energy", "kind"), REMOVE), "issues.energy.kind", ("stance, claim, tie",)),
    "kind misspelt": ((("issues", "energy", "kind"), "clam"), "issues.energy.kind", ("'clam'", "`claim`")),
    "values of another kind": (
        (("issues", "energy", "positions"), {"RUS": 1}),
        "issues.energy.positions",
        ("kind claim", "`claims`"),
    ),
    "no values": ((("issues", "energy", "claims"), REMOVE), "issues.energy.claims", ("missing",)),
    "position out of range": (
        (("issues", "institutions", "positions", "RUS"), -2),
        "issues.institutions.positions.RUS",
        (">= -1 and <= 1", "got -2"),
    ),
    "position not a number": (
        (("issues", "institutions", "positions", "RUS"), NAN),
        "issues.institutions.positions.RUS",
        (">= -1 and <= 1", "nan"),
    ),
    "claim negative": (
        (("issues", "energy", "claims", "RUS"), -0.1),
        "issues.energy.claims.RUS",
        (">= 0 and <= 1", "got -0.1"),
    ),
    "tie to oneself": (
        (("issues", "trade", "ties", "RUS"), {"CHN": 0.6, "RUS": 1}),
        "issues.trade.ties.RUS.RUS",
        ("itself", "remove"),
    ),
    "tie above 1": (
        (("issues", "trade", "ties", "RUS", "CHN"), 1.01),
        "issues.trade.ties.RUS.CHN",
        ("<= 1", "1.01"),
    ),
    "salience missing": ((("issues", "energy", "salience"), REMOVE), "issues.energy.salience", ("missing",)),
    "salience without a default": (
        (("issues", "energy", "salience"), {"RUS": 1, "CHN": 1}),
        "issues.energy.salience",
        ("no value for USA", "`default`"),
    ),
    "salience negative": (
        (("issues", "institutions", "salience", "RUS"), -1),
        "issues.institutions.salience.RUS",
        (">= 0", "got -1"),
    ),
    "salience of an unknown state": (
        (("issues", "institutions", "salience", "RSU"), 1),
        "issues.institutions.salience",
        ("`RSU`", "`RUS`"),
    ),
    "posture misspelt": (
        (("initial", "RUS", "CHN"), "ALLIGN"),
        "initial.RUS.CHN",
        ("BALANCE, HEDGE, ALIGN", "'ALLIGN'", "`ALIGN`"),
    ),
    "posture as a number": ((("initial", "RUS", "CHN"), 1), "initial.RUS.CHN", ("BALANCE", "got 1")),
    "parameter misspelt": ((("behaviour", "nois"), 0.2), "behaviour", ("`nois`", "`noise`")),
    "noise negative": ((("behaviour", "noise"), -0.1), "behaviour.noise", ("> 0", "got -0.1")),
    "noise in words": ((("behaviour", "noise"), "loud"), "behaviour.noise", ("> 0", "'loud'")),
    "noise true": ((("behaviour", "noise"), True), "behaviour.noise", ("> 0", "True")),
    "noise a NumPy truth": ((("behaviour", "noise"), np.True_), "behaviour.noise", ("number", "True")),
    "noise NaN": ((("behaviour", "noise"), NAN), "behaviour.noise", ("> 0", "nan")),
    "noise empty": ((("behaviour", "noise"), None), "behaviour.noise", ("> 0", "None")),
    "noise by state": ((("behaviour", "noise"), {"RUS": 1}), "behaviour.noise", ("one number", "> 0")),
    "review rate 0": ((("behaviour", "review_rate"), 0), "behaviour.review_rate", ("> 0 and <= 1",)),
    "persistence 1": (
        (("behaviour", "salience_persistence"), 1),
        "behaviour.salience_persistence",
        ("< 1", "got 1"),
    ),
    "autonomy of an unknown state": (
        (("behaviour", "autonomy", "USB"), 1),
        "behaviour.autonomy",
        ("`USB`", "`USA`"),
    ),
    "autonomy without a default": (
        (("behaviour", "autonomy"), {"RUS": 1}),
        "behaviour.autonomy",
        ("CHN, USA", "`default`"),
    ),
    "events as a mapping": ((("events",), {"step": 1}), "events", ("list",)),
    "event as a number": ((("events", 1), 9), "events[1]", ("mapping", "got 9")),
    "event without a step": (
        _event(set={"behaviour.noise": 1}),
        "events[1].step",
        ("missing", "1 to 40"),
    ),
    "event at step 0": (_event(step=0, set={"behaviour.noise": 1}), "events[1].step", (">= 1", "got 0")),
    "event after the end": (_event(step=41, set={"behaviour.noise": 1}), "events[1].step", ("<= 40", "41")),
    "event that ends before it starts": (
        _event(step=9, until=8, set={"behaviour.noise": 1}),
        "events[1].until",
        (">= 9", "got 8"),
    ),
    "event that does nothing": (_event(step=9), "events[1]", ("nothing", "`set`")),
    "event with a misspelt name": (
        _event(step=9, set={"behaviour.noize": 1}),
        "events[1].set.behaviour.noize",
        ("`noize`", "`noise`"),
    ),
    "event on an unknown issue": (
        _event(step=9, scale={"issues.enrgy.salience": 1}),
        "events[1].scale.issues.enrgy.salience",
        ("`enrgy`", "`energy`"),
    ),
    "event on a whole section": (
        _event(step=9, set={"behaviour": 1}),
        "events[1].set.behaviour",
        ("stops short",),
    ),
    "event too deep": (
        _event(step=9, set={"behaviour.noise.RUS": 1}),
        "events[1].set.behaviour.noise.RUS",
        ("too deep", "`behaviour.noise`"),
    ),
    "event on what is no number": (
        _event(step=9, set={"horizon": 10}),
        "events[1].set.horizon",
        ("unknown",),
    ),
    "event sets out of range": (
        _event(step=9, set={"dependence.RUS.CHN": 2}),
        "events[1].set.dependence.RUS.CHN",
        ("<= 1", "got 2"),
    ),
    "event scales out of range": (
        _event(step=9, scale={"dependence.RUS.CHN": 2}),
        "events[1].scale.dependence.RUS.CHN",
        ("1.2", "<= 1"),
    ),
    "event scales to nothing": (
        _event(step=9, scale={"states.USA.capability": 0}),
        "events[1].scale.states.USA.capability",
        ("leads to 0", "> 0"),
    ),
    "event scales below nothing": (
        _event(step=9, scale={"behaviour.inertia": -1}),
        "events[1].scale.behaviour.inertia",
        (">= 0", "got -1"),
    ),
    "events that overlap": (
        _event(step=20, scale={"issues.energy.salience": 2}),
        "events[1]",
        ("events[0]", "steps 20 to 20", "`issues.energy.salience.RUS`"),
    ),
    "event with a misspelt verb": (
        _event(step=9, set={"behaviour.noise": 1}, untill=12),
        "events[1]",
        ("`untill`", "`until`"),
    ),
    "members missing": ((("bloc", "members"), REMOVE), "bloc.members", ("missing", "two or more")),
    "one member": ((("bloc", "members"), ["RUS"]), "bloc.members", ("two or more", "['RUS']")),
    "one member twice": ((("bloc", "members"), ["RUS", "RUS"]), "bloc.members", ("different",)),
    "unknown member": ((("bloc", "members"), ["RUS", "CHM"]), "bloc.members", ("`CHM`", "`CHN`")),
    "members as a word": ((("bloc", "members"), "RUS"), "bloc.members", ("list", "'RUS'")),
    "duration 0": ((("bloc", "min_duration"), 0), "bloc.min_duration", (">= 1", "got 0")),
    "duration beyond counting": ((("bloc", "min_duration"), 1e300), "bloc.min_duration", ("<= 100000",)),
    "grace beyond the horizon": ((("bloc", "grace"), 41), "bloc.grace", ("<= 40", "got 41")),
    "bloc misspelt": ((("bloc", "min_durations"), 8), "bloc", ("`min_durations`", "`min_duration`")),
}


@pytest.mark.parametrize("what", TABLE)
def test_a_mistake_gives_one_line_with_field_value_and_rule(what: str) -> None:
    change, field, parts = TABLE[what]
    with pytest.raises(ScenarioError) as caught:
        load_scenario(spoiled(change))
    assert len(caught.value.faults) == 1, caught.value.faults
    (line,) = caught.value.faults
    assert line.startswith(f"`{field}` "), line
    assert "\n" not in line
    for part in parts:
        assert part in line, (part, line)


def test_the_valid_scenario_has_no_fault() -> None:
    assert load_scenario(VALID).states == ("RUS", "CHN", "USA")


def test_ten_mistakes_give_ten_lines_at_once() -> None:
    mistakes = [
        "unknown section",
        "capability 0",
        "distance negative",
        "dependence above 1",
        "kind misspelt",
        "tie to oneself",
        "posture misspelt",
        "noise negative",
        "event with a misspelt name",
        "unknown member",
    ]
    with pytest.raises(ScenarioError) as caught:
        load_scenario(spoiled(*(TABLE[what][0] for what in mistakes)))
    assert len(caught.value.faults) == 10, caught.value.faults
    fields = {line.split("`")[1] for line in caught.value.faults}
    assert fields == {TABLE[what][1] for what in mistakes}
    assert str(caught.value).splitlines()[0] == "scenario: 10 faults"
    assert len(str(caught.value).splitlines()) == 11


def test_a_bad_horizon_is_not_blamed_on_the_events() -> None:
    changes = [(("horizon",), "long"), (("events", 0, "step"), 30), (("events", 0, "until"), 35)]
    with pytest.raises(ScenarioError) as caught:
        load_scenario(spoiled(*changes))
    assert [line.split("`")[1] for line in caught.value.faults] == ["horizon"]


def test_a_badly_formed_state_key_is_one_fault_however_often_it_is_named() -> None:
    mapping = spoiled((("states", "G-B"), {"capability": 1}))
    mapping["distance_km"]["G-B"] = {"RUS": 1, "CHN": 2, "USA": 3}
    mapping["issues"]["institutions"]["positions"]["G-B"] = 1
    mapping["issues"]["trade"]["salience"]["G-B"] = 1
    mapping["initial"]["G-B"] = {"USA": "ALIGN"}
    with pytest.raises(ScenarioError) as caught:
        load_scenario(mapping)
    assert [line.split("`")[1] for line in caught.value.faults] == ["states.G-B"]


def test_a_key_on_two_lines_still_gives_one_line() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(spoiled((("a\nb",), 1)))
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize("raw", [None, 5, ["name"], b"essay", 0.5, object()])
def test_what_is_no_scenario_at_all_is_refused(raw: Any) -> None:
    with pytest.raises(InputError, match="a shipped name, a path or a mapping"):
        load_scenario(raw)


def test_an_unknown_shipped_name_gets_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean `essay`"):
        load_scenario("esay")


def test_a_pair_needs_no_members() -> None:
    mapping = spoiled((("states", "USA"), REMOVE), (("bloc", "members"), REMOVE))
    mapping["distance_km"] = {"CHN": {"RUS": 5}}
    mapping["issues"] = {"energy": {"kind": "claim", "claims": {"RUS": 1}, "salience": 0.5}}
    assert load_scenario(mapping).bloc.members == ("RUS", "CHN")


def test_two_hundred_states_are_enough() -> None:
    states = {f"S{number}": {"capability": 1} for number in range(201)}
    mapping = {
        "name": "crowd",
        "states": states,
        "distance_km": {a: {b: 1 for b in states if b != a} for a in states},
        "issues": {"energy": {"kind": "claim", "claims": {"S0": 1}, "salience": 1}},
        "bloc": {"members": ["S0", "S1"]},
    }
    with pytest.raises(ScenarioError) as caught:
        load_scenario(mapping)
    assert [line for line in caught.value.faults if "got 201" in line] == list(caught.value.faults)
