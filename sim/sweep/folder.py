"""A sweep's folder: what lies where, and the manifest that explains the rest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.sweep.axes import as_values
from sim.sweep.designs import Columns
from sim.sweep.files import make_folder, write_bytes, write_json
from sim.sweep.plan import Chunk, chunk_size, cut
from sim.sweep.provenance import changed_files, code_files, code_hash, machine, now, versions
from sim.sweep.request import Arm, Request

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 1
MANIFEST, DESIGN, RUNS, EXAMPLE = "manifest.json", "design.parquet", "runs", "example.parquet"


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
        """Every chunk, in the order of arms, cut as when the folder was made."""
        return [
            chunk for arm in request.arms for chunk in cut(arm, self.manifest["arms"][arm.name]["chunk_runs"])
        ]

    def update(self, **entries: Any) -> "Folder":
        """The folder with entries of its manifest changed on disk."""
        manifest = {**self.manifest, **entries}
        write_json(self.path / MANIFEST, manifest)
        return Folder(path=self.path, manifest=manifest)


def create_folder(request: Request, path: Path, *, chunk_runs: int | None = None) -> Folder:
    """A new folder with its design and manifest; raises StorageError."""
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
                "chunk_runs": chunk_runs or chunk_size(arm, request.engine),
                "runs": arm.runs,
                "axes": list(arm.columns),
                "asked": dict(arm.design),
                "fingerprint": arm.scenario.fingerprint,
                "scenario": arm.scenario.to_dict(),
            }
            for arm in request.arms
        },
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
    file = path / MANIFEST
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(
            f"{path} is not a sweep's folder: it has no {MANIFEST}; give outputs/EXPERIMENT/ID"
        ) from None
    except (OSError, ValueError) as error:
        raise InputError(
            f"{file} cannot be read ({error}); ask for the sweep again in another `outputs_dir`"
        ) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError(
            f"{file} is not a manifest of format {FORMAT}; open it with the version that wrote it"
        )
    return Folder(path=path, manifest=manifest)


def stored_request(folder: Folder) -> Request:
    """The request as the folder has it.

    Raises InputError where manifest or design were altered: the id would be another.
    """
    manifest = folder.manifest
    try:
        design = read_design(folder.path)
        request = Request(
            name=manifest["experiment"],
            engine=manifest["engine"],
            crn=manifest["crn"],
            overrides=tuple(manifest["overrides"]),
            arms=tuple(_stored_arm(name, entry, design) for name, entry in manifest["arms"].items()),
        )
    except (KeyError, TypeError, OSError, ValueError) as error:
        raise InputError(f"{folder.path} is damaged ({error!r}); ask for the sweep again elsewhere") from None
    if request.id != manifest["id"]:
        parts = [
            f"{arm.name}: {key}"
            for arm in request.arms
            for key, value in arm.summary().items()
            if value
            != (
                manifest["arms"][arm.name]["fingerprint"]
                if key == "scenario"
                else manifest["arms"][arm.name][key]
            )
        ]
        raise InputError(
            f"{folder.path} was altered since it was made ({', '.join(parts) or 'engine or crn'}); "
            "its rows answer another question: restore the file, or ask for the sweep again"
        )
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
    """Points of all arms: arm, point, replicates, and a column a swept name (missing where not swept)."""
    import pandas as pd

    return pd.read_parquet(path / DESIGN)


def _stored_arm(name: str, entry: Mapping[str, Any], design: "pd.DataFrame") -> Arm:
    mine = design[design["arm"] == name]
    columns: Columns = {}
    for axis in entry["axes"]:
        values = mine[axis].to_numpy()
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
    import pyarrow.parquet as pq

    names = list(dict.fromkeys(name for arm in request.arms for name in arm.columns))
    tables = []
    for arm in request.arms:
        columns: dict[str, Any] = {
            "arm": pa.DictionaryArray.from_arrays(np.zeros(arm.points, dtype=np.int32), [arm.name]).cast(
                "string"
            ),
            "point": np.arange(arm.points, dtype=np.int64),
            "replicates": np.full(arm.points, arm.replicates, dtype=np.int64),
        }
        for name in names:
            columns[name] = _design_column(arm, name)
        tables.append(pa.table(columns))
    sink = pa.BufferOutputStream()
    pq.write_table(pa.concat_tables(tables, promote_options="permissive"), sink, compression="zstd")
    write_bytes(path, bytes(sink.getvalue()))


def _design_column(arm: Arm, name: str) -> Any:
    import pyarrow as pa

    if name not in arm.columns:
        return pa.nulls(arm.points)
    values = arm.columns[name]
    # what is no number (members of a bloc, say) is kept as JSON
    return pa.array([json.dumps(value) for value in values]) if values.dtype == object else values
