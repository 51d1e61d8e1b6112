"""Pages that are followed to the letter, in a copy of the checkout: files, patches, commands."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.docs.pages import ROOT, read

STEP = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("git clone ", "cd ", "make ")
"""Commands that other tests cover: a clone and its set-up are what this very run stands on."""
PARTS = (
    "entente_command.py",
    "sim",
    "configs",
    "hydra_plugins",
    "tests",
    "docs",
    "scripts",
    "README.md",
    "pyproject.toml",
    "Makefile",
)


class Step(NamedTuple):
    """What a page tells the reader to do: `write` a file, `apply` a patch, or `run` commands."""

    verb: str
    name: str
    text: str


def steps(page: str) -> list[Step]:
    """The steps of a page in its order; other blocks are there to be read."""
    found = []
    for language, title, text in STEP.findall(read(page)):
        if title:
            found.append(Step("write", title, text))
        elif language == "diff":
            found.append(Step("apply", "patch", text))
        elif language == "sh":
            found.append(Step("run", "commands", text))
    return found


def copy_checkout(place: Path) -> Path:
    """What a reader has after the set-up: the checkout, and `.venv`, which is the one of this run."""
    place.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, place / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, place / part)
    (place / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return place


def follow(page: str, place: Path) -> int:
    """Do every step of a page in a copy of the checkout; how many there were. Raises AssertionError."""
    done = steps(page)
    for step in done:
        if step.verb == "write":
            path = place / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        elif step.verb == "apply":
            (place / "step.patch").write_text(step.text, encoding="utf-8")
            _call(["git", "apply", "step.patch"], place)
        else:
            lines = [line for line in step.text.splitlines() if not line.startswith(ELSEWHERE)]
            _call(["bash", "-euo", "pipefail", "-c", "\n".join(lines)], place)
    return len(done)


def _call(command: list[str], place: Path) -> None:
    paths = os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ["PATH"]])
    environment = {
        **os.environ,
        "PATH": paths,
        "PYTHONPATH": str(place),  # before the checkout that `.venv` knows
        "GIT_CEILING_DIRECTORIES": str(place.parent),
    }
    environment.pop("PYTEST_ADDOPTS", None)
    done = subprocess.run(
        command, cwd=place, env=environment, capture_output=True, encoding="utf-8", timeout=1500
    )
    assert done.returncode == 0, f"{command[-1]}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
