import itertools
from pathlib import Path

import numpy as np
import pytest

from sim.cli.ask import Asked
from sim.cli.multirun import Jobs, SweepTask, multirun, pack_texts, typed_texts
from sim.errors import EntenteError
from sim.sweep.request import Request


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Hydra's own sweeper leaves folders behind, even for a sweep that is refused."""
    monkeypatch.chdir(tmp_path)


def requests(*texts: str, config_dir: Path | None = None) -> list[Request]:
    """The requests that a multirun leads to, none of them carried out."""
    found: list[Asked] = []
    multirun(list(texts), SweepTask(found.append, config_dir))
    return [asked.request for asked in found]


def test_swept_values_become_one_grid_the_last_moving_fastest():
    (request,) = requests(
        "behaviour.noise=range(0.1,0.35,0.1)", "behaviour.common_threat=0,1", "replicates=5"
    )
    (arm,) = request.arms
    assert request.name == "sweep"
    assert (arm.points, arm.replicates) == (6, 5)
    # Hydra counts up in steps of 0.1, so the third value is the sum 0.1 + 0.1 + 0.1
    np.testing.assert_array_equal(arm.columns["behaviour.noise"], [0.1, 0.1, 0.2, 0.2, 0.1 + 0.2, 0.1 + 0.2])
    np.testing.assert_array_equal(arm.columns["behaviour.common_threat"], [0, 1, 0, 1, 0, 1])


def test_the_order_of_points_is_that_of_hydras_own_sweeper():
    texts = ["behaviour.noise=0.1,0.2", "horizon=10,20,30"]
    jobs = [typed_texts(job) for job in Jobs(texts)]
    assert jobs == [
        [f"behaviour.noise={noise}", f"horizon={horizon}"]
        for noise, horizon in itertools.product((0.1, 0.2), (10, 20, 30))
    ]
    assert len(Jobs(texts)) == 6
    assert [typed_texts(job) for job in Jobs(texts)[1:3]] == jobs[1:3]


def test_names_that_no_file_spells_out_can_be_swept():
    (request,) = requests("behaviour.autonomy.RUS=0.4,0.8", "issues.us_japan.salience.RUS=0.1,0.2")
    assert list(request.arms[0].columns) == ["behaviour.autonomy.RUS", "issues.us_japan.salience.RUS"]


def test_members_and_horizons_can_be_swept():
    (request,) = requests("bloc.members=[RUS,CHN],[RUS,IND]", "horizon=40,80")
    assert request.arms[0].columns["bloc.members"].tolist()[2] == ["RUS", "IND"]


def test_scenarios_and_seeds_become_arms():
    (request,) = requests("scenario=toy_pair,toy_triad", "seed=0,1", "experiment=glance")
    assert request.name == "glance"
    assert [arm.name for arm in request.arms][:3] == [
        "toy_pair_seed_0_central",
        "toy_pair_seed_0_plausible",
        "toy_pair_seed_1_central",
    ]
    assert [arm.seed for arm in request.arms] == [0, 0, 1, 1] * 2


def test_settings_and_experiments_become_sweeps_of_their_own():
    found = requests("engine=batch,mesa", "behaviour.noise=0.1,0.2")
    assert [request.engine for request in found] == ["batch", "mesa"]
    assert [request.name for request in requests("experiment=glob(h*)")] == ["headline", "hedging_and_threat"]


