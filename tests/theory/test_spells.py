"""Spells against a brute-force reading of random histories, and cases worked by hand."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.theory.spells import Spells, list_posture_spells, list_spells, measure_spells, share_of_spell


def brute_force(holds: list[int], duration: int, grace: int) -> Spells:
    """Join every two steps with the property that lie near enough; no counter is carried along."""
    steps = [step for step in range(1, len(holds)) if holds[step]]
    spells: list[tuple[int, int]] = []  # first and last step
    for step in steps:
        earlier = [other for other in steps if other < step and step - other - 1 <= grace]
        if earlier:
            first, last = spells.pop()
            spells.append((first, step))
            assert last == max(earlier)
        else:
            spells.append((step, step))
    lengths = [last - first + 1 for first, last in spells]
    stable = [spell for spell, length in zip(spells, lengths, strict=True) if length >= duration]
    horizon = len(holds) - 1
    longest = max(lengths, default=0)
    first, last = stable[0] if stable else (0, -1)
    return Spells(
        number=len(spells),
        longest=longest,
        longest_start=spells[lengths.index(longest)][0] if spells else 0,
        first_stable_start=first,
        first_stable_length=last - first + 1,
        first_stable_open=int(bool(stable) and horizon - last <= grace),
        open_at_end=int(bool(spells) and horizon - spells[-1][1] <= grace),
    )


histories = st.lists(st.integers(0, 1), min_size=2, max_size=40) | st.lists(
    st.sampled_from([0, 1, 1, 1]), min_size=2, max_size=40
)


def in_words(holds: list[int], grace: int) -> list[tuple[int, int]]:
    """The same by regular expression: marks with lapses of at most `grace` between them."""
    text = "0" + "".join(map(str, holds[1:]))
    return [found.span() for found in re.finditer(f"1(?:0{{0,{grace}}}1)*", text)]


@settings(max_examples=500)
@given(histories, st.integers(0, 4))
def test_every_spell_is_listed(holds: list[int], grace: int) -> None:
    assert list(list_spells(np.array(holds, np.uint8), grace)) == in_words(holds, grace)


@given(st.lists(st.integers(-1, 1), min_size=1, max_size=30))
def test_posture_spells_tile_the_run(postures: list[int]) -> None:
    found = list(list_posture_spells(np.array(postures, np.int8)))
    assert [posture for start, stop, posture in found for _ in range(start, stop)] == postures
    assert all(one[1] == other[0] and one[2] != other[2] for one, other in pairwise(found))


@settings(max_examples=500)
@given(histories, st.integers(1, 8), st.integers(0, 4))
def test_random_histories(holds: list[int], duration: int, grace: int) -> None:
    assert measure_spells(np.array(holds, np.uint8), duration, grace) == brute_force(holds, duration, grace)


@given(histories, st.integers(1, 8))
def test_more_grace_never_shortens_the_longest_spell(holds: list[int], duration: int) -> None:
    flags = np.array(holds, np.uint8)
    found = [measure_spells(flags, duration, grace) for grace in range(4)]
    assert [spells.longest for spells in found] == sorted(spells.longest for spells in found)
    assert [spells.number for spells in found] == sorted((spells.number for spells in found), reverse=True)


CASES: dict[str, tuple[str, int, int, tuple[int, ...]]] = {
    # steps 0..T as text; duration; grace; what is measured
    "nothing": ("0000", 2, 0, (0, 0, 0, 0, 0, 0, 0)),
    "step 0 does not count": ("1100", 2, 0, (1, 1, 1, 0, 0, 0, 0)),
    "exactly long enough": ("00110", 2, 0, (1, 2, 2, 2, 2, 0, 0)),
    "one step short": ("001010", 2, 0, (2, 1, 2, 0, 0, 0, 0)),
    "cut off by the end": ("00111", 2, 0, (1, 3, 2, 2, 3, 1, 1)),
    "the first stable, not the longest": ("011011110", 2, 0, (2, 4, 4, 1, 2, 0, 0)),
    "the earliest of equals is the longest": ("01101100", 3, 0, (2, 2, 1, 0, 0, 0, 0)),
    "a lapse within grace": ("01101100", 3, 1, (1, 5, 1, 1, 5, 0, 0)),
    "a lapse beyond grace": ("01100110", 3, 1, (2, 2, 1, 0, 0, 0, 1)),
    "a lapse at the end within grace": ("0111000", 3, 3, (1, 3, 1, 1, 3, 1, 1)),
    "a lapse at the end beyond grace": ("0111000", 3, 2, (1, 3, 1, 1, 3, 0, 0)),
    "only the last is cut off": ("0110001", 2, 0, (2, 2, 1, 1, 2, 0, 1)),
}


@pytest.mark.parametrize("case", CASES)
def test_cases_by_hand(case: str) -> None:
    text, duration, grace, expected = CASES[case]
    flags = np.array([int(mark) for mark in text], np.uint8)
    assert tuple(measure_spells(flags, duration, grace)) == expected


@pytest.mark.parametrize(
    ("marks", "start", "length", "expected"), [("0110", 1, 2, 1.0), ("0110", 2, 2, 0.5), ("1001", 1, 2, 0.0)]
)
def test_share_of_a_spell(marks: str, start: int, length: int, expected: float) -> None:
    flags: Any = np.array([int(mark) for mark in marks], np.uint8)
    assert share_of_spell(flags, start, length) == expected


def test_share_of_no_spell() -> None:
    assert np.isnan(share_of_spell(np.array([0, 1], np.uint8), 0, 0))
