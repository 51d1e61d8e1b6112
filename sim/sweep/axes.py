"""Axes: what values one dotted name takes in a design."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np

from sim.engine.memory import available_memory
from sim.errors import InputError
from sim.scenario.document import as_number
from sim.scenario.faults import nearest
from sim.scenario.primitives import shown
from sim.scenario.scenario import Scenario
from sim.scenario.slots import SLOT_SECTIONS

Values = np.ndarray[Any, Any]

FORMS = "a list, {linspace: [a, b, n]}, {uniform: [a, b]} or {integers: [a, b]}"
KINDS = ("linspace", "uniform", "integers")
WHOLE = ("horizon", "bloc.min_duration", "bloc.grace")
"""Names of whole numbers, of which a range holds no others."""
COPIES = 6
"""How often the numbers of a design are in memory while it is made and checked."""
POINTS_MAX = 100_000_000
"""Most points of one design; a larger one does not fit the memory of one machine."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Levels:
    """An axis with given values."""

    name: str
    values: Values
    """(levels,) float64, or objects where the name does not stand for a number."""


@dataclass(frozen=True, kw_only=True)
class Range:
    """An axis from which values are drawn uniformly."""

    name: str
    low: float
    high: float
    whole: bool = False
    """Whether only the whole numbers from `low` to `high` are drawn, each as often."""

    def values(self, unit: Values) -> Values:
        """Values at places of the unit interval.

        >>> Range(name="horizon", low=10, high=12, whole=True).values(np.array([0.0, 0.4, 0.7, 1.0]))
        array([10., 11., 12., 12.])
        """
        if self.whole:
            return np.minimum(self.low + np.floor(unit * (self.high - self.low + 1.0)), self.high)
        return self.low + (self.high - self.low) * unit


Axis = Levels | Range


def read_axes(raw: Any, field: str) -> list[Axis]:
    """Axes from a mapping of dotted names to forms; nested mappings spell the parts of a name.

    >>> [axis.name for axis in read_axes({"behaviour": {"noise": [0.1, 0.2]}, "horizon": [40]}, "axes")]
    ['behaviour.noise', 'horizon']
    """
    if not isinstance(raw, Mapping) or not raw:
        raise InputError(f"`{field}` must map dotted names to values ({FORMS}), got {shown(raw)}")
    return [read_axis(name, form, field) for name, form in _flat(raw)]


def _flat(raw: Mapping[Any, Any], stem: str = "") -> list[tuple[str, Any]]:
    forms = []
    for key, value in raw.items():
        name = f"{stem}{key}"
        if isinstance(value, Mapping) and value and not any(_is_kind(str(word)) for word in value):
            forms += _flat(value, f"{name}.")
        else:
            forms.append((name, value))
    return forms


def _is_kind(word: str) -> bool:
    """Whether a key means a form of values, misspelt perhaps, and not a further part of a name."""
    return bool(get_close_matches(word, KINDS, n=1, cutoff=0.75))


def read_axis(name: str, form: Any, field: str) -> Axis:
    """One axis from its form; raises InputError that shows the form and the rule."""
    where = f"`{field}.{name}`"
    if isinstance(form, (list, tuple)):
        return Levels(name=name, values=as_values(form, where))
    if not isinstance(form, Mapping):
        if form is None or isinstance(form, str):
            raise InputError(f"{where} must be {FORMS}, got {shown(form)}")
        return Levels(name=name, values=as_values([form], where))
    kind = str(next(iter(form), ""))
    if len(form) != 1 or kind not in KINDS:
        raise InputError(f"{where} must be {FORMS}, got {shown(dict(form))}; {nearest(kind, KINDS)}")
    if kind == "linspace":
        low, high, count = _numbers(form[kind], 3, where, "[first, last, number of values]")
        if not float(count).is_integer() or not 1 <= count <= POINTS_MAX:
            raise InputError(f"{where}.linspace needs a whole number of values >= 1, got {count:g}")
        check_room(int(count), 1, f"{where}.linspace")
        return Levels(name=name, values=np.linspace(low, high, int(count)))
    low, high = _numbers(form[kind], 2, where, "[low, high]")
    if not low < high:
        raise InputError(
            f"{where}.{kind} needs low < high, got [{low:g}, {high:g}]; exchange them or give a list"
        )
    whole = kind == "integers" or name in WHOLE
    if whole and not (low.is_integer() and high.is_integer()):
        raise InputError(f"{where}.{kind} needs whole numbers, got [{low:g}, {high:g}]; round them")
    return Range(name=name, low=low, high=high, whole=whole)


def check_room(points: int, numbers: int, what: str) -> None:
    """Raises InputError where a design has no points, or more than can be planned or fit memory.

    `numbers` is how many a point takes.
    """
    if not 1 <= points <= POINTS_MAX:
        raise InputError(f"{what} must have 1 to {POINTS_MAX:,} points, got {points:,}; make it smaller")
    needed, free = points * numbers * 8 * COPIES, available_memory()
    if needed > free:
        raise InputError(
            f"{what} of {points:,} points, each of {numbers:,} numbers, needs about "
            f"{needed / 2**30:,.1f} GiB of memory and {free / 2**30:,.1f} GiB are free; ask for fewer points"
        )


def numbers_of(scenario: Scenario, names: Collection[str]) -> int:
    """How many numbers a point takes while it is checked: all of each array that an axis is laid over."""
    fields = {scenario.slot(name).field for name in names if name.split(".")[0] in SLOT_SECTIONS}
    return max(len(names), sum(np.size(getattr(scenario.parameters, field)) for field in fields), 1)


def _numbers(raw: Any, count: int, where: str, rule: str) -> list[float]:
    numbers = [as_number(value) for value in raw] if isinstance(raw, (list, tuple)) else []
    if len(numbers) != count or any(value is None or not np.isfinite(value) for value in numbers):
        raise InputError(f"{where} needs {rule}, got {shown(raw)}")
    return [float(value) for value in numbers if value is not None]


def as_values(raw: Any, where: str) -> Values:
    """A column: float64 where every value is a number, objects otherwise. Raises InputError if empty."""
    if len(raw) == 0:
        raise InputError(f"{where} has no values; give at least one")
    numbers = [as_number(value) for value in raw]
    if all(number is not None for number in numbers):
        return np.array(numbers, dtype=np.float64)
    values = np.empty(len(raw), dtype=object)
    values[:] = list(raw)
    return values
