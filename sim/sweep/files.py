"""The files of a sweep: a reader, now or after a crash, sees all or none and knows of changed bits.

A file carries its own seal, the SHA-256 of its bytes with the digits of the seal as zeros. It needs no second
file that could be lost or come too late, and whoever writes a file needs to know nothing of the others.
"""

import errno
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from sim.engine.memory import available_memory
from sim.errors import EntenteError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

WINDOWS = os.name == "nt"
MARK, DIGITS = b"sha256:", 64
UNSEALED = MARK + b"0" * DIGITS
"""What stands in the place of a seal until the rest of the content is known."""

ALTERED = "was altered since it was written: its seal does not fit"
KEPT = "then ask again: what is stored is kept"
REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), f"make room, {KEPT}"),
    **dict.fromkeys(
        (errno.EROFS, errno.EACCES, errno.EPERM),
        "make it writable, or work on a copy elsewhere (`outputs_dir` for a new sweep)",
    ),
}
"""What to do about an error of the system, by its number."""
_UNREADABLE = (ValueError, KeyError, TypeError, OverflowError, MemoryError, RecursionError)
"""What content that no sweep has written makes a reader raise, besides the reader's own errors."""
REPLACE_WAITS = (0.02, 0.1, 0.5, 1.0)
"""Seconds to wait, one after the other, for a reader that keeps a file from being replaced (on Windows)."""


class StorageError(EntenteError):
    """A file or folder cannot be read or written; what is there already is whole."""


class DamagedFile(EntenteError):
    """A stored file cannot be trusted; `why` says what is wrong with it."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(f"{path} {why}")


@contextmanager
def storage(path: Path, task: str) -> Iterator[None]:
    """Turn an error of the system into a StorageError of one line: the file, the reason, the remedy."""
    try:
        yield
    except OSError as error:
        raise _refusal(path, task, error) from None


def _refusal(path: Path, task: str, error: OSError) -> StorageError:
    remedy = REMEDIES.get(error.errno or 0, f"see to the disk or its connection, {KEPT}")
    return StorageError(f"{path} cannot be {task}: {error.strerror or error}; {remedy}")


def write_bytes(path: Path, content: bytes) -> None:
    """Write to a temporary name beside the file, flush to the disk, then rename. Raises StorageError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with storage(path, "written"):
        try:
            with open(temporary, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _replace(temporary, path)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    _flush_folder(path.parent)


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """The content of a regular file.

    Raises DamagedFile where it is not a regular file, is larger than `most` bytes or the free memory, or
    where the disk cannot give it back; FileNotFoundError where there is none, else StorageError.
    """
    room = available_memory() if most is None else most
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):  # a pipe or a device may give bytes for ever
            raise DamagedFile(path, "is not a regular file")
        if about.st_size > room:
            raise DamagedFile(path, f"has {about.st_size:,} bytes, more than the {room:,} it may have")
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno == errno.EIO:
            raise DamagedFile(path, f"cannot be read ({error.strerror})") from None
        raise _refusal(path, "read", error) from None


def seal(content: bytes) -> bytes:
    """The content with its last UNSEALED turned into its seal."""
    at = content.rindex(UNSEALED) + len(MARK)
    return content[:at] + sha256(content).hexdigest().encode() + content[at + DIGITS :]


def read_sealed(path: Path, most: int | None = None) -> bytes:
    """The content of a sealed file; raises DamagedFile where a bit has changed, else as `read_bytes`."""
    content = read_bytes(path, most)
    if not content:
        raise DamagedFile(path, "is empty")
    at = content.rfind(MARK) + len(MARK)
    if at < len(MARK):
        raise DamagedFile(path, "was not written by a sweep, or only in part")
    view, state = memoryview(content), sha256()
    for part in (view[:at], b"0" * DIGITS, view[at + DIGITS :]):
        state.update(part)
    if view[at : at + DIGITS] != state.hexdigest().encode():
        raise DamagedFile(path, ALTERED)
    return content


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write plain data as JSON, sealed by its last entry `seal`, as `write_bytes` does."""
    text = json.dumps({**content, "seal": UNSEALED.decode()}, indent=2, ensure_ascii=False)
    write_bytes(path, seal(f"{text}\n".encode()))


def parquet_bytes(table: "pa.Table", notes: Mapping[bytes, bytes] | None = None) -> bytes:
    """The bytes of a sealed Parquet file with notes; equal content gives equal bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, table.schema, compression="zstd", write_page_checksum=True) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({**(notes or {}), b"entente.seal": UNSEALED})
    return seal(bytes(sink.getvalue()))


