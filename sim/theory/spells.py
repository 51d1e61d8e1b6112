"""Spells: consecutive steps with a property, in one history.

A history is an array over steps 0..T with 1 where the property holds. Step 0
is given and not chosen, so spells are read from steps 1..T. A lapse of up to
`grace` steps does not end a spell; a spell lasts from its first to its last
step with the property, lapses in between included.
"""

from typing import Any, NamedTuple

import numpy as np

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


def measure_spells(holds: Flags, min_duration: int, grace: int) -> Spells:
    """Measure every spell of a history.

    >>> measure_spells(np.array([1, 1, 0, 1, 1, 1, 0], np.uint8), 3, 0)[:5]
    (2, 3, 3, 3, 3)
    >>> measure_spells(np.array([0, 1, 0, 1, 1, 0, 0], np.uint8), 3, 1)[:3]
    (1, 4, 1)
    """
    count = 0
    longest = 0
    longest_start = 0
    first_stable_start = 0
    first_stable_length = 0
    first_stable_open = 0
    start = 0  # of the spell under way, 0 if none
    last = 0  # its last step with the property
    for step in range(1, holds.size):
        if holds[step] != 0:
            if start == 0 or step - last > grace + 1:
                start = step
                count += 1
            last = step
            length = last - start + 1
            if length > longest:
                longest = length
                longest_start = start
            if length >= min_duration and (first_stable_start == 0 or first_stable_start == start):
                first_stable_start = start
                first_stable_length = length
    horizon = holds.size - 1
    open_at_end = 1 if start != 0 and horizon - last <= grace else 0
    if open_at_end == 1 and first_stable_start == start:
        first_stable_open = 1
    return Spells(
        count, longest, longest_start, first_stable_start, first_stable_length, first_stable_open, open_at_end
    )


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
