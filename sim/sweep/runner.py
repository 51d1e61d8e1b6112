"""Running a sweep: what is stored is checked and kept, what is missing is done, chunk by chunk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sim.errors import InputError
from sim.sweep.chunkfile import read_about, unpack
from sim.sweep.estimate import Tally, estimate
from sim.sweep.example import read_example, write_example
from sim.sweep.executors.seam import Executor
from sim.sweep.files import DamagedFile, make_folder, remove_leftovers, write_bytes
from sim.sweep.folder import Folder
from sim.sweep.lock import sweep_lock
from sim.sweep.plan import Chunk, check_room
from sim.sweep.progress import Progress
from sim.sweep.provenance import now
from sim.sweep.request import Request
from sim.sweep.sensitivity_designs import drawn_together
from sim.sweep.shard import Shard
from sim.sweep.stop import narrow_arms, unstoppable_arms
from sim.sweep.work import Job, expected_about, make_job


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How a sweep is carried out; nothing here changes a number."""

    threads: int | None = None
    """Threads of the compiled engine; None: all cores."""
    shard: Shard | None = None
    """Do this part alone."""
    width: float | None = None
    """Stop an arm when its interval is this narrow."""
    retry_failed: bool = False
    """Do chunks with failed runs again."""


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
    folder: Folder, request: Request, executor: Executor, progress: Progress, wishes: Wishes | None = None
) -> Folder:
    """Do what is missing of a sweep, or of a shard of it; the folder with its manifest brought up to date.

    Sound chunks are kept, damaged ones are named and done again. On KeyboardInterrupt
    every chunk that was done by then is stored. Raises InputError where the disk has no room for the
    rest, LockedError where another process is at work, StorageError where the disk gives out, EntenteError
    where a chunk cannot be done.
    """
    how = wishes or Wishes()
    begun = monotonic()
    with sweep_lock(folder.path, how.shard):
        if how.shard is None:
            remove_leftovers(folder.path)
            remove_leftovers(folder.runs)
        make_folder(folder.runs)
        chunks = folder.chunks(request)
        for name in folder.strangers(chunks):
            progress.note(f"{folder.runs / name} is no part of this sweep; move it away")
        for name in [] if how.width is None else unstoppable_arms(request):
            progress.note(f"arm `{name}` is not stopped early: only all of its points answer its question")
        chosen = chunks if how.shard is None else how.shard.part(chunks)
        state = inspect(folder, request, chosen, progress, retry_failed=how.retry_failed)
        check_room(
            request,
            folder.path,
            sum(chunk.runs for chunk in chosen) - sum(chunk.runs for chunk in state.stored),
            remedy=f"make room, then `entente resume {folder.path}`",
        )
        progress.start(sum(chunk.runs for chunk in chosen), sum(chunk.runs for chunk in state.stored))
        _work(folder, request, executor, progress, how, state, chosen)
        if how.shard is not None:
            return folder
        return _finish(folder, request, state, chunks, how, monotonic() - begun, progress)


def inspect(
    folder: Folder,
    request: Request,
    chunks: Sequence[Chunk],
    progress: Progress,
    *,
    retry_failed: bool = False,
) -> State:
    """Which chunks are stored and sound; damaged ones are named and will be done again."""
    state = State()
    code = folder.manifest["code"]["hash"]
    for chunk in chunks:
        try:
            content = unpack(folder.chunk_path(chunk), expected_about(make_job(request, chunk, code=code)))
        except FileNotFoundError:
            continue
        except DamagedFile as damage:
            progress.note(f"{damage}; it is done again")
            continue
        if not (retry_failed and content.about["failed"]):
            state.take(chunk, content.about)
    return state


def _work(
    folder: Folder,
    request: Request,
    executor: Executor,
    progress: Progress,
    how: Wishes,
    state: State,
    chunks: Sequence[Chunk],
) -> None:
    def jobs() -> Iterator[Job]:
        for chunk in chunks:
            stopped = narrow_arms(request, state.tallies, how.width)
            if chunk not in state.stored and chunk.arm not in stopped:
                yield make_job(request, chunk, code=folder.manifest["code"]["hash"], threads=how.threads)

    for done in executor.run(jobs(), progress.advance):
        chunk = done.job.chunk
        write_bytes(folder.chunk_path(chunk), done.content)
        state.take(chunk, read_about(done.content))
        arm = request.arm(chunk.arm)
        together = drawn_together(arm.design, arm.points)
        interval = estimate(state.tallies[chunk.arm], one_point=arm.points == 1, together=together)
        progress.estimate(chunk.arm, interval)


def _finish(
    folder: Folder,
    request: Request,
    state: State,
    chunks: Sequence[Chunk],
    how: Wishes,
    seconds: float,
    progress: Progress,
) -> Folder:
    """Bring manifest and example up to date, unless nothing has changed."""
    whole = len(state.stored) == len(chunks)
    entries = {
        "status": "done" if whole else "stopped",
        "stored": len(state.stored),
        "stop": {} if whole else narrow_arms(request, state.tallies, how.width),
        "failed": sorted(
            state.failed, key=lambda failure: (failure["arm"], failure["point"], failure["replicate"])
        ),
    }
    example_is_sound = True
    try:
        read_example(folder)
    except InputError as fault:
        example_is_sound = False
        progress.note(str(fault))
    if all(folder.manifest.get(key) == value for key, value in entries.items()):
        if example_is_sound:
            return folder
        return folder.update(example=write_example(folder, request, chunks[0]))
    return folder.update(
        **entries,
        finished=now(),
        seconds=round(folder.manifest.get("seconds", 0.0) + seconds, 3),
        example=write_example(folder, request, chunks[0]),
    )
