"""Writing files so that a reader, now or after a crash, sees all of one or none."""

import json
import os
from pathlib import Path
from typing import Any

from sim.errors import EntenteError


class StorageError(EntenteError):
    """A file or folder cannot be written; what is there already is whole."""


def write_bytes(path: Path, content: bytes) -> None:
    """Write to a temporary name beside the file, flush to the disk, then rename.

    Raises StorageError with the reason of the system and the remedy.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _flush_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}; make room, then resume, "
            "or give another `outputs_dir`"
        ) from None


def write_json(path: Path, content: Any) -> None:
    """Write plain data as JSON, as `write_bytes` does."""
    write_bytes(path, (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode())


def make_folder(path: Path) -> None:
    """Make a folder and its parents; raises StorageError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"folder {path} cannot be made: {error.strerror or error}; give another `outputs_dir`"
        ) from None


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files of processes that died while writing; the caller holds the sweep's lock."""
    for path in folder.glob(".*.tmp"):
        path.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
