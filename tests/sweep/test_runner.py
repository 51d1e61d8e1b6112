import json

import numpy as np
import pytest

from sim.engine.simulate import simulate_many, simulate_points
from sim.errors import EntenteError, InputError
from sim.scenario.scenario import load_scenario
from sim.sweep import work
from sim.sweep.folder import check_code, open_folder, stored_request
from sim.sweep.open import place_of
from sim.sweep.request import Arm, Request
from sim.sweep.results import read_results, runs_glob
from sim.sweep.verify import VerifyError, verify_folder
from tests.sweep.conftest import file_bytes, run_small, small_request


def test_rows_are_those_of_simulate_many(undisturbed):
    results = read_results(undisturbed.path)
    request = small_request()
    for arm in request.arms:
        import pandas as pd

        design = pd.DataFrame(dict(arm.columns)) if arm.columns else None
        expected = simulate_many(arm.scenario, design, replicates=arm.replicates, seed=0)
        found = results.rows[results.rows["arm"] == arm.name].reset_index(drop=True)
        for name in found.columns.drop("arm"):
            pd.testing.assert_series_equal(found[name], expected[name], check_categorical=False)


def test_tables_of_a_sweep_agree_with_each_other(undisturbed):
    results = read_results(undisturbed.path)
    assert len(results.design) == 17
    assert results.design["behaviour.noise"].isna().sum() == 1
    path = results.path.set_index(["arm", "step"])
    for arm, rows in results.rows.groupby("arm", observed=True):
        horizon = 40
        assert (path.loc[arm]["runs"] == len(rows)).all()
        assert path.loc[arm]["entente"].iloc[1:].sum() == rows["entente_steps"].sum()
        assert path.loc[arm]["bloc"].iloc[1:].sum() == rows["bloc_steps"].sum()
        steps = results.postures[results.postures["arm"] == arm]
        assert (steps.groupby(["source", "target"])["steps"].sum() == len(rows) * horizon).all()
        assert steps.groupby(["period", "source", "target"])["share"].sum().to_numpy() == pytest.approx(1.0)


def test_the_example_is_a_run_of_the_sweep(undisturbed):
    results = read_results(undisturbed.path)
    about = results.manifest["example"]
    row = results.rows[
        (results.rows["arm"] == about["arm"]) & (results.rows["replicate"] == about["replicate"])
    ]
    assert row["outcome"].item() == about["outcome"]
    assert len(results.example) == 41 * 2


def test_rows_are_read_with_one_line_of_pandas_or_duckdb(undisturbed):
    duckdb = pytest.importorskip("duckdb")
    import pandas as pd

    assert len(pd.read_parquet(undisturbed.runs)) == 88
    assert duckdb.sql(f"select count(*) from '{runs_glob(undisturbed.path)}'").fetchall() == [(88,)]


def test_rows_and_design_hold_their_keys_in_the_same_types_and_join(undisturbed):
    import pandas as pd
    import pyarrow.parquet as pq

    files = [undisturbed.path / "design.parquet", *sorted(undisturbed.runs.iterdir())]
    for key in ("arm", "point"):
        assert len({pq.read_schema(file).field(key).type for file in files}) == 1
    joined = pd.read_parquet(undisturbed.runs).merge(pd.read_parquet(files[0]), on=["arm", "point"])
    assert len(joined) == 88
    duckdb = pytest.importorskip("duckdb")
    query = f"select count(*) from '{runs_glob(undisturbed.path)}' join '{files[0]}' using (arm, point)"
    assert duckdb.sql(query).fetchall() == [(88,)]


def test_the_same_request_finds_its_results_and_runs_nothing(undisturbed, tmp_path, monkeypatch):
    folder = run_small(tmp_path)
    assert file_bytes(folder) == file_bytes(undisturbed)

    def fail(*_, **__):
        raise AssertionError("ran again")

    monkeypatch.setattr(work, "simulate_points", fail)
    again = run_small(tmp_path)
    assert again.path == folder.path
    assert again.manifest == open_folder(folder.path).manifest


@pytest.mark.parametrize("engine", ["mesa"])
def test_both_engines_store_the_same_rows(tmp_path, undisturbed, engine):
    folder = run_small(tmp_path, small_request(engine=engine))
    assert folder.path.name != undisturbed.path.name
    left, right = read_results(folder.path), read_results(undisturbed.path)
    assert left.rows.equals(right.rows)
    assert left.postures.equals(right.postures)
    assert left.path.equals(right.path)


