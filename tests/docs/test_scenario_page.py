"""docs/scenario.md: every key stands there, its examples load, and its error lines are real."""

import re

import pytest

from sim.errors import ScenarioError
from sim.scenario import quantities
from sim.scenario.door import KEYS
from sim.scenario.scenario import load_scenario
from sim.scenario.shipped import shipped_names

PAGE = "docs/scenario.md"


def yaml_blocks(blocks):
    return [block.text for block in blocks(PAGE) if block.language == "yaml"]


def test_every_key(rows, page):
    assert [row[0].strip("`") for row in rows(PAGE, "| key | what | if absent")] == list(KEYS)
    for name in shipped_names():
        assert f"`{name}`" in page(PAGE)


def test_rules(rows):
    shown = {name: rule for name, rule, _ in rows(PAGE, "| value | rule")}
    declared = ("capability", "distance", "dependence", "salience", "position", "claim", "tie")
    assert shown == {name: getattr(quantities, name.upper()).rule for name in declared}


def test_examples_load(blocks, tmp_path):
    whole, *_ = yaml_blocks(blocks)
    path = tmp_path / "example.yaml"
    path.write_text(whole)
    assert load_scenario(path).name == "strait"
    (events,) = [text for text in yaml_blocks(blocks) if text.startswith("events:")]
    path.write_text(f"{(load_scenario('essay')).to_yaml().replace('events: []', events.rstrip())}")
    assert len(load_scenario(path).changes) == 3


def test_error_lines_are_real(blocks, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.yaml").write_text(yaml_blocks(blocks)[-1])
    with pytest.raises(ScenarioError) as caught:
        load_scenario("broken.yaml")
    (shown,) = [block.text for block in blocks(PAGE) if block.language == "text"]
    assert str(caught.value) == shown.rstrip("\n")


def test_dotted_names_exist(rows):
    """Every name of the table addresses a number of the essay scenario."""
    names = [row[0].strip("`") for row in rows(PAGE, "| name | addresses")]
    assert len(names) > 10
    essay = load_scenario("essay")
    for name in names:
        if name != "behaviour.noise":
            assert re.fullmatch(r"[\w.]+", name)
        assert essay.slot(name).cells
