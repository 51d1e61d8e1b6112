"""The example run of a sweep: one history that the report shows step by step."""

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.points import point_scenario
from sim.engine.simulate import simulate
from sim.errors import InputError
from sim.sweep.chunkfile import unpack
from sim.sweep.files import DamagedFile, notes_of, parquet_bytes, read_frame, sealed_parquet, write_bytes
from sim.sweep.folder import EXAMPLE, Folder
from sim.sweep.plan import Chunk
from sim.sweep.request import Request
from sim.sweep.rows import OUTCOMES, to_arrays

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {"step", "source", "target", "posture"}
NOTE = b"entente.example"
WHY = "first run with the most frequent outcome of the first chunk of its arm"


def write_example(folder: Folder, request: Request, chunk: Chunk) -> dict[str, Any]:
    """Write example.parquet from a stored chunk; what the manifest says of it.

    Empty, and no file, where the chunk holds no runs.
    """
    import pyarrow as pa

    arrays = to_arrays(unpack(folder.chunk_path(chunk)).table)
    if len(arrays["outcome"]) == 0:
        return {}
    codes = arrays["outcome"]
    common = int(np.bincount(codes, minlength=len(OUTCOMES)).argmax())
    place = int(np.flatnonzero(codes == common)[0])
    point, replicate = int(arrays["point"][place]), int(arrays["replicate"][place])
    arm = request.arm(chunk.arm)
    scenario = point_scenario(arm.scenario, arm.columns, point)
    run = simulate(
        scenario,
        seed=arm.seed,
        replicate=replicate,
        point=0 if request.crn else point,
        engine=request.engine,  # type: ignore[arg-type]
    )
    about = {
        "arm": arm.name,
        "seed": arm.seed,
        "point": point,
        "replicate": replicate,
        "outcome": OUTCOMES[common],
        "why": WHY,
        "bloc": {
            "members": list(scenario.bloc.members),
            "min_duration": scenario.bloc.min_duration,
            "grace": scenario.bloc.grace,
        },
    }
    table = pa.Table.from_pandas(run.to_frame(), preserve_index=False)
    write_bytes(folder.path / EXAMPLE, parquet_bytes(table, {NOTE: json.dumps(about).encode()}))
    return about


def read_example(folder: Folder) -> "pd.DataFrame":
    """The example run, empty where the sweep has none yet.

    Raises InputError where the manifest names one and its file is missing or is not that run, bit for bit.
    """
    import pandas as pd

    about = folder.manifest.get("example")
    if not about:
        return pd.DataFrame()
    path = folder.path / EXAMPLE
    remedy = f"`entente resume {folder.path}` makes it again"
    try:
        with sealed_parquet(path) as file:
            if notes_of(file, NOTE) != about:
                raise DamagedFile(path, "is not the run that the manifest names")
            frame = read_frame(file)
            if frame.empty or not COLUMNS.issubset(frame.columns):
                raise DamagedFile(path, "holds no history of a run")
    except FileNotFoundError:
        raise InputError(f"{path} is missing; {remedy}") from None
    except DamagedFile as damage:
        raise InputError(f"{path} {damage.why}; {remedy}") from None
    return frame
