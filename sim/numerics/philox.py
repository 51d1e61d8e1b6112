"""Philox4x32-10, the counter-based generator of Salmon et al. (2011).

J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers:
as easy as 1, 2, 3", SC'11. Four 32-bit words out are a pure function of four
counter words and two key words: no state, so any number can be drawn at any
time, anywhere, in any order. Checked against the test vectors that the authors
publish with Random123 (tests/numerics/test_philox.py).

Words are unsigned 32-bit numbers held in uint64, so that products are exact.
"""

import numpy as np

from sim.numerics.types import Word

ROUNDS = 10
MASK = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)
MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)


def philox(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Four random 32-bit words for counter (c0, c1, c2, c3) and key (k0, k1).

    Arguments broadcast against each other; each is uint64 below 2**32.

    >>> zero = np.uint64(0)
    >>> [hex(int(w)) for w in philox(zero, zero, zero, zero, zero, zero)]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    for _ in range(ROUNDS):
        product_0 = MULTIPLIER_0 * c0
        product_1 = MULTIPLIER_1 * c2
        c0 = (product_1 >> SHIFT) ^ c1 ^ k0
        c1 = product_1 & MASK
        c2 = (product_0 >> SHIFT) ^ c3 ^ k1
        c3 = product_0 & MASK
        k0 = (k0 + WEYL_0) & MASK
        k1 = (k1 + WEYL_1) & MASK
    return c0, c1, c2, c3
