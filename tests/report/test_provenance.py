"""The command that repeats a sweep."""

import shlex

import pytest

from sim.report.provenance import citation_of, command_of, facts_of
from tests.analysis.synthetic import invent_results


@pytest.mark.parametrize(
    ("experiment", "overrides", "command"),
    [
        ("headline", [], "entente run experiment=headline"),
        ("glance", ["experiment=glance", "seed=3"], "entente run experiment=glance seed=3"),
        ("sweep", ["design=sobol", "design.points=64"], "entente run design=sobol design.points=64"),
        ("sweep", ["behaviour.noise=0.1,0.2"], "entente run -m behaviour.noise=0.1,0.2"),
        ("headline", ["outputs_dir=/home/somebody/x", "seed=0"], "entente run experiment=headline seed=0"),
    ],
)
def test_command(experiment, overrides, command):
    assert command_of({"experiment": experiment, "overrides": overrides}) == command


def test_what_a_shell_would_read_otherwise_is_quoted():
    texts = ["bloc.members=[RUS, IND]", "~arms.plausible", "design.axes={behaviour.noise: [0.1, 0.2]}"]
    command = command_of({"experiment": "headline", "overrides": texts})
    assert shlex.split(command)[3:] == texts


def test_citation_and_facts_name_what_identifies_the_result():
    manifest = invent_results(runs=4, points=0).manifest
    text = citation_of(manifest, "essay")
    for part in ("2026", "0.1.0", "headline", "essay", "0123456789ab", "seed 7"):
        assert part in text
    assert dict(facts_of(manifest))["Seed"] == "7"