@pytest.mark.parametrize("how", ["missing", "empty", "truncated", "altered", "foreign", "swapped"])
def test_a_damaged_chunk_is_named_done_again_and_equal(tmp_path, undisturbed, how, capsys):
    import pandas as pd

    folder = run_small(tmp_path)
    victim, other = folder.runs / "plausible-000001.parquet", folder.runs / "plausible-000002.parquet"
    content = victim.read_bytes()
    match how:
        case "missing":
            victim.unlink()
        case "empty":
            victim.write_bytes(b"")
        case "truncated":
            victim.write_bytes(content[: len(content) // 2])
        case "altered":
            victim.write_bytes(content[:200] + bytes([content[200] ^ 1]) + content[201:])
        case "foreign":
            pd.DataFrame({"x": [1]}).to_parquet(victim)
        case "swapped":
            victim.write_bytes(other.read_bytes())
    if how != "missing":
        with pytest.raises(EntenteError, match=r"plausible-000001\.parquet .*entente resume"):
            read_results(folder.path)
        with pytest.raises(EntenteError, match=r"plausible-000001\.parquet .*entente resume"):
            verify_folder(folder.path)
    from sim.sweep.executors.threads import Threads
    from sim.sweep.progress import Silent
    from sim.sweep.runner import run_sweep

    run_sweep(open_folder(folder.path), small_request(), Threads(), Silent())
    if how != "missing":
        assert "plausible-000001.parquet" in capsys.readouterr().err
    assert file_bytes(folder) == file_bytes(undisturbed)


def test_common_random_numbers_give_every_point_those_of_point_0(tmp_path):
    from sim.scenario.scenario import load_scenario
    from sim.sweep.request import Arm, Request

    scenario = load_scenario("toy_pair")
    same = {"behaviour.noise": np.array([0.2, 0.2, 0.2])}
    for crn in (True, False):
        arm = Arm(name="a", scenario=scenario, columns=same, replicates=20, seed=0)
        folder = run_small(tmp_path, Request(name="crn", arms=(arm,), crn=crn))
        rows = read_results(folder.path).rows.drop(columns=["arm"])
        points = [group.drop(columns="point").reset_index(drop=True) for _, group in rows.groupby("point")]
        assert points[0].equals(points[1]) is crn


def test_a_sweep_over_horizons_and_members_counts_the_runs_of_every_step(tmp_path):
    from sim.scenario.scenario import load_scenario
    from sim.sweep.axes import as_values
    from sim.sweep.request import Arm, Request

    columns = {
        "horizon": np.array([10.0, 20.0]),
        "bloc.members": as_values([["NOR", "SOU"], ["EAS", "SOU"]], "members"),
    }
    arm = Arm(name="a", scenario=load_scenario("toy_triad"), columns=columns, replicates=4, seed=0)
    folder = run_small(tmp_path, Request(name="structure", arms=(arm,)))
    assert stored_request(open_folder(folder.path)).id == folder.manifest["id"]
    path = read_results(folder.path).path
    assert path["runs"].tolist() == [8] * 11 + [4] * 10
    assert verify_folder(folder.path, sample=4).runs_compared == 4


def test_runs_that_fail_are_recorded_and_the_others_go_on(tmp_path, monkeypatch):
    real = simulate_points

    def fails(scenario, columns, rows, points, replicates, **options):
        if ((points == 5) & (replicates == 2)).any():
            raise FloatingPointError("not today")
        return real(scenario, columns, rows, points, replicates, **options)

    monkeypatch.setattr(work, "simulate_points", fails)
    folder = run_small(tmp_path)
    assert folder.manifest["failed"] == [
        {"arm": "plausible", "point": 5, "replicate": 2, "reason": "FloatingPointError: not today"}
    ]
    rows = read_results(folder.path).rows
    assert len(rows) == 87
    assert rows.query("arm == 'plausible' and point == 5")["replicate"].tolist() == [0, 1]


def test_too_many_failures_stop_the_sweep(tmp_path, monkeypatch):
    def fails(*_, **__):
        raise FloatingPointError("never")

    monkeypatch.setattr(work, "simulate_points", fails)
    monkeypatch.setattr(work, "FAILURES_MAX", 5)
    with pytest.raises(EntenteError, match="more than 5 runs of one chunk failed"):
        run_small(tmp_path)


def test_an_altered_manifest_or_design_is_refused(tmp_path):
    folder = run_small(tmp_path)
    manifest = json.loads((folder.path / "manifest.json").read_text(encoding="utf-8"))
    manifest["arms"]["central"]["scenario"]["behaviour"]["noise"] = 0.9
    (folder.path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(InputError, match=r"was altered.*central: scenario"):
        stored_request(open_folder(folder.path))


def test_changed_code_is_refused_by_name_and_a_new_request_goes_elsewhere(tmp_path):
    folder = run_small(tmp_path)
    manifest = json.loads((folder.path / "manifest.json").read_text(encoding="utf-8"))
    manifest["code"]["files"]["theory/choice.py"] = "other"
    (folder.path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(InputError, match=r"theory/choice\.py"):
        check_code(open_folder(folder.path))
    assert place_of(small_request(), tmp_path).name.startswith(f"{folder.path.name}-")


def test_verify_finds_a_number_that_no_engine_gives(tmp_path, monkeypatch):
    real = simulate_points

    def lies(*args, **options):
        batch = real(*args, **options)
        batch.columns["entente_steps"][:] += 1
        return batch

    with monkeypatch.context() as patched:
        patched.setattr(work, "simulate_points", lies)
        folder = run_small(tmp_path)
    with pytest.raises(VerifyError, match=r"`entente_steps` is stored as \d+, but engine batch gives \d+"):
        verify_folder(folder.path, sample=2)


def test_verify_compares_in_both_engines(undisturbed):
    found = verify_folder(undisturbed.path, sample=6, seed=0)
    assert (found.runs_stored, found.runs_compared, found.engines) == (88, 6, ("batch", "mesa"))


def test_open_folder_explains_what_it_wants(tmp_path):
    with pytest.raises(InputError, match=r"has no manifest\.json"):
        open_folder(tmp_path)
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        open_folder(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(InputError, match="format 1"):
        open_folder(tmp_path)


def test_the_example_tells_the_bloc_of_its_own_point(tmp_path):
    members = np.empty(2, dtype=object)
    members[:] = [["IND", "JPN"], ["RUS", "CHN"]]
    scenario = load_scenario("essay").replace({"horizon": 30})
    arm = Arm(name="grid", scenario=scenario, columns={"bloc.members": members}, replicates=2, seed=0)
    about = run_small(tmp_path, Request(name="members", arms=(arm,))).manifest["example"]
    assert about["bloc"]["members"] == members[about["point"]]
