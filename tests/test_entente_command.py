"""The command finds its own package, or says in one line what hides it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONSOLE_SCRIPT = "from entente_command import main\n\nif __name__ == '__main__':\n    main()\n"
"""As an installer writes it into the folder of commands."""


@pytest.fixture
def other(tmp_path):
    """A folder with a package `sim` that is not ours."""
    package = tmp_path / "other" / "sim"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('the other sim was imported')\n", encoding="utf-8")
    return package.parent


@pytest.fixture
def entente(tmp_path):
    """Start the command as installed, somewhere else, with variables of the environment."""
    script = tmp_path / "entente"
    script.write_text(CONSOLE_SCRIPT, encoding="utf-8")

    def call(
        *texts: str, folders: tuple[Path, ...] = (), **variables: str
    ) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(map(str, [*folders, ROOT]))
        return subprocess.run(
            [sys.executable, str(script), *texts],
            cwd=tmp_path, env={**os.environ, **variables, "PYTHONPATH": path},
            capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip

    return call


def test_another_sim_on_the_path_is_passed_by(entente, other):
    assert entente("list", folders=(other,)).stdout == entente("list").stdout != ""


def test_so_it_is_in_worker_processes(entente, other):
    small = ("design=point", "scenario=toy_pair", "replicates=3", "executor=process", "--no-report", "-q")
    done = entente("run", *small, folders=(other,))
    assert (done.returncode, "the other sim" in done.stderr) == (0, False), done.stderr


def test_another_sim_beside_the_script_is_passed_by(entente, other, tmp_path):
    (tmp_path / "sim.py").write_text("raise SystemExit('the other sim was imported')\n", encoding="utf-8")
    assert entente("list").stdout == entente("list", folders=(other,)).stdout != ""


def test_one_that_is_already_imported_is_named(entente, other):
    (other / "sim" / "__init__.py").write_text("", encoding="utf-8")
    (other / "sitecustomize.py").write_text("import sim\n", encoding="utf-8")
    done = entente("list", folders=(other,))
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"entente: another `sim`, at {other / 'sim'}")


def test_without_assertions_the_command_says_what_to_unset(entente):
    done = entente(
        "plan", "-m", "scenario=toy_pair", "behaviour.noise=range(0.1,0.3,0.1)", PYTHONOPTIMIZE="1"
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "unset PYTHONOPTIMIZE" in line
