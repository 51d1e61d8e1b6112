"""Dask: jobs on the workers of a cluster, or of this machine. The optional extra `dask`.

Workers need the same version of this package, not the same disk: rows come back
over the network and are stored by the process that asked. A lost worker's jobs are done by others.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sim.errors import EntenteError, InputError, how_to_install
from sim.sweep.executors.seam import Done
from sim.sweep.provenance import code_hash
from sim.sweep.work import Job, do_job

AHEAD = 2
"""Jobs in hand for each thread of the cluster: enough to keep it busy, few enough to stop soon."""
RETRIES = 3
"""Times that a job is done again after the worker that had it was lost."""
PATIENCE = "30s"


@dataclass(frozen=True, kw_only=True)
class Dask:
    """Executor on the scheduler at `address`, or on `workers` processes of this machine."""

    address: str | None = None
    workers: int | None = None

    def run(self, jobs: Iterable[Job], on_progress: Callable[[int], None]) -> Iterator[Done]:
        """Results as they come. Raises InputError where no cluster answers or its code is another."""
        distributed = _import()
        client = self._connect(distributed)
        try:
            _check_code(client)
            waiting = iter(jobs)
            done = distributed.as_completed(with_results=True, raise_errors=False)
            places = max(sum(client.nthreads().values()), 1)
            running = {}
            for job in islice(waiting, AHEAD * places):
                running[_submit(client, done, job)] = job
            for future, content in done:
                job = running.pop(future.key)
                if future.status != "finished":
                    raise _failure(job, content)
                on_progress(job.chunk.runs)
                yield Done(job=job, content=content)
                following = next(waiting, None)
                if following is not None:
                    running[_submit(client, done, following)] = following
        finally:
            client.close()
            if self.address is None:
                client.cluster.close()

    def _connect(self, distributed: Any) -> Any:
        if self.address is None:
            cluster = distributed.LocalCluster(
                n_workers=self.workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
            return distributed.Client(cluster)
        try:
            return distributed.Client(self.address, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise InputError(
                f"no Dask scheduler answers at `executor.address` {self.address} ({error}); "
                "start one with `dask scheduler`, or correct the address"
            ) from None


def _import() -> Any:
    try:
        import distributed
    except ImportError:
        raise InputError(
            f"executor=dask needs an optional extra: {how_to_install('dask')}, or choose executor=process"
        ) from None
    return distributed


def _submit(client: Any, done: Any, job: Job) -> str:
    future = client.submit(
        do_job, replace(job, threads=1), key=f"{job.sweep}-{job.chunk.file}", retries=RETRIES
    )
    done.add(future)
    return str(future.key)


def _check_code(client: Any) -> None:
    """Raises InputError unless every worker runs this very code: its numbers are then the same."""
    mine = code_hash()
    for worker, theirs in client.run(code_hash).items():
        if theirs != mine:
            raise InputError(
                f"worker {worker} runs other code ({theirs}, here {mine}); "
                "install this version there and start it anew"
            )


def _failure(job: Job, content: Any) -> EntenteError:
    error = content[1] if isinstance(content, tuple) else content
    if isinstance(error, InputError):
        return error
    return EntenteError(f"{job.chunk.file} failed on the cluster: {error}; resume to try it again")
