"""A hundred bad inputs, typed and in files of every kind: one clear line each, code 2, no traceback."""

import os
from pathlib import Path
from typing import Any

import pytest

from sim.cli.messages import exit_codes
from sim.rivals.history import load_history
from sim.scenario.document import write_yaml

PAIR = """\
name: pair
states: {AAA: {name: Ava, capability: 0.6}, BBB: {name: Bor, capability: 0.4}}
distance_km: {AAA: {BBB: 0}}
issues: {sea: {kind: stance, positions: {AAA: 1, BBB: 1}, salience: 0.6}}
"""
GLOBAL = "# @package _global_\n"
BOMB = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 21)
)
LAUGHS = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 21))

TYPED: list[tuple[list[str], str]] = [
    (["noise"], "write NAME=VALUE"),
    (["behaviour.nois=0.3"], "did you mean `noise`"),
    (["behaviour.noise=-1"], "must be > 0, got -1"),
    (["behaviour.noise=1e999"], "must be"),
    (["behaviour.noise=nan"], "must be"),
    (["behaviour.noise=true"], "must be a number"),
    (["behaviour.noise=0.1,0.2"], "add -m"),
    (["behaviour.noise=[0.1"], "cannot be read"),
    (["behaviour.noise=[[[[" + "[" * 2000], "cannot be read"),
    (["outputs_dir=~/x"], "write 'outputs_dir=\"~/x\"'"),
    (["outputs_dir=~nobody_here/x"], "cannot be read"),
    (['outputs_dir="~nobody_here/x"'], "names a user who is not known"),
    (["outputs_dir=/dev/null"], "/dev/null is not a folder"),
    (["outputs_dir=/dev/null/x"], "/dev/null is not a folder"),
    (["outputs_dir=null"], "must name a folder"),
    (['outputs_dir="a\nb"'], "control character"),
    (["scenario=esay"], "did you mean `essay`"),
    (["scenario=null"], "names no scenario"),
    (["scenario=none.yaml"], "no such file or directory"),
    (["scenario=5"], "must be a name"),
    (["experiment=headlin"], "did you mean `headline`"),
    (["engine=msea"], "did you mean `mesa`"),
    (["executor=thread"], "did you mean `threads`"),
    (["replicates=0"], "must be a whole number >= 1, got 0"),
    (["replicates=1.5"], "must be a whole number"),
    (["seed=-1"], "must be a whole number >= 0"),
    (["seed=99999999999999999999999"], "`seed` must be"),
    (["crn=maybe"], "must be true or false"),
    (["shard=5/4"], "shard"),
    (["stop.width=2"], "`stop.width` must be"),
    (["chunk_runs=0"], "`chunk_runs` must be"),
    (["design=grid"], "must map dotted names to values"),
    (["design=grid", "design.axes.behaviour.noise=[]"], "has no values"),
    (["design=grid", "design.axs.behaviour.noise=[1]"], "did you mean `axes`"),
    (["design=grid", "design.axes={behaviour.noise:{linspace:[0.1,1,3e9]}}"], "whole number of values"),
    (["design=sobol", "design.points=0"], ">= 1, got 0"),
    (["design=sobol", "design.points=99999999"], "GiB"),
    (["design=sobol", "design.axes={behaviour.noise:{uniform:[0.3,0.1]}}"], "low < high"),
    (["design=sobol", "design.axes={horizon:{uniform:[10.5,20]}}"], "needs whole numbers"),
    (["design=sobol", "design.axes={behaviour.noise:{unifrom:[0.1,0.3]}}"], "did you mean"),
    (["design=saltelli", "design.samples=3"], "power of two"),
    (["design=file", "design.path=none.csv"], "no such file"),
    (["design=file", "design.path=points.xlsx"], "must end in .csv or .parquet"),
    (["design=point", "bloc.min_duration=400"], "no spell lasts 400 (`bloc.min_duration`) of 40 steps"),
    (
        ["design=grid", "design.axes={bloc.min_duration:[8,400]}"],
        "cannot answer at 1 of 2 points, first at 1",
    ),
    (["design=point", "states.NOR.name='two\tparts'"], "control character"),
    (["hydra.run.dir=x"], "add -m"),
    (["behaviour={_target_:os.system}"], "must not hold `_target_`"),
    (["outputs_dir='${oc.env:HOME}'"], "must not hold an interpolation"),
    (["-m", "behaviour.noise=range(0.1,1e9,1e-9)"], "a sweep has at most"),
    (["-m", "behaviour.noise=range(0.1,0.3,0)"], "has no end"),
    (["-m", "behaviour.noise='${seed}',0.2"], "must not hold an interpolation"),
    (["-m", "scenario=essay,esay"], "did you mean `essay`"),
    (["-m", "horizon=10,0"], "must be a whole number >= 1"),
    (["-cd", "nowhere", "experiment=x"], "is no folder"),
]
SCENARIOS: list[tuple[str, str]] = [
    ("", "must be a mapping"),
    ("[1, 2]", "must be a mapping"),
    ("a: [\n", "is not valid YAML: line 2"),
    (PAIR + "horizon:\t5\n\tx: 1\n", "a tab"),
    (PAIR + "horizon: 1:30\n", "whole number"),
    (PAIR + "horizon: 12_0\n", "whole number"),
    (PAIR + "horizon: yes\n", "got 'yes'"),
    (PAIR + "horizon: 2012-01-01\n", "got '2012-01-01'"),
    (PAIR + "horizon: 0\n", ">= 1"),
    (PAIR + "horizon: 10\nhorizon: 20\n", "given twice"),
    (PAIR + "horizn: 10\n", "did you mean `horizon`"),
    (PAIR + "bloc: {members: [null, BBB]}\n", "must be keys of states, got null; put quotes around it"),
    (PAIR + "behaviour: {noise: !!python/name:os.system x}\n", "could not determine a constructor"),
    (PAIR.replace("AAA", "~"), "letters, digits and `_`"),
    (PAIR.replace("name: Ava", 'name: "A\\nB"'), "must be one line"),
    (PAIR.replace("name: Ava", 'name: "A\\x1b[31m"'), "must be one line"),
    (PAIR.replace("0.6}, BBB", "-9}, BBB"), "must be > 0, got -9"),
    (PAIR + "x: *nothing\n", "undefined alias"),
    (PAIR + "x: &x [*x]\n", "recursive"),
    (PAIR + BOMB, "aliases written out"),
    (PAIR + LAUGHS, "aliases written out"),
    ("{a: " * 1000, "nested more than 30 deep"),
    (PAIR + "".join(f"k{n}: 1\n" for n in range(100_000)), "has 100,000 unknown keys"),
    ("name: a\nstates:\n" + "".join(f" S{n}: {{}}\n" for n in range(100_000)), "200 states, got 100000"),
]
EXPERIMENTS: list[tuple[str, str]] = [
    ("arms: {a: {kind: point}}\n", "must begin with the line `# @package _global_`"),
    (GLOBAL + "seed: 010x\n", "`seed` must be a whole number >= 0, got '010x'"),
    (GLOBAL + "seed: 1:30\n", "`seed` must be a whole number >= 0, got '1:30'"),
    (GLOBAL + "crn: yes\n", "`crn` must be true or false, got 'yes'"),
    (GLOBAL + "seed: 1\nseed: 2\n", "given twice"),
    (GLOBAL + "sede: 1\n", "did you mean `seed`"),
    (GLOBAL + "arms: {a: [\n", "is not valid YAML"),
    (GLOBAL + "arms:\n\ta: 1\n", "a tab"),
    (GLOBAL + "arms: [point]\n", "cannot be composed: In 'experiment/x'"),
    (GLOBAL + "arms: {'a b': {kind: pont}}\n", "did you mean `point`"),
    (GLOBAL + 'arms: {a: {kind: cases, cases: {"two\\nlines": {behaviour.noise: 0.3}}}}\n', "not one line"),
    (GLOBAL + "arms: {a: {kind: coalitions, claims: esay}}\n", "did you mean `essay`"),
    (GLOBAL + "hydra: {callbacks: {a: {_target_: os.system}}}\n", "must not hold `_target_`"),
    (GLOBAL + BOMB, "aliases written out"),
    (GLOBAL + "just words\n", "must be a mapping"),
    (GLOBAL + "defaults: [/nothing: here]\n", "cannot be composed"),
]
DESIGNS: list[tuple[str, str]] = [
    ("behaviour.noise\n0,1\n", "d.csv: line 2 has 2 values"),
    ("behaviour.noise\n50%\n", "d.csv: line 2: column `behaviour.noise` must be a number > 0, got '50%'"),
    (",behaviour.noise\n0,0.1\n", "column 1 has no heading"),
    ("horizon,horizon\n10,20\n", "heads column 1 too"),
    ("behaviour.noise;horizon\n0,1;10.5\n", "decimal comma"),
]
CLAIMS: list[tuple[str, str]] = [
    ("scenario: toy_pair\nclaims: {}\n", "must hold 1 to 16 claims"),
    ("scenario: toy_pair\nclaims: {a: {title: t, text: t}}\n", "decides nothing"),
    ("claims: {a: {title: \"t\\nu\", text: t, off: {behaviour.noise: 1}}}\nscenario: a", "must be one line"),
    ("scenario: a\nclaims: {a: {title: t, text: t, off: {behaviour.noise: 1:30}}}\n", "must be a number"),
    ("based_on: esay\n", "did you mean `essay`"),
]  # fmt: skip
HISTORY: dict[str, Any] = {
    "name": "h", "description": "d", "source": "s", "members": ["A", "B"],
    "states": {key: {"size": 1, "source": "s"} for key in "AB"},
    "propensity": {"source": "s", "default": 0, "pairs": {"A": {"B": 1}}},
}  # fmt: skip
HISTORIES: list[tuple[dict[str, Any], str]] = [
    ({"propensity": {**HISTORY["propensity"], "pairs": {"A": {"B": -9}}}}, "marks missing values"),
    ({"propensity": {**HISTORY["propensity"], "missing": -9}}, "must be a list of numbers"),
    (
        {"propensity": {**HISTORY["propensity"], "pairs": {"A": {"B": 11}}}},
        "must be >= -10 and <= 10, got 11",
    ),
    ({"title": "two\nlines"}, "must be one line"),
    ({"years": {"first": 1950, "last": 1940}}, "must be a whole number >= 1950"),
]


