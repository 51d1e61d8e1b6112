"""A sweep's folder: what lies where, and the manifest that explains the rest."""

import json
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import InputError, ScenarioError
from sim.scenario.scenario import load_scenario
from sim.sweep.axes import as_values
from sim.sweep.designs import Columns
from sim.sweep.files import (
    DamagedFile,
    exists,
    make_folder,
    parquet_bytes,
    read_frame,
    sealed_parquet,
    storage,
    sum_faults,
    write_bytes,
    write_json,
)
from sim.sweep.manifest import FORMAT, REMEDY, check_seals, check_unaltered, marks, read_manifest
from sim.sweep.manifest import MANIFEST as MANIFEST
from sim.sweep.plan import ROWS, Chunk, check_files, check_room, chunk_at, chunk_size, cut
from sim.sweep.provenance import changed_files, code_files, code_hash, machine, now, versions
from sim.sweep.request import Arm, Request

if TYPE_CHECKING:
    import pandas as pd

DESIGN, RUNS, EXAMPLE = "design.parquet", "runs", "example.parquet"
PAGE, SUMS = "report.html", "report.sha256"
"""The page of the report, and the SHA-256 of each file of the report."""


@dataclass(frozen=True, kw_only=True)
class Folder:
    """The folder of a sweep and its manifest as last read."""

    path: Path
    manifest: dict[str, Any]

    @property
    def runs(self) -> Path:
        """Where the chunks lie."""
        return self.path / RUNS

    def chunk_path(self, chunk: Chunk) -> Path:
        """The file of a chunk."""
        return self.runs / chunk.file

    def chunks(self, request: Request) -> list[Chunk]:
        """Every chunk, in the order of arms, cut as when the folder was made.

        Raises InputError where they are too many.
        """
        sizes = {name: entry["chunk_runs"] for name, entry in self.manifest["arms"].items()}
        check_files(request, sizes)
        return [chunk for arm in request.arms for chunk in cut(arm, sizes[arm.name])]

    def stored(self, request: Request) -> list[Chunk]:
        """Chunks that have a file, in the order of arms; the cost is of the files that there are.

        Raises InputError, naming the first, where a file belongs to no chunk.
        """
        sizes = {name: entry["chunk_runs"] for name, entry in self.manifest["arms"].items()}
        check_files(request, sizes)
        names, chunks = self._names(), {}
        for name in names:
            arm, _, index = name.removesuffix(ROWS).rpartition("-")
            if arm in sizes and index.isdecimal():
                chunk = chunk_at(request.arm(arm), sizes[arm], int(index))
                if chunk.file == name and chunk.runs > 0:
                    chunks[name] = chunk
        strange = sorted(set(names) - set(chunks))
        if strange:
            more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
            raise InputError(
                f"{self.runs} holds {strange[0]}{more}, which is no part of this sweep; move it away"
            )
        places = {arm.name: place for place, arm in enumerate(request.arms)}
        return sorted(chunks.values(), key=lambda chunk: (places[chunk.arm], chunk.index))

    def strangers(self, chunks: Collection[Chunk]) -> list[str]:
        """Names of files among the rows that belong to no chunk: copies, or files of somebody else."""
        return sorted(set(self._names()) - {chunk.file for chunk in chunks})

    def product_faults(self) -> list[str]:
        """Files that the report has made and that were altered since or are missing, each with its fault."""
        if exists(self.path / SUMS) or exists(self.path / PAGE):
            return sum_faults(self.path / SUMS)
        return []

    def _names(self) -> list[str]:
        with storage(self.runs, "listed"), suppress(FileNotFoundError):
            return [name for name in os.listdir(self.runs) if name.endswith(ROWS)]
        return []

    def update(self, **entries: Any) -> "Folder":
        """The folder with entries of its manifest changed on disk."""
        manifest = {**self.manifest, **entries}
        write_json(self.path / MANIFEST, manifest)
        return Folder(path=self.path, manifest=manifest)


