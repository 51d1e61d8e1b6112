"""The file of a chunk: its rows, its counts over runs, and what it says of itself.

Bytes depend on the numbers and on the version of the Parquet writer alone: a
sweep that was interrupted leaves the same files as one that was not.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.rows import COLUMNS, PATH_COLUMNS
from sim.sweep.files import DamagedFile, notes_of, parquet_bytes, sealed_parquet
from sim.sweep.rows import KEYS, Arrays, to_table

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK, POSTURES, PATH = b"entente.chunk", b"entente.postures", b"entente.path"


@dataclass(frozen=True, kw_only=True, eq=False)
class ChunkContent:
    """What a chunk's file holds."""

    about: dict[str, Any]
    """sweep, arm, index, start, stop, code, engine, failed runs, tally of outcomes."""
    postures: dict[str, Any]
    """states: keys in canonical order; periods: first steps; counts: (P, N, N, 3) numbers of steps."""
    path: dict[str, Any]
    """columns, counts: (T+1, columns), runs: (T+1,) runs that have the step."""
    table: "pa.Table"


def pack(about: dict[str, Any], arrays: Arrays, postures: dict[str, Any], path: dict[str, Any]) -> bytes:
    """The bytes of a chunk's file."""
    notes = {CHUNK: about, POSTURES: postures, PATH: path}
    packed = {key: json.dumps(note, sort_keys=True).encode() for key, note in notes.items()}
    return parquet_bytes(to_table(about["arm"], arrays), packed)


def unpack(path: Path, expected: dict[str, Any] | None = None) -> ChunkContent:
    """Read and check a chunk's file.

    Raises DamagedFile if the file is empty, truncated, altered in any bit, of another origin, or
    differs from `expected` in an entry of `about`; FileNotFoundError if there is none.
    """
    with sealed_parquet(path) as file:
        about, postures, steps = (notes_of(file, key) for key in (CHUNK, POSTURES, PATH))
        _check_notes(about, postures, steps)
        for key, value in (expected or {}).items():
            if about.get(key) != value:
                raise DamagedFile(path, f"belongs elsewhere: its {key} is {about.get(key)}, not {value}")
        if file.metadata.num_rows != about["tally"]["runs"] or not file.schema_arrow.equals(_schema()):
            raise ValueError("it has other rows or columns than it says")
        table = file.read().replace_schema_metadata(None)
    return ChunkContent(about=about, postures=postures, path=steps, table=table)


def read_about(content: bytes) -> dict[str, Any]:
    """What the bytes of a file, fresh from `pack`, say of their chunk."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    about: dict[str, Any] = json.loads(pq.read_metadata(pa.BufferReader(content)).metadata[CHUNK])
    return about


def _schema() -> "pa.Schema":
    """Columns of every chunk's file, as they are read."""
    import pyarrow as pa

    types = dict.fromkeys(KEYS, np.int64) | {column.name: column.dtype for column in COLUMNS.values()}
    empty = {name: np.zeros(0, dtype=np.dtype(kind)) for name, kind in types.items()}
    schema = to_table("", empty).schema
    return schema.set(0, pa.field("arm", pa.dictionary(pa.int32(), pa.string())))


def _check_notes(about: dict[str, Any], postures: dict[str, Any], path: dict[str, Any]) -> None:
    """Raises one of UNREADABLE where notes are not those of a chunk: its runs, and counts of their shapes."""
    runs, failed = about["tally"]["runs"], len(about["failed"])
    if runs + failed != about["stop"] - about["start"]:
        raise ValueError(f"it has {runs} runs and {failed} that failed, and says otherwise")
    states = len(postures["states"])
    if np.shape(postures["counts"]) != (len(postures["periods"]), states, states, 3):
        raise ValueError("its counts of postures are not of its states and periods")
    if np.shape(path["counts"]) != (len(path["runs"]), len(PATH_COLUMNS)):
        raise ValueError("its counts of steps are not of its steps")
