"""The file of a chunk: its rows, its counts over runs, and a seal by which damage is found.

Bytes depend on the numbers and on the version of the Parquet writer alone: a
sweep that was interrupted leaves the same files as one that was not.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import EntenteError
from sim.sweep.rows import Arrays, digest, to_arrays, to_table

if TYPE_CHECKING:
    import pyarrow as pa

_UNREADABLE = (ValueError, KeyError, TypeError, OverflowError, MemoryError)
"""What a damaged file makes the reader raise, besides its own errors."""
CHUNK, POSTURES, PATH = b"entente.chunk", b"entente.postures", b"entente.path"


class DamagedChunk(EntenteError):
    """A chunk's file cannot be trusted; `why` says what is wrong with it."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(f"{path.name} {why}")


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
    import pyarrow as pa
    import pyarrow.parquet as pq

    notes = {CHUNK: {**about, "rows": digest(arrays)}, POSTURES: postures, PATH: path}
    packed = {key: json.dumps(note, sort_keys=True).encode() for key, note in notes.items()}
    packed[b"entente.seal"] = _seal(packed)
    table = to_table(about["arm"], arrays).replace_schema_metadata(packed)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
    return bytes(sink.getvalue())


def unpack(path: Path, expected: dict[str, Any] | None = None) -> ChunkContent:
    """Read and check a chunk's file.

    Raises DamagedChunk if the file is empty, truncated, altered, of another origin, or
    differs from `expected` in an entry of `about`; FileNotFoundError if there is none.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.stat().st_size == 0:
        raise DamagedChunk(path, "is empty")
    try:
        table = pq.ParquetFile(path, page_checksum_verification=True).read()
    except (pa.ArrowException, OSError, *_UNREADABLE) as error:
        raise DamagedChunk(path, f"cannot be read as Parquet ({_first_line(error)})") from None
    notes = dict(table.schema.metadata or {})
    seal = notes.pop(b"entente.seal", None)
    notes = {key: notes[key] for key in (CHUNK, POSTURES, PATH) if key in notes}
    if seal is None or len(notes) < 3:
        raise DamagedChunk(path, "was not written by a sweep")
    if seal != _seal(notes):
        raise DamagedChunk(path, "has altered notes")
    about = json.loads(notes[CHUNK])
    for key, value in (expected or {}).items():
        if about.get(key) != value:
            raise DamagedChunk(path, f"belongs elsewhere: its {key} is {about.get(key)}, not {value}")
    try:
        found = digest(to_arrays(table))
    except (pa.ArrowException, *_UNREADABLE) as error:
        raise DamagedChunk(path, f"has other columns ({_first_line(error)})") from None
    if found != about["rows"]:
        raise DamagedChunk(path, "has altered rows")
    return ChunkContent(
        about=about,
        postures=json.loads(notes[POSTURES]),
        path=json.loads(notes[PATH]),
        table=table.replace_schema_metadata(None),
    )


def read_about(content: bytes) -> dict[str, Any]:
    """What the bytes of a file, fresh from `pack`, say of their chunk."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    about: dict[str, Any] = json.loads(pq.read_schema(pa.BufferReader(content)).metadata[CHUNK])
    return about


def _seal(notes: dict[bytes, bytes]) -> bytes:
    state = sha256()
    for key in (CHUNK, POSTURES, PATH):
        state.update(key + b":" + notes[key] + b"\n")
    return state.hexdigest().encode()


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
