"""Words of the report: a region that somebody writes is called as well as the essay."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.experiment import run_experiment
from sim.scenario.scenario import Scenario
from sim.sweep.open import find_or_create
from sim.sweep.request import Arm, Request
from tests.reading import faults_of, text_of
from tests.scenario.regions import INVENTED, archipelago, south_china_sea

SMALL: dict[str, dict[str, object]] = {
    "headline": {
        "arms.central.replicates": 20, "arms.plausible.points": 6, "arms.plausible.replicates": 2,
        "arms.central.kind": "point",
    },
    "coding_robustness": {
        "arms.coding.replicates": 20, "arms.jointly.draws": 20, "arms.jointly.replicates": 4,
    },
    "screening": {"arms.screening.trajectories": 8, "arms.screening.replicates": 40},
    "sensitivity": {"arms.sensitivity.samples": 16},
}  # fmt: skip


@pytest.mark.parametrize(
    "experiment",
    [name if name == "headline" else pytest.param(name, marks=pytest.mark.slow) for name in SMALL],
)
@pytest.mark.parametrize("region", [south_china_sea, archipelago])
def test_the_page_holds_no_key_and_no_state_without_its_article(
    region: Callable[[], Scenario], experiment: str, tmp_path: Path
) -> None:
    scenario = region().replace({"horizon": 24})
    sweep = run_experiment(experiment, SMALL[experiment], scenario=scenario, outputs_dir=tmp_path, quiet=True)
    text = text_of(sweep.write_report().read_text(encoding="utf-8"))
    assert faults_of(text, scenario) == []
    members = " and ".join(scenario.in_text(key) for key in scenario.bloc.members)
    assert f"Does a stable bloc of {members} form?" in text
    for name in scenario.issue_names.values():
        assert name in text


def test_corrected_words_find_the_same_sweep_and_show_in_it(tmp_path: Path) -> None:
    def request(name: str) -> Request:
        states = {**INVENTED["states"], "EMP": {**INVENTED["states"]["EMP"], "name": name}}
        scenario = archipelago().replace({"states": states})
        return Request(
            name="x", arms=(Arm(name="central", scenario=scenario, columns={}, replicates=2, seed=0),)
        )

    made = find_or_create(request("Empire"), tmp_path)
    again = find_or_create(request("Emporium"), tmp_path)
    assert made.path == again.path
    stored = find_or_create(request("Emporium"), tmp_path).manifest["arms"]["central"]["scenario"]
    assert stored["states"]["EMP"]["name"] == "Emporium"
