"""Reading YAML: what a person writes is what a scenario means, and what is no YAML says so."""

import math
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenario.document import as_number, parse_yaml, write_yaml
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
        ("a: 1\n\tb: 2\n", "line 2, column 1: a tab, which YAML does not take as indentation; use spaces"),
        ("*a : 1\n", "a key must be a text"),
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


@pytest.mark.parametrize("layer", ["[{}]", "{{<<: [{}]}}"], ids=["laughs", "merges"])
def test_aliases_that_multiply_are_refused_before_they_are_written_out(tmp_path: Path, layer: str) -> None:
    """Each line holds the one before ten times: 10^30 words, were they written out."""
    layers = "".join(f"a{n}: &a{n} {layer.format(', '.join([f'*a{n - 1}'] * 10))}\n" for n in range(1, 31))
    (line,) = faults(tmp_path, f"a0: &a0 {{x: 1}}\n{layers}name: *a30\n")
    assert "more than 400,000 keys and values, aliases written out" in line


def test_aliases_do_not_nest_without_end(tmp_path: Path) -> None:
    chain = "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 60))
    (line,) = faults(tmp_path, f"a0: &a0 [x]\n{chain}")
    assert "nested more than 30 deep" in line


def test_a_merged_mapping_gives_what_its_owner_does_not_say(tmp_path: Path) -> None:
    text = VALID.replace("NO: {name", "NO: &no {source: a book, name").replace(
        '"null": {', '"null": {<<: *no, name: N, '
    )
    assert load(tmp_path, text).state_names == {"NO": "Norway", "null": "N"}
    assert load(tmp_path, text).to_dict()["states"]["null"]["source"] == "a book"
    assert load(tmp_path, text).parameters.capability.tolist() == [0.001, 2.5]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0120", 120), ("+7", 7), ("0o17", 15), ("0x1F", 31), ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0),
        ("-.inf", -math.inf), ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("!!int 010", 10), ("1:30", "1:30"), ("1_000", "1_000"), ("yes", "yes"), ("NO", "NO"), ("off", "off"),
        ("y", "y"), ("2012-01-01", "2012-01-01"), ("0b11", "0b11"), ("=", "="), ("'5'", "5"), ("08", 8),
    ],
)  # fmt: skip
def test_a_plain_word_means_what_yaml_1_2_says(written: str, value: object) -> None:
    """https://yaml.org/spec/1.2.2/#1032-tag-resolution"""
    data, _ = parse_yaml(f"a: {written}", "text")
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("key", ["null", "~", "true", "No", "007", "1.5", "2012-01-01", ".inf"])
def test_a_key_is_what_is_written(key: str) -> None:
    assert parse_yaml(f"{key}: 1", "text") == ({key: 1}, [])


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]))
    | st.sampled_from(["0120", "1e3", "0o17", "NO", "null", "~", "1:30", "1_0", "2012-01-01", "<<", "="]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("aN0~.:-<"), inner, max_size=3),
    max_leaves=6,
))  # fmt: skip
def test_what_is_written_is_read_back(value: object) -> None:
    assert parse_yaml(write_yaml({"a": value}), "text") == ({"a": value}, [])


@pytest.mark.parametrize("text", ["1_000", "1:30", "\uff11", "0x10", "inf", "nan", "1e", "--1", "50%", "0,1"])
def test_text_is_a_number_only_as_yaml_writes_one(text: str) -> None:
    assert as_number(text) is None


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert load(tmp_path, "\ufeff" + VALID).name == "pair"


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


def test_only_a_regular_file_of_a_bearable_size_is_read(tmp_path: Path) -> None:
    """A pipe would wait for ever, and a device never ends."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(10**12)
    for name, why in (
        ("pipe", "regular file"),
        ("zero", "regular file"),
        ("large", "more than 8,000,000 bytes"),
    ):
        with pytest.raises(ScenarioError, match=f"cannot be read: .*{why}"):
            load_scenario(tmp_path / f"{name}.yaml")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("".join(f"k{n}: 1\n" for n in range(100_000)), "has 100,000 unknown keys, `k0`, `k1`, `k2`"),
        ("name: a\nstates:\n" + "".join(f" S{n}: {{}}\n" for n in range(100_000)), "200 states, got 100000"),
    ],
    ids=["keys", "states"],
)  # fmt: skip
def test_a_hundred_thousand_entries_are_refused_in_one_line(tmp_path: Path, text: str, part: str) -> None:
    begun = time.process_time()
    found = faults(tmp_path, text)
    assert part in found[0]
    assert max(map(len, found)) < 300
    assert time.process_time() - begun < 10  # a guard against work that grows faster than the file


def test_no_more_faults_are_listed_than_somebody_corrects(tmp_path: Path) -> None:
    states = "".join(f"  S{n}: {{capability: -{n}}}\n" for n in range(1, 200))
    found = faults(tmp_path, f"name: a\nstates:\n{states}")
    assert len(found) == 61
    assert found[-1] == "has more than 60 faults; correct these first"


@pytest.mark.parametrize("name", ["Line one\\nLine two", "a\\tb", "a\\rb", "a\\u2028b", "a\\eb", "a\\u202eb"])
def test_a_name_is_one_line_without_control_characters(tmp_path: Path, name: str) -> None:
    (line,) = faults(tmp_path, VALID.replace("name: Norway", f'name: "{name}"'))
    assert line.startswith("`states.NO.name` must ")


def test_a_name_may_have_joiners_and_an_end_of_line(tmp_path: Path) -> None:
    """The first joins letters in Persian; the second is what a folded text of YAML ends with."""
    text = VALID.replace(
        "{name: Norway, capability: 1e-3}", "\n    capability: 1\n    name: >\n      a\u200cb c\n"
    )
    assert load(tmp_path, text).state_names["NO"] == "a\u200cb c"
