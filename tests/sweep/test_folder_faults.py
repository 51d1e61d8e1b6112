"""What somebody may do to a sweep's folder by hand is named in one line, with the remedy."""

import json
import shutil

import pytest

from sim.errors import EntenteError, InputError
from sim.sweep import plan
from sim.sweep.executors.threads import Threads
from sim.sweep.folder import Folder, open_folder, stored_request
from sim.sweep.open import find_or_create
from sim.sweep.progress import Silent
from sim.sweep.results import read_results
from sim.sweep.runner import run_sweep
from sim.sweep.verify import verify_folder
from tests.sweep.conftest import file_bytes, run_small, small_request


@pytest.fixture
def copy(undisturbed, tmp_path) -> Folder:
    """A copy of the small sweep to be harmed."""
    return open_folder(shutil.copytree(undisturbed.path, tmp_path / "copy"))


def resume(folder: Folder) -> Folder:
    """What `entente resume` does."""
    opened = open_folder(folder.path)
    return run_sweep(opened, stored_request(opened), Threads(), Silent())


def request_of(path) -> object:
    """What `entente resume` reads first."""
    return stored_request(open_folder(path))


def refused(call, folder: Folder) -> str:
    """The one line with which a call is refused."""
    with pytest.raises(EntenteError) as error:
        call(folder.path)
    assert "\n" not in str(error.value)
    return str(error.value)


def edit(folder: Folder, change) -> None:
    """Change the manifest by hand."""
    file = folder.path / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    change(manifest)
    file.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("call", [read_results, verify_folder])
@pytest.mark.parametrize("name", ["central-000000 (copy).parquet", "notes.parquet", "other-000000.parquet"])
def test_a_file_that_is_no_chunk_is_refused_by_name(copy, call, name):
    shutil.copy(copy.runs / "central-000000.parquet", copy.runs / name)
    line = refused(call, copy)
    assert name in line
    assert "move it away" in line


def test_resume_names_a_file_that_is_no_chunk_and_leaves_it(copy, capsys):
    stranger = copy.runs / "notes.parquet"
    stranger.write_bytes(b"mine")
    resume(copy)
    assert "notes.parquet is no part of this sweep; move it away" in capsys.readouterr().err
    assert stranger.read_bytes() == b"mine"


@pytest.mark.parametrize("call", [read_results, verify_folder])
def test_a_chunk_of_another_arm_is_not_counted_as_that_arm(copy, undisturbed, call):
    shutil.copy(copy.runs / "central-000000.parquet", copy.runs / "plausible-000000.parquet")
    line = refused(call, copy)
    assert "plausible-000000.parquet belongs elsewhere: its arm is central, not plausible" in line
    assert "entente resume" in line
    resume(copy)
    assert file_bytes(copy) == file_bytes(undisturbed)
    assert len(read_results(copy.path).rows) == 88


@pytest.mark.parametrize("how", ["missing", "empty", "foreign"])
@pytest.mark.parametrize("call", [read_results, verify_folder, request_of])
def test_a_design_that_cannot_be_read_is_named(copy, call, how):
    import pandas as pd

    file = copy.path / "design.parquet"
    match how:
        case "missing":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "foreign":
            pd.DataFrame({"x": [1]}).to_parquet(file)
    line = refused(call, copy)
    assert "design.parquet" in line
    assert "restore the file" in line


@pytest.mark.parametrize("how", ["missing", "empty", "foreign"])
def test_a_bad_example_is_named_and_made_anew(copy, undisturbed, how):
    import pandas as pd

    file = copy.path / "example.parquet"
    match how:
        case "missing":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "foreign":
            pd.DataFrame({"x": [1]}).to_parquet(file)
    line = refused(read_results, copy)
    assert "example.parquet" in line
    assert "entente resume" in line
    resume(copy)
    assert read_results(copy.path).example.equals(read_results(undisturbed.path).example)
    assert open_folder(copy.path).manifest == undisturbed.manifest


@pytest.mark.parametrize("key", ["id", "engine", "arms", "code", "versions", "overrides", "crn"])
def test_a_manifest_that_lacks_a_key_is_named(copy, key):
    edit(copy, lambda manifest: manifest.pop(key))
    line = refused(open_folder, copy)
    assert f"manifest.json lacks `{key}`" in line
    assert "restore the file" in line


def test_a_manifest_that_holds_nothing_is_named(copy):
    (copy.path / "manifest.json").write_text('{"format": 1}', encoding="utf-8")
    for call in (open_folder, read_results, verify_folder):
        assert "manifest.json lacks `id`" in refused(call, copy)