def create_folder(request: Request, path: Path, *, chunk_runs: int | None = None) -> Folder:
    """A new folder with its design and manifest.

    Raises InputError where the request is larger than the disk or the file system bear, StorageError
    where the folder cannot be written.
    """
    sizes = {arm.name: chunk_runs or chunk_size(arm, request.engine) for arm in request.arms}
    check_files(request, sizes)
    check_room(request, path)
    make_folder(path / RUNS)
    _write_design(request, path / DESIGN)
    manifest = {
        "format": FORMAT,
        "id": request.id,
        "experiment": request.name,
        "status": "running",
        "engine": request.engine,
        "seed": request.arms[0].seed,
        "crn": request.crn,
        "points": request.points,
        "runs": request.runs,
        "arms": {
            arm.name: {
                **arm.summary(),
                "chunk_runs": sizes[arm.name],
                "runs": arm.runs,
                "axes": list(arm.columns),
                "asked": dict(arm.design),
                "fingerprint": arm.scenario.fingerprint,
                "scenario": arm.scenario.to_dict(),
            }
            for arm in request.arms
        },
        "marks": marks(request),
        "overrides": list(request.overrides),
        "code": {"hash": code_hash(), "files": code_files()},
        "versions": versions(),
        "machine": machine(),
        "created": now(),
    }
    write_json(path / MANIFEST, manifest)
    return Folder(path=path, manifest=manifest)


def open_folder(path: Path) -> Folder:
    """The folder of a sweep; raises InputError where there is none or its manifest is damaged."""
    return Folder(path=path, manifest=read_manifest(path))


def stored_request(folder: Folder) -> Request:
    """The request as the folder has it.

    Raises InputError where manifest or design are damaged or were altered.
    """
    manifest = folder.manifest
    design = read_design(folder.path)
    try:
        request = Request(
            name=manifest["experiment"],
            engine=manifest["engine"],
            crn=manifest["crn"],
            overrides=tuple(manifest["overrides"]),
            arms=tuple(_stored_arm(name, entry, design) for name, entry in manifest["arms"].items()),
        )
    except ScenarioError as error:
        raise InputError(
            f"{folder.path / MANIFEST} holds a scenario that breaks its rules ({error.faults[0]}); {REMEDY}"
        ) from None
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise InputError(f"{folder.path / DESIGN} is damaged ({error!r}); {REMEDY}") from None
    check_unaltered(folder.path, manifest, request)
    check_seals(folder.path)
    return request


def check_code(folder: Folder) -> None:
    """Raises InputError, naming the files, where other code made the rows that are stored."""
    changed = changed_files(folder.manifest["code"]["files"])
    if changed:
        shown = ", ".join(changed[:4]) + (f" and {len(changed) - 4} more" if len(changed) > 4 else "")
        raise InputError(
            f"the code has changed since {folder.path} was made: {shown}; finish it with the code that "
            f"began it (entente {folder.manifest['versions']['entente']}), or ask for the sweep again"
        )


def read_design(path: Path) -> "pd.DataFrame":
    """Points of all arms: arm, point, replicates, and one column per swept name (missing where not swept).

    Raises InputError where the file is missing, cannot be read or has changed in any bit.
    """
    file = path / DESIGN
    try:
        with sealed_parquet(file) as parquet:
            design = read_frame(parquet)
    except FileNotFoundError:
        raise InputError(f"{file} is missing; {REMEDY}") from None
    except DamagedFile as damage:
        raise InputError(f"{file} {damage.why}; {REMEDY}") from None
    for name in ("arm", "point", "replicates"):
        if name not in design.columns:
            raise InputError(f"{file} has no column `{name}`; {REMEDY}")
    return design


def _stored_arm(name: str, entry: Mapping[str, Any], design: "pd.DataFrame") -> Arm:
    rows = design[design["arm"] == name]
    columns: Columns = {}
    for axis in entry["axes"]:
        values = rows[axis].to_numpy()
        columns[axis] = (
            as_values([json.loads(value) for value in values], axis) if values.dtype == object else values
        )
    return Arm(
        name=name,
        scenario=load_scenario(entry["scenario"]),
        columns=columns,
        replicates=entry["replicates"],
        seed=entry["seed"],
        design=entry["asked"],
    )


def _write_design(request: Request, path: Path) -> None:
    import pyarrow as pa

    names = list(dict.fromkeys(name for arm in request.arms for name in arm.columns))
    tables = []
    for arm in request.arms:
        columns: dict[str, Any] = {
            "arm": pa.repeat(arm.name, arm.points),
            "point": np.arange(arm.points, dtype=np.int64),
            "replicates": np.full(arm.points, arm.replicates, dtype=np.int64),
        }
        for name in names:
            columns[name] = _design_column(arm, name)
        tables.append(pa.table(columns))
    write_bytes(path, parquet_bytes(pa.concat_tables(tables, promote_options="permissive")))


def _design_column(arm: Arm, name: str) -> Any:
    import pyarrow as pa

    if name not in arm.columns:
        return pa.nulls(arm.points)
    values = arm.columns[name]
    # what is no number (members of a bloc, say) is kept as JSON
    return pa.array([json.dumps(value) for value in values]) if values.dtype == object else values
