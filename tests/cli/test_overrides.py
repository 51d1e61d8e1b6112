from pathlib import Path

import numpy as np
import pytest

from sim.cli.ask import ask, differences
from sim.cli.compose import options
from sim.cli.overrides import read_overrides
from sim.errors import EntenteError
from sim.sweep.request import Request


def request(*texts: str, config_dir: Path | None = None) -> Request:
    return ask(list(texts), config_dir).request


def test_overrides_are_sorted_by_what_they_set():
    found = read_overrides(
        ["scenario=toy_pair", "seed=3", "behaviour.noise=0.3", "++arms.central.replicates=5"]
    )
    assert found.choices == {"scenario": "toy_pair"}
    assert [(setting.name, setting.value) for setting in found.settings] == [
        ("seed", 3),
        ("arms.central.replicates", 5),
    ]
    assert found.scenario == {"behaviour.noise": 0.3}


def test_the_headline_has_the_central_values_and_the_plausible_space():
    asked = request()
    assert asked.name == "headline"
    assert [(arm.name, arm.points, arm.replicates) for arm in asked.arms] == [
        ("central", 1, 20_000),
        ("plausible", 16_384, 16),
    ]
    assert asked.runs >= 250_000
    assert len(asked.arm("plausible").columns) == 55


def test_sizes_are_ordinary_keys():
    asked = request("arms.central.replicates=7", "arms.plausible.points=4")
    assert [arm.runs for arm in asked.arms] == [7, 64]
    assert [arm.replicates for arm in request("arms.plausible.points=4", "replicates=2").arms] == [2, 2]
    assert [arm.name for arm in request("~arms.plausible").arms] == ["central"]


def test_names_that_the_file_does_not_spell_out_are_valid():
    arm = request("experiment=glance", "behaviour.autonomy.RUS=0.8", "issues.us_japan.salience.RUS=0.4").arms[
        0
    ]
    assert arm.scenario.to_dict()["behaviour"]["autonomy"] == {"default": 0.5, "RUS": 0.8}
    assert arm.scenario.to_dict()["issues"]["us_japan"]["salience"]["RUS"] == 0.4


def test_what_is_set_is_held_where_the_plausible_ranges_are_swept():
    arm = request("behaviour.noise=0.3", "arms.plausible.points=4").arm("plausible")
    assert "behaviour.noise" not in arm.columns
    assert len(arm.columns) == 54
    assert arm.scenario.to_dict()["behaviour"]["noise"] == 0.3


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("issues.central_asia_energy.salience.RUS=0.5", {"RUS"}),
        ("issues.central_asia_energy.salience=0.5", {"RUS", "CHN"}),
        ("issues.central_asia_energy.salience={default:0.2,RUS:0.5}", {"RUS", "CHN"}),
    ],
)
def test_saliences_that_are_set_are_held_in_the_plausible_space_too(text, held):
    full = set(request("experiment=glance").arm("plausible").columns)
    arm = request("experiment=glance", text).arm("plausible")
    assert full - set(arm.columns) == {f"issues.central_asia_energy.salience.{state}" for state in held}
    salience = arm.scenario.parameters.salience[:, arm.scenario.canonical_issues.index("central_asia_energy")]
    assert salience[arm.scenario.canonical_states.index("RUS")] == 0.5


def test_a_design_takes_the_place_of_the_experiment():
    asked = request(
        "design=grid", "design.axes={behaviour.noise:[0.1,0.2],horizon:[10,20,30]}", "replicates=3"
    )
    assert asked.name == "sweep"
    assert [(arm.name, arm.points, arm.replicates) for arm in asked.arms] == [("grid", 6, 3)]


def test_axes_may_be_spelt_by_their_parts():
    asked = request("design=sobol", "design.axes.behaviour.noise.uniform=[0.1,0.2]", "design.points=8")
    assert list(asked.arms[0].columns) == ["behaviour.noise"]


def test_a_scenario_may_be_a_path(tmp_path):
    from sim.scenario.scenario import load_scenario

    path = tmp_path / "mine.yaml"
    path.write_text(load_scenario("toy_pair").replace({"name": "mine"}).to_yaml(), encoding="utf-8")
    assert request(f"scenario={path}", "experiment=glance").arms[0].scenario.name == "mine"


