"""The door of historical inputs: what is right comes through, what is wrong is named."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from sim.errors import InputError, ScenarioError
from sim.rivals.history import history_names, load_history

VALID: dict[str, Any] = {
    "name": "trio",
    "description": "Three powers",
    "source": "invented",
    "members": ["A", "B"],
    "years": {"first": 1900, "last": 1910, "default": 1905},
    "states": {
        "A": {"name": "Avaland", "size": 2, "source": "invented"},
        "B": {"size": "1e0", "source": "invented"},
        "C": {"size": 1, "source": "invented"},
    },
    "propensity": {
        "source": "invented",
        "default": 0,
        "pairs": {"A": {"C": -0.5}},
        "spells": [
            {"pair": ["B", "A"], "value": -1, "begin": 1900, "end": 1904},
            {"pair": ["A", "B"], "value": 1, "begin": 1904, "end": 1908},
        ],
    },
}


def spoiled(path: list[Any], value: Any) -> dict[str, Any]:
    """The valid document with one value replaced, or removed where it is None."""
    document = deepcopy(VALID)
    place: Any = document
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


def test_a_valid_document():
    """Spells hold from their first year up to and without their end; other pairs have the default."""
    history = load_history(VALID)
    assert history.state_names == {"A": "Avaland", "B": "B", "C": "C"}
    assert history.case().name == "trio 1905"
    by_year = {year: history.case(year=year).propensity for year in range(1900, 1911)}
    assert [by_year[year][0, 1] for year in (1900, 1903, 1904, 1907, 1908)] == [-1, -1, 1, 1, 0]
    assert {by_year[year][0, 2] for year in by_year} == {-0.5}
    assert {by_year[year][1, 2] for year in by_year} == {0.0}
    np.testing.assert_array_equal(history.case().size, [2, 1, 1])


def test_values_of_every_year():
    """`yearly` gives one value a year; a title stands in for the name where there is one."""
    document = spoiled(["propensity", "yearly"], {"C": {"B": [place / 10 for place in range(11)]}})
    history = load_history(document | {"title": "Three"})
    assert [history.case(year=year).propensity[1, 2] for year in (1900, 1903, 1910)] == [0.0, 0.3, 1.0]
    assert (history.title, load_history(VALID).title) == ("Three", "trio")


def test_years_are_checked():
    """A year outside, and a year where there are no dates."""
    with pytest.raises(InputError, match="`year` must be from 1900 to 1910, got 1911"):
        load_history(VALID).case(year=1911)
    with pytest.raises(InputError, match="has no dates, got year 1987"):
        load_history("unix_1987").case(year=1987)


MISTAKES = [
    (["name"], None, "`name` is missing"),
    (["source"], 5, "`source` must be a text, got 5"),
    (["membres"], ["A"], "has no key `membres`; did you mean `members`?"),
    (["members"], ["A"], "`members` must name two or more different states"),
    (["members"], ["A", "D"], "`members` has no state `D`"),
    (["states", "A", "size"], 0, "`states.A.size` must be > 0, got 0"),
    (["states", "A", "size"], None, "`states.A.size` is missing"),
    (["states", "A", "source"], None, "`states.A.source` is missing"),
    (["states", "A", "sise"], 1, "did you mean `size`?"),
    (["states", "A B"], {"size": 1, "source": "x"}, "must be letters, digits"),
    (["propensity", "default"], None, "`propensity.default` is missing"),
    (["propensity", "default"], float("nan"), "`propensity.default` must be >= -10 and <= 10, got nan"),
    (["propensity", "source"], None, "`propensity.source` is missing"),
    (["propensity", "pairs", "A"], {"C": 11}, "`propensity.pairs.A.C` must be >= -10 and <= 10, got 11"),
    (["propensity", "pairs", "A"], {"A": 1}, "is from a state to itself"),
    (["propensity", "pairs", "C"], {"A": 1}, "is given as `propensity.pairs.A.C` as well"),
    (["propensity", "pairs", "D"], {"A": 1}, "has no state `D`"),
    (["propensity", "spells"], {}, "`propensity.spells` must be a list"),
    (["propensity", "spells", 1, "begin"], 1903, "overlap for A and B in 1903"),
    (["propensity", "spells", 0, "end"], 1900, "`propensity.spells[0].end` must be a whole number >= 1901"),
    (["propensity", "spells", 0, "value"], None, "`propensity.spells[0]` has no value"),
    (["propensity", "spells", 0, "pair"], ["A", "A"], "`propensity.spells[0].pair` must be two different"),
    (["propensity", "spells", 0, "pair"], ["A", ["B"]], "`propensity.spells[0].pair` must be two different"),
    (
        ["propensity", "yearly"],
        {"B": {"C": [1, 2]}},
        "`propensity.yearly.B.C` must list one value a year, 11 of",
    ),
    (["propensity", "yearly"], {"B": {"C": 1}}, "must list one value a year, 11 of them, got 1"),
    (["propensity", "yearly"], {"B": {"C": [11, *[0] * 10]}}, "`propensity.yearly.B.C` must be >= -10"),
    (["title"], 5, "`title` must be a text, got 5"),
    (["years"], None, "`years` is missing"),
    (["years", "first"], None, "`years.first` is missing"),
    (["years", "default"], 1911, "`years.default` must be a whole number >= 1900 and <= 1910, got 1911"),
]


@pytest.mark.parametrize(("path", "value", "line"), MISTAKES)
def test_mistakes_are_named(path, value, line):
    """Each alone gives one line that names the field, the rule and the value."""
    with pytest.raises(ScenarioError) as caught:
        load_history(spoiled(path, value))
    assert any(line in fault for fault in caught.value.faults), caught.value.faults
    assert len(caught.value.faults) == 1


def test_all_faults_at_once():
    """Several mistakes give several lines."""
    document = spoiled(["states", "A", "size"], -1)
    document["members"] = []
    del document["description"]
    with pytest.raises(ScenarioError) as caught:
        load_history(document)
    assert len(caught.value.faults) == 3


def test_a_document_must_be_a_mapping(tmp_path):
    """Files go through the same door, duplicates included."""
    path = tmp_path / "odd.yaml"
    path.write_text("- 1\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="must be a mapping with keys"):
        load_history(path)
    path.write_text("name: x\nname: y\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="is given twice"):
        load_history(path)


def test_an_unknown_name():
    """The nearest one is offered."""
    with pytest.raises(InputError, match=r"did you mean `unix_1987`\?"):
        load_history("unix")


@pytest.mark.parametrize("name", history_names())
def test_shipped_inputs_are_complete(name):
    """Each loads, is called what its file is called, and has its members and sources."""
    history = load_history(name)
    case = history.case()
    assert history.name == name
    assert history.source
    assert set(history.members) <= set(case.states)
    assert case.propensity.any()


def test_codes_of_missing_values_are_not_taken_for_enmity():
    """-9, -8 and -7 lie inside the range of a propensity; data sets mean something else by them."""
    from tests.cli.test_bad_inputs import HISTORY

    def propensity(**entries):
        return {
            **HISTORY,
            "years": {"first": 1950, "last": 1951},
            "propensity": {**HISTORY["propensity"], **entries},
        }

    dated = {"pair": ["A", "B"], "value": -8, "begin": 1950, "end": 1951}
    for entries in ({"pairs": {"A": {"B": -9}}}, {"yearly": {"A": {"B": [1, -7.0]}}}, {"spells": [dated]}):
        with pytest.raises(ScenarioError, match="marks missing values"):
            load_history(propensity(**entries))
    case = load_history(propensity(pairs={"A": {"B": -9}}, missing=[-9, -99], default=0.5)).case()
    assert case.propensity.tolist() == [[0.0, 0.5], [0.5, 0.0]]
    years = load_history(propensity(pairs={}, yearly={"A": {"B": [2, -99]}}, missing=[-99]))
    assert [years.case(year=year).propensity[0, 1] for year in (1950, 1951)] == [2.0, 0.0]
    assert load_history(propensity(pairs={"A": {"B": -9}}, missing=[])).case().propensity[0, 1] == -9.0
