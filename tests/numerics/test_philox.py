"""Philox4x32-10 against the vectors that its authors publish with Random123 (file `kat_vectors`)."""

from typing import Any

import numpy as np
import pytest

from sim.numerics.philox import philox

VECTORS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


def words(text: str) -> list[np.uint64]:
    return [np.uint64(int(word, 16)) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "expected"), VECTORS)
def test_published_vectors(counter, key, expected):
    arguments: Any = [*words(counter), *words(key)]
    assert list(philox(*arguments)) == words(expected)


def test_arrays_broadcast():
    counters, keys = words(VECTORS[2][0]), words(VECTORS[2][1])
    first = np.array([counters[0], 0], np.uint64)[:, None]
    keys_0 = np.array([keys[0], 1, 2], np.uint64)[None, :]
    arguments: Any = [first, *counters[1:], keys_0, keys[1]]
    block = philox(*arguments)
    assert block[0].shape == (2, 3)
    assert [word[0, 0] for word in block] == words(VECTORS[2][2])


def test_words_stay_below_32_bits():
    numbers = np.arange(1000, dtype=np.uint64)
    for word in philox(numbers, numbers, numbers, numbers, np.uint64(2**32 - 1), np.uint64(2**32 - 1)):
        assert word.max() < 2**32
