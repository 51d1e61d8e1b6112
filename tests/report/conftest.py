"""A report of an invented sweep, written once."""

import pytest

from sim.report.opened import Sweep
from tests.analysis.synthetic import invent_results


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """Folder of a written report with both arms and an example."""
    folder = tmp_path_factory.mktemp("with a space") / "sweep"
    folder.mkdir()
    Sweep(folder=folder, results=invent_results(runs=40, points=16)).write_report()
    return folder
