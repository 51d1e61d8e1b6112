"""The command that a page prints asks for exactly the sweep that the page stands on, whatever was asked."""

import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.cli.ask import ask
from sim.cli.literals import literal
from sim.cli.multirun import Jobs, Swept, pack_texts, typed_texts
from sim.cli.overrides import parse
from sim.report.provenance import command_of
from sim.sweep.request import Request

LETTERS = st.characters(exclude_categories=["C", "Zl", "Zp"])
NOISES = st.lists(st.floats(0.01, 9.0), min_size=1, max_size=3)
HORIZONS = st.lists(st.integers(8, 60), min_size=1, max_size=2)
MEMBERS = st.lists(st.sampled_from([["RUS", "CHN"], ["RUS", "IND"], ["USA", "JPN"]]), min_size=1, max_size=2)


def requests(texts: list[str]) -> list[Request]:
    """What `entente plan` would ask for, by the words after it."""
    folders = [Path(text.partition("=")[2]) for text in texts if text.startswith("--config-dir=")]
    folder = folders[0] if folders else None
    rest = [text for text in texts if not text.startswith("-")]
    if "-m" in texts:
        return [asked.request for asked in Jobs(rest, folder).ask(folder)]
    return [ask(rest, folder).request]


def check(request: Request) -> None:
    words = shlex.split(command_of({"experiment": request.name, "overrides": list(request.overrides)}))
    assert words[:2] == ["entente", "run"]
    (again,) = requests(words[2:])
    assert (again.id, again.name) == (request.id, request.name), words


@st.composite
def asked(draw: st.DrawFn) -> list[str]:
    """Overrides, in an order of their own, some of them swept, some of them given twice."""
    axes = {
        "behaviour.noise": draw(st.none() | NOISES),
        "horizon": draw(st.none() | HORIZONS),
        "bloc.members": draw(st.none() | MEMBERS),
        "seed": draw(st.none() | st.lists(st.integers(0, 99), min_size=1, max_size=2)),
        "engine": draw(st.none() | st.sampled_from([["batch"], ["mesa"], ["batch", "mesa"]])),
        "crn": draw(st.none() | st.sampled_from([[True], [True, False]])),
    }
    texts = [Swept(name=name, values=values).text for name, values in axes.items() if values]
    plain: dict[str, Any] = {
        "description": draw(
            st.text(LETTERS, min_size=1).filter(lambda text: text.strip() and "${" not in text)
        )
    }
    plain |= {"replicates": draw(st.integers(1, 5)), "behaviour.inertia": draw(st.floats(0.0, 1.0))}
    texts += [f"{name}={literal(value)}" for name, value in plain.items() if draw(st.booleans())]
    if not any(axes[name] for name in ("behaviour.noise", "horizon", "bloc.members")):
        texts += draw(st.sampled_from([["arms.plausible.points=2"], ["design=point"], ["~arms.plausible"]]))
    return draw(st.permutations(texts))


@settings(max_examples=20)
@given(asked())
def test_of_many_random_requests(texts):
    swept = any(parse(text).is_sweep_override() for text in texts)
    for request in requests(["-m", *texts] if swept else texts):
        check(request)


@pytest.mark.parametrize(
    "texts",
    [
        ["-m", "horizon=choice(10)", "scenario=toy_pair"],
        ["-m", "scenario=toy_pair,toy_triad", "seed=1,2", "experiment=glance"],
        ["-m", "experiment=glob(gl*)", "crn=true,false"],
        ["-m", "behaviour.noise=range(0.1,0.35,0.1)", "behaviour.noise=0.3,0.4"],
        ["design=grid", "design.axes={behaviour.noise:[0.1]}", "outputs_dir=somewhere"],
        ["arms={null:{kind:point}}", "experiment=null"],
        ["description='it\\'s, a \"test\"'", "design=point"],
    ],
)
def test_of_requests_that_were_repeated_wrongly_once(texts):
    for request in requests(texts):
        check(request)


def test_of_own_files_that_bring_values_to_sweep(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "türkiye.yaml").write_text(
        "# @package _global_\narms: {a: {kind: point}}\nseed: 3\n", encoding="utf-8"
    )
    for request in requests([f"--config-dir={tmp_path}", "experiment='türkiye'"]):
        assert request.arms[0].seed == 3
        check(request)


@given(st.lists(st.text(LETTERS).map(lambda text: f"a={literal(text)}"), max_size=3))
def test_texts_travel_through_hydra_unmangled(texts):
    assert typed_texts([pack_texts(texts)]) == texts


@given(st.text(LETTERS, min_size=1).filter(lambda text: "${" not in text))
def test_any_letter_of_a_value_is_read_back(text):
    assert parse(f"a={literal(text)}").value() == text
    (swept,) = Jobs([Swept(name="description", values=[text]).text]).swept.values()
    assert swept.values == [text]
