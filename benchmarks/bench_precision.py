"""Why numbers have 64 bits: what 32 bits would gain in speed and change in histories."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.cases import essay_task
from benchmarks.precision import choice_loop, simulate_in
from sim.engine.batch.slices import simulate_batch
from sim.engine.rows import summarise_run

RUNS = 4_000
Note = Callable[..., None]


def bench_speed(benchmark: Any, note: Note) -> None:
    """The choice of a posture, the largest part of a step, at both precisions."""
    generator, seconds = np.random.default_rng(0), {}
    numbers = generator.uniform(0.0, 1.0, (11, 64))
    for dtype in (np.float64, np.float32):
        loop, rows, out = choice_loop(dtype is np.float32), numbers.astype(dtype), np.empty(64, dtype)
        loop(rows, out, 1)
        times = []
        for _ in range(20):
            start = time.perf_counter()
            loop(rows, out, 2_000)
            times.append((time.perf_counter() - start) / 2_000 / 64)
        seconds[dtype] = min(times)
    benchmark.pedantic(lambda: loop(rows, out, 2_000), rounds=1)
    note(
        "precision: seconds a choice",
        1,
        bits_64=seconds[np.float64],
        bits_32=seconds[np.float32],
        times_faster=seconds[np.float64] / seconds[np.float32],
    )


def bench_histories(benchmark: Any, note: Note) -> None:
    """The same random numbers at both precisions: which runs, and which outcomes, come out otherwise."""
    task = essay_task()
    wide = benchmark.pedantic(lambda: simulate_in(np.float64, task, RUNS), rounds=1)
    zeros = np.zeros(RUNS, np.intp)
    engine = simulate_batch(task, zeros, zeros, np.arange(RUNS, dtype=np.uint64), keep_histories=True)
    assert engine.history is not None
    assert np.array_equal(engine.history.postures, wide.transpose(1, 0, 2, 3))
    single = simulate_in(np.float32, task, RUNS)
    differs = (wide != single).any(axis=(0, 2, 3))
    marks = np.zeros(task.horizon + 1, np.uint8)
    outcomes = np.array(
        [
            [
                summarise_run(
                    history[:, run],
                    marks,
                    members=task.members,
                    min_duration=task.min_duration,
                    grace=task.grace,
                )[0]["outcome"]
                for history in (wide, single)
            ]
            for run in range(RUNS)
        ]
    )
    note(
        "precision: histories",
        RUNS,
        runs_that_differ=int(differs.sum()),
        outcomes_that_differ=int((outcomes[:, 0] != outcomes[:, 1]).sum()),
        stable_bloc_64=float((outcomes[:, 0] == 0).mean()),
        stable_bloc_32=float((outcomes[:, 1] == 0).mean()),
    )
