"""Settings: what the files say with what was typed laid over it, checked key by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cli.overrides import SETTINGS, Setting
from sim.errors import InputError
from sim.scenario.faults import nearest
from sim.scenario.primitives import shown

EXECUTORS: dict[str, dict[str, str]] = {"threads": {"threads": "whole"}}
"""Kinds of executor and their keys."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that was asked for except the scenario."""

    engine: str
    replicates: int | None
    seed: int
    crn: bool
    outputs_dir: Path
    chunk_runs: int | None
    arms: dict[str, dict[str, Any]]
    design: dict[str, Any] | None
    executor: dict[str, Any]


def lay_over(content: Mapping[str, Any], typed: Sequence[Setting]) -> dict[str, Any]:
    """Settings of files with overrides laid over them; raises InputError for a name that leads nowhere."""
    result: dict[str, Any] = _copy(content)
    for setting in typed:
        parts = setting.name.split(".")
        place = result
        for depth, part in enumerate(parts[:-1]):
            inner = place.get(part)
            if inner is None and depth >= 2:
                inner = place[part] = {}
            if not isinstance(inner, dict):
                stem = ".".join(parts[:depth]) or "the configuration"
                if inner is None and part in ("design", "executor"):
                    raise InputError(f"`{setting.name}` needs a {part}; choose one with {part}=NAME")
                if inner is None:
                    raise InputError(
                        f"`{setting.name}` is unknown: `{stem}` has no `{part}`; {nearest(part, place)}"
                    )
                inner = place[part] = {}
            place = inner
        if setting.deletes:
            if parts[-1] not in place:
                raise InputError(
                    f"`{setting.name}` cannot be deleted: there is none; {nearest(parts[-1], place)}"
                )
            del place[parts[-1]]
        else:
            place[parts[-1]] = _merged(place.get(parts[-1]), setting.value)
    return result


def read_settings(content: Mapping[str, Any]) -> Settings:
    """Typed settings; raises InputError that names the key, the rule and the value."""
    for key in content:
        if key not in (*SETTINGS, "design", "executor"):
            raise InputError(f"`{key}` is unknown; {nearest(key, SETTINGS)}")
    arms = content.get("arms") or {}
    if not isinstance(arms, dict) or not all(isinstance(arm, dict) for arm in arms.values()):
        raise InputError(f"`arms` must map names to designs, got {shown(arms)}")
    design = content.get("design")
    if design is not None and not isinstance(design, dict):
        raise InputError(f"`design` must be a mapping with `kind`, got {shown(design)}")
    crn = content.get("crn")
    if not isinstance(crn, bool):
        raise InputError(f"`crn` must be true or false, got {shown(crn)}")
    outputs = content.get("outputs_dir")
    if not isinstance(outputs, str) or not outputs:
        raise InputError(f"`outputs_dir` must name a folder, got {shown(outputs)}")
    return Settings(
        engine=str(content.get("engine")),
        replicates=_whole_or_none(content, "replicates", 1),
        seed=whole(content.get("seed"), "seed", 0),
        crn=crn,
        outputs_dir=Path(outputs).expanduser(),
        chunk_runs=_whole_or_none(content, "chunk_runs", 1),
        arms={str(name): dict(arm) for name, arm in arms.items()},
        design=design,
        executor=_executor(content.get("executor")),
    )


def whole(value: Any, name: str, low: int) -> int:
    """A whole number of at least `low`; raises InputError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < low:
        raise InputError(f"`{name}` must be a whole number >= {low}, got {shown(value)}")
    return value


def _whole_or_none(content: Mapping[str, Any], name: str, low: int) -> int | None:
    value = content.get(name)
    return None if value is None else whole(value, name, low)


def _executor(raw: Any) -> dict[str, Any]:
    kind = raw.get("kind") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or kind not in EXECUTORS:
        raise InputError(f"`executor.kind` must be one of {', '.join(EXECUTORS)}, got {shown(kind)}")
    for key, value in raw.items():
        if key == "kind":
            continue
        if key not in EXECUTORS[kind]:
            raise InputError(f"executor `{kind}` has no key `{key}`; {nearest(key, EXECUTORS[kind])}")
        if value is not None and EXECUTORS[kind][key] == "whole":
            whole(value, f"executor.{key}", 1)
        elif value is not None and not isinstance(value, str):
            raise InputError(f"`executor.{key}` must be a text, got {shown(value)}")
    return raw


def _merged(old: Any, new: Any) -> Any:
    """Mappings merge, as in Hydra; anything else replaces."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
    return new


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _copy(entry) for key, entry in value.items()}
    return [_copy(entry) for entry in value] if isinstance(value, list) else value
