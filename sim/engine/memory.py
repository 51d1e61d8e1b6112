"""How much memory is free, so that a batch is split or refused rather than swapped."""

import os
import sys
from pathlib import Path

FALLBACK_BYTES = 2 * 2**30
"""Assumed where the system does not say."""

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


def _system_memory() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
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
        return int(limit.read_text(encoding="ascii")) - int(use.read_text(encoding="ascii"))
    except (OSError, ValueError):  # no such file, or no limit ("max")
        return None
