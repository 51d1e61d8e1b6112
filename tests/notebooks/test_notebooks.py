"""The notebooks run at small size, hold no outputs, lead somewhere and state no stale figures."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SMALL_RUNS = "200"
LINK = re.compile(r"\]\((?!https?:)([^)\s#]*)#?([^)\s]*)\)")
FIGURE = re.compile(r"(?<![\d.])(?!95 ?%)\d+(?:\.\d+)? ?%")
"""A percentage in words, unless it is the level of an interval."""

by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str | None = None) -> list[dict[str, Any]]:
    """The cells of a notebook, or those of one kind, their source in one piece."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    whole = [cell | {"source": "".join(cell["source"])} for cell in found]
    return [cell for cell in whole if kind in (None, cell["cell_type"])]


def slugs(page: Path) -> set[str]:
    """Anchors of the headings of a page."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_there_are_six_in_order() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06"]
    for number, path in enumerate(NOTEBOOKS, start=1):
        assert cells(path)[0]["source"].startswith(f"# {number} · ")
        assert path.name in (ROOT / "notebooks/README.md").read_text(encoding="utf-8")


@by_name
def test_outputs_are_stripped(path: Path) -> None:
    for cell in cells(path, "code"):
        assert cell["outputs"] == [], f"{path.name}: run `.venv/bin/nbstripout notebooks/*.ipynb`"
        assert cell["execution_count"] is None
        assert cell["metadata"] == {}


def test_the_hook_would_change_nothing() -> None:
    hook = [sys.executable, "-m", "nbstripout", "--verify", *map(str, NOTEBOOKS)]
    done = subprocess.run(hook, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stdout


@by_name
def test_the_size_is_one_visible_parameter(path: Path) -> None:
    first = cells(path, "code")[0]["source"]
    assert 'RUNS = int(os.environ.get("ENTENTE_RUNS", "2000"))' in first
    later = "\n".join(cell["source"] for cell in cells(path, "code")[1:])
    assert "environ" not in later
    assert "RUNS" in later


@by_name
def test_links_lead_somewhere(path: Path) -> None:
    links = [link for cell in cells(path, "markdown") for link in LINK.findall(cell["source"])]
    assert links
    for file, anchor in links:
        target = path.parent / file
        assert target.exists(), file
        assert not anchor or anchor in slugs(target), f"{file}#{anchor}"


@by_name
def test_words_state_no_result(path: Path) -> None:
    """What a run gives is printed or asserted by a cell, so that no sentence can grow stale."""
    for cell in cells(path, "markdown"):
        assert not FIGURE.search(cell["source"]), cell["source"]
    assert any("assert " in cell["source"] for cell in cells(path, "code"))


@by_name
def test_cells_are_short_and_introduced(path: Path) -> None:
    assert all(len(cell["source"].splitlines()) <= 45 for cell in cells(path, "code"))
    kinds = [cell["cell_type"] for cell in cells(path)]
    words = kinds.count("markdown")
    assert words >= 0.4 * len(kinds)
    exercises, answers = (
        next(place for place, cell in enumerate(cells(path)) if f"## {title}" in cell["source"])
        for title in ("Exercises", "Answers")
    )
    assert exercises < answers


@pytest.mark.slow
@by_name
def test_it_runs(path: Path, tmp_path: Path) -> None:
    """By nbmake, in a folder of its own, at small size: every cell, and so every assertion in it."""
    (tmp_path / path.name).write_bytes(path.read_bytes())
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbmake", "--nbmake-timeout=300",
         f"--rootdir={tmp_path}", path.name],
        cwd=tmp_path, env=quiet | {"ENTENTE_RUNS": SMALL_RUNS},
        capture_output=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
