"""The section on rival theories: their answers stand beside the simulation's, or it says why not."""

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.records import one, records
from sim.analysis.summary import summarise_results
from sim.analysis.theories import historical_answers, pair_answers
from sim.report.sections.rivals import rivals_section
from sim.rivals.case import case_of
from sim.rivals.comparison import ANSWERS, compare
from sim.scenario.scenario import load_scenario
from tests.analysis.synthetic import change_arm, invent_results
from tests.plotting.conftest import invent_crowd

THEORIES = {
    "Landscape": "together",
    "Structural balance": "apart",
    "Leading eigenvector": "together",
    "Flow": "together",
    "Equal power": "apart",
    "All opposed": "together",
}
"""What each says about Russia and China, as docs/rivals.md tells it."""


@pytest.fixture(scope="module")
def summary():
    return summarise_results(invent_results(runs=40, points=16))


def test_answers_stand_beside_the_simulation(summary):
    section = rivals_section(summary)
    (shown,) = section.shown
    cells = {row[0].text: [cell.text for cell in row[1:]] for row in shown.rows}
    assert {theory: cells[theory][0] for theory in THEORIES} == THEORIES
    arms = [row[0].text for row in shown.rows if row[1].text == "stable bloc"]
    assert arms == ["Simulation, own values", "Simulation, plausible ranges"]
    hedging = [row for row in shown.rows if row[1].text == "hedging"]
    assert len(hedging) == 4
    assert all(row[3].note for row in hedging)
    said = section.sentences[0]
    assert "landscape theory, the leading eigenvector and the flow dX/dt = X² put them together" in said
    assert "structural balance puts them apart" in said
    assert "Russia hedges in" in said
    assert section.plates == ()


def test_statements_are_those_of_the_scenario(summary):
    table = rivals_section(summary).tables["theories"]
    expected = compare(case_of(load_scenario("essay")), ("RUS", "CHN"))
    assert table[table["draws"] == 0].reset_index(drop=True).equals(expected)
    assert set(table["draws"]) == {0, 500}


def test_the_experiment_shows_pairs_and_histories(summary):
    section = rivals_section(replace(summary, study=replace(summary.study, experiment="rivals")))
    assert [plate.name for plate in section.plates] == [
        "theories", "camps_powers_1872_1907", "camps_un_votes_1990_2019",
    ]  # fmt: skip
    assert len(section.shown) == 2
    assert len(section.tables["theories_of_pairs"]) == 15 + len(historical_answers())


def test_postures_of_pairs_are_means_of_both_directions(summary):
    arm = summary.study.arms[0]
    row = records(pair_answers(arm, summary.dyads))[0]
    assert (row["label"], row["landscape"], row["structural_balance"]) == (
        "Russia – China", "together", "apart",
    )  # fmt: skip
    both = [
        one(summary.dyads, arm=arm.name, source=a, target=b)["HEDGE"]
        for a, b in (("RUS", "CHN"), ("CHN", "RUS"))
    ]
    assert row["HEDGE"] == pytest.approx(sum(both) / 2.0)


def test_three_members_come_first_as_one():
    summary = summarise_results(invent_results(members=("RUS", "CHN", "IND"), runs=12, points=0))
    table = pair_answers(summary.study.arms[0], summary.dyads)
    assert table["label"].iloc[0] == "Russia – China – India"
    assert len(table) == 16
    assert set(table[list(ANSWERS)].to_numpy().ravel()) <= {"together", "apart", "undecided"}


def test_too_many_states_are_said_to_be():
    (sentence,) = rivals_section(invent_crowd(21)).sentences
    assert sentence == "No answer: camps can be listed for 2 to 20 states, got 21; keep the largest states."


def test_members_that_vary_have_no_answer(summary):
    members = np.empty(4, dtype=object)
    members[:] = [["RUS", "CHN"], ["RUS", "IND"], ["USA", "JPN"], ["IND", "VNM"]]
    results = change_arm(invent_results(runs=12, points=4), "plausible", columns={"bloc.members": members})
    (sentence,) = rivals_section(summarise_results(results)).sentences
    assert sentence.startswith("No answer: the points differ in the members")
