import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.sweep import lock as lock_module
from sim.sweep.files import StorageError
from sim.sweep.lock import LockedError, making_lock, sweep_lock
from sim.sweep.plan import Chunk
from sim.sweep.shard import Shard, read_shard

HOLDER = """
import sys, time
from pathlib import Path
from sim.sweep.lock import sweep_lock
from sim.sweep.shard import read_shard
with sweep_lock(Path(sys.argv[1]), read_shard(sys.argv[2] if len(sys.argv) > 2 else None)):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Start another process that holds the lock of tmp_path, or of a shard of it."""
    started = []

    def start(*shard: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(tmp_path), *shard], stdout=subprocess.PIPE, encoding="utf-8"
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_a_second_process_is_refused_with_the_id_of_the_first(tmp_path, holder):
    first = holder()
    with pytest.raises(LockedError, match=f"process {first.pid} on "), sweep_lock(tmp_path):
        pass


def test_a_lock_dies_with_its_owner(tmp_path, holder):
    first = holder()
    first.kill()
    first.wait()
    with sweep_lock(tmp_path):
        pass


def test_shards_work_side_by_side_but_not_with_the_whole_or_with_themselves(tmp_path, holder):
    first = holder("1/3")
    with sweep_lock(tmp_path, Shard(number=2, count=3)):
        pass
    for shard in (None, Shard(number=1, count=3)):
        with pytest.raises(LockedError, match=f"process {first.pid} "), sweep_lock(tmp_path, shard):
            pass


def test_a_shard_is_refused_while_the_whole_is_done(tmp_path, holder):
    first = holder()
    with (
        pytest.raises(LockedError, match=f"process {first.pid} "),
        sweep_lock(tmp_path, Shard(number=1, count=2)),
    ):
        pass


def test_a_held_lock_is_released_at_the_end(tmp_path):
    for _ in range(2):
        with sweep_lock(tmp_path):
            pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="outputs_dir"), sweep_lock(tmp_path):
        pass


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3"])
def test_a_wrong_shard_is_refused(text):
    with pytest.raises(InputError, match="K/N with 1 <= K <= N"):
        read_shard(text)


def test_shards_cover_every_chunk_once():
    chunks = [Chunk(arm="a", index=index, start=index, stop=index + 1) for index in range(17)]
    parts = [Shard(number=k, count=5).part(chunks) for k in range(1, 6)]
    assert sorted(chunk for part in parts for chunk in part) == chunks
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_a_lock_that_was_held_leaves_no_byte(tmp_path):
    with sweep_lock(tmp_path, Shard(number=1, count=2)):
        assert (tmp_path / ".lock-1-of-2.owner").exists()
    with sweep_lock(tmp_path):
        assert sorted(os.listdir(tmp_path)) == [".lock", ".lock.owner"]
    assert {path.name: path.stat().st_size for path in tmp_path.iterdir()} == {".lock": 0}


class Refusing:
    """A connection on which the system refuses to lock."""

    in_transaction = False

    def __init__(self, code: int, text: str) -> None:
        self.error = sqlite3.OperationalError(text)
        self.error.sqlite_errorcode = code

    def execute(self, _: str) -> None:
        raise self.error

    def close(self) -> None:
        return


@pytest.mark.parametrize("lock", [sweep_lock, making_lock])
def test_an_error_of_the_disk_while_locking_is_one_line(tmp_path, monkeypatch, lock):
    broken = Refusing(sqlite3.SQLITE_IOERR, "disk I/O error")
    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: broken)
    with pytest.raises(StorageError, match="cannot be locked: disk I/O error; give an `outputs_dir`"):  # noqa: SIM117
        with lock(tmp_path):
            pass


def test_a_disk_that_knows_no_locks_is_not_waited_for(tmp_path, monkeypatch):
    broken = Refusing(sqlite3.SQLITE_BUSY, "database is locked")
    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: broken)
    monkeypatch.setattr(lock_module, "MAKING_PATIENCE", 0.1)
    for lock in (sweep_lock, making_lock):
        with pytest.raises(LockedError, match="or its disk knows no locks"), lock(tmp_path):
            pass


def test_a_full_disk_while_the_owner_is_written_is_one_line(tmp_path, monkeypatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match=r"\.owner cannot be written: No space left.*make room"):  # noqa: SIM117
            with sweep_lock(tmp_path):
                pass
    with sweep_lock(tmp_path):
        assert sorted(os.listdir(tmp_path)) == [".lock", ".lock.owner"]


@pytest.mark.parametrize("name", [".lock", ".making"])
def test_what_is_not_a_lock_is_named(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(StorageError, match=f"{name} cannot be locked"):  # noqa: SIM117
        with (sweep_lock if name == ".lock" else making_lock)(tmp_path):
            pass


ABSENT = ("fcntl", "resource", "termios", "pwd", "grp", "syslog")
ELSEWHERE = f"""
import sys
sys.modules.update(dict.fromkeys({ABSENT!r}))
if __name__ == "__main__":
    import os
    for name in ("fork", "getuid", "geteuid", "getpgid", "killpg"):
        delattr(os, name)
    import sim
    sweep = sim.run_experiment(
        scenario="toy_pair", axes={{"behaviour.noise": [0.1, 0.2]}}, replicates=6, outputs_dir=sys.argv[1],
        overrides={{"executor": "process", "executor.workers": 2, "chunk_runs": 3}}, quiet=True,
    )
    from sim.sweep.verify import verify_folder
    print(len(sweep.rows), verify_folder(sweep.folder, sample=4).runs_compared)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="takes away what Windows does not have")
def test_a_sweep_needs_nothing_of_posix(tmp_path):
    """Modules and functions that Windows lacks are taken away, in the workers too, which are spawned."""
    script = tmp_path / "elsewhere.py"
    script.write_text(ELSEWHERE)
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.stdout, done.returncode) == ("12 4\n", 0), done.stderr
