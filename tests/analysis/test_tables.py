"""Tables of a sweep against plain counting, and against each other."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.analysis.points import distribution, share_of_points
from sim.analysis.records import one
from sim.analysis.shares import share_over_points
from sim.analysis.sources import issue_sources, state_sources
from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.sweep.intervals import wilson
from tests.analysis.synthetic import change_arm, invent_results


@pytest.fixture(scope="module")
def results():
    return invent_results()


@pytest.fixture(scope="module")
def summary(results):
    return summarise_results(results)


def test_study_reads_the_request(summary):
    study = summary.study
    assert [arm.name for arm in study.arms] == ["central", "plausible"]
    assert [(arm.points, arm.replicates, arm.runs) for arm in study.arms] == [(1, 60, 60), (24, 4, 96)]
    assert [arm.independent for arm in study.arms] == [60, 24]
    assert study.scenario.bloc.members == ("RUS", "CHN")
    assert study.arm("central").seed == 7
    with pytest.raises(InputError, match="central, plausible"):
        study.arm("centre")


def test_a_sweep_without_runs_says_so(results):
    empty = replace(results, rows=results.rows.iloc[:0])
    with pytest.raises(InputError, match="no runs yet"):
        read_study(empty)


def test_outcome_shares_are_counts_over_runs(results, summary):
    for arm in ("central", "plausible"):
        counted = results.rows[results.rows["arm"] == arm]["outcome"].value_counts(normalize=True)
        table = summary.outcomes[summary.outcomes["arm"] == arm].set_index("outcome")
        assert table["share"].sum() == pytest.approx(1.0)
        for outcome, share in table["share"].items():
            assert share == pytest.approx(counted[outcome])
        assert (table["low"] <= table["share"]).all()
        assert (table["share"] <= table["high"]).all()


def test_properties_hang_together(summary):
    shares = summary.properties.pivot(index="arm", columns="property", values="share")
    stable = summary.outcomes.pivot(index="arm", columns="outcome", values="share")["STABLE_BLOC"]
    assert shares["stable_bloc"].to_numpy() == pytest.approx(stable.to_numpy())
    assert (shares["bloc"] <= shares["entente"]).all()
    assert (shares["stable_entente"] <= shares["entente"]).all()


def test_postures_of_members_agree_with_those_of_all_dyads(summary):
    """Two ways to the same numbers: joint postures in the rows, counts over runs in the chunks."""
    dyads = summary.dyads.set_index(["arm", "source", "target"])
    assert len(summary.members) == 2 * 2 * 3
    for row in summary.members.itertuples():
        assert row.share == pytest.approx(
            dyads.loc[(row.arm, row.source, row.target), row.posture], rel=1e-12
        )
        assert row.low <= row.share <= row.high


def test_mean_posture(summary):
    dyads = summary.dyads
    assert np.allclose(dyads["BALANCE"] + dyads["HEDGE"] + dyads["ALIGN"], 1.0)
    assert np.allclose(dyads["mean"], dyads["ALIGN"] - dyads["BALANCE"])
    assert not (dyads["source"] == dyads["target"]).any()


def test_no_postures_of_members_where_there_are_three():
    summary = summarise_results(invent_results(members=("RUS", "CHN", "IND"), runs=8, points=0))
    assert summary.members.empty


def test_path_is_the_mean_over_runs(results, summary):
    """Steps with an entente, counted in the rows, are the sum of the path over steps 1..T."""
    for arm in ("central", "plausible"):
        rows = results.rows[results.rows["arm"] == arm]
        path = summary.path[summary.path["arm"] == arm]
        for name, column in (
            ("entente", "entente_steps"),
            ("bloc", "bloc_steps"),
            ("adversary", "adversary_steps"),
        ):
            line = path[(path["property"] == name) & (path["step"] > 0)]
            assert line["share"].sum() == pytest.approx(rows[column].mean(), rel=1e-12)
            assert (line["low"] <= line["share"]).all()
            assert (line["high"] >= line["share"]).all()


def test_step_0_is_given_and_has_no_band(summary):
    first = summary.path[summary.path["step"] == 0]
    assert (first["low"] == first["high"]).all()


def test_points(summary):
    shares = summary.points_of(summary.study.arm("plausible"))
    assert len(shares) == 24
    assert (shares["runs"] == 4).all()
    half = share_of_points(shares)
    assert half["count"] == (shares["share"] >= 0.5).sum()
    assert half["low"] <= half["share"] <= half["high"]
    table = distribution(shares)
    assert table["points"].sum() == 24
    assert table["points"].iloc[0] == (shares["share"] == 0).sum()
    assert table["points"].iloc[-1] == (shares["share"] == 1).sum()
    assert list(table["low"]) == list(table["high"]) == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert table["points"].iloc[1] == (shares["share"] == 0.25).sum()


def test_classes_of_points_with_many_runs():
    shares = pd.DataFrame({"runs": 100, "share": [0.0, 0.01, 0.1, 0.11, 0.3, 0.99, 1.0, 1.0]})
    table = distribution(shares)
    # never; (0, 0.1]; (0.1, 0.2]; (0.2, 0.3]; ...; (0.9, 1); always
    assert list(table["points"]) == [1, 2, 1, 1, 0, 0, 0, 0, 0, 0, 1, 2]
    assert table["share_of_points"].sum() == pytest.approx(1.0)


def test_swept_axes_show_own_values_and_ranges(summary):
    table = summary.swept.set_index("quantity")
    assert list(table.index) == ["behaviour.noise", "behaviour.inertia"]
    assert table.loc["behaviour.noise", "own_value"] == 0.2
    assert table.loc["behaviour.noise", "lowest"] == pytest.approx(0.1)
    assert table.loc["behaviour.noise", "highest"] == pytest.approx(0.4)
    assert table.loc["behaviour.noise", "symbol"] == "λ"


def test_sources_tell_what_is_auxiliary():
    essay = load_scenario("essay")
    table = issue_sources(essay).set_index("issue")
    assert table.loc["central_asia_energy", "values"] == "RUS 1, CHN 1"
    assert not table.loc["central_asia_energy", "auxiliary"]
    assert table.loc["us_japan", "auxiliary"]
    assert table.loc["china_india", "values"] == "CHN–IND −0.6"
    assert table.loc["intervention", "salience"] == "others 0.6, USA 0.3"
    assert list(state_sources(essay)["state"]) == ["RUS", "CHN", "USA", "IND", "JPN", "VNM"]


def test_a_tie_that_differs_by_direction_is_shown_both_ways():
    table = issue_sources(load_scenario("toy_triad")).set_index("issue")
    assert table.loc["old_treaty", "values"] == "NOR → SOU 0.3, SOU → NOR 0.5"


def test_points_that_were_chosen_are_not_a_sample():
    """The same rows as a grid and as a Sobol sample: equal shares, a narrower interval for the grid."""
    sampled = invent_results(points=24, replicates=4)
    grid = summarise_results(change_arm(sampled, "plausible", design={"kind": "grid"}))
    assert grid.study.arm("plausible").independent == 96
    sample = summarise_results(sampled)
    rows = sampled.rows[sampled.rows["arm"] == "plausible"]
    for summary, drawn in ((grid, False), (sample, True)):
        expected = share_over_points(rows["point"].to_numpy(), rows["stable_bloc"].to_numpy(), drawn=drawn)
        found = one(summary.properties, arm="plausible", property="stable_bloc")
        assert (found["share"], found["low"], found["high"]) == (
            expected.estimate,
            expected.low,
            expected.high,
        )
    narrow, wide = (one(s.properties, arm="plausible", property="stable_bloc") for s in (grid, sample))
    assert narrow["high"] - narrow["low"] < wide["high"] - wide["low"]


@pytest.mark.parametrize(("arm", "independent"), [("central", 60), ("plausible", 24)])
def test_bands_count_the_independent_runs(summary, arm, independent):
    path = summary.path
    line = path[(path["arm"] == arm) & (path["property"] == "entente") & (path["step"] > 0)]
    band = wilson(line["share"].to_numpy() * independent, independent)
    assert line["low"].to_numpy() == pytest.approx(band.low)
    assert line["high"].to_numpy() == pytest.approx(band.high)
