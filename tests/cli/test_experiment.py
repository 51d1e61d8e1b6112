"""`sim.run_experiment` asks for the same sweeps as the command line, and says by which command."""

import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.cli.literals import literal
from sim.cli.overrides import parse
from sim.errors import InputError, ScenarioError

GRID: dict[str, Any] = {"behaviour.hedging_premium": np.linspace(0.0, 1.0, 4), "horizon": [8, 12]}


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def folder_by_command(entente, sweep):
    """The folder that the command of a sweep leads to, asked for where its scenario file lies."""
    words = shlex.split(sweep.command)
    assert words[:2] == ["entente", "run"]
    answer = entente(*words[1:], "--quiet", "--no-report")
    assert answer.code == 0, answer.err
    return Path(answer.out.splitlines()[-1])


@pytest.mark.parametrize(
    "wishes",
    [
        {"name": "glance", "scenario": "toy_pair", "replicates": 2},
        {"name": "glance", "overrides": {"scenario_": None}, "replicates": 2},
        {"name": "shock_sanctions", "overrides": {"behaviour.noise": 0.3}, "replicates": 2, "seed": 0},
        {"scenario": "toy_triad", "axes": GRID, "replicates": 2, "seed": 3},
        {"scenario": "toy_pair", "overrides": {"design": "point", "crn": True}, "replicates": 3},
    ],
    ids=["experiment", "essay", "differences", "axes", "design"],
)
def test_the_command_line_finds_the_same_sweep(entente, wishes):
    wishes = {**wishes, "overrides": {k: v for k, v in wishes.get("overrides", {}).items() if v is not None}}
    sweep = sim.run_experiment(**wishes, quiet=True)
    assert len(sweep.rows) == sweep.manifest["runs"] > 0
    assert folder_by_command(entente, sweep) == sweep.folder


def test_a_scenario_as_an_object_is_kept_beside_its_results(entente, monkeypatch):
    mine = sim.load_scenario("toy_triad").replace({"name": "mine", "behaviour.noise": 0.3})
    sweep = sim.run_experiment(scenario=mine, axes=GRID, replicates=2, quiet=True)
    assert sim.load_scenario(sweep.folder / "scenario.yaml") == mine
    assert sweep.manifest["arms"]["grid"]["scenario"]["behaviour"]["noise"] == 0.3
    top = sweep.folder.resolve()
    monkeypatch.chdir(top)
    again = folder_by_command(entente, sweep)
    assert again.name == top.name
    pd.testing.assert_frame_equal(sim.open_sweep(again).rows, sweep.rows)


def test_rows_are_those_of_simulate_many():
    sweep = sim.run_experiment(scenario="toy_pair", axes=GRID, replicates=3, seed=5, quiet=True)
    rows = sim.simulate_many(
        "toy_pair", design=sweep.design[list(GRID)].astype({"horizon": int}), replicates=3, seed=5
    )
    assert sweep.rows["outcome"].tolist() == rows["outcome"].tolist()
    assert sweep.rows["longest_entente"].tolist() == rows["longest_entente"].tolist()


def test_what_is_stored_is_not_run_again():
    first = sim.run_experiment("glance", scenario="toy_pair", replicates=2, quiet=True)
    files = {path: path.stat().st_mtime_ns for path in (first.folder / "runs").iterdir()}
    assert files
    second = sim.run_experiment("glance", scenario="toy_pair", replicates=2, quiet=True)
    assert (second.folder, files) == (
        first.folder, {path: path.stat().st_mtime_ns for path in (second.folder / "runs").iterdir()}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"name": "headlin"}, "did you mean `headline`"),
        ({"overrides": {"behaviour.nois": 1}}, "did you mean `noise`"),
        ({"overrides": {"seed": 1}, "seed": 2}, "`seed` stands among the overrides"),
        ({"overrides": {"scenario": "toy_pair"}}, "`scenario` stands among the overrides"),
        ({"overrides": ["seed=1"]}, "must map dotted names"),
        ({"overrides": {"behaviour.noise": {1}}}, "numbers, texts, lists and mappings"),
        ({"axes": {"behaviour.noise": 0.2}}, "a list of values"),
        ({"axes": {"behaviour.noise": []}}, "no values"),
        ({"name": "headline", "axes": {"behaviour.noise": [0.2]}}, "leave out one of them"),
        ({"replicates": 0}, "`replicates` must be a whole number >= 1"),
        ({"scenario": {"name": "empty"}}, "states"),
    ],
)
def test_wrong_wishes_are_refused_before_anything_runs(wishes, words, tmp_path):
    with pytest.raises((InputError, ScenarioError)) as error:
        sim.run_experiment(**wishes)
    assert words in str(error.value)
    assert list(tmp_path.iterdir()) == []


TEXTS = st.text(st.sampled_from("ab Zé5%'\",.:/=[]{}()-\\"), max_size=8)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex("[a-z_.]{1,5}", fullmatch=True), inner)
    ),
    max_leaves=6,
)


@given(VALUES)
def test_a_value_is_read_back_as_it_was(value):
    override = parse(f"a={literal(value)}")
    assert not override.is_sweep_override()
    assert override.value() == value
