"""What may be said to Hydra itself: which sweeper and launcher, what to sweep, how jobs are called."""

from collections.abc import Iterator, Mapping
from typing import Any

from sim.cli.overrides import parse, refuse_interpolation, refuse_target
from sim.errors import InputError

CHOICES = ("hydra/sweeper", "hydra/launcher")
OPEN = ("sweeper.params", "run", "sweep", "job.name", "job.id", "job.num", "job.chdir", "job.config", "help")
"""Keys below `hydra` that are plain data: they name folders, jobs and values to sweep."""
OWN = ("runtime", "overrides", "searchpath", "job.override_dirname")
"""Keys that Hydra fills in."""
RULE = "only hydra/sweeper, hydra/launcher, hydra.sweeper.params and names of folders and jobs"


def is_hydra(text: str) -> bool:
    """Whether an override speaks to Hydra itself."""
    name = str(parse(text).key_or_group)
    return name.split(".")[0].split("/")[0] == "hydra"


def check_spoken(text: str) -> None:
    """Raises InputError for an override that tells Hydra more than may be said."""
    parsed = parse(text)
    name = str(parsed.key_or_group)
    value = None if parsed.is_sweep_override() else parsed.value()
    refuse_target({name: value}, f"`{text}`")
    refuse_interpolation(value, f"`{name}`")
    if name in CHOICES:
        if not isinstance(value, str):
            raise InputError(f"`{text}` must name one {name.split('/')[1]}, as in {name}=entente")
    elif not _within(name.removeprefix("hydra."), OPEN):
        raise InputError(f"`{text}` is closed: {RULE} can be said")
    elif name.startswith("hydra.sweeper.params"):
        _check_params({name.removeprefix("hydra.sweeper.params").removeprefix("."): value})


def refuse_hydra(told: Mapping[str, Any], shipped: Mapping[str, Any], where: str) -> None:
    """Raises InputError where own files in the folder `where` tell Hydra more than may be said.

    `told` and `shipped` are the composed key `hydra` with and without the own files.
    """
    before = dict(_leaves(shipped))
    for name, value in _leaves(told):
        if _within(name, OWN) or (name in before and before[name] == value):
            continue
        refuse_target({name: value}, f"`hydra.{name}` of {where}")
        refuse_interpolation(value, f"`hydra.{name}` of {where}")
        if not _within(name, OPEN):
            raise InputError(f"`hydra.{name}` of {where} is closed: {RULE} can be said; leave it out")
    _check_params((told.get("sweeper") or {}).get("params") or {})


def _check_params(params: Mapping[str, Any]) -> None:
    for name, value in params.items():
        if isinstance(value, dict):
            _check_params({f"{name}.{key}".lstrip("."): entry for key, entry in value.items()})
        elif str(name).lstrip("+~").replace("/", ".").split(".")[0] in ("hydra", "experiment"):
            raise InputError(f"`hydra.sweeper.params.{name}` cannot be swept there; leave it out")


def _within(name: str, stems: tuple[str, ...]) -> bool:
    return any(name == stem or name.startswith(f"{stem}.") for stem in stems)


def _leaves(node: Mapping[str, Any], stem: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in node.items():
        name = f"{stem}{key}"
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, f"{name}.")
        else:
            yield name, value
