"""The page names every theory, null and historical input, and its form of an input is one that loads."""

import re
from pathlib import Path

import yaml

from sim.rivals.history import history_names, load_history
from sim.rivals.nulls import DRAWN, FIXED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rivals.md").read_text(encoding="utf-8")


def test_every_input_is_told():
    """No shipped history is missing."""
    assert [name for name in history_names() if f"| `{name}` |" not in PAGE] == []


def test_every_null_is_told():
    """By the words of its name."""
    nulls = [*DRAWN, *FIXED]
    assert [name for name in nulls if f"| {name.replace('_', ' ')} |" not in PAGE] == []


def test_paths_exist():
    """Every file of the package that the page names."""
    named = re.findall(r"`(sim/[\w/]+\.py)`", PAGE)
    assert len(named) > 5
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_form_loads():
    """The example of a historical input goes through the door."""
    block = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    history = load_history(yaml.safe_load(block[1]))
    assert history.case(year=1904).propensity[0].tolist() == [0.0, 1.0, -0.5]
    assert history.case(year=1903).propensity[0].tolist() == [0.0, 0.0, -0.5]
