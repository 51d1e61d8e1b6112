"""Whole histories of many runs are those of single runs, in memory and in files."""

import numpy as np
import pytest

import sim
from sim.engine import memory


@pytest.mark.parametrize("in_files", [False, True])
def test_histories_are_those_of_single_runs(tmp_path, monkeypatch, in_files):
    with monkeypatch.context() as patched:
        if in_files:
            patched.setattr(memory, "HISTORY_SHARE", 0.0)
        found = sim.simulate_histories("essay", replicates=5, seed=3, folder=tmp_path)
    assert isinstance(found.postures, np.memmap) or not in_files
    assert (tmp_path / "postures.npy").exists() == in_files
    for replicate in (0, 4):
        single = sim.simulate("essay", seed=3, replicate=replicate)
        again = found.run(replicate)
        assert np.array_equal(again.postures, single.postures)
        assert np.array_equal(again.salience, single.salience)
        assert again.outcome().outcome.name == found.rows["outcome"][replicate]
    rows = sim.simulate_many("essay", replicates=5, seed=3)
    assert found.rows.equals(rows)


def test_large_histories_need_a_folder(monkeypatch):
    monkeypatch.setattr(memory, "HISTORY_SHARE", 0.0)
    with pytest.raises(sim.InputError, match="give a folder"):
        sim.simulate_histories("toy_pair", replicates=2)
