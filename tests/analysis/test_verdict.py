"""The verdict says what the numbers say, for any members, states and arms."""

import re
from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.records import one
from sim.analysis.summary import summarise_results
from sim.analysis.verdict import make_verdict
from sim.report.shown import show_members
from sim.scenario.scenario import load_scenario
from tests.analysis.synthetic import SyntheticArm, assemble, change_arm, invent_batch, invent_results, join


def words(verdict) -> str:
    return str(verdict).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def both():
    return make_verdict(summarise_results(invent_results()))


def test_names_members_numbers_and_intervals(both):
    sentence = both.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert both.question == "Does a stable bloc of Russia and China form?"
    assert sentence.startswith("A stable bloc of Russia and China forms in ")
    assert sentence.count("95 % interval") == 1
    assert "at the essay scenario's own values and in " in sentence
    assert "over the plausible ranges; the most frequent outcome is " in sentence
    assert sentence.endswith(".")


def test_is_never_a_yes_or_a_no(both):
    lower = f" {words(both).lower()} "
    for word in (" yes", " no ", " no,", " never", "prove", "essay is right", "essay is wrong"):
        assert word not in lower


def test_says_the_same_numbers_as_the_tables(both):
    summary = summarise_results(invent_results())
    share = one(summary.properties, arm="central", property="entente")["share"]
    assert f"appears in {100 * share:.0f} % of runs" in words(both)


def test_one_arm_and_three_members():
    results = invent_results(members=("RUS", "CHN", "IND"), runs=10, points=0)
    verdict = make_verdict(summarise_results(results))
    assert "A stable bloc of Russia, China and India forms" in verdict.sentence
    assert "plausible" not in words(verdict)
    assert "hedges toward" not in words(verdict)  # postures of pairs are not in the rows of three members


@pytest.mark.parametrize(("warmth", "said"), [(0.0, "in none of 12 runs"), (1.0, "in all of 12 runs")])
def test_none_and_all_are_counted_out(warmth, said):
    case = load_scenario("toy_triad").replace({"bloc.min_duration": 1, "horizon": 300})
    batch, _ = invent_batch(case, np.full(12, warmth), seed=3)
    arm = SyntheticArm(name="central", batch=batch, replicates=12, columns={})
    sentence = words(make_verdict(summarise_results(assemble(case, [arm], None))))
    assert said in sentence
    assert "95 % interval" in sentence


def test_a_changed_scenario_is_called_changed():
    case = load_scenario("toy_triad").replace({"behaviour.noise": 0.7})
    batch, _ = invent_batch(case, np.full(6, 0.5), seed=3)
    arm = SyntheticArm(name="central", batch=batch, replicates=6, columns={})
    sentence = make_verdict(summarise_results(assemble(case, [arm], None))).sentence
    assert "at the toy_triad scenario's own values with the noise at 0.7" in sentence


def test_other_arms_are_named():
    case = load_scenario("toy_triad")
    batch, _ = invent_batch(case, np.linspace(0.2, 0.9, 12), seed=3)
    columns = {"behaviour.noise": np.linspace(0.1, 0.4, 6)}
    arm = SyntheticArm(name="surface", batch=batch, replicates=2, columns=columns, asked={"kind": "grid"})
    verdict = words(make_verdict(summarise_results(assemble(case, [arm], None))))
    assert "over the 6 points of arm surface" in verdict
    # The points of a grid are all there are: no interval over points.
    assert re.search(r"At \d+ % of the 6 points", verdict)


def test_arms_that_ask_about_other_members():
    cases = [load_scenario(name) for name in ("toy_pair", "toy_triad")]
    results = []
    for case in cases:
        batch, _ = invent_batch(case, np.full(8, 0.6), seed=3)
        arm = SyntheticArm(name=case.name, batch=batch, replicates=8, columns={})
        results.append(assemble(case, [arm], None))
    joined = join(*results)
    sentence = words(make_verdict(summarise_results(joined)))
    # Both toy scenarios name the same two members, by the same keys and names.
    assert "A stable bloc of Northland and Southland forms" in sentence
    assert "at the toy_pair scenario's own values (arm toy_pair) and" in sentence
    eastern = cases[1].replace({"bloc.members": ["NOR", "EAS"]})
    sentence = words(make_verdict(summarise_results(change_arm(joined, "toy_triad", scenario=eastern))))
    assert "A stable bloc of its members forms" in sentence


