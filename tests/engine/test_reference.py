"""Stored runs do not move between versions, libraries or machines. Recipe: tests/engine/reference.py."""

import json

import pytest

from sim.engine.simulate import simulate
from tests.engine.reference import PATH, RUNS, fingerprint, name_of

STORED = json.loads(PATH.read_text(encoding="utf-8"))


@pytest.mark.parametrize("engine", ["mesa", "batch"])
@pytest.mark.parametrize("run", RUNS, ids=lambda run: name_of(*run))
def test_stored_runs(run, engine):
    scenario, seed, replicate = run
    assert (
        fingerprint(simulate(scenario, seed=seed, replicate=replicate, engine=engine))
        == STORED[name_of(*run)]
    )


def test_every_stored_run_is_listed():
    assert set(STORED) == {name_of(*run) for run in RUNS}
