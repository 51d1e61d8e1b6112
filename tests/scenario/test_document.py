"""Reading YAML: what a person writes is what a scenario means, and what is no YAML says so."""

from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.scenario.scenario import Scenario, load_scenario

TEXT = """\
name: pair
horizon: 10
states:
  NO: {name: Norway, capability: 1e-3}
  "null": {capability: "2.5"}
distance_km: {NO: {"null": 12}}
issues:
  oil: {kind: claim, source: 12, claims: {NO: 1}, salience: 1}
"""
VALID = TEXT.replace("source: 12", "source: '12'")


def load(folder: Path, text: str) -> Scenario:
    path = folder / "a scenario.yaml"
    path.write_bytes(text.encode())
    return load_scenario(path)


def faults(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ScenarioError) as caught:
        load(folder, text)
    assert caught.value.source.endswith("a scenario.yaml")
    return caught.value.faults


def test_words_that_yaml_reads_as_truths_stay_keys_and_exponents_are_numbers(tmp_path: Path) -> None:
    scenario = load(tmp_path, VALID)
    assert scenario.states == ("NO", "null")
    assert scenario.parameters.capability.tolist() == [0.001, 2.5]
    assert scenario.state_names == {"NO": "Norway", "null": "null"}


def test_a_path_may_be_text(tmp_path: Path) -> None:
    load(tmp_path, VALID)
    assert load_scenario(str(tmp_path / "a scenario.yaml")).name == "pair"


def test_a_number_where_a_text_belongs(tmp_path: Path) -> None:
    assert faults(tmp_path, TEXT) == ("`issues.oil.source` must be a text, got 12",)


def test_duplicate_keys_are_named_with_their_lines(tmp_path: Path) -> None:
    text = VALID + "horizon: 20\nbehaviour: {noise: 1, inertia: 0, noise: 2}\n"
    assert faults(tmp_path, text) == (
        "`horizon` (line 9) is given twice, first in line 2; keep one of them",
        "`noise` (line 10) is given twice, first in line 10; keep one of them",
    )


def test_duplicate_keys_and_other_faults_come_together(tmp_path: Path) -> None:
    found = faults(tmp_path, VALID + "horizon: 0\n")
    assert len(found) == 2
    assert "given twice" in found[0]
    assert found[1].startswith("`horizon` must be a whole number")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("name: [1, 2\n", "line 2, column 1"),
        ("a: b: c\n", "line 1, column 5"),
        ("name: a\n---\nname: b\n", "but found another document"),
        ("!!python/object:os.system {}\n", "could not determine a constructor"),
        ("&a {b: *a}\n", "recursive"),
        ("{[1, 2]: 3}\n", "unhashable key"),
        ("name: a\x00b\n", "control characters"),
        ("name: 2012-13-45\n", "month must be in 1..12"),
        (f"horizon: {'9' * 5000}\n", "integer string conversion"),
        ("name: !!float abc\n", "could not convert"),
        ("[" * 200_000, "nested more than 30 deep"),
        ("{a: " * 200_000, "nested more than 30 deep"),
        ("name: !!int ''\n", "cannot read"),
        ("name: !!bool perhaps\n", "perhaps"),
        ("name: !!timestamp soon\n", "cannot read"),
    ],
)
def test_what_is_no_yaml_says_where(tmp_path: Path, text: str, part: str) -> None:
    (line,) = faults(tmp_path, text)
    assert part in line


def test_aliases_that_multiply_are_not_written_out(tmp_path: Path) -> None:
    """Each line holds the one before ten times: 10^30 words, were they written into a message."""
    layers = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 31))
    bomb = (
        "name: *a30\nissues: {oil: {kind: *a30, claims: *a30, salience: *a30}}\nbloc: {members: [*a30, *a29]}"
    )
    found = faults(tmp_path, f"a0: &a0 word\n{layers}\n{bomb}\n")
    assert len(found) > 30
    assert max(map(len, found)) < 300


@pytest.mark.parametrize("text", ["", "just words", "[1, 2]", "5"])
def test_what_is_no_mapping_says_so(tmp_path: Path, text: str) -> None:
    (line,) = faults(tmp_path, text)
    assert line.startswith("must be a mapping with keys name, ")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "latin.yaml").write_bytes("name: M\u00fcnchen".encode("latin-1"))
    for name in ("absent.yaml", "folder.yaml", "latin.yaml", "nul\0.yaml"):
        with pytest.raises(ScenarioError, match="cannot be read"):
            load_scenario(tmp_path / name)
