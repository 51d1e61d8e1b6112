import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.faults.conftest import ASKED, call, command, environment, rows_of

pytestmark = pytest.mark.faults


def start(cwd: Path, *texts: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("run", *ASKED, *texts, "--no-report"),
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def wait_for_rows(cwd: Path, count: int) -> Path:
    """The sweep's folder, as soon as it has so many files of rows."""
    for _ in range(3000):
        for folder in cwd.glob("outputs/*/*"):
            if len(list((folder / "runs").glob("*.parquet"))) >= count:
                return folder
        time.sleep(0.01)
    raise AssertionError("no rows within 30 s")


def children(pid: int) -> list[int]:
    """Processes whose parent is pid."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def alive(pid: int) -> bool:
    """Whether a process runs and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_sigkill_at_twenty_random_moments_loses_and_changes_nothing(tmp_path, undisturbed):
    draw = random.Random(20)
    folder = tmp_path / undisturbed.relative_to(undisturbed.parents[2])
    killed = 0
    for _ in range(20):
        stored = sorted((folder / "runs").glob("*.parquet"))
        for path in draw.sample(stored, max(0, len(stored) - 5)):
            path.unlink()  # so that there is always work left for the next kill
        process = start(tmp_path)
        try:
            process.communicate(timeout=draw.uniform(0.5, 4.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            killed += 1
    assert killed >= 5
    if (folder / "manifest.json").exists():
        call("resume", str(folder.relative_to(tmp_path)), "--no-report", "--quiet", cwd=tmp_path)
    else:
        call("run", *ASKED, "--no-report", "--quiet", cwd=tmp_path)
    assert rows_of(folder) == rows_of(undisturbed)
    assert not list(folder.rglob("*.tmp"))


def test_ctrl_c_stops_within_two_seconds_with_code_130(tmp_path, undisturbed):
    process = start(tmp_path, "arms.central.replicates=2000000", "chunk_runs=20000")
    folder = wait_for_rows(tmp_path, 1)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - begun < 2
    assert (process.returncode, out) == (130, "")
    assert "interrupted" in err
    assert "Traceback" not in err
    assert not list((folder / "runs").glob(".*"))


def test_a_second_process_is_refused_while_the_first_works(tmp_path):
    first = start(tmp_path, "arms.central.replicates=2000000", "chunk_runs=20000")
    try:
        wait_for_rows(tmp_path, 1)
        second = call(
            "run", *ASKED, "arms.central.replicates=2000000", "chunk_runs=20000", cwd=tmp_path, check=False
        )
        assert second.returncode == 1
        assert f"process {first.pid} on" in second.stderr
    finally:
        first.kill()
        first.communicate()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see who is whose child")
def test_workers_end_with_their_parent_and_a_lost_worker_loses_nothing(tmp_path, undisturbed):
    process = start(tmp_path, "executor=process", "executor.workers=2")
    folder = wait_for_rows(tmp_path, 1)
    os.kill(max(children(process.pid)), signal.SIGKILL)  # a worker: the youngest child
    wait_for_rows(tmp_path, 3)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    for _ in range(500):
        if not any(map(alive, workers)):
            break
        time.sleep(0.01)
    assert not any(map(alive, workers))
    call("resume", str(folder.relative_to(tmp_path)), "--no-report", "--quiet", cwd=tmp_path)
    assert rows_of(folder) == rows_of(undisturbed)


def test_ten_shards_as_ten_processes_give_the_same_bytes(tmp_path, undisturbed):
    shards = [start(tmp_path, f"shard={number}/10", "executor.threads=1") for number in range(1, 11)]
    for shard in shards:
        _, err = shard.communicate(timeout=300)
        assert shard.returncode == 0, err
    folder = tmp_path / undisturbed.relative_to(undisturbed.parents[2])
    assert rows_of(folder) == rows_of(undisturbed)
    call("resume", str(folder.relative_to(tmp_path)), "--no-report", "--quiet", cwd=tmp_path)
    assert rows_of(folder) == rows_of(undisturbed)
