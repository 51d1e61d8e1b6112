"""Claims as switches: what is on, what is off, and what a file may not say."""

import re

import numpy as np
import pytest

from sim.errors import InputError, ScenarioError
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from sim.sweep.claims import claims_about, claims_names, clean_claims, load_claims
from sim.sweep.coalitions import coalitions


@pytest.fixture(scope="module")
def essay():
    return load_scenario("essay")


@pytest.fixture(scope="module")
def columns(essay):
    return build_columns({"kind": "coalitions", "claims": "essay"}, essay, seed=0)


def bits(*claims):
    """Point number of a coalition of E1..E10."""
    return sum(1 << (claim - 1) for claim in claims)


def point(essay, columns, number):
    return essay.replace({name: float(values[number]) for name, values in columns.items()})


def test_one_point_for_each_coalition(columns):
    assert {len(values) for values in columns.values()} == {1024}
    assert len({tuple(values[p] for values in columns.values()) for p in range(1024)}) == 1024


def test_the_coded_claims_are_the_scenario(essay, columns):
    claims = load_claims("essay")
    assert claims.coded == bits(*range(1, 10))
    assert (point(essay, columns, claims.coded).parameters.salience == essay.parameters.salience).all()
    assert (point(essay, columns, claims.coded).parameters.dependence == essay.parameters.dependence).all()


def test_no_claim_leaves_the_auxiliary_issue_alone(essay, columns):
    bare = point(essay, columns, 0)
    left = {key for k, key in enumerate(bare.canonical_issues) if bare.parameters.salience[:, k].any()}
    assert left == {"us_japan"}


def test_an_issue_of_two_claims_needs_both_off(essay, columns):
    name = "issues.far_east_trade.salience"
    assert columns[name][bits(7)] == columns[name][bits(8)] == 0.6
    assert columns[name][bits(1, 2, 3, 4, 5, 6, 9, 10)] == 0.0


def test_each_claim_alone_brings_what_it_supports(essay, columns):
    energy = point(essay, columns, bits(3))
    k = energy.canonical_issues.index("central_asia_energy")
    assert (energy.parameters.salience[:, k] == essay.parameters.salience[:, k]).all()
    russia = essay.canonical_states.index("RUS")
    china = essay.canonical_states.index("CHN")
    assert point(essay, columns, bits(8)).parameters.dependence[russia, china] == 0.6
    assert point(essay, columns, bits(1)).parameters.dependence[russia, china] == 0.0


def test_e10_raises_the_premium_of_russia_alone(essay, columns):
    premium = point(essay, columns, bits(10)).parameters.hedging_premium
    russia = essay.canonical_states.index("RUS")
    assert premium[russia] == 1.0
    assert (np.delete(premium, russia) == 0.5).all()
    assert (point(essay, columns, 0).parameters.hedging_premium == 0.5).all()


def test_every_shipped_list_fits_its_scenario():
    for name in claims_names():
        claims = load_claims(name)
        assert coalitions(claims, load_scenario(claims.scenario))


def test_a_list_based_on_another_says_only_what_it_reads_otherwise(essay):
    own, mild = load_claims("essay"), load_claims("essay_mild")
    assert mild.scenario == own.scenario
    assert mild.claims[:-1] == own.claims[:-1]
    assert (mild.claims[-1].text, own.claims[-1].on) == (
        own.claims[-1].text,
        {"behaviour.hedging_premium.RUS": 1},
    )
    columns = build_columns({"kind": "coalitions", "claims": "essay_mild"}, essay, seed=0)
    assert columns["behaviour.hedging_premium.RUS"][bits(10)] == 0.75


def test_a_base_must_be_whole_and_hold_the_claims():
    with pytest.raises(ScenarioError, match="is based on another list itself"):
        clean_claims({"based_on": "essay_mild", "claims": {}}, "mine")
    with pytest.raises(ScenarioError, match=r"E11` is no claim of `essay`; did you mean `E1"):
        clean_claims({"based_on": "essay", "claims": {"E11": {"title": "x"}}}, "mine")


def test_every_claim_of_the_scenario_is_stated_and_every_number_cites_one(essay):
    claims = claims_about("essay")
    assert claims is not None
    keys = {claim.key for claim in claims.claims}
    cited = {
        key
        for issue in essay.to_dict()["issues"].values()
        for key in re.findall(r"\bE\d+\b", issue["source"])
    }
    assert cited == keys - {"E10"}
    assert claims_about("toy_triad") is None


def test_unknown_claims_are_named():
    with pytest.raises(InputError, match="did you mean `essay`"):
        load_claims("esay")


def test_all_faults_at_once():
    raw = {
        "scenario": "essay",
        "claims": {
            "A": {"title": "a", "text": "aa", "off": {"behaviour.noise": "low"}},
            "B": {"title": "b", "text": "bb"},
            "C": {"title": "c", "text": "cc", "off": {"x": 1}, "on": {"y": 1}},
            "D": {"title": "d", "text": "dd", "off": {"x": 2}},
        },
    }
    with pytest.raises(ScenarioError) as raised:
        clean_claims(raw, "mine")
    text = str(raised.value)
    for part in ("4 faults", "must be a number", "decides nothing", "both `off` and `on`", "make them agree"):
        assert part in text


def test_a_wrong_name_is_named(essay):
    raw = {
        "scenario": "essay",
        "claims": {"A": {"title": "a", "text": "aa", "off": {"issues.oil.salience": 0}}},
    }
    with pytest.raises(InputError, match="has no issue `oil`"):
        coalitions(clean_claims(raw, "mine"), essay)


def test_claims_that_change_nothing_are_refused(essay):
    raw = {
        "scenario": "essay",
        "claims": {"A": {"title": "a", "text": "aa", "off": {"behaviour.noise": 0.2}}},
    }
    with pytest.raises(InputError, match="change nothing"):
        coalitions(clean_claims(raw, "mine"), essay)


def test_own_values_of_names_that_differ_by_state(essay):
    found = essay.own_values("issues.central_asia_energy.salience")
    assert found["issues.central_asia_energy.salience.RUS"] == 1.0
    assert found["issues.central_asia_energy.salience.CHN"] == 0.6
    assert essay.own_values("behaviour.noise") == {"behaviour.noise": 0.2}
