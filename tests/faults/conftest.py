"""Sweeps in processes of their own, so that they can be killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASKED = [
    "scenario=toy_pair",
    "arms.central.replicates=3000",
    "arms.plausible.points=256",
    "arms.plausible.replicates=12",
    "chunk_runs=300",
]


def command(*texts: str) -> list[str]:
    """The command line in this Python."""
    return [sys.executable, "-m", "sim", *texts]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a sweep."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **changes}


def call(*texts: str, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end."""
    done = subprocess.run(
        command(*texts),
        cwd=cwd,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


def rows_of(folder: Path) -> dict[str, bytes]:
    """Name and content of every file of rows."""
    return {path.name: path.read_bytes() for path in sorted((folder / "runs").iterdir())}


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory) -> Path:
    """The folder of the sweep that nothing disturbed."""
    place = tmp_path_factory.mktemp("undisturbed")
    folder: str = call("run", *ASKED, "--quiet", "--no-report", cwd=place).stdout.strip()
    return Path(place / folder)
