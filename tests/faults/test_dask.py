import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import ASKED, call, command, environment, rows_of
from tests.faults.test_killed import wait_for_rows

pytestmark = pytest.mark.faults
pytest.importorskip("distributed", reason="the optional extra `dask` is not installed")


def spawn(*texts: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *texts],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def read_until(process: subprocess.Popen[str], pattern: str) -> str:
    """The first group of a pattern in what a process says."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError(f"{pattern} was not said")


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler on the loopback and its two workers."""
    scheduler = spawn(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"
    )
    address = read_until(scheduler, r"Scheduler at:\s+(tcp://\S+)")
    workers = [
        spawn(
            "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1",
            "--no-dashboard",
        )
        for _ in range(2)
    ]  # fmt: skip
    for worker in workers:
        read_until(worker, r"(Registered) to")
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def test_a_killed_worker_loses_nothing_and_the_bytes_are_the_same(tmp_path, undisturbed, cluster):
    address, workers = cluster
    sweep = subprocess.Popen(
        command("run", *ASKED, "--no-report", "executor=dask", f"executor.address={address}"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    folder = wait_for_rows(tmp_path, 1)
    workers[0].kill()
    _, err = sweep.communicate(timeout=300)
    assert sweep.returncode == 0, err
    assert rows_of(folder) == rows_of(undisturbed)


def test_a_local_cluster_stores_the_same_bytes(tmp_path, undisturbed):
    call("run", *ASKED, "--no-report", "executor=dask", "executor.workers=2", cwd=tmp_path)
    folder = Path(tmp_path / undisturbed.relative_to(undisturbed.parents[2]))
    assert rows_of(folder) == rows_of(undisturbed)


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch):
    from sim.errors import InputError
    from sim.sweep.executors import dask

    monkeypatch.setattr(dask, "PATIENCE", "1s")
    with pytest.raises(InputError, match=r"answers at `executor.address` tcp://127.0.0.1:9"):
        next(dask.Dask(address="tcp://127.0.0.1:9").run([], lambda runs: None))
