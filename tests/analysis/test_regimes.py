"""Maps over two axes from rows with a known pattern."""

import numpy as np
import pytest

from sim.analysis.regimes import is_plane, own_point, regime_table
from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.errors import InputError
from sim.report.sections.regimes import regimes_section
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from tests.analysis.synthetic import SyntheticArm, assemble, invent_batch

AXES = {"behaviour.noise": {"linspace": [0.1, 0.5, 5]}, "behaviour.inertia": [0.0, 0.1, 0.2, 0.3]}
REPLICATES = 10


@pytest.fixture(scope="module")
def results():
    """A stable bloc in all runs with noise below 0.25, in none above, in half of them at inertia 0.3."""
    case = load_scenario("toy_pair")
    spec = {"kind": "grid", "axes": AXES}
    columns = build_columns(spec, case, seed=0)
    batch, _ = invent_batch(case, np.full(20 * REPLICATES, 0.5), 3)
    point, replicate = np.divmod(np.arange(20 * REPLICATES), REPLICATES)
    noise, inertia = (columns[name][point] for name in AXES)
    batch.columns["stable_bloc"][:] = np.where(inertia > 0.25, replicate % 2 == 0, noise < 0.25)
    batch.columns["outcome"][:] = np.where(batch.columns["stable_bloc"], 0, 4)
    arm = SyntheticArm(name="map", batch=batch, replicates=REPLICATES, columns=columns)
    found = assemble(case, [arm], None)
    found.manifest["arms"]["map"]["asked"] = spec
    return found


def test_cells_have_their_shares(results):
    arm = read_study(results).arms[0]
    assert is_plane(results, arm)
    table = regime_table(results, arm)
    assert len(table) == 20
    for row in table.to_dict("records"):
        expected = 0.5 if row["y"] > 0.25 else float(row["x"] < 0.25)
        assert row["STABLE_BLOC"] == expected
        assert row["low"] <= expected <= row["high"]
        assert row["runs"] == REPLICATES
    assert set(table.loc[table["y"] < 0.25, "reigning"]) == {"STABLE_BLOC", "HEDGING"}


def test_classes_average_over_what_lies_in_them(results):
    arm = read_study(results).arms[0]
    table = regime_table(results, arm, classes=2).set_index(["x", "y"])
    assert table["runs"].sum() == 200
    assert table["points"].tolist() == [4, 4, 6, 6]
    low, high = table["STABLE_BLOC"].iloc[0], table["STABLE_BLOC"].iloc[1]
    assert (low, high) == (1.0, 0.75)


def test_axes_by_name(results):
    arm = read_study(results).arms[0]
    turned = regime_table(results, arm, ("behaviour.inertia", "behaviour.noise"))
    assert turned["x"].nunique() == 4
    with pytest.raises(InputError, match="has no axis"):
        regime_table(results, arm, ("behaviour.nois", "behaviour.inertia"))


def test_the_scenarios_own_point(results):
    study = read_study(results)
    own = load_scenario("toy_pair").to_dict()["behaviour"]
    assert own_point(results, study, study.arms[0]) == (own["noise"], own["inertia"])


def test_section(results):
    section = regimes_section(summarise_results(results))
    assert section is not None
    assert "noise (λ)" in section.sentences[0]
    for plate in section.plates:
        for demanded in ("n = ", "Seed 7", "nterval"):
            assert demanded in plate.caption
        plate.draw(7.2)
