"""Ctrl-C stops a batch within two seconds, whatever its threads are doing."""

import signal
import subprocess
import sys
import time

import pytest

SCRIPT = """
import sys
import numpy as np
from tests.engine.batch.tasks import simulate_runs, task_of

simulate_runs(task_of("essay"), [0])
try:
    replicates = np.arange(50_000_000, dtype=np.uint64) % 1000
    simulate_runs(task_of("essay"), replicates, threads=2, on_progress=lambda runs: print(runs, flush=True))
except KeyboardInterrupt:
    print("interrupted", flush=True)
    simulate_runs(task_of("essay"), [1])
    sys.exit(130)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_interrupt_stops_within_two_seconds():
    process = subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stdout is not None
        assert int(process.stdout.readline()) > 0  # a slice is done: the batch is under way
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        took = time.monotonic() - sent
    finally:
        process.kill()
    assert process.returncode == 130
    assert rest.splitlines()[-1] == "interrupted"
    assert took < 2.0
