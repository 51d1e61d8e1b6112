"""Files are whole, sealed and regular; every refusal of the system is one line."""

import errno
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

from sim.errors import EntenteError
from sim.sweep import files
from sim.sweep.files import (
    DamagedFile,
    StorageError,
    parquet_bytes,
    read_sealed,
    sum_faults,
    write_bytes,
    write_json,
    write_sums,
)
from sim.sweep.folder import open_folder, stored_request
from sim.sweep.request import Request
from sim.sweep.results import read_results
from sim.sweep.verify import verify_folder
from tests.sweep.conftest import file_bytes, run_small, small_request


def test_every_bit_of_a_sealed_file_counts_the_seal_included(tmp_path):
    path = tmp_path / "a.json"
    write_json(path, {"a": 1, "text": "sha256:0"})
    whole = path.read_bytes()
    assert read_sealed(path) == whole
    for bit in range(8 * len(whole)):
        altered = bytearray(whole)
        altered[bit // 8] ^= 1 << bit % 8
        path.write_bytes(altered)
        with pytest.raises(DamagedFile, match=r"a\.json"):
            read_sealed(path)


@pytest.mark.parametrize("content", [b"", b"{}", b"sha256:", b"sha256:" + b"0" * 63])
def test_a_file_without_a_whole_seal_is_refused(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(DamagedFile):
        read_sealed(tmp_path / "a")


def test_sums_name_what_was_altered_is_missing_or_lies_elsewhere(tmp_path):
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / name).write_text(name)
    sums = tmp_path / "report.sha256"
    write_sums(sums, [tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv"])
    assert sum_faults(sums) == []
    (tmp_path / "a.csv").write_text("b.csv")
    (tmp_path / "b.csv").unlink()
    assert sum_faults(sums) == ["a.csv was altered since it was written", "b.csv is missing"]
    write_bytes(sums, files.seal(b"0  ../../secret\n# " + files.UNSEALED + b"\n"))
    assert sum_faults(sums) == ["../../secret is not in the folder"]
    sums.unlink()
    assert sum_faults(sums) == ["report.sha256 is missing"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_sums_are_read_by_the_usual_tool(tmp_path):
    (tmp_path / "a.csv").write_text("a")
    write_sums(tmp_path / "report.sha256", [tmp_path / "a.csv"])
    check = ["sha256sum", "--check", "--strict", "report.sha256"]
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    (tmp_path / "a.csv").write_text("b")
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def test_a_file_that_a_reader_keeps_open_is_replaced_when_it_is_closed(tmp_path, monkeypatch):
    """Windows refuses to replace an open file."""
    real, calls = os.replace, []

    def replace(*paths: object) -> None:
        calls.append(paths)
        if len(calls) < 3:
            raise PermissionError(errno.EACCES, "Access is denied")
        real(*paths)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(StorageError, match="make it writable"):
        write_bytes(tmp_path / "a", b"1")
    calls.clear()
    monkeypatch.setattr(files, "REPLACE_WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(files, "WINDOWS", True)
    write_bytes(tmp_path / "a", b"2")
    assert ((tmp_path / "a").read_bytes(), os.listdir(tmp_path)) == (b"2", ["a"])


REFUSED = {
    "fsync": (os, "fsync", errno.ENOSPC),
    "rename": (os, "replace", errno.EIO),
    "open": (os, "open", errno.EMFILE),
    "list": (os, "listdir", errno.EACCES),
    "disk": (shutil, "disk_usage", errno.EIO),
    "mkdir": (pathlib.Path, "mkdir", errno.EROFS),
    "stat": (pathlib.Path, "stat", errno.EACCES),
    "read": (pathlib.Path, "read_bytes", errno.ESTALE),
    "glob": (pathlib.Path, "glob", errno.EIO),
}


@pytest.mark.faults
@pytest.mark.parametrize("call", REFUSED)
def test_any_refusal_of_the_system_is_one_line_and_loses_nothing(tmp_path, call):
    """The first, second, … call of a function in a sweep fails, until it runs to its end undisturbed."""
    owner, name, number = REFUSED[call]
    request = Request(name="small", arms=small_request().arms[:1])
    sound = file_bytes(run_small(tmp_path / "sound", request, chunk_runs=20))
    outputs, real = tmp_path / "out", getattr(owner, name)
    lines: list[str] = []
    for nth in range(1, 60):
        shutil.rmtree(outputs, ignore_errors=True)
        calls: list[object] = []

        def refuse(*args: object, calls=calls, nth=nth, **options: object) -> object:
            inside = call == "fsync" or str(args[0]).startswith(str(outputs))
            calls.extend([args] if inside else [])
            if inside and len(calls) == nth:
                raise OSError(number, os.strerror(number), str(args[0]))
            return real(*args, **options)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(owner, name, refuse)
            try:
                run_small(outputs, request, chunk_runs=20)
            except EntenteError as error:
                lines.append(str(error))
        folder = run_small(outputs, request, chunk_runs=20)
        assert file_bytes(folder) == sound
        assert not list(folder.path.rglob("*.tmp"))
        if len(calls) < nth:
            break
    assert len(calls) < nth
    assert all("\n" not in line and os.strerror(number) in line for line in lines)
    assert lines or call == "open"  # a folder that cannot be flushed is no loss


@pytest.fixture
def copy(undisturbed, tmp_path) -> Path:
    return Path(shutil.copytree(undisturbed.path, tmp_path / "copy"))


def refusal(folder: Path) -> str:
    """The line with which verify and report refuse a folder, within two seconds each."""
    lines = []
    for call in (verify_folder, read_results):
        begun = time.process_time()
        with pytest.raises(EntenteError) as error:
            call(folder)
        assert time.process_time() - begun < 2.0
        lines.append(str(error.value))
        assert "\n" not in lines[-1]
    return lines[0]


NAMES = ["manifest.json", "design.parquet", "example.parquet", "runs/central-000000.parquet"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", ["pipe", "device", "sparse"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_not_a_file_or_is_endless_is_refused_at_once(copy, name, how):
    file = copy / name
    file.unlink()
    if how == "pipe":
        os.mkfifo(file)
    elif how == "device":
        file.symlink_to("/dev/zero")
    else:
        with file.open("wb") as sparse:
            sparse.truncate(2**42)
    line = refusal(copy)
    assert file.name in line
    assert ("bytes, more than" if how == "sparse" else "is not a regular file") in line


def change(folder: Path, alter) -> None:
    """Alter the manifest and seal it again, as somebody with intent would."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    alter(manifest)
    write_json(folder / "manifest.json", manifest)


def test_json_of_any_depth_is_refused(copy):
    (copy / "manifest.json").write_text('{"a":' * 100_000 + "1" + "}" * 100_000)
    assert "manifest.json cannot be read" in refusal(copy)


def test_a_manifest_that_asks_for_millions_of_files_costs_no_more_than_those_that_are_there(copy):
    change(copy, lambda manifest: manifest["arms"]["central"].update(chunk_runs=1))
    assert "belongs elsewhere" in refusal(copy)
    change(copy, lambda manifest: manifest["arms"]["central"].update(replicates=10**15))
    assert "was altered since it was made" in refusal(copy)


@pytest.mark.parametrize("name", ["../../escaped", "a/b", "", "A"])
def test_an_arm_cannot_name_a_file_elsewhere(copy, name):
    change(copy, lambda manifest: manifest["arms"].update({name: manifest["arms"].pop("central")}))
    assert "which cannot be" in refusal(copy)


@pytest.mark.parametrize("other", ["rows", "columns"])
def test_rows_beyond_what_a_file_says_are_refused_before_they_are_read(copy, other):
    """A billion equal rows are a few thousand bytes of Parquet."""
    import pyarrow.parquet as pq

    file = copy / "runs" / "central-000000.parquet"
    notes, table = pq.read_metadata(file).metadata, pq.read_table(file).replace_schema_metadata(None)
    table = pa.concat_tables([table] * 100) if other == "rows" else table.drop(["ties"])
    write_bytes(file, parquet_bytes(table, {key: notes[key] for key in notes if key.startswith(b"entente.")}))
    assert "other rows or columns than it says" in refusal(copy)


def test_a_design_whose_texts_stand_for_more_than_the_memory_is_refused(copy):
    text = "x" * 500_000
    table = pa.table({"arm": pa.DictionaryArray.from_arrays(pa.repeat(0, 1_000_000).cast("int32"), [text])})
    write_bytes(copy / "design.parquet", parquet_bytes(table))
    assert "more than are free" in refusal(copy)


def test_objects_in_a_file_are_not_brought_to_life(copy, tmp_path):
    """Arrow can store a type as a pickle; opening it must not run what the pickle says."""
    trace = tmp_path / "ran"
    pickled = b"cos\nsystem\n(S'touch " + str(trace).encode() + b"'\ntR."
    field = pa.field(
        "arm",
        pa.string(),
        metadata={
            b"ARROW:extension:name": b"arrow.py_extension_type",
            b"ARROW:extension:metadata": pickled,
        },
    )
    rows = pa.table([pa.array(["central"])], schema=pa.schema([field], metadata={b"pandas": pickled}))
    for name in NAMES[1:]:
        before = (copy / name).read_bytes()
        write_bytes(copy / name, parquet_bytes(rows))
        assert Path(name).name in refusal(copy)
        (copy / name).write_bytes(before)
    assert not trace.exists()


def test_a_scenario_beside_the_manifest_is_sealed_too(copy):
    (copy / "scenario.yaml").write_bytes(files.seal(b"name: pair\n# " + files.UNSEALED + b"\n"))
    assert stored_request(open_folder(copy)).id == small_request().id
    (copy / "scenario.yaml").write_bytes((copy / "scenario.yaml").read_bytes().replace(b"pair", b"pear"))
    assert "scenario.yaml was altered" in refusal(copy)
