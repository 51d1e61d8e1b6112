"""The one small seam between a sweep and whoever does its work."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from sim.sweep.work import Job


@dataclass(frozen=True, kw_only=True)
class Done:
    """A job and the bytes of its chunk's file."""

    job: Job
    content: bytes


class Executor(Protocol):
    """Does jobs, in any order; stops as soon as the iterator is closed."""

    def run(self, jobs: Iterable[Job], on_progress: Callable[[int], None]) -> Iterator[Done]:
        """Results as they come. `on_progress` hears of runs done, from this thread or another."""
