"""Sensitivity from stored rows: a known answer, in words and figures."""

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.records import records
from sim.analysis.screening import elementary_effects
from sim.analysis.sobol_indices import arm_indices
from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.errors import InputError
from sim.report.sections.screening import screening_section
from sim.report.sections.sensitivity import sensitivity_section, settled
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from tests.analysis.synthetic import SyntheticArm, assemble, invent_batch

AXES = {
    "behaviour.noise": {"uniform": [0.1, 0.5]},
    "behaviour.inertia": {"uniform": [0.0, 0.4]},
    "behaviour.reciprocity": {"uniform": [0.0, 0.4]},
}
REPLICATES = 4


def invent(kind, **size):
    """A stable bloc with probability 1 - 2 noise: only one of three quantities decides."""
    case = load_scenario("toy_pair")
    spec = {"kind": kind, "axes": AXES, **size}
    columns = build_columns(spec, case, seed=0)
    points = len(columns["behaviour.noise"])
    few, _ = invent_batch(case, np.full(8, 0.5), 3)
    batch = replace(few, rows=np.resize(few.rows, points * REPLICATES))
    chance = 1.0 - 2.0 * np.repeat(columns["behaviour.noise"], REPLICATES)
    batch.columns["stable_bloc"][:] = np.random.default_rng(1).random(points * REPLICATES) < chance
    batch.columns["entente_steps"][:] = batch.columns["stable_bloc"] * 30
    arm = SyntheticArm(name="screening", batch=batch, replicates=REPLICATES, columns=columns, asked=spec)
    return assemble(case, [arm], None)


@pytest.fixture(scope="module")
def sobol():
    return invent("saltelli", samples=1024, grouped=True)


@pytest.fixture(scope="module")
def trajectories():
    return invent("morris", trajectories=200)


def test_the_one_that_decides_decides_all(sobol):
    arm = read_study(sobol).arms[0]
    found = arm_indices(arm, "stable_bloc")
    table = {row["factor"]: row for row in records(found.table)}
    assert [table["behaviour.noise"][name] for name in ("first", "total")] == pytest.approx(
        [1.0, 1.0], abs=0.12
    )
    assert table["behaviour.inertia"]["total"] == pytest.approx(0.0, abs=0.12)
    # P is uniform on 0..0.8: variance 0.8^2 / 12; a run's own is the mean of P (1 - P)
    assert found.variance == pytest.approx(0.0533, rel=0.1)
    assert found.chance == pytest.approx(0.1867 / 0.24, rel=0.05)


def test_effects_have_their_size_and_direction(trajectories):
    arm = read_study(trajectories).arms[0]
    found = records(elementary_effects(arm, "stable_bloc"))
    table = {row["factor"]: row for row in found}
    assert table["behaviour.noise"]["mean"] == pytest.approx(-0.8, abs=0.12)
    assert table["behaviour.inertia"]["mean"] == pytest.approx(0.0, abs=0.12)
    assert found[0]["factor"] == "behaviour.noise"


def test_sections(sobol, trajectories):
    for results, make in ((sobol, sensitivity_section), (trajectories, screening_section)):
        section = make(summarise_results(results))
        assert section is not None
        assert "noise" in section.sentences[0]
        for plate in section.plates:
            for demanded in ("n = ", "Seed 7", "nterval"):
                assert demanded in plate.caption
            assert plate.draw(7.2).get_xlabel()


@pytest.mark.parametrize(
    ("kind", "make"), [("sobol", sensitivity_section), ("trajectories", screening_section)]
)
def test_an_unfinished_design_says_so_and_shows_nothing(kind, make, request):
    results = request.getfixturevalue(kind)
    section = make(summarise_results(replace(results, rows=results.rows.iloc[:-3])))
    assert section is not None
    assert "3 runs of arm screening are missing" in section.sentences[0]
    assert "entente resume" in section.sentences[0]
    assert not section.plates
    assert not section.tables


def test_shared_chance_is_refused(sobol):
    arm = replace(read_study(sobol).arms[0], crossed=True)
    with pytest.raises(InputError, match="crn=false"):
        arm_indices(arm, "stable_bloc")


def test_settled_says_what_fails(sobol):
    found = arm_indices(read_study(sobol).arms[0], "stable_bloc")
    assert "have not settled" in settled(found)
    assert "wide, more than 0.05" in settled(found)
    narrow = found.table.assign(
        **{f"{name}_{side}": found.table[name] for name in ("first", "total") for side in ("low", "high")}
    )
    assert "have settled" in settled(replace(found, table=narrow, disagreement=1.0))
    assert "more than chance allows" in settled(replace(found, table=narrow, disagreement=9.0))


def test_a_sweep_too_small_for_an_answer_says_so(sobol):
    results = invent("saltelli", samples=2, grouped=True)
    results.rows["stable_bloc"] = results.rows["replicate"] % 2 == 0
    section = sensitivity_section(summarise_results(results))
    assert section is not None
    assert "no more than chance" in section.sentences[0]
    assert not section.plates
