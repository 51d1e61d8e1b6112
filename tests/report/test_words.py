"""Words of the report: a region that somebody writes is called as well as the essay."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.cli.experiment import run_experiment
from sim.report.opened import open_sweep
from sim.scenario.scenario import Scenario
from sim.sweep.cases import case_columns, read_cases
from sim.sweep.executors.threads import Threads
from sim.sweep.open import find_or_create
from sim.sweep.progress import Silent
from sim.sweep.request import Arm, Request
from sim.sweep.runner import run_sweep
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


def test_corrected_words_find_the_stored_runs_and_show_in_the_report(tmp_path: Path) -> None:
    spec: dict[str, Any] = {"kind": "cases", "cases": {"closed": {"crises": {"blockade": 3}}}}

    def page(name: str) -> tuple[Path, int, str]:
        states = {**INVENTED["states"], "ISL": {"name": name, "in_text": f"the {name}", "capability": 0.3}}
        crises = {"blockade": {**INVENTED["crises"]["blockade"], "name": f"Blockade of the {name}"}}
        scenario = archipelago().replace({"states": states, "crises": crises})
        columns = case_columns(read_cases(spec["cases"], "cases"), scenario)
        arm = Arm(name="what_if", scenario=scenario, columns=columns, replicates=4, seed=0, design=spec)
        request = Request(name="x", arms=(arm,), crn=True)
        folder = find_or_create(request, tmp_path)
        run_sweep(folder, request, Threads(), Silent())
        (rows,) = folder.runs.glob("*.parquet")
        return (
            folder.path,
            rows.stat().st_mtime_ns,
            open_sweep(folder.path).write_report().read_text(encoding="utf-8"),
        )

    first, made, text = page("Foggy Isles")
    assert "the Foggy Isles" in text
    again, kept, text = page("Isles of Fog")
    assert (first, made) == (again, kept)
    assert "Foggy Isles" not in text
    assert "Does a stable bloc of the Isles of Fog and the Lowland Republic form?" in text
