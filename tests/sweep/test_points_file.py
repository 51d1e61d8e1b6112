"""Points from files: what programs write is read right, or refused with file, line, column and value."""

import os

import numpy as np
import pandas as pd
import pytest

from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns

SCENARIOS = {name: load_scenario(name) for name in ("toy_pair", "essay")}


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def columns(content, scenario="toy_pair", name="d.csv"):
    if isinstance(content, pd.DataFrame):
        content.to_parquet(name)
    else:
        with open(name, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
    return build_columns({"kind": "file", "path": name}, SCENARIOS[scenario], seed=0)


@pytest.mark.parametrize(
    "text",
    [
        "behaviour.noise,horizon\n0.1,10\n0.2,20\n",
        "behaviour.noise,horizon\r\n0.1,10\r\n0.2,20",
        "\ufeffbehaviour.noise,horizon\n0.1,10\n0.2,20\n\n",
        "behaviour.noise;horizon\n0.1;10\n0.2;20\n",
        "behaviour.noise;horizon\n0,1;10\n0,2;20\n",
        "behaviour.noise\thorizon\n0,1\t10\n2e-1\t20\n",
        "sep=;\nbehaviour.noise;horizon\n0,1;10\n0,2;20\n",
        "behaviour.noise|horizon\n0.1|10\n0.2|20\n",
        '"behaviour.noise", "horizon"\n"0.1",10\n 0.2 ,"20"\n'.replace(', "h', ',"h'),
    ],
)
def test_dialects_of_csv_mean_the_same(text):
    read = columns(text)
    np.testing.assert_array_equal(read["behaviour.noise"], [0.1, 0.2])
    np.testing.assert_array_equal(read["horizon"], [10.0, 20.0])
    assert {values.dtype for values in read.values()} == {np.dtype(np.float64)}


def test_a_comma_that_could_group_digits_is_read_as_the_other_commas_of_the_file():
    read = columns("behaviour.noise;behaviour.inertia\n1,250;0,5\n")
    assert read["behaviour.noise"].tolist() == [1.25]


@pytest.mark.parametrize("members", ['"[RUS,IND]"', '"[RUS, IND]"', "\"['RUS','IND']\""])
def test_a_cell_may_hold_a_list_as_yaml_writes_it(members):
    read = columns(f"bloc.members\n{members}\n", "essay")
    assert read["bloc.members"].tolist() == [["RUS", "IND"]]


def test_a_parquet_file_may_hold_lists_and_an_index():
    frame = pd.DataFrame({"bloc.members": [["RUS", "IND"], ["RUS", "CHN"]]}, index=["a", "b"])
    read = columns(frame, "essay", "d.parquet")
    assert read["bloc.members"].tolist() == [["RUS", "IND"], ["RUS", "CHN"]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "behaviour.noise\n0,1\n0,2\n",
            "d.csv: line 2 has 2 values and the headings are 1, got '0,1'; write dec",
        ),
        (
            "behaviour.noise,horizon\n0,1,10\n",
            "d.csv: line 2 has 3 values and the headings are 2, got '0,1,10'",
        ),
        (
            "behaviour.noise,horizon\n0.1,10\n0.2\n",
            "d.csv: line 3 has 1 values and the headings are 2, got '0.2'",
        ),
        ("behaviour.noise;horizon\n0,1;10\n0.2;10\n", "comma in line 2, column `behaviour.noise` (0,1) and"),
        (
            "behaviour.noise;horizon\n1,000;10\n",
            "line 2, column `behaviour.noise` (1,000) may mean thousands",
        ),
        (
            "behaviour.noise,horizon\n0.1,10\n,20\n",
            "d.csv: line 3 has no value for `behaviour.noise` in row 1",
        ),
        (
            "behaviour.noise\n0.1\n\n \n50%\n",
            "d.csv: line 5: column `behaviour.noise` must be a number > 0, got '50%'",
        ),
        ("behaviour.noise\n0.1\n-1\n", "d.csv: line 3: column `behaviour.noise` must be > 0, got -1"),
        (
            "behaviour.noise\n0.1\nNA\n",
            "d.csv: line 3: column `behaviour.noise` must be a number > 0, got 'NA'",
        ),
        ("behaviour.noise\n0.1\n1_0\n", "got '1_0'"),
        ("behaviour.noise\n0.1\ninf\n", "got 'inf'"),
        (
            "horizon\n10\n14.5\n",
            "d.csv: line 3: column `horizon` must be a whole number >= 1 and <= 100000, got 14.5",
        ),
        ("horizon,bloc.grace\n10,9\n10,11\n", "d.csv: line 3: column `bloc.grace` must be a whole number"),
        (",behaviour.noise\n0,0.1\n", "d.csv: line 1, column 1 has no heading (an index column?)"),
        ("behaviour.noise,\n0.1,\n", "d.csv: line 1, column 2 has no heading"),
        ("Unnamed: 0,behaviour.noise\n0,0.1\n", "d.csv: line 1, column 1: `Unnamed: 0` is unknown"),
        ("behaviour.nois\n0.1\n", "d.csv: line 1, column 1: `behaviour.nois` is unknown"),
        (
            "behaviour.noise,behaviour.noise\n0.1,0.2\n",
            "line 1, column 2: `behaviour.noise` heads column 1 too",
        ),
        ("horizon.x\n1\n", "d.csv: line 2: column `horizon.x` goes too deep"),
        ("bloc.members\n[NOR]\n", "d.csv: line 2: column `bloc.members` must name two or more"),
        ('bloc.members\n"[NOR, ["\n', "must be a list"),
        ('bloc.members\n"[NOR, [x]"\n', "d.csv: line 2, column `bloc.members`"),
        ('behaviour.noise\n"0.1"x\n', "d.csv: line 2 cannot be read"),
        ("behaviour.noise\n", "d.csv has no points"),
        ("", "d.csv has no points"),
        ("behaviour.noise\n0.1\n".encode("utf-16"), "d.csv"),
        ("behaviour.noise\nü\n".encode("latin-1"), "cannot be read: 'utf-8' codec"),
    ],
)
def test_a_fault_of_a_csv_file_names_its_place(text, message):
    with pytest.raises(InputError) as error:
        columns(text)
    assert message in str(error.value).replace("1 fault\n  ", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"behaviour.noise": [0.1, -1.0]}, "d.parquet: row 1: column `behaviour.noise` must be > 0, got -1"),
        ({"behaviour.noise": [0.1, None]}, "d.parquet: row 1 has no value for `behaviour.noise`"),
        (
            {"behaviour.noise": ["0.1", "50%"]},
            "row 1: column `behaviour.noise` must be a number > 0, got '50%'",
        ),
        (
            {"behaviour.noise": [True, False]},
            "row 0: column `behaviour.noise` must be a number > 0, got True",
        ),
        ({"behaviour.nois": [0.1]}, "d.parquet: the schema, column 1: `behaviour.nois` is unknown"),
        ({"behaviour.noise": []}, "d.parquet has no points"),
    ],
)
def test_a_fault_of_a_parquet_file_names_its_place(content, message):
    with pytest.raises(InputError) as error:
        columns(pd.DataFrame(content), name="d.parquet")
    assert message in str(error.value).replace("1 fault\n  ", "")


def test_the_first_fault_among_many_points_is_found():
    values = ["0.1"] * 5000
    values[3210] = values[4321] = "x"
    with pytest.raises(InputError, match="line 3212: column `behaviour"):
        columns("behaviour.noise\n" + "\n".join(values))


@pytest.mark.parametrize("name", ["d.csv", "d.parquet"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "damaged", "absent"])
def test_only_a_whole_regular_file_is_read(name, kind):
    if kind == "pipe":
        os.mkfifo(name)
    elif kind == "device":
        os.symlink("/dev/zero", name)
    elif kind == "folder":
        os.mkdir(name)
    elif kind == "damaged":
        with open(name, "wb") as file:
            file.write(b"PAR1\x00\xff\x00")
    with pytest.raises(InputError, match="cannot be read"):
        build_columns({"kind": "file", "path": name}, SCENARIOS["toy_pair"], seed=0)


def test_a_file_that_would_not_fit_memory_is_not_read():
    with open("d.csv", "wb") as file:
        file.truncate(10**13)
    with pytest.raises(
        InputError, match=r"cannot be read: it has more than [\d,]+ bytes; give the path of a CSV"
    ):
        build_columns({"kind": "file", "path": "d.csv"}, SCENARIOS["toy_pair"], seed=0)
