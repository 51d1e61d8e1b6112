"""Values of claims from stored rows: an invented game with a known answer, and a real small sweep."""

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.claims import claim_values, is_of_claims, played_coalitions, shapley_values
from sim.analysis.study import read_study
from sim.errors import InputError
from sim.report.sections.claims import claim_sentences, claims_section
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from tests.analysis.synthetic import SyntheticArm, assemble, change_arm, invent_batch

REPLICATES = 40
FILE = """
scenario: toy_pair
claims:
  A: {title: The first, text: One., off: {behaviour.noise: 0.3}}
  B: {title: The second, text: Two., off: {behaviour.inertia: 0.2}}
  C: {title: The third, text: Three., on: {behaviour.reciprocity: 0.4}}
"""


@pytest.fixture(scope="module")
def claims_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("claims") / "toy.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def results(claims_file):
    """A stable bloc in every run where A is made without B; else in the even replicates where C is."""
    case = load_scenario("toy_pair")
    spec = {"kind": "coalitions", "claims": str(claims_file)}
    columns = build_columns(spec, case, seed=0)
    batch, _ = invent_batch(case, np.full(8 * REPLICATES, 0.5), 3)
    point, replicate = np.divmod(np.arange(8 * REPLICATES), REPLICATES)
    a, b, c = ((point >> k & 1).astype(bool) for k in range(3))
    batch.columns["stable_bloc"][:] = (a & ~b) | (c & (replicate % 2 == 0))
    arm = SyntheticArm(name="claims", batch=batch, replicates=REPLICATES, columns=columns, asked=spec)
    return assemble(case, [arm], None, crn=True)


def test_the_known_game(results):
    arm = read_study(results).arms[0]
    assert is_of_claims(arm)
    values = claim_values(arm, "stable_bloc")
    table = values.table.set_index("claim")
    # v(A) = 1, v(AC) = 1, v(C) = v(BC) = v(ABC) = 1/2, v of the others 0
    assert list(table["shapley"]) == pytest.approx([5 / 12, -1 / 3, 5 / 12])
    assert table["shapley"].sum() == pytest.approx(0.5, abs=1e-12)
    assert table.loc["A", "alone"] == 1.0
    assert table.loc["B", "switched"] == -1.0
    assert table.loc["B", "after"] == 1.0
    assert (values.none.estimate, values.every.estimate, values.own.estimate) == (0.0, 0.5, 0.0)
    assert values.own_claims == ("A", "B")
    assert (table["shapley_low"] <= table["shapley"]).all()


def test_errors_are_those_of_paired_replicates(results):
    """By the jackknife over replicates, which for a mean gives the same error."""
    from scipy.special import stdtrit

    arm = read_study(results).arms[0]
    played = played_coalitions(arm, "stable_bloc")
    n = len(played)
    without = np.array([shapley_values(np.delete(played, r, axis=0).mean(axis=0)) for r in range(n)])
    error = np.sqrt((n - 1) / n * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    table = claim_values(arm, "stable_bloc").table
    half = table["shapley_high"] - table["shapley"]
    assert half.to_numpy() == pytest.approx(stdtrit(n - 1, 0.975) * error)


def test_words_and_page(results):
    from sim.analysis.summary import summarise_results

    summary = summarise_results(results)
    section = claims_section(summary)
    assert section is not None
    text = " ".join(section.sentences).replace("\N{NO-BREAK SPACE}", " ")
    assert "Two claims turn the verdict over, each by itself" in text
    assert "without B (The second) 100 %" in text
    assert set(section.tables) == {"claims_stable_bloc", "claims_entente", "claim_pairs"}
    assert "weaken each other most" in text
    for plate in section.plates:
        for demanded in ("n = ", "Seed 7", "nterval"):
            assert demanded in plate.caption


def test_without_a_turning_claim_it_says_so(results):
    results.rows["stable_bloc"] = False
    arm = read_study(results).arms[0]
    assert "No single claim" in claim_sentences(claim_values(arm, "stable_bloc"))[0]


def test_changed_claims_are_refused(results):
    columns = results.request.arms[0].columns
    other = {**columns, "behaviour.noise": columns["behaviour.noise"] + 0.1}
    arm = read_study(change_arm(results, "claims", columns=other)).arms[0]
    with pytest.raises(InputError, match="have changed since"):
        claim_values(arm, "stable_bloc")


def test_an_unfinished_design_is_not_of_claims(results):
    short = replace(results, rows=results.rows.iloc[:-1])
    assert not is_of_claims(read_study(short).arms[0])


def test_ordinary_arms_have_no_claims(results):
    assert not is_of_claims(read_study(change_arm(results, "claims", design={"kind": "sobol"})).arms[0])
