"""Verify: rerun a random sample of a sweep in both engines and compare every number, bit for bit."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.checks import ENGINES
from sim.engine.rows import COLUMNS
from sim.engine.simulate import simulate_points
from sim.errors import EntenteError, InputError
from sim.sweep.chunkfile import unpack
from sim.sweep.example import read_example
from sim.sweep.folder import check_code, open_folder, stored_request
from sim.sweep.plan import Chunk
from sim.sweep.request import Request, point_numbers
from sim.sweep.results import read_chunk
from sim.sweep.rows import Arrays, to_arrays

SAMPLE = 24


class VerifyError(EntenteError):
    """What is stored differs from what the engines give, or from what the report wrote."""


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What a check has covered."""

    chunks: int
    runs_stored: int
    runs_compared: int
    engines: tuple[str, ...]


def verify_folder(path: Path, *, sample: int = SAMPLE, seed: int | None = None) -> Verified:
    """Check every file of the sweep and of its report byte by byte, then rerun `sample` runs in both engines.

    `seed` fixes the choice of the sample; None draws another each time.
    Raises VerifyError that names the first run, column, engine and both values that differ, or the file of
    the report; DamagedFile; or InputError where the folder cannot be verified by this code.
    """
    folder = open_folder(path)
    request = stored_request(folder)
    check_code(folder)
    sound = [(chunk, folder.chunk_path(chunk)) for chunk in folder.stored(request)]
    for chunk, _ in sound:
        read_chunk(folder, request, chunk)
    read_example(folder)
    faults = folder.product_faults()
    if faults:
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise VerifyError(f"{path / faults[0]}{more}; `entente report {path}` makes the report again")
    stored = sum(chunk.runs for chunk, _ in sound)
    if not stored:
        raise InputError(f"{path} holds no rows yet; run it first with `entente resume {path}`")
    compared = 0
    for arm, picked in _pick(sound, min(sample, stored), np.random.default_rng(seed)).items():
        for engine in ENGINES:
            _compare(request, arm, picked, engine)
        compared += len(picked["point"])
    return Verified(chunks=len(sound), runs_stored=stored, runs_compared=compared, engines=tuple(ENGINES))


def _pick(sound: list[tuple[Chunk, Path]], sample: int, rng: np.random.Generator) -> dict[str, Arrays]:
    """A sample of stored rows by arm; arms share it evenly, so that a small arm is looked at too."""
    arms = list(dict.fromkeys(chunk.arm for chunk, _ in sound))
    picked: dict[str, Arrays] = {}
    for place, arm in enumerate(arms):
        wanted = sample * (place + 1) // len(arms) - sample * place // len(arms)
        files = [file for chunk, file in sound if chunk.arm == arm]
        for file in rng.choice(np.array(files, dtype=object), size=min(wanted, len(files)), replace=False):
            arrays = to_arrays(unpack(file).table)
            count = -(-wanted // min(wanted, len(files)))
            rows = rng.choice(len(arrays["point"]), size=min(count, len(arrays["point"])), replace=False)
            chosen = {name: values[rows] for name, values in arrays.items()}
            earlier = picked.get(arm)
            picked[arm] = (
                chosen
                if earlier is None
                else {name: np.concatenate([earlier[name], chosen[name]]) for name in chosen}
            )
    return picked


def _compare(request: Request, name: str, stored: Arrays, engine: str) -> None:
    arm = request.arm(name)
    points, rows = np.unique(stored["point"], return_inverse=True)
    batch = simulate_points(
        arm.scenario,
        {axis: values[points] for axis, values in arm.columns.items()},
        rows,
        point_numbers(stored["point"], crn=request.crn),
        stored["replicate"].astype(np.uint64),
        seed=arm.seed,
        engine=engine,  # type: ignore[arg-type]
    )
    for column in COLUMNS:
        bad = np.flatnonzero(_differs(batch.columns[column], stored[column]))
        if len(bad):
            at = bad[0]
            raise VerifyError(
                f"arm {name}, point {stored['point'][at]}, replicate {stored['replicate'][at]}: `{column}` "
                f"is stored as {stored[column][at]}, but engine {engine} gives {batch.columns[column][at]}"
            )


def _differs(one: Any, other: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Where two columns differ in any bit; NaN equals NaN."""
    if one.dtype.kind == "f":
        both = np.isnan(one) & np.isnan(other)
        return np.asarray((one.view(np.int64) != other.view(np.int64)) & ~both)
    return np.asarray(one != other)
