"""Processes on this machine: one job each at a time, for the readable engine, which uses one core.

A worker that dies is replaced and its job done again. Workers end with their
parent, however it ends: each watches it from a thread of its own.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any

from sim.errors import EntenteError, InputError
from sim.sweep.executors.seam import Done
from sim.sweep.work import Job, do_job

ATTEMPTS = 3
"""A job whose workers died this often is given up: it takes its worker with it."""


@dataclass(kw_only=True)
class _Worker:
    process: Any
    pipe: Any
    """A Connection, or what Windows has for one."""
    job: Job | None = None
    attempt: int = 0


@dataclass(frozen=True, kw_only=True)
class Processes:
    """Executor with `workers` processes (None: one for each core)."""

    workers: int | None = None

    def run(self, jobs: Iterable[Job], on_progress: Callable[[int], None]) -> Iterator[Done]:
        """Results as they come; no more processes than jobs."""
        waiting = iter(jobs)
        crew: list[_Worker] = []
        try:
            for _ in range(self.workers or os.cpu_count() or 1):
                job = next(waiting, None)
                if job is None:
                    break
                _give(_hire(crew), job, 1)
            while busy := [worker for worker in crew if worker.job is not None]:
                ready = wait([worker.pipe for worker in busy])
                for worker in [worker for worker in busy if worker.pipe in ready]:
                    job, worker.job = worker.job, None
                    assert job is not None  # a busy worker has one
                    answer = _answer(worker)
                    if answer is None:
                        _again(worker, job, crew)
                        continue
                    on_progress(job.chunk.runs)
                    yield Done(job=job, content=answer)
                    # the job is stored by now: what it taught may spare further ones
                    following = next(waiting, None)
                    if following is not None:
                        _give(worker, following, 1)
        finally:
            for worker in crew:
                worker.pipe.close()
                worker.process.kill()
                worker.process.join()


def _give(worker: _Worker, job: Job, attempt: int) -> None:
    worker.job, worker.attempt = replace(job, threads=1), attempt
    # a worker that has died meanwhile is noticed when its answer is read
    with suppress(OSError):
        worker.pipe.send(worker.job)


def _hire(crew: list[_Worker]) -> _Worker:
    """A new worker, fresh from the interpreter: a fork would inherit locks and threads in any state."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    crew.append(_Worker(process=process, pipe=ours))
    return crew[-1]


def _answer(worker: _Worker) -> bytes | None:
    """The bytes of a finished job, or None if the worker has died. Raises what the job raised."""
    try:
        kind, content = worker.pipe.recv()
    except (EOFError, OSError):
        return None
    if kind == "done":
        return bytes(content)
    raise (InputError if kind == "input" else EntenteError)(content)


def _again(dead: _Worker, job: Job, crew: list[_Worker]) -> None:
    """Give the job of a dead worker to a new one."""
    crew.remove(dead)
    dead.pipe.close()
    dead.process.join()
    if dead.attempt >= ATTEMPTS:
        raise EntenteError(
            f"{job.chunk.file} was given up: {ATTEMPTS} workers died on it, the last with exit code "
            f"{dead.process.exitcode}; make memory free or give fewer `executor.workers`, then resume"
        )
    _give(_hire(crew), job, dead.attempt + 1)


def _serve(pipe: Any) -> None:
    """The life of a worker: do jobs until the parent closes the pipe or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        try:
            answer: tuple[str, Any] = ("done", do_job(job))
        except InputError as error:
            answer = ("input", str(error))
        except Exception as error:  # noqa: BLE001 - told to the parent, which raises it
            answer = ("error", f"{job.chunk.file}: {error}")
        pipe.send(answer)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
