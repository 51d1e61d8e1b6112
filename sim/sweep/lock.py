"""Locks on a sweep's folder that the system drops when their owner ends, however it ends.

The whole sweep has one lock. Whoever does all of it holds that lock alone;
whoever does a shard shares it with other shards and holds the lock of its shard alone.
"""

import fcntl
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sim.errors import EntenteError
from sim.sweep.files import StorageError
from sim.sweep.provenance import now
from sim.sweep.shard import Shard

WHOLE, MAKING = ".lock", ".making"


class LockedError(EntenteError):
    """Another process works on the sweep; `owner` says which."""

    def __init__(self, folder: Path, owner: str) -> None:
        self.owner = owner
        super().__init__(
            f"{folder} is being worked on by {owner}; wait for it or stop it, then ask again: nothing is lost"
        )


@contextmanager
def sweep_lock(folder: Path, shard: Shard | None = None) -> Iterator[None]:
    """Hold the folder, or one shard of it. Raises LockedError at once where somebody else does."""
    with _open(folder / WHOLE) as whole:
        if not _take(whole, fcntl.LOCK_EX if shard is None else fcntl.LOCK_SH):
            raise LockedError(folder, _owner(folder))
        if shard is None:
            _sign(whole)
            yield
            return
        with _open(folder / shard.lock_name) as own:
            if not _take(own, fcntl.LOCK_EX):
                raise LockedError(folder, _read(own))
            _sign(own)
            yield


@contextmanager
def making_lock(folder: Path) -> Iterator[None]:
    """Hold the short moment in which a folder is given its manifest; waits for its turn."""
    with _open(folder / MAKING) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _open(path: Path) -> IO[str]:
    try:
        return open(path, "a+", encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{path} cannot be opened for writing: {error.strerror or error}; give another `outputs_dir`"
        ) from None


def _take(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise StorageError(
            f"{file.name} cannot be locked: {error.strerror or error}; "
            "keep `outputs_dir` on a disk that knows locks"
        ) from None
    return True


def _sign(file: IO[str]) -> None:
    """Say who holds the lock; only for messages, the system alone knows whether it is held."""
    file.truncate(0)
    json.dump({"process": os.getpid(), "machine": platform.node(), "since": now()}, file)
    file.flush()


def _read(file: IO[str]) -> str:
    file.seek(0)
    try:
        owner = json.load(file)
        return f"process {owner['process']} on {owner['machine']} since {owner['since']}"
    except (ValueError, KeyError, TypeError):
        return "another process"


def _owner(folder: Path) -> str:
    """Who holds the whole sweep, or one of its shards."""
    for path in (*sorted(folder.glob(f"{WHOLE}-*")), folder / WHOLE):
        with _open(path) as file:
            if path.name != WHOLE and _take(file, fcntl.LOCK_SH):
                continue
            return _read(file)
    return "another process"
