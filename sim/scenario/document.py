"""Reading YAML as plain data: the core schema of YAML 1.2, no objects, no key given twice.

Numbers and words mean what YAML 1.2 says (https://yaml.org/spec/1.2.2/#103-core-schema): `0120` is 120, and
`1:30`, `NO` and `2012-01-01` are text. Keys are always text. A file is measured while it is read.
"""

import math
import re
import stat
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from sim.errors import ScenarioError

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

BYTES_MAX = 8_000_000
"""Largest file: twice the tables of 200 states, the most that a scenario may have."""
NODES_MAX = 400_000
"""Most keys and values of a file, each alias counted as all that it stands for."""
DEPTH_MAX = 30
"""Nesting that no scenario needs. PyYAML builds data by recursion, and far deeper data ends the process."""
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
"""A number as YAML 1.2 writes it."""
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_TAG = "tag:yaml.org,2002:"


class _Dumper(yaml.SafeDumper):
    """Writes text in quotes wherever YAML 1.1 or 1.2 would read something else."""


for _kind, _rule in (("int", _WHOLE), ("float", DECIMAL)):
    _Dumper.add_implicit_resolver(_TAG + _kind, re.compile(rf"(?:{_rule.pattern})\Z"), list("-+.0123456789"))


def parse_yaml(text: str, source: str, *, nodes: int = NODES_MAX) -> tuple[Any, list[str]]:
    """The data of a YAML text, and a line for each key that is given twice.

    Raises ScenarioError where the text is not YAML at all, or stands for more than `nodes` keys and values.
    """
    builder = _Builder(nodes)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise ScenarioError(source, [f"is not valid YAML: {_explained(error, text)}"]) from None
    except (ValueError, LookupError) as error:
        # a value that its tag does not fit (!!float abc), or a number of thousands of digits
        problem = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ScenarioError(
            source, [f"has a value that YAML cannot read: {problem}; put it in quotes"]
        ) from None
    return builder.data, list(dict.fromkeys(builder.duplicates))


class _Open:
    """A list or mapping whose end has not come yet."""

    def __init__(self, event: Any, nodes: int) -> None:
        self.anchor = event.anchor
        self.nodes = nodes
        """How many came before it."""
        self.depth = 0
        """Levels of lists and mappings below it."""
        self.items: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.lines: dict[str, int] = {}
        """Key -> line."""
        self.key: str | None = None
        self.merges = False
        """Whether that key is a merge key, `<<` without quotes."""
        self.merged: list[Any] = []


