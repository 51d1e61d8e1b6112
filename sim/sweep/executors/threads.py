"""In this process: one job after the other, each on all threads of the compiled engine."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sim.sweep.executors.seam import Done
from sim.sweep.work import Job, do_job


@dataclass(frozen=True, kw_only=True)
class Threads:
    """The default executor; jobs say how many threads they use."""

    def run(self, jobs: Iterable[Job], on_progress: Callable[[int], None]) -> Iterator[Done]:
        """Results in the order of the jobs."""
        for job in jobs:
            yield Done(job=job, content=do_job(job, on_progress))
