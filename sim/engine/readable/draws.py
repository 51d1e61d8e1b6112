"""The random numbers of one step, drawn by key as `sim.numerics.streams` promises."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.numerics.normal import normal_quantile
from sim.numerics.philox import philox
from sim.numerics.streams import POSTURE, SALIENCE, identity, run_keys, uniform32, uniform52, words
from sim.numerics.types import Float, Word


class PostureDraws(NamedTuple):
    """Uniform numbers in (0, 1) of every dyad in one step, each (N, N)."""

    choice: Float
    review: Float


class Draws:
    """Draws for one run; `states` and `issues` are keys in canonical order."""

    def __init__(
        self, seed: int, point: int, replicate: int, states: Sequence[str], issues: Sequence[str]
    ) -> None:
        self.run_key: tuple[Word, Word] = run_keys(seed, np.uint64(point), np.uint64(replicate))
        self.state_words = np.array([words(identity(key))[0] for key in states])
        self.issue_words = np.array([words(identity(key)) for key in issues])

    def salience(self, step: int) -> Float:
        """(K,) standard normal numbers, one an issue."""
        low, high = self.issue_words[:, 0], self.issue_words[:, 1]
        word_0, word_1, _, _ = philox(low, high, np.uint64(step), SALIENCE, *self.run_key)
        return normal_quantile(uniform52(word_0, word_1))

    def posture(self, step: int) -> PostureDraws:
        """Uniform numbers that decide which dyads are reviewed, and what is chosen."""
        i, j = self.state_words[:, None], self.state_words[None, :]
        word_0, word_1, word_2, _ = philox(i, j, np.uint64(step), POSTURE, *self.run_key)
        return PostureDraws(choice=uniform52(word_0, word_1), review=uniform32(word_2))
