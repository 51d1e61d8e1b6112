"""Shapley values of a game whose every coalition has been played (Shapley 1953).

v(S) is what coalition S attains; coalition number p holds player k where bit k of p is set. The value of
player k is its marginal contribution, averaged over all orders in which the n players can come:

    phi_k = sum over S without k of |S|! (n - |S| - 1)! / n! (v(S and k) - v(S))

The values sum to v(all) - v(none): nothing is left over and nothing counted twice.

What two players do together that neither does alone is their interaction index (Grabisch and Roubens 1999):

    I_jk = sum over S without j and k of |S|! (n - |S| - 2)! / (n - 1)!
                                         (v(S, j and k) - v(S and j) - v(S and k) + v(S))

It is 0 where the players only add up, positive where one makes the other worth more, and negative where one
takes the place of the other.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial

import numpy as np

from sim.numerics.types import Array


def players_of(coalitions: int) -> int:
    """Number of players from the number of coalitions; raises ValueError unless that is a power of two."""
    players = coalitions.bit_length() - 1
    if players < 1 or coalitions != 1 << players:
        raise ValueError(f"coalitions must number 2, 4, 8 ..., got {coalitions}")
    return players


def shapley_counts(coalitions: int) -> Array:
    """int64 (players, coalitions): in how many of the n! orders v(S) is gained (+) or given up (-) by k.

    Row k times v, over n!, is the Shapley value of k. Whole numbers, so that nothing is rounded.
    """
    players = players_of(coalitions)
    numbers = np.arange(coalitions)
    size = np.array([int(number).bit_count() for number in numbers])
    orders = np.array([factorial(s) * factorial(players - s - 1) for s in range(players)], dtype=np.int64)
    counts = np.zeros((players, coalitions), dtype=np.int64)
    for player in range(players):
        inside = (numbers >> player) & 1 == 1
        counts[player, inside] = orders[size[inside] - 1]
        counts[player, ~inside] = -orders[size[~inside]]
    return counts


def shapley_values(values: Array) -> Array:
    """(..., players) Shapley values of games (..., coalitions).

    >>> shapley_values(np.array([0.0, 1.0, 1.0, 4.0]))
    array([2., 2.])
    """
    counts = shapley_counts(values.shape[-1])
    # Divided last: sums of whole numbers are exact, in whatever order the library takes them.
    return np.asarray(values @ counts.T / factorial(len(counts)))


def interaction_counts(coalitions: int) -> Array:
    """int64 (players, players, coalitions): row j, k times v, over (n - 1)!, is their interaction index.

    Symmetric; 0 for a player with itself. Raises ValueError with fewer than two players.
    """
    players = players_of(coalitions)
    if players < 2:
        raise ValueError(f"an interaction needs two players, got {players}")
    numbers = np.arange(coalitions)
    size = np.array([int(number).bit_count() for number in numbers])
    orders = np.array([factorial(s) * factorial(players - s - 2) for s in range(players - 1)], dtype=np.int64)
    counts = np.zeros((players, players, coalitions), dtype=np.int64)
    for one, other in combinations(range(players), 2):
        inside = ((numbers >> one) & 1) + ((numbers >> other) & 1)
        rest = orders[size - inside]
        counts[one, other] = counts[other, one] = np.where(inside == 1, -rest, rest)
    return counts


def interaction_values(values: Array) -> Array:
    """(..., players, players) interaction indices of games (..., coalitions); 0 on the diagonal.

    >>> interaction_values(np.array([0.0, 1.0, 1.0, 4.0]))[0, 1]
    np.float64(2.0)
    """
    counts = interaction_counts(values.shape[-1])
    players = len(counts)
    flat = values @ counts.reshape(-1, values.shape[-1]).T / factorial(players - 1)
    return np.asarray(flat.reshape(*values.shape[:-1], players, players))


def exact_shapley(values: Sequence[int | Fraction]) -> list[Fraction]:
    """The same as fractions, without any rounding.

    >>> [str(value) for value in exact_shapley([0, 1, 0, 2])]
    ['3/2', '1/2']
    """
    counts = shapley_counts(len(values))
    orders = factorial(len(counts))
    return [
        sum((int(c) * Fraction(v) for c, v in zip(row, values, strict=True)), Fraction(0)) / orders
        for row in counts
    ]
