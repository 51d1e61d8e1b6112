"""Two factions by the leading eigenvector of the matrix of propensities.

The best camps maximise sum a_ij x_i x_j over x = +1 or -1. Let x be any vector of unit length, and the
leading eigenvector is the best; its signs are the factions (Kunegis et al. 2010), and they are
where the flow dX/dt = X^2 ends from nearly every start (Marvel et al. 2011).
"""

from dataclasses import dataclass

import numpy as np

from sim.rivals.camps import TOLERANCE, Array, Sides


@dataclass(frozen=True, kw_only=True, eq=False)
class Factions:
    """The leading eigenvector and what it says."""

    sides: Sides
    """int8 (N,) +1 or -1 for the faction, 0 if undecided; all 0 if the leading eigenvalue is not single."""
    vector: Array
    """(N,) unit length; its first entry that is not 0 is > 0."""
    value: float
    """The leading eigenvalue."""
    next_value: float
    """The one after it."""


def leading_factions(matrix: Array, *, tolerance: float = TOLERANCE, apart: float = TOLERANCE) -> Factions:
    """Factions of a symmetric matrix (N, N).

    An entry of the vector within `tolerance` of 0 takes no side; eigenvalues are equal within `apart`
    times the largest absolute one.

    >>> leading_factions(np.array([[0.0, 1.0, -1.0], [1.0, 0.0, -1.0], [-1.0, -1.0, 0.0]])).sides.tolist()
    [1, 1, -1]
    """
    values, vectors = np.linalg.eigh(matrix)
    vector = vectors[:, -1]
    counts = np.abs(vector) > tolerance
    vector = vector * np.sign(vector[np.argmax(counts)])
    single = values[-1] - values[-2] > apart * float(np.abs(values).max())
    sides = np.where(counts & single, np.sign(vector), 0.0).astype(np.int8)
    return Factions(sides=sides, vector=vector, value=float(values[-1]), next_value=float(values[-2]))
