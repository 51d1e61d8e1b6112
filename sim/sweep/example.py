"""The example run of a sweep: one history that the report shows step by step."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.points import point_scenario
from sim.engine.simulate import simulate
from sim.errors import InputError
from sim.sweep.chunkfile import unpack
from sim.sweep.files import write_bytes
from sim.sweep.folder import EXAMPLE, Folder
from sim.sweep.plan import Chunk
from sim.sweep.request import Request
from sim.sweep.rows import OUTCOMES, to_arrays

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {"step", "source", "target", "posture"}
WHY = "first run with the most frequent outcome of the first chunk of its arm"


def write_example(folder: Folder, request: Request, chunk: Chunk) -> dict[str, Any]:
    """Write example.parquet from a stored chunk; what the manifest says of it.

    Empty, and no file, where the chunk holds no runs.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

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
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pandas(run.to_frame(), preserve_index=False), sink, compression="zstd")
    write_bytes(folder.path / EXAMPLE, bytes(sink.getvalue()))
    return {
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


def read_example(folder: Folder) -> "pd.DataFrame":
    """The example run, empty where the sweep has none yet.

    Raises InputError where the manifest names one and its file is missing or cannot be read.
    """
    import pandas as pd

    if not folder.manifest.get("example"):
        return pd.DataFrame()
    file = folder.path / EXAMPLE
    remedy = f"`entente resume {folder.path}` makes it anew"
    try:
        frame = pd.read_parquet(file)
    except FileNotFoundError:
        raise InputError(f"{file} is missing; {remedy}") from None
    except (OSError, ValueError) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(f"{file} cannot be read ({why}); {remedy}") from None
    if frame.empty or not COLUMNS.issubset(frame.columns):
        raise InputError(f"{file} holds no history of a run; {remedy}")
    return frame


def example_is_sound(folder: Folder) -> bool:
    """Whether the example that the manifest names can be read."""
    try:
        read_example(folder)
    except InputError:
        return False
    return True