@pytest.mark.parametrize("key", ["scenario", "replicates", "seed", "chunk_runs", "axes", "points", "asked"])
def test_an_arm_that_lacks_a_key_is_named(copy, key):
    edit(copy, lambda manifest: manifest["arms"]["central"].pop(key))
    assert f"manifest.json lacks `arms.central.{key}`" in refused(open_folder, copy)


@pytest.mark.parametrize(
    ("key", "value"),
    [("chunk_runs", 0), ("replicates", "3"), ("seed", -1), ("seed", True), ("scenario", []), ("points", 1.5)],
)
def test_an_impossible_value_is_named(copy, key, value):
    edit(copy, lambda manifest: manifest["arms"]["central"].update({key: value}))
    assert f"has `arms.central.{key}` = " in refused(open_folder, copy)


@pytest.mark.parametrize("asked", [{}, {"kind": "gird"}])
def test_a_design_of_no_kind_is_named(copy, asked):
    edit(copy, lambda manifest: manifest["arms"]["central"].update({"asked": asked}))
    assert "`arms.central.asked.kind` = " in refused(open_folder, copy)


def test_a_stored_scenario_that_breaks_its_rules_is_named_in_one_line(copy):
    edit(copy, lambda manifest: manifest["arms"]["central"]["scenario"].pop("states"))
    line = refused(read_results, copy)
    assert "manifest.json holds a scenario that breaks its rules" in line


ALTERED = {
    "central: seed": lambda manifest: manifest["arms"]["central"].update(seed=9),
    "plausible: replicates": lambda manifest: manifest["arms"]["plausible"].update(replicates=4),
    "plausible: points": lambda manifest: manifest["arms"]["plausible"].update(points=17),
    "central: runs": lambda manifest: manifest["arms"]["central"].update(runs=41),
    "central: scenario": lambda manifest: manifest["arms"]["central"]["scenario"].update(horizon=41),
    "engine": lambda manifest: manifest.update(engine="mesa"),
    "crn": lambda manifest: manifest.update(crn=True),
    "experiment": lambda manifest: manifest.update(experiment="another"),
    "id": lambda manifest: manifest.update(id="0" * 12),
    "runs": lambda manifest: manifest.update(runs=1),
}  # fmt: skip


@pytest.mark.parametrize("part", ALTERED)
def test_what_was_altered_is_named_by_resume_report_and_verify(copy, part):
    edit(copy, ALTERED[part])
    for call in (request_of, read_results, verify_folder):
        assert f"was altered since it was made ({part})" in refused(call, copy)


def test_an_altered_manifest_without_marks_is_refused_all_the_same(copy):
    edit(copy, lambda manifest: (manifest.pop("marks"), manifest["arms"]["central"].update(seed=9)))
    assert "was altered since it was made (seed, replicates, engine or crn)" in refused(read_results, copy)


def test_resume_makes_a_missing_folder_of_rows(copy, undisturbed):
    shutil.rmtree(copy.runs)
    assert len(read_results(copy.path).rows) == 0
    resume(copy)
    assert file_bytes(copy) == file_bytes(undisturbed)


def test_a_request_of_too_many_files_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    from sim.scenario.scenario import load_scenario
    from sim.sweep.request import Arm, Request

    arm = Arm(name="a", scenario=load_scenario("toy_pair"), columns={}, replicates=4_000_000_000, seed=0)
    with pytest.raises(InputError, match=r"4,000,000,000 files, more than 10,000,000; ask for a larger"):
        find_or_create(Request(name="huge", arms=(arm,)), tmp_path, chunk_runs=1)
    assert not list(tmp_path.rglob("manifest.json"))
    folder = run_small(tmp_path)
    monkeypatch.setattr(plan, "FILES_MAX", 5)
    with pytest.raises(InputError, match="files, more than 5"):
        folder.chunks(small_request())


def test_a_request_that_the_disk_cannot_hold_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(InputError, match=r"88 runs need about .* GB free; ask for fewer .* `outputs_dir`"):
        find_or_create(small_request(), tmp_path)
    assert not list(tmp_path.rglob("manifest.json"))


def test_a_sweep_is_not_resumed_where_the_disk_cannot_hold_the_rest(tmp_path, monkeypatch):
    folder = run_small(tmp_path)
    usage = shutil.disk_usage(tmp_path)._replace(free=100)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    run_sweep(folder, small_request(), Threads(), Silent())  # nothing is missing
    sorted(folder.runs.iterdir())[0].unlink()
    before = file_bytes(folder)
    with pytest.raises(InputError, match=r"15 runs need about .* make room, then `entente resume"):
        run_sweep(folder, small_request(), Threads(), Silent())
    assert file_bytes(folder) == before