@contextmanager
def sealed_parquet(path: Path) -> "Iterator[pq.ParquetFile]":
    """A sealed Parquet file, to be read within the context; its columns of text are read as dictionaries.

    What cannot be understood of it there, and what needs more memory than is free, becomes DamagedFile;
    raises as `read_sealed` does besides.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = pa.BufferReader(read_sealed(path))
    try:
        texts = [field.name for field in pq.read_schema(buffer) if pa.types.is_string(field.type)]
        file = pq.ParquetFile(buffer, read_dictionary=texts)
        # before they are read: few bytes may stand for any number of rows
        _check_room(file.metadata.num_rows * file.metadata.num_columns * 8)
        yield file
    except (pa.ArrowException, OSError, *_UNREADABLE) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise DamagedFile(path, f"holds something else ({why})") from None


def notes_of(file: "pq.ParquetFile", key: bytes) -> Any:
    """A note of a Parquet file, read as JSON; raises KeyError where it has none."""
    return json.loads((file.metadata.metadata or {})[key])


def read_frame(file: "pq.ParquetFile") -> "pd.DataFrame":
    """The table of a Parquet file; raises ValueError where its texts need more memory than is free."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = file.read().replace_schema_metadata(None)
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            column = table.column(place).unify_dictionaries()
            lengths = [pc.max(pc.binary_length(part.dictionary)).as_py() or 0 for part in column.chunks]
            _check_room(max(lengths, default=0) * len(column))
            table = table.set_column(place, field.name, column.cast("string"))
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _check_room(size: int) -> None:
    if size > available_memory():
        raise ValueError(f"it stands for {size:,} bytes, more than are free")


def write_sums(path: Path, files: Iterable[Path]) -> None:
    """Write the SHA-256 of files that cannot carry a seal, in the form that `sha256sum --check` reads."""
    with storage(path, "written"):
        sums = {
            file.relative_to(path.parent).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files
        }
    lines = [f"{digest}  {name}\n" for name, digest in sorted(sums.items())]
    write_bytes(path, seal("".join([*lines, f"# {UNSEALED.decode()}\n"]).encode()))


def sum_faults(path: Path) -> list[str]:
    """What is wrong with the files of a list by `write_sums`, or with the list: one text per file."""
    try:
        lines = read_sealed(path).decode().splitlines()[:-1]
    except FileNotFoundError:
        return [f"{path.name} is missing"]
    except DamagedFile as damage:
        return [f"{path.name} {damage.why}"]
    return [fault for line in lines if (fault := _sum_fault(path.parent, *line.partition("  ")[::2]))]


def _sum_fault(folder: Path, digest: str, name: str) -> str | None:
    if ".." in Path(name).parts or Path(name).is_absolute():
        return f"{name} is not in the folder"
    try:
        content = read_bytes(folder / name)
    except FileNotFoundError:
        return f"{name} is missing"
    except DamagedFile as damage:
        return f"{name} {damage.why}"
    return None if sha256(content).hexdigest() == digest else f"{name} was altered since it was written"


def exists(path: Path) -> bool:
    """Whether there is such a file; raises StorageError where the system does not let it be seen."""
    with storage(path, "looked for"):
        return path.exists()


def make_folder(path: Path) -> None:
    """Make a folder and its parents; raises StorageError."""
    with storage(path, "made"):
        path.mkdir(parents=True, exist_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files of processes that died while writing; the caller holds the sweep's lock."""
    with storage(folder, "cleared of half-written files"):
        for path in folder.glob(".*.tmp"):
            path.unlink(missing_ok=True)


def _replace(temporary: Path, path: Path) -> None:
    """Rename; Windows refuses that while a reader has the file open, so it is tried again there."""
    for wait in REPLACE_WAITS if WINDOWS else ():
        with suppress(PermissionError):
            return os.replace(temporary, path)
        time.sleep(wait)
    return os.replace(temporary, path)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
