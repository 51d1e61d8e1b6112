"""The manifest of a sweep's folder: what it must hold, and whether somebody altered it."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.scenario.primitives import shown
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.sweep.files import DamagedFile, read_bytes, read_sealed
from sim.sweep.request import ARM_NAME, Request

FORMAT = 1
MANIFEST = "manifest.json"
SCENARIO_FILE = "scenario.yaml"
"""Where the scenario lies in the folder of a sweep that was given one as an object."""
REMEDY = f"restore the file, or remove {MANIFEST} and ask for the sweep again, which keeps its sound rows"
BYTES_MAX = 2**27
"""Most bytes of a manifest; the largest of real sweeps have a hundredth of that."""

_TOP: dict[str, type] = {
    "id": str, "experiment": str, "status": str, "engine": str, "crn": bool, "seed": int, "points": int,
    "runs": int, "arms": dict, "overrides": list, "code": dict, "versions": dict,
}  # fmt: skip
_LATER: dict[str, type] = {
    "created": str, "finished": str, "seconds": float, "stored": int, "failed": list, "stop": dict,
    "machine": dict, "marks": dict, "example": dict,
}  # fmt: skip
"""What only a finished sweep has, or what nothing but a page shows."""
_EXAMPLE: dict[str, type] = {"arm": str, "point": int, "replicate": int, "outcome": str, "bloc": dict}
_CODE: dict[str, type] = {"hash": str, "files": dict}
_ARM: dict[str, type] = {
    "scenario": dict, "fingerprint": str, "points": int, "design": str, "replicates": int, "seed": int,
    "chunk_runs": int, "runs": int, "axes": list, "asked": dict,
}  # fmt: skip
_LOW = {"points": 1, "runs": 1, "replicates": 1, "chunk_runs": 1, "seed": 0}


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder, complete; raises InputError that names the file, the fault and the remedy."""
    file = folder / MANIFEST
    if any(path.is_file() for path in (folder, *folder.parents)):
        near = next((one for one in folder.parents if (one / MANIFEST).is_file()), None)
        advice = f"the sweep's folder, {near}" if near else "a sweep's folder, outputs/EXPERIMENT/ID"
        raise InputError(f"{folder} is a file; give {advice}")
    try:
        manifest = json.loads(read_bytes(file, BYTES_MAX))
    except FileNotFoundError:
        raise InputError(
            f"{folder} is not a sweep's folder: it has no {MANIFEST}; give outputs/EXPERIMENT/ID"
        ) from None
    except DamagedFile as damage:
        raise InputError(f"{file} {damage.why}; {REMEDY}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{file} cannot be read ({error}); {REMEDY}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError(
            f"{file} is not a manifest of format {FORMAT}; open it with the version that wrote it"
        )
    _check(file, manifest, _TOP, "")
    _check(file, manifest["code"], _CODE, "code.")
    _check(file, manifest["versions"], {"entente": str}, "versions.")
    _check(file, manifest, {key: kind for key, kind in _LATER.items() if key in manifest}, "")
    if manifest.get("example"):
        _check(file, manifest["example"], _EXAMPLE, "example.")
    if not manifest["arms"]:
        raise InputError(f"{file} has no arms; {REMEDY}")
    for name, arm in manifest["arms"].items():
        if not ARM_NAME.fullmatch(name):  # it names files
            raise InputError(f"{file} has an arm named {shown(name)}, which cannot be; {REMEDY}")
        if not isinstance(arm, dict):
            raise InputError(f"{file} has `arms.{name}` = {shown(arm)}, which is no mapping; {REMEDY}")
        _check(file, arm, _ARM, f"arms.{name}.")
        kind = arm["asked"].get("kind")
        if kind not in DESIGN_KINDS:
            raise InputError(
                f"{file} has `arms.{name}.asked.kind` = {shown(kind)}, which is no kind of design; {REMEDY}"
            )
    manifest.pop("seal", None)
    return manifest


def check_seals(folder: Path) -> None:
    """Raises InputError where a bit of the manifest, or of a scenario beside it, has changed.

    It comes after the checks that know which part was altered.
    """
    for name, remedy in ((MANIFEST, REMEDY), (SCENARIO_FILE, "restore or remove it")):
        try:
            read_sealed(folder / name, BYTES_MAX)
        except FileNotFoundError:
            if name == MANIFEST:
                raise
        except DamagedFile as damage:
            raise InputError(f"{folder / name} {damage.why}; {remedy}") from None


def _check(file: Path, entries: Mapping[str, Any], wanted: Mapping[str, type], stem: str) -> None:
    for key, kind in wanted.items():
        if key not in entries:
            raise InputError(f"{file} lacks `{stem}{key}`; {REMEDY}")
        value = entries[key]
        wrong = not isinstance(value, kind) or (kind is int and isinstance(value, bool))
        if wrong or (key in _LOW and value < _LOW[key]):
            raise InputError(f"{file} has `{stem}{key}` = {shown(value)}, which cannot be; {REMEDY}")


def marks(request: Request) -> dict[str, str]:
    """A short digest of every part of a request that decides numbers, by the part's name."""
    parts = {"engine": request.engine, "crn": request.crn, "experiment": request.name}
    parts |= {f"{arm.name}: {key}": value for arm in request.arms for key, value in arm.summary().items()}
    return {part: sha256(json.dumps(value).encode()).hexdigest()[:16] for part, value in parts.items()}


def check_unaltered(path: Path, manifest: Mapping[str, Any], request: Request) -> None:
    """Compare a request, read from a folder, with what the folder says of it elsewhere.

    Raises InputError that names the parts that were altered.
    """
    expected = marks(request)
    # a folder made before there were marks has its id alone
    kept = manifest.get("marks", expected)
    parts = [part for part in {**expected, **kept} if expected.get(part) != kept.get(part)]
    for arm in request.arms:
        entry = manifest["arms"][arm.name]
        stored = {**entry, "scenario": entry["fingerprint"]}
        parts += [f"{arm.name}: {key}" for key, value in arm.summary().items() if stored[key] != value]
    if request.id != manifest["id"] and not parts:
        parts = ["id" if "marks" in manifest else "seed, replicates, engine or crn"]
    if not parts:  # totals follow from the parts
        totals = {"runs": request.runs, "points": request.points, "seed": request.arms[0].seed}
        parts = [key for key, value in totals.items() if manifest[key] != value]
        parts += [
            f"{arm.name}: runs" for arm in request.arms if manifest["arms"][arm.name]["runs"] != arm.runs
        ]
    if parts:
        raise InputError(
            f"{path / MANIFEST} was altered since it was made ({', '.join(dict.fromkeys(parts))}); "
            "its rows answer another question: restore the file, or move the folder away and ask again"
        )
