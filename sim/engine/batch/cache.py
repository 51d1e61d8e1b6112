"""Where the machine code of the kernel is kept, so that it is compiled once on a machine.

Numba notices a change of the file that a cached function stands in, and of no
other. The kernel is made of many, so its folder is named by what it is made of.
"""

import logging
import os
import sys
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

LOGGER = logging.getLogger(__name__)

PACKAGE = Path(__file__).parents[2]
SOURCES = ("numerics/*.py", "theory/*.py", "engine/batch/*.py", "engine/rows.py", "vocabulary.py")
"""What the kernel is made of, within the package."""

LIBRARIES = ("numba", "llvmlite", "numpy")


def user_cache() -> Path:
    """The user's folder for files that can be made again; ENTENTE_CACHE_DIR names another."""
    chosen = os.environ.get("ENTENTE_CACHE_DIR")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "entente"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "entente"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "entente"


def source_hash() -> str:
    """Of all that decides the machine code but for the processor, which Numba checks; 16 digits."""
    digest = sha256(repr([sys.version_info[:3], *(version(library) for library in LIBRARIES)]).encode())
    for pattern in SOURCES:
        for path in sorted(PACKAGE.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """The folder for the machine code of this version, made if need be; else a temporary one."""
    try:
        folder = user_cache() / f"kernel-{source_hash()}"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError) as error:  # RuntimeError: no home folder
        LOGGER.warning(
            "the compiled kernel cannot be kept (%s), so it is compiled again each time; "
            "set ENTENTE_CACHE_DIR to a folder that can be written",
            error,
        )
        return Path(_temporary())


def _temporary() -> str:
    """A folder that is deleted when the program ends."""
    import atexit
    import shutil

    folder = tempfile.mkdtemp(prefix="entente-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