class _Builder:
    """Makes data of events as they come, without recursion, and counts what its aliases stand for."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.data: Any = None
        self.duplicates: list[str] = []
        self.nodes = 0
        self.documents = 0
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int, int]] = {}
        """Value, nodes and depth of what has a name."""

    def take(self, event: Any) -> None:
        """One event; raises YAMLError, ValueError or LookupError for what is not plain data."""
        if isinstance(event, yaml.ScalarEvent):
            inside = self.open[-1] if self.open else None
            if inside is not None and isinstance(inside.items, dict) and inside.key is None:
                self._key(inside, event)
            else:
                self._put(_scalar(event), event, 1, 0)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check_key(event)
            if event.tag not in (None, "!", f"{_TAG}map", f"{_TAG}seq"):
                raise _at(event, _no_tag(event.tag))
            self.open.append(_Open(event, self.nodes))
            self._count(event, 1, 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.open.pop()
            for mapping in done.merged:
                for key, value in mapping.items():
                    done.items.setdefault(key, value)
            self._put(done.items, event, 0, done.depth + 1, done)
        elif isinstance(event, yaml.AliasEvent):
            self._check_key(event)
            if any(one.anchor == event.anchor for one in self.open):
                raise _at(event, f"`*{event.anchor}` is recursive: it holds itself")
            if event.anchor not in self.anchors:
                raise _at(event, f"found undefined alias `*{event.anchor}`")
            self._put(self.anchors[event.anchor][0], event, *self.anchors[event.anchor][1:])
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _at(event, "expected a single document, but found another document")

    def _key(self, inside: _Open, event: Any) -> None:
        """A key as it is written: `null`, `NO` and `007` are names like any other."""
        self._count(event, 1, 0)
        line = event.start_mark.line + 1
        if event.value in inside.lines:
            self.duplicates.append(
                f"`{event.value}` (line {line}) is given twice, first in line {inside.lines[event.value]}; "
                "keep one of them"
            )
        inside.lines.setdefault(event.value, line)
        inside.key = event.value
        inside.merges = event.value == "<<" and event.implicit[0]

    def _check_key(self, event: Any) -> None:
        if self.open and isinstance(self.open[-1].items, dict) and self.open[-1].key is None:
            raise _at(event, "found unhashable key: a key must be a text")

    def _put(self, value: Any, event: Any, nodes: int, depth: int, done: _Open | None = None) -> None:
        """Lay a value in the list or mapping that is open."""
        self._count(event, nodes, depth)
        anchor = done.anchor if done else event.anchor
        if anchor and not isinstance(event, yaml.AliasEvent):
            self.anchors[anchor] = value, self.nodes - done.nodes if done else 1, depth
        if not self.open:
            self.data = value
            return
        inside = self.open[-1]
        inside.depth = max(inside.depth, depth)
        if isinstance(inside.items, list):
            inside.items.append(value)
            return
        if inside.merges:
            merged = value if isinstance(value, list) else [value]
            if not all(isinstance(one, dict) for one in merged):
                raise _at(event, "`<<` takes a mapping or a list of mappings")
            inside.merged += merged
        elif inside.key is not None:
            inside.items[inside.key] = value
        inside.key = None

    def _count(self, event: Any, nodes: int, depth: int) -> None:
        self.nodes += nodes
        if self.nodes > self.most:
            more = ", aliases written out" if self.anchors else ""
            raise _at(event, f"the file stands for more than {self.most:,} keys and values{more}")
        if len(self.open) + depth > DEPTH_MAX:
            raise _at(event, f"lists and mappings are nested more than {DEPTH_MAX} deep")


def _scalar(event: Any) -> Any:
    """The value of a scalar: by its tag, by its form where it has neither tag nor quotes, or text."""
    text, tag = event.value, event.tag
    if tag is None and event.implicit[0]:
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in "-+.0123456789":
            return text
        kinds = (("int", _WHOLE), ("float", DECIMAL), ("float", _ENDLESS))
        tag = next((_TAG + kind for kind, rule in kinds if rule.fullmatch(text)), None)
    if tag in (None, "!", f"{_TAG}str"):
        return text
    if tag == f"{_TAG}int":
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        return int(text[2:] if base != 10 else text, base)
    if tag == f"{_TAG}float":
        return float(re.sub(r"\.(?=[iInN])", "", text))
    if tag in (f"{_TAG}null", f"{_TAG}bool"):
        return _WORDS[text]
    raise _at(event, _no_tag(tag))


def _no_tag(tag: str) -> str:
    return f"could not determine a constructor for the tag '{tag}', which YAML cannot read as plain data"


def _at(event: Any, problem: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, problem, event.start_mark)


def _explained(error: yaml.YAMLError, text: str) -> str:
    """Where the fault is, what it is and what to do."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if mark is None:
        return f"{problem}; correct it"
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    where = f"line {mark.line + 1}, column {mark.column + 1}"
    if "\t" in line[: len(line) - len(line.lstrip())] or line[mark.column : mark.column + 1] == "\t":
        return f"{where}: a tab, which YAML does not take as indentation; use spaces"
    return f"{where}: {problem}; correct that line"


def read_text(path: Path, most: int = BYTES_MAX, *, what: str = "a YAML file") -> str:
    """The text of a regular file in UTF-8 of at most so many bytes; raises ScenarioError."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ValueError("it is not a regular file")
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise ValueError(f"it has more than {most:,} bytes")
        return data.decode("utf-8-sig")
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, or no path
        why = error.strerror.lower() if isinstance(error, OSError) and error.strerror else error
        raise ScenarioError(str(path), [f"cannot be read: {why}; give the path of {what}"]) from None


def read_yaml(path: Path) -> tuple[Any, list[str]]:
    """The data of a YAML file, as `parse_yaml`; raises ScenarioError where it cannot be read."""
    return parse_yaml(read_text(path), str(path))


def write_yaml(data: Any) -> str:
    """Plain data as YAML text, which any reader of YAML 1.1 or 1.2 reads back alike."""
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100))


def as_number(value: Any) -> float | None:
    """A number as YAML and users write it (1, 0.5, "1e-3"), or None; booleans and bytes are not numbers."""
    if isinstance(value, (bool, np.bool_, bytes, bytearray)):
        return None
    if isinstance(value, str):
        if not DECIMAL.fullmatch(value.strip()):
            return None
        number = float(value)
        return number + 0.0 if math.isfinite(number) else None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number + 0.0  # no negative zero, so that equal numbers are written alike
