"""Paired differences of cases from stored rows."""

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.differences import case_differences, is_of_cases
from sim.analysis.records import one
from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.errors import InputError
from sim.report.sections.differences import differences_section
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from tests.analysis.synthetic import SyntheticArm, assemble, change_arm, invent_batch

REPLICATES = 50
CASES = {"louder": {"behaviour.noise": 0.4}, "lazier": {"behaviour.inertia": 0.3}}


@pytest.fixture
def results():
    """A stable bloc in the first 10 replicates; "louder" in the first 40; "lazier" as the scenario itself."""
    case = load_scenario("toy_pair")
    spec = {"kind": "cases", "cases": CASES}
    columns = build_columns(spec, case, seed=0)
    batch, _ = invent_batch(case, np.full(3 * REPLICATES, 0.5), 3)
    point, replicate = np.divmod(np.arange(3 * REPLICATES), REPLICATES)
    batch.columns["stable_bloc"][:] = replicate < np.where(point == 1, 40, 10)
    arm = SyntheticArm(name="what_if", batch=batch, replicates=REPLICATES, columns=columns, asked=spec)
    return assemble(case, [arm], None, crn=True)


def test_differences(results):
    arm = read_study(results).arms[0]
    assert is_of_cases(arm)
    table = case_differences(arm)
    base, louder, lazier = (
        one(table, case=case, measure="stable_bloc") for case in ("as coded", "louder", "lazier")
    )
    assert (base["share"], louder["share"], lazier["share"]) == (0.2, 0.8, 0.2)
    assert louder["difference"] == pytest.approx(0.6)
    assert louder["low"] < 0.6 < louder["high"]
    assert lazier["difference"] == 0.0
    assert lazier["low"] < 0.0 < lazier["high"]


def test_section_says_what_turns_over(results):
    section = differences_section(summarise_results(results))
    assert section is not None
    assert "1 case would turn the verdict over: “louder”" in section.sentences[1]
    for plate in section.plates:
        for demanded in ("n = ", "Seed 7", "nterval"):
            assert demanded in plate.caption
        plate.draw(7.2)


def test_without_common_random_numbers_nothing_is_paired(results):
    apart = replace(results, request=replace(results.request, crn=False))
    assert not is_of_cases(read_study(apart).arms[0])


def test_changed_cases_are_refused(results):
    asked = {"kind": "cases", "cases": {"louder": {"behaviour.noise": 1}}}
    arm = read_study(change_arm(results, "what_if", design=asked)).arms[0]
    with pytest.raises(InputError, match="have changed since"):
        case_differences(arm)
