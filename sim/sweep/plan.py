"""Plans: how a sweep is cut into chunks of a few seconds, and what it will cost.

A chunk is the unit of work, of storage and of repair. Its size follows from the
request alone, never from the speed of a machine, so that every process of a
sweep cuts it alike.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError
from sim.scenario.scenario import Scenario
from sim.sweep.files import storage
from sim.sweep.request import Arm, Request

ROWS = ".parquet"
"""How the name of a file of rows ends."""
SECONDS_PER_CHUNK = 4.0
RUNS_MAX = 1_000_000
"""Most runs of one chunk: its rows stay well below a gigabyte."""
FILES_MAX = 10_000_000
"""Most files of one sweep; more are slow to list and more than many file systems hold."""

WORK_PER_SECOND = {"batch": 2.8e9, "mesa": 2.4e5}
"""Units of work per second, measured: `batch` on two cores, `mesa` on the one that it uses."""
WORK_PER_STEP = 100
"""Units of every step, whatever the scenario; a further unit is a dyad times an issue or third state."""
BYTES_PER_RUN = 22.0
"""Compressed bytes of one row, measured on the essay scenario."""


@dataclass(frozen=True, kw_only=True, order=True)
class Chunk:
    """Runs start..stop-1 of an arm."""

    arm: str
    index: int
    start: int
    stop: int

    @property
    def runs(self) -> int:
        """Number of runs."""
        return self.stop - self.start

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.arm}-{self.index:06d}{ROWS}"


def seconds_per_run(scenario: Scenario, engine: str) -> float:
    """Expected time of a run, from the size of the scenario."""
    n_states, n_issues = len(scenario.states), len(scenario.issues)
    work = n_states**2 * (n_states + n_issues) + WORK_PER_STEP
    return scenario.horizon * work / WORK_PER_SECOND[engine]


def chunk_size(arm: Arm, engine: str) -> int:
    """Runs in a chunk: a few seconds of work, and whole points wherever that is possible."""
    wanted = max(1, min(RUNS_MAX, int(SECONDS_PER_CHUNK / seconds_per_run(arm.scenario, engine))))
    size = 1 << (wanted.bit_length() - 1)
    if arm.points == 1:
        return size
    if arm.replicates >= size:
        return min(arm.replicates, RUNS_MAX)
    return size // arm.replicates * arm.replicates


def cut(arm: Arm, size: int) -> Iterator[Chunk]:
    """The chunks of an arm, in order."""
    for index in range(-(-arm.runs // size)):
        yield chunk_at(arm, size, index)


def chunk_at(arm: Arm, size: int, index: int) -> Chunk:
    """The chunk of a number; one beyond the last has no runs."""
    start = min(index * size, arm.runs)
    return Chunk(arm=arm.name, index=index, start=start, stop=min(start + size, arm.runs))


def check_files(request: Request, sizes: Mapping[str, int]) -> None:
    """Raises InputError where chunks of `sizes` runs, by arm, give more files than FILES_MAX."""
    files = sum(-(-arm.runs // sizes[arm.name]) for arm in request.arms)
    if files > FILES_MAX:
        raise InputError(
            f"{request.runs:,} runs would give {files:,} files, more than {FILES_MAX:,}; "
            "ask for a larger `chunk_runs` or for fewer replicates or points"
        )


def check_room(
    request: Request,
    folder: Path,
    missing: int | None = None,
    *,
    remedy: str = "ask for fewer replicates or points, make room, or give another `outputs_dir`",
) -> None:
    """Raises InputError where the rows would not fit the disk of a folder that may not exist yet.

    `missing` is the number of runs that are not stored yet, where the design is stored already; None: all are
    missing, and the design is too.
    """
    runs = request.runs if missing is None else missing
    wanted = expected_bytes(request) if missing is None else missing * BYTES_PER_RUN
    with storage(folder, "measured"):
        place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        free = shutil.disk_usage(place).free
    if wanted > free:
        raise InputError(
            f"{runs:,} runs need about {wanted / 1e9:,.1f} GB and {place} has {free / 1e9:,.1f} GB free; "
            f"{remedy}"
        )


def expected_seconds(request: Request) -> float:
    """Expected time of a request: `batch` on two cores, `mesa` on one."""
    return sum(arm.runs * seconds_per_run(arm.scenario, request.engine) for arm in request.arms)


def expected_bytes(request: Request) -> float:
    """Expected size of the stored rows and designs."""
    designs = sum(arm.points * len(arm.columns) * 8 for arm in request.arms)
    return request.runs * BYTES_PER_RUN + designs
