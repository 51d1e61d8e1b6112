"""What follows from the parameters of a phase and stands still while it lasts."""

from dataclasses import dataclass

import numpy as np

from sim.scenario.parameters import Array, Parameters
from sim.theory.choice import precision
from sim.theory.costs import commitment_cost, confrontation_cost
from sim.theory.effects import effect
from sim.theory.interests import stake
from sim.theory.power import exposure, proximity, relative_power
from sim.theory.salience import mean_correction
from sim.theory.support import weight_per_third_state


@dataclass(frozen=True, kw_only=True)
class Constants:
    """Arrays of one phase, float64, states and issues in canonical order."""

    stakes: Array
    """(N, N, K) signed stake of each issue for each dyad at mean salience; 0 from a state to itself."""
    exposure: Array
    """(N, N) relative power times proximity."""
    commitment: Array
    """(N, N) cost of aligning."""
    confrontation: Array
    """(N, N) cost of balancing."""
    correction: Array
    """() half the stationary variance of salience deviations."""
    precision: Array
    """() inverse of the noise."""
    third_state_weight: Array
    """() weight of one shared posture."""


def derive(p: Parameters) -> Constants:
    """The constants of a phase, from parameters without leading axes."""
    own, other = p.capability[:, None], p.capability[None, :]
    power = relative_power(own, other)
    return Constants(
        stakes=stakes(p),
        exposure=exposure(power, proximity(p.distance_km)),
        commitment=commitment_cost(p.autonomy[:, None], p.entrapment, p.dependence, p.dependence.T),
        confrontation=confrontation_cost(p.confrontation[:, None], power, p.trade_loss, p.dependence),
        correction=mean_correction(p.salience_persistence, p.salience_volatility),
        precision=precision(p.noise),
        third_state_weight=weight_per_third_state(p.structural_balance, len(p.capability)),
    )


def stakes(p: Parameters) -> Array:
    """(N, N, K) signed stakes at mean salience."""
    effects = effect(
        p.position[:, None, :], p.position[None, :, :], p.claim[:, None, :], p.claim[None, :, :], p.tie
    )
    weighed = stake(p.salience[:, None, :], effects)
    weighed[np.diag_indices(len(p.capability))] = 0.0
    return np.asarray(weighed)
