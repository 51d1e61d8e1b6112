"""Settings: what the files say with what was typed laid over it, checked key by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cli.overrides import SETTINGS, Setting
from sim.errors import InputError
from sim.scenario.document import as_number
from sim.scenario.faults import nearest
from sim.scenario.primitives import shown
from sim.sweep.build import whole
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.sweep.executors.choose import check_executor
from sim.sweep.runner import Wishes
from sim.sweep.shard import Shard, read_shard


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
    shard: Shard | None
    width: float | None
    """Stop an arm when the interval of its answer is this narrow."""

    @property
    def wishes(self) -> Wishes:
        """How the sweep is to be carried out."""
        return Wishes(threads=self.executor.get("threads"), shard=self.shard, width=self.width)


def lay_over(content: Mapping[str, Any], typed: Sequence[Setting]) -> dict[str, Any]:
    """Settings of files with overrides laid over them; raises InputError for a name that leads nowhere."""
    result: dict[str, Any] = _copy(content)
    for setting in typed:
        parts = setting.name.split(".")
        place = result
        for depth, part in enumerate(parts[:-1]):
            inner = place.get(part)
            if inner is None and (depth >= 2 or (depth == 1 and part in _design_keys(place))):
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


def _design_keys(design: Mapping[str, Any]) -> tuple[str, ...]:
    """What a design of its kind may hold, named in its file or not."""
    kind = design.get("kind")
    return DESIGN_KINDS[kind].keys if isinstance(kind, str) and kind in DESIGN_KINDS else ()


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
    try:
        outputs_dir = Path(outputs).expanduser()
    except RuntimeError:
        raise InputError(
            f"`outputs_dir` {shown(outputs)} names a user who is not known; write the path out"
        ) from None
    stop = content.get("stop")
    if not isinstance(stop, dict) or set(stop) - {"width"}:
        raise InputError(f"`stop` takes `width` alone, as in stop.width=0.005, got {shown(stop)}")
    return Settings(
        engine=str(content.get("engine")),
        replicates=_whole_or_none(content, "replicates", 1),
        seed=whole(content.get("seed"), "seed", 0),
        crn=crn,
        outputs_dir=outputs_dir,
        chunk_runs=_whole_or_none(content, "chunk_runs", 1),
        arms={str(name): dict(arm) for name, arm in arms.items()},
        design=design,
        executor=check_executor(content.get("executor")),
        shard=read_shard(content.get("shard")),
        width=_width(stop.get("width")),
    )


def _whole_or_none(content: Mapping[str, Any], name: str, low: int) -> int | None:
    value = content.get(name)
    return None if value is None else whole(value, name, low)


def _width(raw: Any) -> float | None:
    width = as_number(raw) if raw is not None else None
    if raw is not None and (width is None or not 0 < width < 1):
        raise InputError(
            f"`stop.width` must be a number > 0 and < 1, as in stop.width=0.005, got {shown(raw)}"
        )
    return width


def _merged(old: Any, new: Any) -> Any:
    """Mappings merge, as in Hydra; anything else replaces."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
    return new


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _copy(entry) for key, entry in value.items()}
    return [_copy(entry) for entry in value] if isinstance(value, list) else value