def check(answer: Any, part: str) -> None:
    assert answer.code == 2
    assert "Traceback" not in answer.err
    lines = answer.err.splitlines()
    assert part in answer.err
    assert all(line.startswith("entente: ") and len(line) < 700 for line in lines)
    faults = [line for line in lines if not line.startswith("entente: bad.yaml: ")]
    assert len(faults) <= 1  # faults of a scenario come all at once, a line each


def test_there_are_a_hundred() -> None:
    tables: list[list[Any]] = [TYPED, SCENARIOS, EXPERIMENTS, DESIGNS, CLAIMS, HISTORIES]
    assert sum(map(len, tables)) >= 100


@pytest.mark.parametrize(("texts", "part"), TYPED)
def test_on_the_command_line(entente, texts, part):
    given = (
        []
        if any(text.startswith(("scenario=", "design=s", "-m")) for text in texts)
        else ["scenario=toy_pair"]
    )
    check(entente("plan", *texts, *given), part)


@pytest.mark.parametrize(("text", "part"), SCENARIOS)
def test_in_a_scenario(entente, text, part):
    Path("bad.yaml").write_text(text, encoding="utf-8")
    check(entente("plan", "scenario=bad.yaml", "design=point"), part)


@pytest.mark.parametrize(("text", "part"), EXPERIMENTS)
def test_in_an_experiment(entente, text, part):
    Path("cfg/experiment").mkdir(parents=True)
    Path("cfg/experiment/x.yaml").write_text(text, encoding="utf-8")
    check(entente("plan", "-cd", "cfg", "experiment=x", "scenario=toy_pair"), part)


