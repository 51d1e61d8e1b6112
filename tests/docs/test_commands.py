"""Every command that README.md and docs name exists, with the names they give it."""

import re
import shlex
import subprocess
import sys

import pytest

from tests.docs.pages import ROOT, read, uses


def test_make_recipes_exist() -> None:
    recipes = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = {use.split()[0] for use in uses("make")}
    assert {"run", "test"} <= named <= recipes


@pytest.mark.parametrize("command", sorted({use.split()[0] for use in uses("entente")}))
def test_command_exists(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sim", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


def test_commands_are_found() -> None:
    """The test above finds the commands that a first hour needs."""
    assert {"run", "plan", "resume", "verify", "report", "list"} <= {
        use.split()[0] for use in uses("entente")
    }


@pytest.mark.parametrize("use", [use for use in uses("entente") if use.split()[0] in ("run", "plan")])
def test_overrides_are_understood(use: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each leads to a request that passes every check; the reader's own file is stood in for."""
    from sim.cli.ask import ask
    from sim.cli.multirun import Jobs

    monkeypatch.chdir(ROOT)
    _, *texts = shlex.split(use.replace("scenario=mine.yaml", "scenario=configs/scenario/toy_pair.yaml"))
    if "-m" in texts:
        texts.remove("-m")
        assert all(asked.request.runs > 0 for asked in Jobs(texts).ask(None))
    else:
        assert ask(texts).request.runs > 0
