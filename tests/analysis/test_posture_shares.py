"""Postures along an axis are those of the histories themselves."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.postures import posture_shares
from sim.plotting import draw_along
from sim.vocabulary import Posture

AXIS = "behaviour.autonomy"


@pytest.fixture(scope="module")
def table():
    design = pd.DataFrame({AXIS: [0.8, 0.0]})
    rows = sim.simulate_many("toy_triad", design=design, replicates=5, seed=4)
    return posture_shares(rows, ("NOR", "SOU"), along=AXIS)


def test_shares_are_counted_in_the_histories(table):
    for source, target in (("NOR", "SOU"), ("SOU", "NOR")):
        for point, autonomy in enumerate((0.8, 0.0)):
            scenario = sim.load_scenario("toy_triad").replace({AXIS: autonomy})
            runs = [sim.simulate(scenario, seed=4, point=point, replicate=number) for number in range(5)]
            taken = np.concatenate([run.posture(source, target)[1:] for run in runs])
            row = table[(table[AXIS] == autonomy) & (table["source"] == source)].iloc[0]
            assert row["target"] == target
            for posture in Posture:
                assert row[posture.name] == pytest.approx((taken == posture).mean())
    assert table[AXIS].tolist() == [0.0, 0.8] * 2


def test_over_all_rows_it_is_the_mean_posture_of_the_runs():
    rows = sim.simulate_many("toy_triad", replicates=5, seed=4)
    whole = posture_shares(rows.set_index("replicate"), ("NOR", "SOU"))
    assert list(whole.columns) == ["source", "target", "BALANCE", "HEDGE", "ALIGN"]
    for place, (source, target) in enumerate((("NOR", "SOU"), ("SOU", "NOR"))):
        runs = [sim.simulate("toy_triad", seed=4, replicate=number) for number in range(5)]
        mean = np.mean([run.posture(source, target)[1:].mean() for run in runs])
        assert whole["ALIGN"][place] - whole["BALANCE"][place] == pytest.approx(mean)


def test_both_directions_differ(table):
    names = [posture.name for posture in Posture]
    one, other = (table.loc[table["source"] == key, names].to_numpy() for key in ("NOR", "SOU"))
    assert not np.allclose(one, other)


@pytest.mark.parametrize("width", [3.75, 7.2])
def test_bands_are_as_high_as_their_shares(table, width):
    mine = table[table["source"] == "NOR"]
    ax = draw_along(mine, label="autonomy", width=width)
    tops = [np.asarray(band.get_paths()[0].vertices)[:, 1].max() for band in ax.collections]
    assert tops[0] == pytest.approx(mine["ALIGN"].max())
    assert tops[-1] == pytest.approx(1.0)
    assert ax.get_xlabel() == "autonomy"
    assert draw_along(mine).get_xlabel() == AXIS


def test_what_cannot_be_read_is_refused(table):
    rows = sim.simulate_many("toy_triad")
    with pytest.raises(sim.InputError, match=r"no column `behaviour\.autonomy`"):
        posture_shares(rows, ("NOR", "SOU"), along=AXIS)
    with pytest.raises(sim.InputError, match="two members"):
        posture_shares(rows, ("NOR", "SOU", "EAS"))
