from pathlib import Path

import numpy as np
import pytest

from sim.engine.rows import COLUMNS, PATH_COLUMNS
from sim.sweep.chunkfile import pack, unpack
from sim.sweep.files import DamagedFile
from sim.sweep.rows import to_arrays, to_table


def sample_arrays(runs: int = 5):
    rng = np.random.default_rng(0)
    arrays = {"point": np.arange(runs), "replicate": np.zeros(runs, dtype=np.int64)}
    for name, column in COLUMNS.items():
        arrays[name] = rng.integers(0, 2, runs).astype(column.dtype)
    arrays["self_enforcing_share"] = np.array([0.5, np.nan, -0.0, 1e-300, 1.0])[:runs]
    arrays["outcome"] = np.arange(runs).astype(np.int8)
    return arrays


ABOUT = {"arm": "central", "index": 3, "start": 0, "stop": 5, "failed": [], "tally": {"runs": 5}}
POSTURES = {"states": ["A", "B"], "periods": [1], "counts": np.zeros((1, 2, 2, 3), dtype=int).tolist()}
STEPS = {"runs": [5], "columns": list(PATH_COLUMNS), "counts": [[0] * len(PATH_COLUMNS)]}


def write(tmp_path: Path, name: str = "a.parquet", **about) -> Path:
    path = tmp_path / name
    path.write_bytes(pack({**ABOUT, **about}, sample_arrays(), POSTURES, STEPS))
    return path


def test_rows_come_back_bit_for_bit():
    arrays = sample_arrays()
    back = to_arrays(to_table("central", arrays))
    for name, values in arrays.items():
        assert back[name].tobytes() == values.astype(back[name].dtype).tobytes(), name
    assert np.signbit(back["self_enforcing_share"][2])


def test_what_is_missing_is_null_and_outcomes_are_names(tmp_path):
    table = unpack(write(tmp_path)).table
    assert table.column("outcome").to_pylist() == [
        "STABLE_BLOC",
        "STABLE_ENTENTE",
        "TRANSIENT_ENTENTE",
        "RIVALRY",
        "HEDGING",
    ]
    assert table.column("self_enforcing_share").to_pylist()[1] is None
    assert 0 not in table.column("first_step").to_pylist()


def test_equal_content_gives_equal_bytes(tmp_path):
    assert write(tmp_path, "a").read_bytes() == write(tmp_path, "b").read_bytes()


def test_every_truncation_is_found(tmp_path):
    path = write(tmp_path)
    whole = path.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:length])
        with pytest.raises(DamagedFile, match=r"a\.parquet"):
            unpack(path)


def test_every_flipped_bit_is_found(tmp_path):
    path = write(tmp_path)
    whole = path.read_bytes()
    unpack(path)
    for place in range(0, len(whole), 7):
        altered = bytearray(whole)
        altered[place] ^= 1 << (place % 8)
        path.write_bytes(altered)
        with pytest.raises(DamagedFile, match=r"a\.parquet"):
            unpack(path)


@pytest.mark.parametrize(
    "about",
    [
        {"tally": {"runs": 4}},
        {"failed": [{}]},
        {"tally": {}},
        {"stop": "5"},
        {"stop": 6, "tally": {"runs": 6}},
    ],
)
def test_a_sealed_file_that_says_other_than_it_holds_is_refused(tmp_path, about):
    with pytest.raises(DamagedFile, match="holds something else"):
        unpack(write(tmp_path, **about))


def test_a_file_of_another_sweep_is_not_taken_for_ones_own(tmp_path):
    with pytest.raises(DamagedFile, match="its index is 3, not 4"):
        unpack(write(tmp_path), {"index": 4})


def test_a_foreign_table_is_named_as_such(tmp_path):
    import pandas as pd

    path = tmp_path / "foreign.parquet"
    pd.DataFrame({"x": [1]}).to_parquet(path)
    with pytest.raises(DamagedFile, match="was not written by a sweep"):
        unpack(path)
