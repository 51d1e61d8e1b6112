"""How much memory is free, so that a batch is split, kept in files or refused, but never swapped."""

import os
import sys
from pathlib import Path

import numpy as np

from sim.engine.rows import History
from sim.errors import InputError

FALLBACK_BYTES = 2 * 2**30
"""Assumed where the system does not say."""

RUN_BYTES = 400
"""Memory of a run while its row is computed and put into a table."""

HISTORY_SHARE = 0.25
"""Histories that are larger than this share of the free memory go to files."""

CGROUP_FILES = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)
"""Limit and use of a container, in both versions of Linux control groups."""


def available_memory() -> int:
    """Bytes that can be used without swapping: what the system or its container leaves."""
    limits = [_system_memory(), *(_container_memory(Path(limit), Path(use)) for limit, use in CGROUP_FILES)]
    known = [limit for limit in limits if limit is not None]
    return max(0, min(known)) if known else FALLBACK_BYTES


def check_memory(runs: int) -> None:
    """Raises InputError where the rows of so many runs would not fit into memory."""
    needed, free = runs * RUN_BYTES, available_memory()
    if needed > free:
        raise InputError(
            f"a table of {runs:,} runs needs {needed / 2**30:,.0f} GiB of memory, "
            f"{free / 2**30:,.0f} GiB are free; ask for fewer replicates, "
            "or use `entente run`, which stores rows in files"
        )


def allocate_history(runs: int, steps: int, n_states: int, n_issues: int, folder: Path | None) -> History:
    """Room for the histories of many runs; large ones go to `postures.npy` and `salience.npy` in `folder`.

    Raises InputError where they are large and no folder is given.
    """
    postures, salience = (runs, steps, n_states, n_states), (runs, steps, n_issues)
    size = runs * steps * (n_states**2 + 8 * n_issues)
    if size <= available_memory() * HISTORY_SHARE:
        return History(np.empty(postures, np.int8), np.empty(salience))
    if folder is None:
        raise InputError(
            f"the histories of {runs} runs take {size / 2**30:.1f} GiB, too much for memory; "
            "give a folder for them, or keep fewer runs"
        )
    folder.mkdir(parents=True, exist_ok=True)
    return History(
        np.lib.format.open_memmap(folder / "postures.npy", "w+", np.int8, postures),
        np.lib.format.open_memmap(folder / "salience.npy", "w+", np.float64, salience),
    )


def _system_memory() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    if sys.platform == "win32":
        return None
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (ValueError, OSError):
        return None


def _container_memory(limit: Path, use: Path) -> int | None:
    try:
        return int(limit.read_text(encoding="utf-8")) - int(use.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # no such file, or no limit ("max")
        return None
