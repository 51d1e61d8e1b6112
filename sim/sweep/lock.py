"""Locks on a sweep's folder that the system drops when their owner ends, however it ends.

The whole sweep has one lock. Whoever does all of it holds that lock alone;
whoever does a shard shares it with other shards and holds the lock of its shard alone.
The locks are those of SQLite, on databases that stay empty: shared or held alone, they are the same on
Linux, macOS and Windows.
"""

import json
import os
import platform
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.errors import EntenteError
from sim.sweep.files import StorageError, storage, write_json
from sim.sweep.provenance import now
from sim.sweep.shard import Shard

WHOLE, MAKING, OWNER = ".lock", ".making", ".owner"
NO_JOURNAL = "PRAGMA journal_mode=MEMORY"
"""So that no second file is made beside that of a lock."""
ALONE, SHARED = (NO_JOURNAL, "BEGIN EXCLUSIVE"), (NO_JOURNAL, "BEGIN", "SELECT 1 FROM sqlite_master")
WAIT = 0.02
"""Seconds between two attempts at a lock."""
PATIENCE = 1.0
"""Seconds for which a lock is tried: taking one may keep others from theirs for a moment."""


MAKING_PATIENCE = 120.0
"""Seconds for which a process waits while others, perhaps a hundred, look at the folder one by one."""
UNKNOWN = "another process (or its disk knows no locks)"


class LockedError(EntenteError):
    """Another process works on the sweep; `owner` says which."""

    def __init__(self, folder: Path, owner: str) -> None:
        self.owner = owner
        super().__init__(
            f"{folder} is being worked on by {owner}; wait for it or stop it, then ask again: nothing is lost"
        )


@contextmanager
def sweep_lock(folder: Path, shard: Shard | None = None) -> Iterator[None]:
    """Hold the folder, or one shard of it. Raises LockedError where somebody else does, else StorageError."""
    whole = folder / WHOLE
    with _lock(whole, ALONE if shard is None else SHARED, PATIENCE) as taken:
        if not taken:
            raise LockedError(folder, _holder(folder))
        if shard is None:
            with storage(folder, "cleared of the locks of shards"):
                for path in folder.glob(f"{WHOLE}-*"):
                    path.unlink(missing_ok=True)
            with _signed(whole):
                yield
            return
        own = folder / shard.lock_name
        with _lock(own, ALONE, PATIENCE) as taken:
            if not taken:
                raise LockedError(folder, _owner(own))
            with _signed(own):
                yield


@contextmanager
def making_lock(folder: Path) -> Iterator[None]:
    """Hold the short moment in which a folder is given its manifest; waits for its turn."""
    with _lock(folder / MAKING, ALONE, MAKING_PATIENCE) as taken:
        if not taken:
            raise LockedError(folder, UNKNOWN)
        yield


@contextmanager
def _lock(path: Path, kind: tuple[str, ...], patience: float) -> Iterator[bool]:
    """Whether the lock could be taken within some seconds; it is held until the end."""
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        taken = _take(connection, kind, time.monotonic() + patience)
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise StorageError(
            f"{path} cannot be locked: {error}; give an `outputs_dir` that can be written and knows locks"
        ) from None
    try:
        yield taken
    finally:
        connection.close()


def _take(connection: sqlite3.Connection, kind: tuple[str, ...], end: float) -> bool:
    while True:
        try:
            for statement in kind:
                connection.execute(statement).fetchall()
            return True
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        if connection.in_transaction:
            connection.rollback()
        if time.monotonic() >= end:
            return False
        time.sleep(WAIT)


@contextmanager
def _signed(lock: Path) -> Iterator[None]:
    """Say who holds a lock; only for messages, the system alone knows whether it is held."""
    path = lock.with_name(lock.name + OWNER)
    write_json(path, {"process": os.getpid(), "machine": platform.node(), "since": now()})
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _owner(lock: Path) -> str:
    try:
        owner = json.loads(lock.with_name(lock.name + OWNER).read_text(encoding="utf-8"))
        return f"process {owner['process']} on {owner['machine']} since {owner['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return UNKNOWN


def _holder(folder: Path) -> str:
    """Who holds the whole sweep, or one of its shards."""
    for path in sorted(folder.glob(f"{WHOLE}-*{OWNER}")):
        lock = path.with_name(path.name.removesuffix(OWNER))
        with _lock(lock, SHARED, 0.0) as free:
            if not free:
                return _owner(lock)
    return _owner(folder / WHOLE)
