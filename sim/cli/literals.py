"""Python values as they are typed in an override."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import InputError

PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
BEFORE_QUOTE = re.compile(r"(\\+)('|\Z)")
"""Backslashes before a quote, the closing one too: there two stand for one."""
WORDS = ("null", "true", "false", "nan", "inf")
"""Words that mean a value where they stand without quotes."""


def literal(value: Any) -> str:
    r"""A value in the grammar of overrides, so that it is read back as it was.

    Raises InputError for what no override can say.

    >>> literal(0.3), literal(None), literal(True), literal("essay"), literal("it's 5 %")
    ('0.3', 'null', 'true', 'essay', "'it\\'s 5 %'")
    >>> literal({"kind": "grid", "axes": {"behaviour.noise": [0.1, 0.2]}})
    '{kind:grid,axes:{behaviour.noise:[0.1,0.2]}}'
    """
    if hasattr(value, "tolist"):  # NumPy's numbers and arrays
        value = value.tolist()
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (str, Path)):
        text = str(value)
        if PLAIN.fullmatch(text) and text.lower() not in WORDS:
            return text
        return "'" + BEFORE_QUOTE.sub(r"\1\1\2", text).replace("'", "\\'") + "'"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_key(str(key))}:{literal(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(literal(entry) for entry in value) + "]"
    raise InputError(f"an override takes numbers, texts, lists and mappings, got {value!r}")


def _key(text: str) -> str:
    """A key of a mapping, which the grammar takes without quotes alone. Raises InputError for others."""
    from sim.cli.overrides import parse

    written = re.sub(r"([\\()\[\]{}:=, \t])", r"\\\1", text)
    try:
        if list(parse(f"a={{{written}:0}}").value()) == [text]:
            return written
    except InputError:
        pass
    raise InputError(f"no override can hold the key {text!r}; write the values into a file and give its path")
