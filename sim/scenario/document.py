"""Reading a scenario's YAML as plain data: no tags, no objects, no key given twice."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from sim.errors import ScenarioError

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


DEPTH_MAX = 30
"""Nesting that no scenario needs. PyYAML builds data by recursion, and far deeper data ends the process."""


class _StrictLoader(Loader):  # type: ignore[misc]
    """Safe YAML, which notes every duplicate key and its line instead of keeping the last."""

    duplicates: list[str]


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[str, int] = {}
    for key_node, _ in node.value:
        name = str(getattr(key_node, "value", key_node))
        line = key_node.start_mark.line + 1
        if name in seen:
            loader.duplicates.append(
                f"`{name}` (line {line}) is given twice, first in line {seen[name]}; keep one of them"
            )
        seen.setdefault(name, line)
    return dict(loader.construct_mapping(node, deep=True))


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# YAML 1.1 reads NO, ON and Y as booleans; as keys of states they must stay words.
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in Loader.yaml_implicit_resolvers.items()
}


def parse_yaml(text: str, source: str) -> tuple[Any, list[str]]:
    """The data of a YAML text, and a line for each key that is given twice.

    Raises ScenarioError where the text is not YAML at all.
    """
    try:
        _check_depth(text)
        loader = _StrictLoader(text)
        loader.duplicates = []
        data = loader.get_single_data()
        loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ScenarioError(source, [f"is not valid YAML: {where}{problem}; correct that line"]) from None
    except (ValueError, LookupError, AttributeError, RecursionError) as error:
        # PyYAML lets these through where a value looks like a date or a number and is none: 2012-13-45
        problem = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ScenarioError(
            source, [f"has a value that YAML cannot read: {problem}; put it in quotes"]
        ) from None
    return data, list(dict.fromkeys(loader.duplicates))


def _check_depth(text: str) -> None:
    """Raises YAMLError where data is nested too deep; events come one by one, without recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEPTH_MAX:
                raise yaml.YAMLError(f"lists and mappings are nested more than {DEPTH_MAX} deep")
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def read_yaml(path: Path) -> tuple[Any, list[str]]:
    """The data of a YAML file, as `parse_yaml`; raises ScenarioError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, or no path
        why = error.strerror.lower() if isinstance(error, OSError) and error.strerror else error
        raise ScenarioError(str(path), [f"cannot be read: {why}; give the path of a YAML file"]) from None
    return parse_yaml(text, str(path))


def as_number(value: Any) -> float | None:
    """A number as YAML and users write it (1, 0.5, 1e-3), or None; booleans and bytes are not numbers."""
    if isinstance(value, (bool, np.bool_, bytes, bytearray)):
        return None
    if isinstance(value, str):
        # YAML 1.1 reads 1e-3 as text; a scenario means the number.
        try:
            number = float(value)
        except ValueError:
            return None
        return number + 0.0 if math.isfinite(number) else None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number + 0.0  # no negative zero, so that equal numbers are written alike