def test_own_experiments_state_only_differences(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(
        "# @package _global_\ndefaults:\n  - override /scenario: toy_triad\nhorizon: 12\n"
        "behaviour: {autonomy: {default: 0.5, NOR: 0.9}}\n"
        "seed: 4\narms:\n  one: {kind: point, replicates: 3}\n",
        encoding="utf-8",
    )
    (arm,) = request("experiment=mine", config_dir=tmp_path).arms
    assert (arm.name, arm.seed, arm.scenario.horizon) == ("one", 4, 12)
    assert arm.scenario.to_dict()["behaviour"]["autonomy"] == {"default": 0.5, "NOR": 0.9}
    assert set(arm.scenario.states) == {"EAS", "NOR", "SOU"}


def test_differences_go_as_deep_as_both_sides():
    document = {"behaviour": {"autonomy": 0.5, "noise": 0.2}, "issues": {"a": {"kind": "tie"}}}
    changed = {"behaviour": {"autonomy": {"RUS": 1.0}}, "issues": {"b": {"kind": "claim"}}}
    assert differences(changed, document) == {
        "behaviour.autonomy": {"RUS": 1.0},
        "issues.b": {"kind": "claim"},
    }


@pytest.mark.parametrize("name", [path.stem for path in options("experiment")])
def test_every_shipped_experiment_is_a_valid_request(name):
    asked = request(f"experiment={name}")
    assert asked.name == name
    assert asked.runs > 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("behavior.noise=0.3", "did you mean `behaviour`"),
        ("behaviour.nois=0.3", "did you mean `noise`"),
        ("behaviour.noise=-1", "must be > 0, got -1"),
        ("behaviour.noise=abc", "must be a number > 0, got 'abc'"),
        ("experiment=headlin", "did you mean `headline`"),
        ("scenario=esay", "did you mean `essay`"),
        ("scenario=none.yaml", "cannot be read: no such file or directory; give the path"),
        ("engine=msea", "did you mean `mesa`"),
        ("executor=thread", "did you mean `threads`"),
        ("executor.thread=2", "did you mean `threads`"),
        ("design.points=3", "choose one with design=NAME"),
        ("arms.plausibl.points=3", "did you mean `plausible`"),
        ("arms.plausible.point=3", "did you mean `points`"),
        ("~arms.plausibl", "did you mean `plausible`"),
        ("~seed", "only an arm can"),
        ("replicates=0", "`replicates` must be a whole number >= 1, got 0"),
        ("replicates=1.5", "`replicates` must be a whole number"),
        ("seed=-1", "`seed` must be a whole number >= 0"),
        ("crn=maybe", "`crn` must be true or false"),
        ("noise", "write NAME=VALUE"),
        ("behaviour.noise=[", "cannot be read"),
        ("behaviour.noise=0.1,0.2", "add -m to sweep over them"),
        ("hydra.run.dir=x", "add -m"),
        ("outputs_dir='${oc.env:HOME}'", "must not hold an interpolation"),
        ("behaviour.noise=${seed}", "must not hold an interpolation"),
        ("design=grid", "must map dotted names to values"),
        ("bloc.members=[RUS,XXX]", "XXX"),
        ("scenario=null", "names no scenario"),
        ("executor=null", "names no executor"),
        ("arms={}", "sets nothing"),
        ("stop={}", "sets nothing"),
        ("behaviour._target_=os.system", "must not hold `_target_`"),
        ("executor={_target_:os.system}", "must not hold `_target_`"),
        ("experiment@hydra=glance", "leave `@hydra` out"),
    ],
)
def test_a_wrong_override_gives_one_clear_line(text, message):
    with pytest.raises(EntenteError, match=message.replace("$", r"\$").replace("[", r"\[")) as caught:
        ask([text])
    assert len(str(caught.value).splitlines()) <= 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("outputs_dir: ${oc.env:HOME}\n", "must not hold an interpolation"),
        ("behaviour: {_target_: os.system}\n", "_target_"),
        ("sedd: 3\n", "did you mean `seed`"),
        ("seed: 3\narms: {a: {kind: point, _target_: os.system}}\n", "must not hold `_target_`"),
        ("hydra: {callbacks: {a: {_target_: os.system}}}\n", "must not hold `_target_`"),
        ("hydra: {callbacks: {a: {b: c}}}\n", "`hydra.callbacks.a.b` of .* is closed"),
        ("hydra: {sweeper: {_target_: foo.Bar}}\n", "must not hold `_target_`"),
        ("hydra: {job: {env_set: {PATH: x}}}\n", "`hydra.job.env_set.PATH` of .* is closed"),
        ("hydra: {job_logging: {formatters: {simple: {(): os.system}}}}\n", "is closed"),
        ("hydra: {run: {dir: '${oc.env:HOME}'}}\n", "must not hold an interpolation"),
        ("hydra: {sweeper: {params: {hydra.mode: RUN}}}\n", "cannot be swept there"),
        ("behaviour: {noise: -1}\narms: {a: {kind: point}}\n", "must be > 0"),
        ("arms: {a: [\n", "not valid YAML"),
        ("defaults: [/nothing: here]\n", "cannot be composed"),
    ],
)
def test_own_files_run_no_code_and_their_faults_are_named(tmp_path, content, message):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(f"# @package _global_\n{content}", encoding="utf-8")
    with pytest.raises(EntenteError, match=message):
        request("experiment=mine", config_dir=tmp_path)


def test_a_value_is_not_both_set_and_swept():
    with pytest.raises(EntenteError, match=r"`behaviour.noise` is both set and swept"):
        request("design=grid", "design.axes={behaviour.noise:[0.1,0.2]}", "behaviour.noise=0.3")


