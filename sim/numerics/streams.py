"""The random numbers of a run, each a pure function of (run key, stream, step, i, j).

This scheme is a promise to users: it changes only with a major version.

identity   a state or an issue is known by the 8-byte BLAKE2b digest of its key,
           read as a little-endian integer; a state uses the low 32 bits.
run key    words 0 and 1 of philox(counter = (replicate low, replicate high,
           point, RUN_KEY), key = (seed low, seed high)).
salience   block philox(counter = (issue low, issue high, step, SALIENCE), run key);
           eps = normal_quantile(uniform52(word 0, word 1)).
posture    block philox(counter = (state i, state j, step, POSTURE), run key);
           choice by uniform52(word 0, word 1), review by uniform32(word 2).

Keys and not places identify states and issues, so their order in a scenario
never matters, and states keep their numbers when others come or go.
"""

from hashlib import blake2b

import numpy as np

from sim.numerics.philox import philox
from sim.numerics.types import Float, Word

RUN_KEY = np.uint64(0)
SALIENCE = np.uint64(1)
POSTURE = np.uint64(2)

SEED_MAX = 2**64 - 1
REPLICATE_MAX = 2**64 - 1
POINT_MAX = 2**32 - 1
_LOW = 0xFFFFFFFF


def identity(key: str) -> int:
    """64-bit identity of a state or an issue.

    >>> identity("RUS") == identity("RUS"), identity("RUS") == identity("CHN")
    (True, False)
    """
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def words(number: int) -> tuple[np.uint64, np.uint64]:
    """Low and high 32-bit word of an integer from 0 to 2**64 - 1.

    >>> [int(w) for w in words(2**32 + 5)]
    [5, 1]
    """
    return np.uint64(number & _LOW), np.uint64(number >> 32)


def uniform52(word_0: Word, word_1: Word) -> Float:
    """(m + 1/2) / 2**52 in (0, 1), m the 52-bit number of word 0 and the top 20 bits of word 1.

    >>> float(uniform52(np.uint64(0), np.uint64(0))) == 2.0**-53
    True
    """
    return (((word_0 << np.uint64(20)) | (word_1 >> np.uint64(12))) + 0.5) * 2.0**-52


def uniform32(word: Word) -> Float:
    """(m + 1/2) / 2**32 in (0, 1).

    >>> float(uniform32(np.uint64(2**31)))
    0.5000000001164153
    """
    return (word + 0.5) * 2.0**-32


def run_keys(seed: int, points: Word, replicates: Word) -> tuple[Word, Word]:
    """Run keys for arrays (or numbers) of design points and replicates, both uint64."""
    low, high = words(seed)
    k0, k1, _, _ = philox(
        replicates & np.uint64(_LOW), replicates >> np.uint64(32), np.uint64(points), RUN_KEY, low, high
    )
    return k0, k1
