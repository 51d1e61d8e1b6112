"""Checks of single values. A value that breaks its rule is noted and replaced by a legal stand-in,

so that the rest of the document can be checked in the same pass; nothing runs once a fault is noted.
"""

import re
import reprlib
from collections.abc import Iterable
from typing import Any
from unicodedata import category

from sim.scenario.document import as_number
from sim.scenario.faults import UNKNOWN_MAX, Faults, brief, nearest
from sim.scenario.quantities import Quantity

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_SHORT = reprlib.Repr(
    maxlevel=3, maxstring=60, maxother=60, maxlong=60
)  # YAML's aliases may nest without end
JOINERS = "\u200c\u200d"
"""Marks inside words of Persian and other scripts; they are not control characters."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What a text on one line does not hold."""
KEY_RULE = "must be letters, digits and `_`, a letter first"
NAME_RULE = "must be letters, digits, `_` and `-`, a letter first"


def shown(value: Any) -> str:
    """A value as a message shows it: short, on one line."""
    try:
        text = _SHORT.repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, or lists without end
        return f"something of type {type(value).__name__}"
    return text if len(text) <= 40 else text[:37] + "..."


def number(faults: Faults, field: str, value: Any, quantity: Quantity) -> float:
    """A number inside the range of its quantity."""
    result = as_number(value)
    if result is None:
        faults.add(field, f"must be a number {quantity.rule}, got {shown(value)}")
    elif not quantity.admits(result):
        faults.add(field, f"must be {quantity.rule_for(result)}, got {result:g}")
    else:
        return result
    if quantity.default is not None:
        return quantity.default
    return quantity.low + 1.0 if quantity.low_open else max(quantity.low, 0.0)


def integer(faults: Faults, field: str, value: Any, low: int, high: int | None = None) -> int:
    """A whole number from low to high."""
    rule = f"a whole number >= {low}" + (f" and <= {high}" if high is not None else "")
    result = as_number(value)
    if result is None or not float(result).is_integer():
        faults.add(field, f"must be {rule}, got {shown(value)}")
    elif result < low or (high is not None and result > high):
        faults.add(field, f"must be {rule}, got {int(result)}")
    else:
        return int(result)
    return low


def mapping(faults: Faults, field: str, value: Any, what: str) -> dict[str, Any]:
    """A mapping with text keys; an absent one (None) is empty."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        faults.add(field, f"must be a mapping of {what}, got {shown(value)}")
        return {}
    return {str(key): entry for key, entry in value.items()}


def text(faults: Faults, field: str, value: Any) -> str:
    """A text on one or more lines, without control characters (not all of them survive YAML)."""
    if not isinstance(value, str) or not value.strip():
        faults.add(field, f"must be a text, got {shown(value)}")
        return "unnamed"
    if not all(
        letter.isprintable() or letter in f"\n\t{JOINERS}" or category(letter) == "Zs" for letter in value
    ):
        faults.add(field, f"must have no control characters, got {shown(value)}")
        return "unnamed"
    return str(value)


def line(faults: Faults, field: str, value: Any) -> str:
    """A text on one line, such as a name, which goes into sentences and rows of tables."""
    if isinstance(value, str) and value.strip() and CONTROL.search(value.strip()):
        faults.add(field, f"must be one line, got {shown(value)}; join its lines")
        return "unnamed"
    return text(faults, field, value).strip()


def known(
    faults: Faults, field: str, entries: dict[str, Any], valid: Iterable[str], what: str = "key"
) -> dict[str, Any]:
    """The entries whose keys are valid; every other key is a fault with the nearest valid one.

    Where many are unknown, they are one fault.
    """
    names = dict.fromkeys(valid)
    strange = [key for key in entries if key not in names]
    if len(strange) > UNKNOWN_MAX:
        shown_keys = ", ".join(f"`{brief(key)}`" for key in strange[:3])
        faults.add(
            field, f"has {len(strange):,} unknown {what}s, {shown_keys} and so on; {nearest('', names)}"
        )
        strange = []
    for key in strange:
        faults.unknown(field, key, names, what)
    return {key: value for key, value in entries.items() if key in names}


def choice(faults: Faults, field: str, value: Any, valid: Iterable[str]) -> str:
    """One of a few words."""
    names = list(valid)
    if value in names:
        return str(value)
    advice = nearest(value if isinstance(value, str) else "", names)
    faults.add(field, f"must be one of {', '.join(names)}, got {shown(value)}; {advice}")
    return names[0]
