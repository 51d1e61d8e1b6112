"""Reading a sweep's folder as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.rows import FIRST_STEPS, PATH_COLUMNS
from sim.sweep.chunkfile import ChunkContent, unpack
from sim.sweep.example import read_example
from sim.sweep.files import DamagedFile
from sim.sweep.folder import RUNS, Folder, open_folder, read_design, stored_request
from sim.sweep.plan import Chunk
from sim.sweep.request import Request
from sim.sweep.rows import OUTCOMES
from sim.sweep.work import expected_about, make_job
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

JOINTS = [name for name in PATH_COLUMNS if name.startswith("joint_")]


@dataclass(frozen=True, kw_only=True, eq=False)
class Results:
    """A stored sweep: what was asked, and what its runs have given so far."""

    request: Request
    """What was asked, with the scenarios and the points of all arms."""
    manifest: dict[str, Any]
    """How it was made: versions, machine, times, failures, the example."""
    design: "pd.DataFrame"
    """arm, point, replicates, one column a swept name."""
    rows: "pd.DataFrame"
    """One row per run: arm, point, replicate and the columns of `sim.engine.rows.COLUMNS`; the runs of an
    arm lie side by side, in all tables."""
    postures: "pd.DataFrame"
    """arm, period (from 1), first, last (steps), source, target, posture, steps (count over runs and the
    steps of the period), share (of the dyad's steps in the period)."""
    path: "pd.DataFrame"
    """arm, step, runs, entente, adversary, bloc (counts of runs), joint_0..joint_8 (shares)."""
    example: "pd.DataFrame"
    """step, source, target, posture of the run that manifest["example"] names; empty if there is none."""


def read_results(folder: Path | str) -> Results:
    """Every stored chunk of a sweep, each checked against its seal and against what its name says.

    Raises InputError where this is no sweep's folder, where it was altered or holds files of
    something else, DamagedFile (which names the file and the remedy) where a chunk cannot be trusted.
    """
    import pyarrow as pa

    place = open_folder(Path(folder))
    request = stored_request(place)
    arms = [arm.name for arm in request.arms]
    contents: dict[str, list[ChunkContent]] = {arm: [] for arm in arms}
    for chunk in place.stored(request):
        contents[chunk.arm].append(read_chunk(place, request, chunk))
    tables = [content.table for arm in arms for content in contents[arm]]
    return Results(
        request=request,
        manifest=place.manifest,
        design=read_design(place.path),
        rows=_rows(pa.concat_tables(tables) if tables else None, arms),
        postures=_concat([_postures(arm, contents[arm]) for arm in arms if contents[arm]]),
        path=_concat([_path(arm, contents[arm]) for arm in arms if contents[arm]]),
        example=read_example(place),
    )


def read_chunk(folder: Folder, request: Request, chunk: Chunk) -> ChunkContent:
    """A stored chunk, checked; raises DamagedFile that names the file and the remedy."""
    file = folder.chunk_path(chunk)
    code = folder.manifest["code"]["hash"]
    try:
        return unpack(file, expected_about(make_job(request, chunk, code=code)))
    except DamagedFile as damage:
        raise DamagedFile(file, f"{damage.why}; `entente resume {folder.path}` makes it again") from None


def runs_glob(folder: Path | str) -> str:
    """The pattern that pandas, Polars and DuckDB read the rows from."""
    return str(Path(folder) / RUNS / "*.parquet")


def _rows(table: Any, arms: Sequence[str]) -> "pd.DataFrame":
    import pandas as pd

    if table is None:
        return pd.DataFrame({"arm": pd.Categorical([], categories=list(arms))})
    frame: pd.DataFrame = table.unify_dictionaries().to_pandas()
    frame["arm"] = pd.Categorical(frame["arm"], categories=list(arms))
    frame["outcome"] = pd.Categorical(frame["outcome"], categories=OUTCOMES)
    return frame.astype(dict.fromkeys(FIRST_STEPS, "Int32"))


def _concat(frames: list["pd.DataFrame"]) -> "pd.DataFrame":
    import pandas as pd

    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _postures(arm: str, contents: list[ChunkContent]) -> "pd.DataFrame":
    import pandas as pd

    keys, starts = np.array(contents[0].postures["states"]), contents[0].postures["periods"]
    longest = max(len(content.path["runs"]) for content in contents) - 1
    counts = sum(np.array(content.postures["counts"], dtype=np.int64) for content in contents)
    sources, targets = np.nonzero(~np.eye(len(keys), dtype=bool))
    names = [posture.name for posture in Posture]
    frames = []
    for period, first in enumerate(starts):
        steps = np.asarray(counts)[period, sources, targets]
        frames.append(
            pd.DataFrame(
                {
                    "arm": arm,
                    "period": period + 1,
                    "first": first,
                    "last": starts[period + 1] - 1 if period + 1 < len(starts) else longest,
                    "source": np.repeat(keys[sources], len(names)),
                    "target": np.repeat(keys[targets], len(names)),
                    "posture": np.tile(names, len(sources)),
                    "steps": steps.ravel(),
                    "share": (steps / np.maximum(steps.sum(axis=1, keepdims=True), 1)).ravel(),
                }
            )
        )
    return _concat(frames)


def _path(arm: str, contents: list[ChunkContent]) -> "pd.DataFrame":
    import pandas as pd

    longest = max(len(content.path["runs"]) for content in contents)
    counts = np.zeros((longest, len(PATH_COLUMNS)), dtype=np.int64)
    runs = np.zeros(longest, dtype=np.int64)
    for content in contents:
        marks = np.array(content.path["counts"], dtype=np.int64)
        counts[: len(marks)] += marks
        runs[: len(marks)] += np.array(content.path["runs"], dtype=np.int64)
    frame = pd.DataFrame(counts, columns=list(PATH_COLUMNS))
    joint = frame[JOINTS].to_numpy()
    frame[JOINTS] = joint / np.maximum(joint.sum(axis=1, keepdims=True), 1)
    frame.insert(0, "runs", runs)
    frame.insert(0, "step", np.arange(longest))
    frame.insert(0, "arm", arm)
    return frame
