"""Spells of one run against those that the engines measure."""

import numpy as np
import pytest

from sim.analysis.example import COLUMNS, example_spells
from sim.analysis.summary import summarise_results
from sim.engine.rows import summarise_run
from sim.plotting.plates import timeline
from sim.scenario.scenario import load_scenario
from tests.analysis.synthetic import change_arm, example_frame, invent_batch, invent_results


@pytest.mark.parametrize("grace", [0, 3])
def test_agrees_with_the_row_of_the_run(grace):
    case = load_scenario("essay").replace({"bloc.grace": grace})
    _, history = invent_batch(case, np.array([0.95]), seed=5)
    keys = case.canonical_states
    row, _ = summarise_run(
        history,
        np.zeros(case.horizon + 1, np.uint8),
        members=tuple(keys.index(key) for key in case.bloc.members),
        min_duration=case.bloc.min_duration,
        grace=grace,
    )
    table = example_spells(
        example_frame(case, history), case.bloc.members, case.state_names, min_duration=20, grace=grace
    )
    for track, longest, number in (
        ("bloc", "longest_spell", "spells"),
        ("entente", "longest_entente", "entente_spells"),
    ):
        spells = table[table["track"] == track]
        assert len(spells) == row[number] > 0
        assert spells["length"].max() == row[longest]
    assert table[(table["track"] == "bloc") & table["stable"]]["start"].min() == row["first_step"] > 0


def test_posture_tracks_tile_the_run():
    case = load_scenario("toy_triad")
    _, history = invent_batch(case, np.array([0.5]), seed=6)
    table = example_spells(
        example_frame(case, history), case.bloc.members, case.state_names, min_duration=8, grace=0
    )
    for dyad in (("NOR", "SOU"), ("SOU", "NOR")):
        track = table[(table["track"] == "posture") & (table["source"] == dyad[0])]
        assert track["length"].sum() == case.horizon + 1
        assert list(track["start"][1:]) == list(track["stop"][:-1])
        assert all(a != b for a, b in zip(track["value"], track["value"][1:], strict=False))
        assert list(track["open"]) == [False] * (len(track) - 1) + [True]


def test_no_example_no_spells():
    import pandas as pd

    table = example_spells(pd.DataFrame(), ("A", "B"), {"A": "A", "B": "B"}, min_duration=2, grace=0)
    assert table.empty
    assert list(table.columns) == list(COLUMNS)


def test_where_members_are_swept_the_example_has_those_of_its_own_point():
    results = invent_results(runs=12, points=0)
    members = np.empty(1, dtype=object)
    members[0] = ["IND", "JPN"]
    swept = {"bloc.members": members, "bloc.min_duration": np.array([9])}
    summary = summarise_results(change_arm(results, "central", columns=swept))
    assert summary.example.bloc[:2] == (("IND", "JPN"), 9)
    postures = summary.spells[summary.spells["track"] == "posture"]
    assert set(postures["source"]) == {"IND", "JPN"}
    plate = timeline(summary)
    assert plate.title == "One run: India and Japan quarter by quarter"
    assert "at least 9 quarters" in plate.caption
