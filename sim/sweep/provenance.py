"""Where results come from: the code that decides the numbers, versions and the machine."""

import os
import platform
import sys
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PARTS = ("numerics", "theory", "scenario", "engine")
"""Parts of the package whose text decides the numbers of a run."""
LIBRARIES = ("numpy", "numba", "llvmlite", "mesa", "scipy", "pandas", "pyarrow", "hydra-core")


@cache
def code_files() -> dict[str, str]:
    """Short SHA-256 of each source file that decides the numbers, by path inside the package."""
    root = Path(__file__).parent.parent
    paths = [
        root / "vocabulary.py",
        *(path for part in PARTS for path in sorted((root / part).rglob("*.py"))),
    ]
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest()[:16] for path in paths}


def code_hash(files: dict[str, str] | None = None) -> str:
    """One hash for all of them."""
    listed = code_files() if files is None else files
    return sha256("\n".join(f"{name} {mark}" for name, mark in sorted(listed.items())).encode()).hexdigest()[
        :16
    ]


def changed_files(earlier: dict[str, str]) -> list[str]:
    """Source files that were added, removed or altered since."""
    now = code_files()
    return sorted(name for name in {*earlier, *now} if earlier.get(name) != now.get(name))


def versions() -> dict[str, str]:
    """Versions of Python, of this package and of the libraries that are installed."""
    import sim

    by_name = {"python": platform.python_version(), "entente": sim.__version__}
    for name in LIBRARIES:
        try:
            by_name[name] = version(name)
        except PackageNotFoundError:
            continue
    return by_name


def machine() -> dict[str, Any]:
    """The machine, without anything that names its owner."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "byteorder": sys.byteorder,
    }


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