def invent_members_sweep():
    """Results whose points differ in the members, as a grid over `bloc.members` stores them."""
    case = load_scenario("essay")
    batch, _ = invent_batch(case, np.full(12, 0.9), seed=3)
    members = np.empty(2, dtype=object)
    members[:] = [["RUS", "CHN"], ["RUS", "IND", "VNM"]]
    arm = SyntheticArm(
        name="grid", batch=batch, replicates=6, columns={"bloc.members": members}, asked={"kind": "grid"}
    )
    return assemble(case, [arm], None)


def test_members_that_are_swept_are_not_named():
    summary = summarise_results(invent_members_sweep())
    verdict = make_verdict(summary)
    assert verdict.question == "Does a stable bloc of the members form?"
    assert words(verdict).startswith("A stable bloc of the members forms in ")
    assert "over the 2 points of arm grid" in verdict.sentence
    for word in ("Russia", "China", "hedges toward"):
        assert word not in words(verdict)
    assert show_members(summary) is None


def with_stable_blocs(shares):
    """A central and a plausible arm of which these shares of runs have a stable bloc."""
    results = invent_results(runs=40, points=10, replicates=4)
    rows = results.rows.copy()
    for name, share in zip(("central", "plausible"), shares, strict=True):
        mine = np.flatnonzero(rows["arm"] == name)
        rows.loc[mine, "stable_bloc"] = np.arange(len(mine)) < round(share * len(mine))
    return words(make_verdict(summarise_results(replace(results, rows=rows))))


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((0.1, 0.25), "That is about 1 run in 10 and 1 run in 4."),
        ((0.0, 0.25), "That is none of 40 runs and about 1 run in 4."),
        ((0.25, 0.0), "That is about 1 run in 4 and none of 40 runs."),
        ((1.0, 0.25), "That is all of 40 runs and about 1 run in 4."),
        ((0.975, 0.25), "That is nearly every run and about 1 run in 4."),
        ((0.0, 0.0), None),
        ((0.0, 1.0), None),
    ],
)
def test_natural_frequencies_only_of_what_happens_at_times(shares, said):
    lines = [line for line in with_stable_blocs(shares).splitlines() if line.startswith("That is ")]
    assert lines == ([said] if said else [])


def test_a_count_of_points_says_how_many_runs_it_rests_on(both):
    assert "in none of them, as counted in 4 runs a point; " in words(both)


def test_a_count_of_points_with_unequal_runs_says_so():
    results = invent_results(replicates=4)
    last = (results.rows["arm"] == "plausible") & (results.rows["replicate"] == 3)
    rows = results.rows[~(last & (results.rows["point"] == 0))].reset_index(drop=True)
    verdict = words(make_verdict(summarise_results(replace(results, rows=rows))))
    assert "as counted in 3 to 4 runs a point; " in verdict


def test_report_reads_the_rows_once_for_page_and_verdict(tmp_path, monkeypatch, capsys):
    from sim.cli import commands
    from sim.report import opened
    from sim.report.sections import make_sections

    readings = []

    def read(folder):
        readings.append(folder)
        return invent_results()

    monkeypatch.setattr(opened, "read_results", read)
    monkeypatch.setattr(commands, "name_damage", lambda folder: None)  # there is no sweep in this folder
    commands.report(tmp_path)
    assert readings == [tmp_path]
    summary = summarise_results(invent_results())
    findings = [f"{section.title} {section.sentences[0]}" for section in make_sections(summary)]
    assert findings
    shown = [str(make_verdict(summary)), *findings, str(tmp_path / "report.html")]
    assert capsys.readouterr().out == "".join(f"{line}\n" for line in shown)
