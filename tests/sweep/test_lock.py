import os
import subprocess
import sys

import pytest

from sim.errors import InputError
from sim.sweep.files import StorageError
from sim.sweep.lock import LockedError, sweep_lock
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