@pytest.mark.parametrize(("text", "part"), DESIGNS)
def test_in_a_design_file(entente, text, part):
    Path("d.csv").write_text(text, encoding="utf-8")
    check(entente("plan", "design=file", "design.path=d.csv", "scenario=toy_pair"), part)


@pytest.mark.parametrize(("text", "part"), CLAIMS)
def test_in_claims(entente, text, part):
    Path("bad.yaml").write_text(text, encoding="utf-8")
    check(entente("plan", "experiment=claims", "arms.claims.claims=bad.yaml", "scenario=toy_pair"), part)


@pytest.mark.parametrize(("change", "part"), HISTORIES)
def test_in_a_history(tmp_path, capsys, change, part):
    path = tmp_path / "bad.yaml"
    path.write_text(write_yaml({**HISTORY, **change}), encoding="utf-8")
    with pytest.raises(SystemExit) as end, exit_codes():
        load_history(path)
    err = capsys.readouterr().err
    assert (end.value.code, len(err.splitlines())) == (2, 1)
    assert part in err


@pytest.mark.parametrize("option", ["scenario", "design.path"])
def test_a_pipe_is_not_waited_for(entente, option):
    os.mkfifo("bad.yaml")
    os.mkfifo("bad.csv")
    texts = ["scenario=bad.yaml", "design=point"]
    if option == "design.path":
        texts = ["design=file", "design.path=bad.csv", "scenario=toy_pair"]
    check(entente("plan", *texts), "cannot be read: it is not a regular file")
