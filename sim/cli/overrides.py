"""Overrides as they are typed: read with Hydra's grammar, sorted by what they set."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sim.errors import InputError
from sim.scenario.door import KEYS as SCENARIO_KEYS
from sim.scenario.faults import brief, nearest
from sim.scenario.primitives import CONTROL

GROUPS = ("scenario", "experiment", "design", "executor")
SETTINGS = ("engine", "replicates", "seed", "crn", "outputs_dir", "chunk_runs", "stop", "shard", "arms")
NESTED = ("arms", "design", "executor")
"""Settings below which there are further names."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One value for one dotted name."""

    name: str
    value: Any
    deletes: bool = False


@dataclass(kw_only=True)
class Overrides:
    """Overrides by what they set, each in the order given."""

    choices: dict[str, str | None] = field(default_factory=dict)
    """Group -> chosen option."""
    settings: list[Setting] = field(default_factory=list)
    scenario: dict[str, Any] = field(default_factory=dict)
    """Dotted name of a scenario's value -> value."""


def read_overrides(texts: Sequence[str]) -> Overrides:
    """Sort overrides such as `scenario=toy_pair`, `seed=1` or `behaviour.noise=0.3`.

    Raises InputError for one that cannot be read, that is unknown, or that gives several values.
    """
    found = Overrides()
    for text in texts:
        parsed = parse(text)
        if parsed.is_sweep_override():
            raise InputError(
                f"`{text}` gives several values; add -m to sweep over them, or write [a,b] for a list"
            )
        sort_override(found, parsed.key_or_group, parsed.value(), deletes=parsed.is_delete(), text=text)
    return found


def sort_override(found: Overrides, name: str, value: Any, *, deletes: bool, text: str) -> None:
    """Put one override where it belongs; raises InputError for an unknown name."""
    value = text_keys(value)
    refuse_interpolation(value, f"`{name}`")
    refuse_target({name: value}, f"`{text}`")
    root = name.split(".")[0].split("/")[0]
    if root == "hydra":
        raise InputError(f"`{text}` speaks to Hydra's multirun; add -m, or leave it out")
    if name in GROUPS:
        if value is not None and not isinstance(value, str):
            raise InputError(f"`{name}` must be a name, got {value!r}")
        if name in ("scenario", "executor") and value is None:
            raise InputError(f"`{text}` names no {name}; name one of `entente list`, or leave it out")
        found.choices[name] = value
    elif root in SETTINGS or (root in NESTED and name != root):
        if deletes and not name.startswith("arms."):
            raise InputError(f"`{text}` cannot be deleted; only an arm can, as in ~arms.plausible")
        if value == {}:
            raise InputError(f"`{text}` sets nothing; say what it is to hold, or leave it out")
        found.settings.append(Setting(name=name, value=value, deletes=deletes))
    elif root in SCENARIO_KEYS:
        if deletes:
            raise InputError(f"`{text}` cannot be deleted; set it to another value")
        found.scenario[name] = value
    else:
        raise InputError(
            f"`{root}` is unknown in `{text}`; {nearest(root, (*GROUPS, *SETTINGS, *SCENARIO_KEYS))}"
        )


def text_keys(value: Any) -> Any:
    """A value whose keys are texts, as they were written: `null` is a name like any other.

    >>> text_keys([{None: 1, "b": {True: 2}}])
    [{'null': 1, 'b': {'true': 2}}]
    """
    if isinstance(value, dict):
        return {
            {"None": "null", "True": "true", "False": "false"}.get(repr(key), str(key)): text_keys(entry)
            for key, entry in value.items()
        }
    return [text_keys(entry) for entry in value] if isinstance(value, list) else value


def parse(text: str) -> Any:
    """One override, by Hydra's parser; raises InputError."""
    from hydra.errors import HydraException

    if "=" not in text and not text.startswith("~"):
        raise InputError(f"`{text}` is no override; write NAME=VALUE, as in behaviour.noise=0.3")
    if CONTROL.search(text):
        raise InputError(f"{brief(repr(text))} holds a control character; leave it out")
    if sys.flags.optimize and set(text) & set("({"):  # Hydra reads these inside assertions (its issue 2570)
        raise InputError(f"`{brief(text)}` cannot be read without Python's assertions; unset PYTHONOPTIMIZE")
    try:
        parsed = _parser().parse_override(text)
    except HydraException as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"`{brief(text)}` cannot be read: {brief(reason)}; {_quoted(text)}") from None
    except RecursionError:
        raise InputError(f"`{brief(text)}` is nested too deep; write the values into a file") from None
    if parsed.package is not None:
        raise InputError(f"`{text}` moves a file elsewhere with `@`; leave `@{parsed.package}` out")
    return parsed


def _quoted(text: str) -> str:
    """How to write a value with signs: quotes for Hydra inside quotes for the shell."""
    from sim.cli.literals import literal

    name, _, value = text.partition("=")
    written = f"{name}={literal(value) if set(value) & set('"\\') else f'"{value}"'}"
    try:
        if len(written) > 200:
            raise ValueError(written)
        _parser().parse_override(written)
    except Exception:  # noqa: BLE001  # advice for what cannot be read may not fail itself
        return "write NAME=VALUE, as in behaviour.noise=0.3"
    return f"if a text is meant, write {shlex.quote(written)}"


@cache
def _parser() -> Any:
    from hydra.core.override_parser.overrides_parser import OverridesParser

    return OverridesParser.create()


def refuse_target(value: Any, where: str) -> None:
    """Raises InputError for a key `_target_`: no configuration names code to run."""
    if isinstance(value, dict):
        for key, entry in value.items():
            if "_target_" in str(key).split("."):
                raise InputError(
                    f"{where} must not hold `_target_`: no configuration runs code; leave it out"
                )
            refuse_target(entry, where)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            refuse_target(entry, where)


def refuse_interpolation(value: Any, where: str) -> None:
    """Raises InputError for text with `${`: nothing in a configuration is looked up or run."""
    if isinstance(value, dict):
        for key, entry in value.items():
            refuse_interpolation(key, where)
            refuse_interpolation(entry, where)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            refuse_interpolation(entry, where)
    elif isinstance(value, str) and "${" in value:
        raise InputError(f"{where} must not hold an interpolation, got {value!r}; write the value itself")
