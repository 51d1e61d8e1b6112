"""Random codings: the share that keeps the verdict, and the number that moves it, in an invented sweep."""

import numpy as np
import pytest

from sim.analysis.codings import is_of_codings, random_codings
from sim.analysis.points import point_shares
from sim.analysis.records import one
from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.plotting.style import WIDE
from sim.report.sections.codings import codings_section
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from tests.analysis.synthetic import SyntheticArm, assemble, invent_batch

DRAWS, REPLICATES = 60, 20


@pytest.fixture
def results():
    """A stable bloc in 18 of 20 runs where one salience has moved up, in 4 of 20 where not, as coded."""
    case = load_scenario("toy_pair")
    spec = {"kind": "coding_jitter", "draws": DRAWS, "seed": 1}
    columns = build_columns(spec, case, seed=0)
    name = next(name for name in columns if "salience" in name)
    batch, _ = invent_batch(case, np.full((DRAWS + 1) * REPLICATES, 0.5), 3)
    point, replicate = np.divmod(np.arange((DRAWS + 1) * REPLICATES), REPLICATES)
    up = columns[name][point] > columns[name][0]
    batch.columns["stable_bloc"][:] = replicate < np.where(up, 18, 4)
    arm = SyntheticArm(name="jointly", batch=batch, replicates=REPLICATES, columns=columns, asked=spec)
    return assemble(case, [arm], None, crn=True), name, int((columns[name][1:] > columns[name][0]).sum())


def test_the_share_that_keeps_the_verdict(results):
    rows, name, ups = results
    study = read_study(rows)
    (arm,) = study.arms
    assert is_of_codings(arm)
    found = random_codings(arm, point_shares(study))
    assert len(found.shares) == DRAWS
    assert (found.own.estimate, found.kept.estimate) == (0.2, pytest.approx(1 - ups / DRAWS))
    assert found.kept.low < found.kept.estimate < found.kept.high
    first = found.numbers.iloc[0]
    assert first["number"] == name
    assert (first["up"], first["down"], first["difference"]) == pytest.approx((0.9, 0.2, 0.7))


def test_the_section_says_so_and_the_scenario_itself_answers(results):
    rows, _, ups = results
    summary = summarise_results(rows)
    section = codings_section(summary)
    assert section is not None
    text = " ".join(section.sentences).replace("\N{NO-BREAK SPACE}", " ")
    assert f"in {100 * (1 - ups / DRAWS):.0f} %" in text
    assert "“" in section.sentences[2]
    section.plates[0].draw(WIDE)
    assert [(arm.points, arm.runs, arm.base) for arm in summary.study.answers] == [(1, REPLICATES, 0)]
    assert one(summary.properties, property="stable_bloc")["share"] == 0.2
