"""What follows from the parameters of an epoch and is constant while it lasts."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.scenario.parameters import Array, Parameters
from sim.theory.choice import precision
from sim.theory.costs import commitment_cost, confrontation_cost
from sim.theory.effects import effect
from sim.theory.interests import stake
from sim.theory.power import exposure, proximity, relative_power
from sim.theory.salience import mean_correction
from sim.theory.support import weight_per_third_state

Cells = tuple[np.ndarray[Any, Any], ...]
"""Indices of source, target and issue, three arrays that broadcast against each other."""


@dataclass(frozen=True, kw_only=True)
class Constants:
    """Arrays of one epoch, float64, states and issues in canonical order; leading axes as in `Parameters`."""

    stakes: Array
    """(..., N, N, K) signed stake of each issue for each dyad at mean salience; 0 from a state to itself."""
    exposure: Array
    """(..., N, N) relative power times proximity."""
    commitment: Array
    """(..., N, N) cost of aligning."""
    confrontation: Array
    """(..., N, N) cost of balancing."""
    correction: Array
    """(...) half the stationary variance of salience deviations."""
    precision: Array
    """(...) inverse of the noise."""
    third_state_weight: Array
    """(...) weight of one shared posture."""


def derive(p: Parameters, cells: Cells | None = None) -> Constants:
    """The constants of an epoch; with `cells`, the stakes of those alone (see `stakes`)."""
    power = relative_power(p.capability[..., :, None], p.capability[..., None, :])
    entrapment, trade_loss = p.entrapment[..., None, None], p.trade_loss[..., None, None]
    reverse = p.dependence.swapaxes(-1, -2)
    return Constants(
        stakes=stakes(p, cells),
        exposure=exposure(power, proximity(p.distance_km)),
        commitment=commitment_cost(p.autonomy[..., :, None], entrapment, p.dependence, reverse),
        confrontation=confrontation_cost(p.confrontation[..., :, None], power, trade_loss, p.dependence),
        correction=mean_correction(p.salience_persistence, p.salience_volatility),
        precision=precision(p.noise),
        third_state_weight=weight_per_third_state(p.structural_balance, p.capability.shape[-1]),
    )


def stakes(p: Parameters, cells: Cells | None = None) -> Array:
    """(..., N, N, K) signed stakes at mean salience, 0 from a state to itself; with `cells`, (..., cells)."""
    i, j, k = every_cell(p) if cells is None else cells
    return np.where(i == j, 0.0, signed_stake(*stake_numbers(p, (i, j, k))))


def every_cell(p: Parameters) -> Cells:
    """All sources, targets and issues, along axes of their own."""
    n_states, n_issues = p.salience.shape[-2:]
    return np.ogrid[:n_states, :n_states, :n_issues]


def stake_numbers(p: Parameters, cells: Cells) -> tuple[Array, ...]:
    """What the stakes of some cells are made of, each (..., cells): salience, then what `effect` takes."""
    i, j, k = cells
    return (
        p.salience[..., i, k],
        p.position[..., i, k],
        p.position[..., j, k],
        p.claim[..., i, k],
        p.claim[..., j, k],
        p.tie[..., i, j, k],
    )


def signed_stake(salience: Array, *of_effect: Array) -> Array:
    """The stake that `stake_numbers` make."""
    return np.asarray(stake(salience, effect(*of_effect)))
