"""The work of one chunk, as a pure function from a job to the bytes of a file.

Every executor calls it, in this process, in another, or on another machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.engine.rows import COLUMNS, PATH_COLUMNS, Batch, period_starts
from sim.engine.simulate import simulate_points
from sim.errors import EntenteError, InputError
from sim.numerics.types import Array
from sim.scenario.scenario import Scenario, load_scenario
from sim.sweep.chunkfile import pack
from sim.sweep.designs import Columns
from sim.sweep.plan import Chunk
from sim.sweep.request import Request, point_numbers

FAILURES_MAX = 100
"""More failed runs than this in one chunk are a fault of the sweep, not of its runs."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Job:
    """A chunk with everything that is needed to run it."""

    sweep: str
    code: str
    engine: str
    crn: bool
    chunk: Chunk
    scenario: dict[str, Any]
    seed: int
    replicates: int
    columns: Columns
    """Values of the points of the chunk alone, the first of them point `chunk.start // replicates`."""
    threads: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Runs:
    """Which runs to do: places in the columns of a job, and keys of the random numbers."""

    rows: Array
    points: Array
    replicates: Array

    def __getitem__(self, part: slice) -> "Runs":
        return Runs(rows=self.rows[part], points=self.points[part], replicates=self.replicates[part])

    def __len__(self) -> int:
        return len(self.rows)


def make_job(request: Request, chunk: Chunk, *, code: str, threads: int | None = None) -> Job:
    """The job of a chunk."""
    arm = request.arm(chunk.arm)
    first, last = chunk.start // arm.replicates, (chunk.stop - 1) // arm.replicates
    return Job(
        sweep=request.id,
        code=code,
        engine=request.engine,
        crn=request.crn,
        chunk=chunk,
        scenario=arm.scenario.to_dict(),
        seed=arm.seed,
        replicates=arm.replicates,
        columns={name: values[first : last + 1] for name, values in arm.columns.items()},
        threads=threads,
    )


def expected_about(job: Job) -> dict[str, Any]:
    """What the file of a job says of itself, before any result."""
    chunk = job.chunk
    return {
        "sweep": job.sweep,
        "code": job.code,
        "engine": job.engine,
        "arm": chunk.arm,
        "index": chunk.index,
        "start": chunk.start,
        "stop": chunk.stop,
    }


def do_job(job: Job, on_progress: Callable[[int], None] | None = None) -> bytes:
    """Simulate a chunk; the bytes of its file.

    Runs that fail are left out and noted with their key and the reason.
    Raises EntenteError where more than FAILURES_MAX fail.
    """
    scenario = load_scenario(job.scenario)
    numbers = np.arange(job.chunk.start, job.chunk.stop)
    points = numbers // job.replicates
    runs = Runs(
        rows=points - points[0], points=points, replicates=(numbers % job.replicates).astype(np.uint64)
    )
    failed: list[dict[str, Any]] = []
    parts = _attempt(job, scenario, runs, failed, on_progress)
    arrays = {
        "point": np.concatenate([part.points for part, _ in parts] or [numbers[:0]]).astype(np.int64),
        "replicate": np.concatenate([part.replicates for part, _ in parts] or [numbers[:0]]).astype(np.int64),
        **{
            name: np.concatenate([np.zeros(0, column.dtype), *(batch.columns[name] for _, batch in parts)])
            for name, column in COLUMNS.items()
        },
    }
    about = {**expected_about(job), "failed": failed, "tally": tally(arrays["point"], arrays["stable_bloc"])}
    return pack(about, arrays, _postures(scenario, parts), _path(job, scenario, parts))


def _attempt(
    job: Job,
    scenario: Scenario,
    runs: Runs,
    failed: list[dict[str, Any]],
    on_progress: Callable[[int], None] | None,
) -> list[tuple[Runs, Batch]]:
    """The batches of runs that can be done; a failing batch is halved until the failing runs are alone."""
    try:
        batch = simulate_points(
            scenario,
            job.columns,
            runs.rows,
            point_numbers(runs.points, crn=job.crn),
            runs.replicates,
            seed=job.seed,
            engine=job.engine,  # type: ignore[arg-type]
            threads=job.threads,
            on_progress=on_progress,
        )
        return [(runs, batch)]
    except InputError:
        raise
    except Exception as error:
        if len(runs) == 1:
            reason = f"{type(error).__name__}: {(str(error).splitlines() or ['no message'])[0]}"
            failed.append(
                {"point": int(runs.points[0]), "replicate": int(runs.replicates[0]), "reason": reason}
            )
            if len(failed) > FAILURES_MAX:
                raise EntenteError(
                    f"more than {FAILURES_MAX} runs of one chunk failed, the last with {reason}; "
                    "this is a fault of the scenario or of the program"
                ) from error
            return []
    middle = len(runs) // 2
    first = _attempt(job, scenario, runs[:middle], failed, None)
    return first + _attempt(job, scenario, runs[middle:], failed, None)


def tally(points: Array, hits: Array) -> dict[str, float]:
    """Sums from which an estimate of a share over points can be kept up: see `sim.sweep.estimate`."""
    if len(points) == 0:
        return {"runs": 0, "hits": 0, "points": 0, "shares": 0.0, "squares": 0.0}
    _, inverse, counts = np.unique(points, return_inverse=True, return_counts=True)
    shares = np.bincount(inverse, weights=hits) / counts
    return {
        "runs": len(points),
        "hits": int(np.sum(hits)),
        "points": len(counts),
        "shares": float(np.sum(shares)),
        "squares": float(np.sum(shares * shares)),
    }


def _postures(scenario: Scenario, parts: list[tuple[Runs, Batch]]) -> dict[str, Any]:
    periods, n_states = period_starts(scenario), len(scenario.states)
    counts = np.zeros((len(periods), n_states, n_states, 3), dtype=np.int64)
    for _, batch in parts:
        counts += batch.period_postures
    return {
        "states": list(scenario.canonical_states),
        "periods": list(periods),
        "counts": counts.tolist(),
    }


def _path(job: Job, scenario: Scenario, parts: list[tuple[Runs, Batch]]) -> dict[str, Any]:
    """Counts at each step; runs with a shorter horizon leave the later steps."""
    horizons = job.columns.get("horizon", np.array([scenario.horizon]))
    longest = int(max(horizons))
    counts = np.zeros((longest + 1, len(PATH_COLUMNS)), dtype=np.int64)
    present = np.zeros(longest + 1, dtype=np.int64)
    for runs, batch in parts:
        counts[: len(batch.path)] += batch.path
        ends = horizons[runs.rows] if "horizon" in job.columns else np.full(len(runs), longest)
        last = np.bincount(np.asarray(ends, dtype=np.int64), minlength=longest + 1)
        present += np.cumsum(last[::-1])[::-1]
    return {"columns": list(PATH_COLUMNS), "counts": counts.tolist(), "runs": present.tolist()}
