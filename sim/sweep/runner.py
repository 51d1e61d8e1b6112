"""Running a sweep: what is stored is checked and kept, what is missing is done, chunk by chunk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sim.sweep.chunkfile import CHUNK, DamagedChunk, unpack
from sim.sweep.estimate import Tally, estimate
from sim.sweep.example import write_example
from sim.sweep.executors.seam import Executor
from sim.sweep.files import remove_leftovers, write_bytes
from sim.sweep.folder import Folder
from sim.sweep.plan import Chunk
from sim.sweep.progress import Progress
from sim.sweep.provenance import now
from sim.sweep.request import Request
from sim.sweep.work import Job, expected_about, make_job


@dataclass(kw_only=True)
class State:
    """What is known of a sweep while it runs."""

    stored: set[Chunk] = field(default_factory=set)
    failed: list[dict[str, Any]] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)

    def take(self, chunk: Chunk, about: dict[str, Any]) -> None:
        """Count a chunk that is stored and sound."""
        self.stored.add(chunk)
        self.failed += [{"arm": chunk.arm, **failure} for failure in about["failed"]]
        self.tallies[chunk.arm] = self.tallies.get(chunk.arm, Tally()).add(about["tally"])


def run_sweep(
    folder: Folder,
    request: Request,
    executor: Executor,
    progress: Progress,
    *,
    threads: int | None = None,
) -> Folder:
    """Finish a sweep: keep sound chunks, redo damaged ones, do the missing ones. The folder, done.

    Stops at once on KeyboardInterrupt; every chunk that was done by then is stored.
    Raises StorageError where the disk gives out, EntenteError where a chunk cannot be done.
    """
    begun = monotonic()
    remove_leftovers(folder.path)
    remove_leftovers(folder.runs)
    chunks = folder.chunks(request)
    code = folder.manifest["code"]["hash"]
    state = inspect(folder, request, chunks, progress)
    progress.start(request.runs, sum(chunk.runs for chunk in state.stored))

    def jobs() -> Iterator[Job]:
        for chunk in chunks:
            if chunk not in state.stored:
                yield make_job(request, chunk, code=code, threads=threads)

    for done in executor.run(jobs(), progress.advance):
        path = folder.chunk_path(done.job.chunk)
        write_bytes(path, done.content)
        state.take(done.job.chunk, _about(done.content))
        _show(state, request, done.job.chunk.arm, progress)
    return _finish(folder, request, state, chunks, monotonic() - begun)


def inspect(folder: Folder, request: Request, chunks: list[Chunk], progress: Progress) -> State:
    """Which chunks are stored and sound; damaged ones are named and will be done again."""
    state = State()
    code = folder.manifest["code"]["hash"]
    for chunk in chunks:
        path = folder.chunk_path(chunk)
        if not path.exists():
            continue
        try:
            content = unpack(path, expected_about(make_job(request, chunk, code=code)))
        except DamagedChunk as damage:
            progress.note(f"{damage}; it is done again")
            continue
        state.take(chunk, content.about)
    return state


def _about(content: bytes) -> dict[str, Any]:
    import json

    import pyarrow as pa
    import pyarrow.parquet as pq

    about: dict[str, Any] = json.loads(pq.read_schema(pa.BufferReader(content)).metadata[CHUNK])
    return about


def _show(state: State, request: Request, name: str, progress: Progress) -> None:
    progress.estimate(name, estimate(state.tallies[name], one_point=request.arm(name).points == 1))


def _finish(folder: Folder, request: Request, state: State, chunks: list[Chunk], seconds: float) -> Folder:
    if folder.manifest["status"] == "done" and folder.manifest.get("failed") == state.failed:
        return folder
    return folder.update(
        status="done",
        finished=now(),
        seconds=round(folder.manifest.get("seconds", 0.0) + seconds, 3),
        failed=state.failed,
        example=write_example(folder, request, chunks[0]),
    )
