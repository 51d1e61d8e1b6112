"""How much arithmetic a step is, and how fast a processor does nothing else."""

import time

import numpy as np
from numba import njit

from sim.engine.batch.compile import ENTRY_OPTIONS
from sim.engine.batch.layout import Layout

# Operations on one number of a vector, counted in the formulas: additions, subtractions, products,
# quotients, roots, comparisons, choices, conversions and bit operations, but no loads and stores.
PHILOX = 10 * 12
"""A round: two products, four exclusive ors, two shifts, two masks, two keys."""
EXP = 39
LOG = 36
NORMAL_QUANTILE = LOG + 3 * 30 + 24
UNIFORM = 6
ISSUE = PHILOX + UNIFORM + NORMAL_QUANTILE + 3 + EXP + 1
STAKE = 3
INTEREST = 6
DYAD_THIRD_STATE = 4
"""A threat balanced takes three for each direction, a shared posture two for both."""
VALUES = 25
CHOICE = 2 + 3 * (EXP + 2) + 8
RECORD_PAIR = 10
TRIANGLE = 6


def operations_per_step(layout: Layout) -> int:
    """Operations of one step of one run."""
    n = layout.n_states
    dyads, pairs, triangles = n * (n - 1), n * (n - 1) // 2, n * (n - 1) * (n - 2) // 6
    stakes = layout.stake_issue.size
    dyad = INTEREST + (n - 2) * DYAD_THIRD_STATE + VALUES + PHILOX + 2 * UNIFORM + CHOICE + 5
    return (
        layout.n_issues * ISSUE + stakes * STAKE + dyads * dyad + pairs * RECORD_PAIR + triangles * TRIANGLE
    )


def attainable_rate() -> float:
    """Products and sums a second of one core, from numbers that stay in its registers or nearest cache."""

    @njit(**ENTRY_OPTIONS)
    def polynomials(x: np.ndarray, out: np.ndarray, repeats: int) -> None:
        for _ in range(repeats):
            for place in range(x.size):
                r = x[place]
                p = r
                p = p * r + 0.9
                p = p * r + 0.8
                p = p * r + 0.7
                p = p * r + 0.6
                p = p * r + 0.5
                p = p * r + 0.4
                p = p * r + 0.3
                p = p * r + 0.2
                out[place] = p

    x, out = np.linspace(0.0, 0.5, 256), np.empty(256)
    polynomials(x, out, 1)
    repeats, best = 20_000, float("inf")
    for _ in range(10):
        start = time.perf_counter()
        polynomials(x, out, repeats)
        best = min(best, time.perf_counter() - start)
    return 16 * x.size * repeats / best
