from pathlib import Path

import pytest

from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from sim.sweep.executors.threads import Threads
from sim.sweep.folder import Folder, open_folder
from sim.sweep.open import find_or_create
from sim.sweep.progress import Silent
from sim.sweep.request import Arm, Request, check_request
from sim.sweep.runner import run_sweep


def small_request(**changes) -> Request:
    """A sweep of two arms that takes a moment: 40 runs at one point, 16 points with 3 replicates."""
    scenario = load_scenario("toy_pair")
    spec = {"kind": "sobol", "axes": "plausible", "points": 16}
    arms = (
        Arm(name="central", scenario=scenario, columns={}, replicates=40, seed=0, design={"kind": "point"}),
        Arm(
            name="plausible",
            scenario=scenario,
            columns=build_columns(spec, scenario, seed=0),
            replicates=3,
            seed=0,
            design=spec,
        ),
    )
    request = Request(**{"name": "small", "arms": arms, **changes})
    check_request(request)
    return request


def run_small(outputs: Path, request: Request | None = None, *, chunk_runs: int = 15) -> Folder:
    """Run a request to its end."""
    asked = request or small_request()
    folder = find_or_create(asked, outputs, chunk_runs=chunk_runs)
    return run_sweep(folder, asked, Threads(), Silent())


def file_bytes(folder: Folder) -> dict[str, bytes]:
    """Name and content of every file of rows."""
    return {path.name: path.read_bytes() for path in sorted(folder.runs.iterdir())}


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory) -> Folder:
    """The small sweep, run without any trouble; do not write into it."""
    folder = run_small(tmp_path_factory.mktemp("undisturbed"))
    return open_folder(folder.path)
