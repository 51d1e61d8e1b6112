"""docs/scenario.md: every key stands there, its examples load, and its error lines are real."""

from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.scenario import quantities
from sim.scenario.door import KEYS
from sim.scenario.scenario import load_scenario
from sim.scenario.shipped import shipped_names
from tests.docs.pages import blocks, read, rows

PAGE = "docs/scenario.md"


def yaml_texts() -> list[str]:
    return [block.text for block in blocks(PAGE, "yaml")]


def test_every_key() -> None:
    assert [row[0].strip("`") for row in rows(PAGE, "| key | what | if absent")] == list(KEYS)


def test_every_shipped_scenario() -> None:
    for name in shipped_names():
        assert f"`{name}`" in read(PAGE)


def test_rules() -> None:
    shown = {name: rule for name, rule, _ in rows(PAGE, "| value | rule")}
    declared = ("capability", "distance", "dependence", "salience", "position", "claim", "tie")
    assert shown == {name: getattr(quantities, name.upper()).rule for name in declared}


def test_example_loads(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(yaml_texts()[0], encoding="utf-8")
    assert load_scenario(path).name == "strait"


def test_events_load(tmp_path: Path) -> None:
    (events,) = [text for text in yaml_texts() if text.startswith("events:")]
    essay = load_scenario("essay").to_yaml()
    assert "\nevents: []\n" in essay
    path = tmp_path / "example.yaml"
    path.write_text(essay.replace("\nevents: []\n", f"\n{events}"), encoding="utf-8")
    assert len(load_scenario(path).changes) == 3


def test_error_lines_are_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.yaml").write_text(yaml_texts()[-1], encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario("broken.yaml")
    (shown,) = [block.text for block in blocks(PAGE, "text")]
    assert str(caught.value) == shown.rstrip("\n")


@pytest.mark.parametrize("name", [row[0].strip("`") for row in rows(PAGE, "| name | addresses")])
def test_dotted_name_exists(name: str) -> None:
    """Every name of the table addresses a number of the essay scenario."""
    assert load_scenario("essay").slot(name).cells
