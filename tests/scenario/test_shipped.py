"""The shipped scenarios load; the essay's is the coding table, typed here a second time."""

import re
from itertools import permutations
from typing import Any

import pytest

from sim.scenario.quantities import BEHAVIOUR
from sim.scenario.scenario import load_scenario
from sim.scenario.shipped import shipped_names, shipped_path
from sim.sweep.claims import load_claims
from sim.vocabulary import Posture

RUS, CHN, USA, IND, JPN, VNM = STATES = ("RUS", "CHN", "USA", "IND", "JPN", "VNM")

STANCES = {
    "western_institutions": (-1, -1, 1, -0.3, 0.5, -0.3),
    "intervention": (-1, -1, 1, -0.5, 0.3, -0.7),
    "us_forces_europe": (-1, 0, 1, 0, 0, 0),
    "us_forces_east_asia": (0.3, -1, 1, 0.3, 1, 0.4),
    "chinese_expansion": (-0.4, 1, -0.8, -0.7, -1, -0.8),
}
"""Positions, states in the order above."""
CLAIMS = {"central_asia_energy": (1, 1, 0, 0, 0, 0)}
TIES = {
    "russia_india": (RUS, IND, 1),
    "china_india": (CHN, IND, -0.6),
    "russia_vietnam": (RUS, VNM, 0.7),
    "russia_japan": (RUS, JPN, 0.3),
    "far_east_trade": (RUS, CHN, 0.6),
    "market_competition": (RUS, CHN, -0.3),
    "us_japan": (USA, JPN, 1),
}
SALIENCE = {
    # every other salience is 0.6
    (RUS, "us_forces_europe"): 1,
    (RUS, "central_asia_energy"): 1,
    (RUS, "us_forces_east_asia"): 0.3,
    (RUS, "market_competition"): 0.3,
    (CHN, "us_forces_east_asia"): 1,
    (CHN, "chinese_expansion"): 1,
    (CHN, "us_forces_europe"): 0.3,
    (CHN, "market_competition"): 0.3,
    (USA, "intervention"): 0.3,
}
CAPABILITY = {RUS: 0.0396, CHN: 0.2204, USA: 0.1392, IND: 0.0810, JPN: 0.0355, VNM: 0.0088}
DEPENDENCE = {
    (RUS, CHN): 0.6,
    (CHN, RUS): 0.3,
    (CHN, JPN): 0.3,
    (CHN, USA): 0.6,
    (USA, CHN): 0.6,
    (JPN, CHN): 0.6,
    (JPN, USA): 0.6,
    (USA, JPN): 0.3,
    (VNM, CHN): 0.6,
    (VNM, USA): 0.3,
    (IND, CHN): 0.3,
    (IND, USA): 0.3,
}
DISTANCE_KM = {
    # minimum distance, CShapes 2, year 2019
    (USA, RUS): 79.9776,
    (USA, CHN): 3333.982,
    (USA, JPN): 2806.665,
    (USA, IND): 7206.271,
    (USA, VNM): 7028.493,
    (RUS, CHN): 0.0,
    (RUS, JPN): 45.9497,
    (RUS, IND): 1671.308,
    (RUS, VNM): 2900.104,
    (CHN, JPN): 413.896,
    (CHN, IND): 0.0,
    (CHN, VNM): 0.0,
    (JPN, IND): 2657.200,
    (JPN, VNM): 1631.375,
    (IND, VNM): 720.459,
}
PARAMETERS: dict[str, tuple[float, tuple[float, float]]] = {
    "autonomy": (0.5, (0.25, 1)),
    "entrapment": (1, (0, 2)),
    "hedging_premium": (0.5, (0, 1)),
    "confrontation": (0.5, (0.2, 0.8)),
    "trade_loss": (0.5, (0, 1)),
    "reciprocity": (0.3, (0, 0.6)),
    "common_threat": (0.5, (0, 1)),
    "structural_balance": (0.2, (0, 0.4)),
    "inertia": (0.1, (0, 0.3)),
    "noise": (0.2, (0.1, 0.4)),
    "salience_persistence": (0.9, (0.8, 0.95)),
    "salience_volatility": (0.15, (0.05, 0.3)),
    "review_rate": (0.25, (0.1, 0.5)),
}