def test_an_experiment_may_bring_its_own_sweep(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(
        "# @package _global_\ndefaults:\n  - override /scenario: toy_pair\nreplicates: 4\n"
        "hydra:\n  sweeper:\n    params:\n      behaviour.noise: 0.1,0.2\n      horizon: range(10,30,10)\n",
        encoding="utf-8",
    )
    (request,) = requests("experiment=mine", config_dir=tmp_path)
    assert (request.name, request.runs) == ("mine", 16)
    (changed,) = requests("experiment=mine", "behaviour.noise=0.3", config_dir=tmp_path)
    assert list(changed.arms[0].columns) == ["horizon"]
    assert changed.arms[0].scenario.to_dict()["behaviour"]["noise"] == 0.3


def test_without_swept_values_it_is_the_ordinary_run():
    from sim.cli.ask import ask

    assert requests("experiment=glance")[0].id == ask(["experiment=glance"]).request.id


def test_overrides_travel_through_hydra_untouched():
    texts = ['name="it\'s, a [test]"', "a.b={c:1,d:[x,y]}", "~arms.x"]
    assert typed_texts(["experiment=glance", pack_texts(texts)]) == ["experiment=glance", *texts]


def test_ten_thousand_and_a_million_points_are_planned_as_columns():
    (request,) = requests(
        "behaviour.noise=range(0.001,1.0005,0.001)", "behaviour.inertia=range(0,0.9995,0.001)"
    )
    assert request.points == 1_000_000
    assert sum(values.nbytes for values in request.arms[0].columns.values()) == 16_000_000


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["behaviour.nois=0.1,0.2"], "did you mean `noise`"),
        (["behavior.noise=0.1,0.2"], "did you mean `behaviour`"),
        (["behaviour.noise=0.1,-0.2"], r"must be > 0, got -0.2 in row 1"),
        (["behaviour.noise=a,b"], "must"),
        (["scenario=essay,esay"], "did you mean `essay`"),
        (["experiment=headlin"], "did you mean `headline`"),
        (["experiment=glob(x*)"], "matches no experiment"),
        (["behaviour.noise=glob(x*)"], "glob chooses among files"),
        (["behaviour.noise=interval(0,1)"], "design=sobol"),
        (["behaviour.noise=range(1,0,0.1)"], "gives no value"),
        (["experiment=headline", "behaviour.noise=0.1,0.2"], "brings points of its own"),
        (["design=sobol", "behaviour.noise=0.1,0.2"], "brings points of its own"),
        (["hydra/launcher=nope"], "hydra/launcher/nope"),
        (["hydra/sweeper=basic", "behaviour.noise=0.1,0.2"], "hydra/sweeper=entente alone"),
        (["engine=batch,msea"], "did you mean `mesa`"),
        (["seed=0,-1", "behaviour.noise=0.1,0.2"], "`seed` must be"),
        (["behaviour.noise=range(0.1,0.3,0)"], "has no end"),
        (["horizon=range(1,3,0)"], "has no end"),
        (["behaviour.noise=range(0.1,inf,1)"], "has no end"),
        (["behaviour.noise=range(0.1,1e9,1e-9)"], "1e.18 values; a sweep has at most"),
        (["horizon=shuffle(range(1,1000000000))"], "a sweep has at most"),
        (["scenario=null,essay"], "names no scenario"),
        (["hydra.sweeper._target_=foo.Bar"], "must not hold `_target_`"),
        (["++hydra.callbacks.a._target_=os.system"], "must not hold `_target_`"),
        (["hydra={callbacks:{a:b}}"], "is closed"),
        (["hydra/callbacks=a"], "is closed"),
        (["hydra.searchpath=[pkg://os]"], "is closed"),
        (["+hydra.job.env_set.PATH=x"], "is closed"),
        (["hydra/sweeper=basic,entente"], "must name one sweeper"),
        (["+hydra.sweeper.params.hydra.mode=RUN"], "cannot be swept there"),
    ],
)
def test_a_wrong_override_is_refused_before_anything_runs(texts, message):
    with pytest.raises(EntenteError, match=message):
        requests(*texts)


@pytest.mark.parametrize("sweeper", [[], ["hydra/sweeper=basic"]])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("arms: {a: [\n", "not valid YAML"),
        ("hydra: {callbacks: {a: {_target_: os.system}}}\n", "must not hold `_target_`"),
    ],
)
def test_own_files_are_checked_before_hydra_acts_on_them(tmp_path, sweeper, content, message):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(f"# @package _global_\n{content}", encoding="utf-8")
    for texts in (["experiment=mine"], ["experiment=glance,mine"], ["experiment=glob(m*)"]):
        with pytest.raises(EntenteError, match=f"{message}|matches no experiment"):
            requests(*sweeper, *texts, config_dir=tmp_path)


