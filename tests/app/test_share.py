"""A scenario out of the page and back; whatever else somebody hands in gives a sentence and runs nothing."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.app import limits
from sim.app.lessons import lessons
from sim.app.share import from_yaml
from sim.app.words import sentence
from sim.errors import EntenteError, InputError, ScenarioError
from sim.scenario.scenario import Scenario, load_scenario
from sim.scenario.shipped import shipped_names
from tests.strategies import Mapping, scenarios

PAIR = load_scenario("toy_pair").to_yaml()


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_scenario_comes_back_equal(name: str) -> None:
    scenario = load_scenario(name)
    assert from_yaml(scenario.to_yaml().encode()) == scenario


def test_lessons_can_be_shared() -> None:
    for lesson in lessons():
        assert from_yaml(lesson.scenario.to_yaml().encode()) == lesson.scenario


@settings(max_examples=40)
@given(mapping=scenarios())
def test_any_scenario_comes_back_equal(mapping: Mapping) -> None:
    scenario = load_scenario(mapping)
    assert from_yaml(b"\xef\xbb\xbf" + scenario.to_yaml().encode()) == scenario


@settings(max_examples=200)
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_bytes_of_any_kind_give_a_sentence(data: bytes) -> None:
    with pytest.raises(EntenteError) as caught:
        from_yaml(data)
    said = sentence(caught.value)
    assert said
    assert "\n" not in said


@settings(max_examples=100)
@given(place=st.integers(0, len(PAIR)), what=st.text(max_size=5), cut=st.integers(0, 20))
def test_a_damaged_scenario_gives_a_scenario_or_a_sentence(place: int, what: str, cut: int) -> None:
    found = scenario_or_sentence((PAIR[:place] + what + PAIR[place + cut :]).encode())
    assert isinstance(found, Scenario) or "\n" not in found


def scenario_or_sentence(data: bytes) -> Scenario | str:
    """What the page makes of a file; anything but an error on purpose goes through."""
    try:
        return from_yaml(data)
    except EntenteError as error:
        return sentence(error)


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00n", "UTF-8"),
        ("name: café".encode("latin-1"), "UTF-8"),
        (b"name: [", "is not valid YAML"),
        (b"- 1\n- 2\n", "must be a mapping"),
        (b"42", "must be a mapping"),
        (BOMB.encode(), "refers to another value by `*a`"),
        (b"[" * 5000, "YAML"),
        (b"x: " + b"y" * limits.FILE_BYTES, "at most 200,000 bytes"),
        ((PAIR + "colour: red\n").encode(), "has no key `colour`"),
        ((PAIR + "name: again\n").encode(), "given twice"),
        (PAIR.replace("horizon: 40", "horizon: 100000").encode(), "at most 400 steps"),
        (PAIR.replace("name: Northland", "name: " + "N" * 61).encode(), "at most 60 letters"),
        (PAIR.replace("capability: 0.6", "capability: -1").encode(), "must be > 0"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        from_yaml(data)
    assert words in sentence(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system ['touch {path}']",
        "!!python/object/new:subprocess.Popen [['touch', '{path}']]",
        "!!python/name:os.system",
        "{{_target_: os.system, command: 'touch {path}'}}",
        "!include {path}",
        "${{oc.env:HOME}}",
    ],
)
def test_nothing_in_a_file_runs(value: str, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    text = PAIR.replace("description: ", "description: " + value.format(path=mark) + " #", 1)
    assert text != PAIR
    try:
        found = from_yaml(text.encode())
    except ScenarioError:
        pass
    else:
        assert found.to_dict()["description"] == "${oc.env:HOME}", "plain text stays plain text"
    assert not mark.exists()


def big(states: int, issues: int = 1) -> Mapping:
    keys = [f"S{number}" for number in range(states)]
    return {
        "name": "big",
        "states": {key: {"capability": 1} for key in keys},
        "distance_km": {key: dict.fromkeys(keys[place + 1 :], 1) for place, key in enumerate(keys[:-1])},
        "issues": {f"i{n}": {"kind": "stance", "positions": {"S0": 1}, "salience": 1} for n in range(issues)},
        "bloc": {"members": ["S0", "S1"]},
    }


def test_the_page_has_room_for_so_much() -> None:
    largest = load_scenario(big(limits.N_STATES, limits.N_ISSUES))
    assert from_yaml(largest.to_yaml().encode()) == largest
    for mapping, words in (
        (big(limits.N_STATES + 1), "at most 30 states"),
        (big(3, limits.N_ISSUES + 1), "at most 60 issues"),
        ({**big(3), "events": [{"step": step, "note": "n"} for step in range(101)]}, "at most 100 events"),
        ({**big(3), "events": [{"set": {f"x{n}": 1 for n in range(501)}}]}, "at most 500 values"),
    ):
        with pytest.raises(InputError, match=words):
            from_yaml(yaml.safe_dump(mapping).encode())


def test_a_huge_list_of_states_is_refused_at_once() -> None:
    """Before pairs of states are looked at: 20,000 states have 200 million of them."""
    data = ("states: {" + ", ".join(f"s{n}: 1" for n in range(15_000)) + "}").encode()
    start = time.perf_counter()
    with pytest.raises(InputError, match="at most 30 states"):
        from_yaml(data)
    assert time.perf_counter() - start < 20.0