def test_own_files_reach_hydra_under_no_other_name(tmp_path):
    """Neither by a package header nor by a sweeper of their own."""
    (tmp_path / "design").mkdir()
    (tmp_path / "design" / "mine.yaml").write_text(
        "# @package hydra.callbacks\na: {b: c}\n", encoding="utf-8"
    )
    with pytest.raises(EntenteError, match=r"`hydra.callbacks.a.b` of .* is closed"):
        request("design=mine", config_dir=tmp_path)
    (tmp_path / "hydra" / "sweeper").mkdir(parents=True)
    (tmp_path / "hydra" / "sweeper" / "evil.yaml").write_text("_target_: os.system\n", encoding="utf-8")
    with pytest.raises(EntenteError, match="must hold no folder `hydra`"):
        request("experiment=glance", config_dir=tmp_path)


def test_own_files_may_name_folders_and_jobs(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(
        "# @package _global_\n"
        "hydra: {run: {dir: here}, sweep: {dir: there}, job: {name: mine}}\narms: {a: {kind: point}}\n",
        encoding="utf-8",
    )
    assert request("experiment=mine", config_dir=tmp_path).name == "mine"


PLAN = "arms: {central: {kind: point, replicates: 3}}\n"


def own(folder, text, name="mine"):
    (folder / "experiment").mkdir()
    (folder / "experiment" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return request(f"experiment='{name}'", "scenario=toy_pair", config_dir=folder)


def test_an_own_file_may_begin_with_a_byte_order_mark(tmp_path):
    assert own(tmp_path, f"\ufeff# @package _global_\n{PLAN}").runs == 3


@pytest.mark.parametrize("name", ["türkiye", "it has spaces", "a,b", "x=1", "50%"])
def test_an_own_file_may_have_any_name_that_can_be_typed(tmp_path, name):
    assert own(tmp_path, f"# @package _global_\n{PLAN}", name).name == name


def test_own_files_mean_what_scenarios_would(tmp_path):
    """By YAML 1.2: `010` is ten, `NO` and `null` are words where they are keys, a merge is laid under."""
    asked = own(
        tmp_path,
        "# @package _global_\nseed: 010\nhorizon: 0o24\n"
        "issues: {NO: &a {kind: stance, positions: {NOR: 1}, salience: 1}, null: {<<: *a, salience: 2}}\n"
        + PLAN,
    )
    (arm,) = asked.arms
    assert (arm.seed, arm.scenario.horizon) == (10, 20)
    issues = arm.scenario.to_dict()["issues"]
    assert issues["NO"]["positions"] == issues["null"]["positions"] == {"NOR": 1.0}
    assert issues["null"]["salience"] == {"default": 2.0}


def test_a_key_of_an_override_is_the_word_that_was_typed():
    text = "issues={null:{kind:stance,positions:{NOR:1},salience:1}}"
    assert request("scenario=toy_pair", "design=point", text).arms[0].scenario.issues == ("null",)


@pytest.mark.parametrize("optimised", ["behaviour.noise=range(0.1,0.3,0.1)", "states={AAA:{capability:1}}"])
def test_without_assertions_hydra_is_not_asked_for_what_it_would_misread(monkeypatch, optimised):
    import sys

    monkeypatch.setattr(sys, "flags", type("Flags", (), {"optimize": 1})())
    with pytest.raises(EntenteError, match="unset PYTHONOPTIMIZE"):
        read_overrides([optimised])
    assert read_overrides(["behaviour.noise=0.3"]).scenario == {"behaviour.noise": 0.3}


@pytest.mark.parametrize("kind", ["grid", "zip"])
def test_axes_of_a_design_without_any_may_be_spelt_by_their_parts(kind):
    asked = request(f"design={kind}", "design.axes.behaviour.noise=[0.1,0.2]", "scenario=toy_pair")
    assert asked.arms[0].columns["behaviour.noise"].tolist() == [0.1, 0.2]


@pytest.mark.parametrize("form", ["uniform", "integers"])
@pytest.mark.parametrize("kind", ["sobol", "latin_hypercube", "saltelli", "morris"])
def test_ranges_of_whole_numbers_hold_no_others_and_each_as_often(kind, form):
    size = {"saltelli": "samples", "morris": "trajectories"}.get(kind, "points")
    axes = f"design.axes={{horizon:{{{form}:[10,13]}},behaviour.noise:{{uniform:[0.1,0.3]}}}}"
    (arm,) = request(f"design={kind}", axes, f"design.{size}=64", "scenario=toy_pair").arms
    values, counts = np.unique(arm.columns["horizon"], return_counts=True)
    assert values.tolist() == [10, 11, 12, 13]
    assert counts.max() <= 2 * counts.min()


def test_a_design_that_would_not_fit_memory_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr("sim.sweep.axes.available_memory", lambda: 10_000_000)
    with pytest.raises(
        EntenteError, match=r"`design` of 65,536 points, each of 106 numbers, needs about 0.3 GiB"
    ):
        request("design=sobol", "design.points=65536")
    monkeypatch.setattr("sim.sweep.axes.available_memory", lambda: 1_000_000)
    with pytest.raises(EntenteError, match=r"arm `grid` of 1,000 points, each of 78 numbers"):
        request("design=grid", "design.axes={issues.us_japan.salience.RUS:{linspace:[0.1,0.2,1000]}}")