def test_a_sweeper_of_ones_own_is_refused(tmp_path):
    (tmp_path / "hydra" / "sweeper").mkdir(parents=True)
    (tmp_path / "hydra" / "sweeper" / "evil.yaml").write_text("_target_: os.system\n", encoding="utf-8")
    with pytest.raises(EntenteError, match="must hold no folder `hydra`"):
        requests("hydra/sweeper=evil", config_dir=tmp_path)


def test_values_to_sweep_may_be_told_to_hydra():
    (request,) = requests("+hydra.sweeper.params={horizon:'10,20'}", "hydra.run.dir=here")
    assert request.arms[0].columns["horizon"].tolist() == [10, 20]


@pytest.mark.parametrize("sweeper", [[], ["hydra/sweeper=basic"]])
def test_hydras_own_launcher_runs_one_job_a_point(sweeper):
    found = requests(
        *sweeper, "hydra/launcher=basic", "scenario=essay", "design=point", "behaviour.noise=0.1,0.2"
    )
    noises = [request.arms[0].scenario.to_dict()["behaviour"]["noise"] for request in found]
    assert noises == [0.1, 0.2]


def test_a_multirun_stores_one_sweep_and_no_folder_a_job(entente, tmp_path):
    answer = entente(
        "run", "-m", "scenario=toy_pair", "behaviour.noise=0.1,0.2", "replicates=5", "--quiet", "--no-report"
    )
    assert answer.code == 0, answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["outputs"]
    assert len(list((tmp_path / "outputs" / "sweep").iterdir())) == 1
    wrong = entente("plan", "-m", "behaviour.nois=0.1,0.2")
    assert (wrong.code, len(wrong.err.splitlines())) == (2, 1)


def test_texts_reach_a_request_as_they_were_typed(entente, tmp_path):
    (tmp_path / "dü.csv").write_text("behaviour.noise\n0.1\n")
    answer = entente("plan", "-m", "scenario=toy_pair", "design=file", 'design.path="dü.csv"', "seed=1,2")
    assert answer.code == 0, answer.err
    answer = entente(
        "run", "-m", "scenario=toy_pair", "horizon=8,9", "replicates=1", "-q", "outputs_dir='Ü b\"'"
    )
    assert answer.code == 0, answer.err
    assert {path.name for path in tmp_path.iterdir()} == {"dü.csv", 'Ü b"'}


def test_arms_of_like_names_stay_two_arms(tmp_path):
    from sim.scenario.scenario import load_scenario

    folder = tmp_path / ("a" * 70)
    folder.mkdir()
    paths = [tmp_path / "s-1.yaml", tmp_path / "S_1.yaml", folder / "s_1.yaml", tmp_path / f"{'b' * 90}.yaml"]
    paths.append(tmp_path / "日本.yaml")
    for number, path in enumerate(paths, start=1):
        path.write_text(load_scenario("toy_pair").replace({"horizon": 10 + number}).to_yaml())
    (request,) = requests("scenario=" + ",".join(f"'{path}'" for path in paths), "design=point")
    names = [arm.name for arm in request.arms]
    assert names == ["s_1_central", "s_1_central_2", "s_1_central_3", f"{'b' * 52}_central", "arm_central"]
    assert [arm.scenario.horizon for arm in request.arms] == [11, 12, 13, 14, 15]


def test_experiments_with_values_to_sweep_are_not_swept_themselves(tmp_path):
    (tmp_path / "experiment").mkdir()
    for name in ("mine", "mine2"):
        (tmp_path / "experiment" / f"{name}.yaml").write_text(
            "# @package _global_\nhydra: {sweeper: {params: {horizon: '10,20'}}}\n"
        )
    with pytest.raises(EntenteError, match="`mine` brings a sweep of its own"):
        requests("experiment=glob(mine*)", config_dir=tmp_path)