@pytest.fixture(scope="module")
def essay() -> Any:
    return load_scenario("essay")


def value(scenario: Any, name: str) -> float:
    return float(scenario.slot(name).values(scenario.parameters)[0])


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_scenario_loads_by_name_and_by_path(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.name == name
    assert load_scenario(shipped_path(name)) == scenario
    assert len(scenario.timeline.epochs) == len(scenario.timeline.starts)
    assert scenario.to_dict()["description"]


def test_the_three_that_everything_rests_on_are_shipped() -> None:
    assert {"essay", "toy_pair", "toy_triad"} <= set(shipped_names())


def test_the_essay_has_the_issues_of_the_table(essay: Any) -> None:
    assert set(essay.states) == set(STATES)
    assert set(essay.issues) == {*STANCES, *CLAIMS, *TIES}
    assert len(essay.issues) == 13
    assert essay.horizon == 120
    assert essay.bloc == (("RUS", "CHN"), 20, 0)
    assert not essay.changes


def test_the_essay_has_the_positions_of_the_table(essay: Any) -> None:
    for issues, word in ((STANCES, "positions"), (CLAIMS, "claims")):
        for issue, values in issues.items():
            for state, expected in zip(STATES, values, strict=True):
                assert value(essay, f"issues.{issue}.{word}.{state}") == expected, (issue, state)


def test_the_essay_has_the_ties_of_the_table(essay: Any) -> None:
    for issue, (one, other, effect) in TIES.items():
        for source, target in permutations(STATES, 2):
            expected = effect if {source, target} == {one, other} else 0
            assert value(essay, f"issues.{issue}.ties.{source}.{target}") == expected, (issue, source, target)


def test_the_essay_has_the_salience_of_the_table(essay: Any) -> None:
    for state in STATES:
        for issue in essay.issues:
            expected = SALIENCE.get((state, issue), 0.6)
            assert value(essay, f"issues.{issue}.salience.{state}") == expected, (state, issue)


def test_the_essay_has_the_capability_distance_and_dependence_of_the_sources(essay: Any) -> None:
    for state in STATES:
        assert value(essay, f"states.{state}.capability") == CAPABILITY[state]
    for one, other in permutations(STATES, 2):
        km = DISTANCE_KM.get((one, other), DISTANCE_KM.get((other, one)))
        assert km is not None
        assert value(essay, f"distance_km.{one}.{other}") == round(km)
        assert value(essay, f"dependence.{one}.{other}") == DEPENDENCE.get((one, other), 0)


def test_the_essay_starts_with_the_american_alliance_alone(essay: Any) -> None:
    order = essay.canonical_states
    aligned = {
        (order[i], order[j]) for i in range(6) for j in range(6) if essay.initial[i, j] == Posture.ALIGN
    }
    assert aligned == {(USA, JPN), (JPN, USA)}
    assert abs(essay.initial).sum() == 2


def test_the_essay_states_the_parameters_of_the_table(essay: Any) -> None:
    for added in set(BEHAVIOUR) - set(PARAMETERS):
        # a term that comes later is off until somebody asks for it, so that published numbers stand
        assert BEHAVIOUR[added].default == 0.0
        assert BEHAVIOUR[added].plausible is None
    for name, (default, plausible) in PARAMETERS.items():
        assert value(essay, f"behaviour.{name}") == default
        assert BEHAVIOUR[name].default == default
        assert BEHAVIOUR[name].plausible == plausible
        assert BEHAVIOUR[name].per_state == (name in ("autonomy", "hedging_premium", "confrontation"))


def test_every_number_of_the_essay_cites_its_source() -> None:
    """Each issue and each state has a source, and each claim that the scenario codes is cited."""
    document = load_scenario("essay").to_dict()
    for section in ("states", "issues"):
        for key, entry in document[section].items():
            assert entry["source"], key
    numbers = shipped_path("essay").read_text(encoding="utf-8").split("\nhorizon:")[1]
    coded = {claim.key for claim in load_claims("essay").claims if claim.coded}
    assert len(coded) == 9
    assert set(re.findall(r"\bE\d+\b", numbers)) == coded
