"""The numbers of a scenario as arrays: what the engines read.

States and issues stand in canonical order, that of their sorted keys, so that
sums and draws do not depend on the order in which a scenario names them.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sim.scenario.quantities import BEHAVIOUR

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Every number that a run reads, float64; N states, K issues.

    Any array may carry leading axes (design points); a field without them holds
    for all points. Positions and claims are 0 for issues of another kind, ties
    likewise, and ties of a state to itself are 0.
    """

    capability: Array
    """(..., N) share of world capability, > 0."""
    distance_km: Array
    """(..., N, N) distance in km, >= 0, diagonal 0."""
    dependence: Array
    """(..., N, N) [i, j]: how much i relies on trade with j, in [0, 1], diagonal 0."""
    salience: Array
    """(..., N, K) mean weight of issue k to state i, >= 0."""
    position: Array
    """(..., N, K) side of state i on a stance issue, in [-1, 1]."""
    claim: Array
    """(..., N, K) claim of state i on the prize of a claim issue, in [0, 1]."""
    tie: Array
    """(..., N, N, K) effect of a tie issue on dyad (i, j), in [-1, 1]."""
    autonomy: Array
    """(..., N) kappa."""
    hedging_premium: Array
    """(..., N) h."""
    confrontation: Array
    """(..., N) chi."""
    entrapment: Array
    """(...) delta."""
    trade_loss: Array
    """(...) tau."""
    reciprocity: Array
    """(...) r."""
    common_threat: Array
    """(...) theta."""
    structural_balance: Array
    """(...) s."""
    inertia: Array
    """(...) c."""
    noise: Array
    """(...) lambda, > 0."""
    salience_persistence: Array
    """(...) phi, in [0, 1)."""
    salience_volatility: Array
    """(...) sigma, >= 0."""
    review_rate: Array
    """(...) rho, in (0, 1]."""


FIELD_NAMES = tuple(field.name for field in fields(Parameters))
CORE_AXES = {
    **dict.fromkeys(FIELD_NAMES, 0),
    **{name: 1 for name, quantity in BEHAVIOUR.items() if quantity.per_state},
    "capability": 1,
    **dict.fromkeys(("distance_km", "dependence", "salience", "position", "claim"), 2),
    "tie": 3,
}
"""Number of axes of each field without leading ones."""


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Parameters by epoch: events cut a run into epochs of constant parameters.

    Step t belongs to the last epoch whose start is <= t; the first starts at 0.
    """

    starts: tuple[int, ...]
    epochs: tuple[Parameters, ...]

    def epoch_at(self, step: int) -> int:
        """Index of the epoch of a step."""
        return sum(start <= step for start in self.starts) - 1
