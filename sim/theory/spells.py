"""Spells: consecutive steps with a property, in one history.

A history is an array over steps 0..T with 1 where the property holds. Step 0
is given and not chosen, so spells are read from steps 1..T. A lapse of up to
`grace` steps does not end a spell; a spell lasts from its first to its last
step with the property, lapses in between included.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from sim.numerics.types import Array

Flags = np.ndarray[Any, np.dtype[np.uint8]]
"""uint8 (T+1,), 1 where a property holds."""


class Spells(NamedTuple):
    """What is measured of the spells of one history; steps are counted from 0, lengths in steps."""

    number: int
    """Number of spells."""
    longest: int
    """Length of the longest spell, 0 if none."""
    longest_start: int
    """First step of the longest spell (the earliest of equals), 0 if none."""
    first_stable_start: int
    """First step of the first spell of at least `min_duration` steps, 0 if none."""
    first_stable_length: int
    """Length of that spell, 0 if none."""
    first_stable_open: int
    """1 if that spell is cut off by the end of the history."""
    open_at_end: int
    """1 if some spell is cut off by the end of the history."""


def list_spells(holds: Array, grace: int) -> Iterator[tuple[int, int]]:
    """(start, stop) of every spell of a history (T+1,), in order; stop is the step after the last.

    >>> list(list_spells(np.array([1, 1, 0, 1, 0, 0, 1]), 1))
    [(1, 4), (6, 7)]
    """
    start = 0  # of the spell under way, 0 if none
    stop = 0
    for step in range(1, holds.size):
        if holds[step] != 0:
            if start != 0 and step - stop > grace:
                yield start, stop
                start = 0
            if start == 0:
                start = step
            stop = step + 1
    if start != 0:
        yield start, stop


def list_posture_spells(postures: Array) -> Iterator[tuple[int, int, int]]:
    """(start, stop, posture) of every stretch of steps with one posture, from step 0 on, in order.

    >>> list(list_posture_spells(np.array([0, 0, 1, 0])))
    [(0, 2, 0), (2, 3, 1), (3, 4, 0)]
    """
    start = 0
    for posture, stretch in groupby(postures.tolist()):
        stop = start + len(list(stretch))
        yield start, stop, int(posture)
        start = stop


def is_open(stop: int, steps: int, grace: int) -> bool:
    """Whether the end of a history of `steps` steps, step 0 included, cuts a spell off.

    >>> is_open(7, 8, 0), is_open(7, 8, 1)
    (False, True)
    """
    return steps - stop <= grace


def measure_spells(holds: Flags, min_duration: int, grace: int) -> Spells:
    """Measure every spell of a history.

    >>> measure_spells(np.array([1, 1, 0, 1, 1, 1, 0], np.uint8), 3, 0)[:5]
    (2, 3, 3, 3, 3)
    >>> measure_spells(np.array([0, 1, 0, 1, 1, 0, 0], np.uint8), 3, 1)[:3]
    (1, 4, 1)
    """
    number = longest = longest_start = open_at_end = 0
    stable_start = stable_length = stable_open = 0
    for start, stop in list_spells(holds, grace):
        number += 1
        length = stop - start
        open_at_end = int(is_open(stop, holds.size, grace))  # of the last spell in the end
        if length > longest:
            longest = length
            longest_start = start
        if length >= min_duration and stable_start == 0:
            stable_start = start
            stable_length = length
            stable_open = open_at_end
    return Spells(number, longest, longest_start, stable_start, stable_length, stable_open, open_at_end)


def share_of_spell(marks: Flags, start: int, length: int) -> float:
    """Share of the steps of a spell that are marked; NaN for a spell of no length.

    >>> share_of_spell(np.array([0, 1, 1, 0, 1], np.uint8), 1, 4)
    0.75
    """
    if length == 0:
        return np.nan
    marked = 0
    for step in range(start, start + length):
        marked += int(marks[step])
    return marked / length
