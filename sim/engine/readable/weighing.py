"""From salience to interests, and from interests and postures to the value of each posture."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.engine.derive import Constants, derive
from sim.engine.rows import History
from sim.numerics.types import Float
from sim.scenario.parameters import Parameters
from sim.scenario.scenario import Scenario
from sim.theory.choice import best_value, is_best_reply
from sim.theory.interests import agreement_term, ambivalence, conflict_term, net_interest
from sim.theory.power import threat
from sim.theory.spells import Flags
from sim.theory.support import balanced_threat, shared_posture, support
from sim.theory.values import align_value, balance_value, hedge_value


class Interests(NamedTuple):
    """What every state has at stake with every other, each (N, N)."""

    agreement: Float
    conflict: Float
    net: Float
    ambivalence: Float
    threat: Float


class Values(NamedTuple):
    """Value of each posture of one state toward every other, each (N,), in stakes."""

    support: Float
    balance: Float
    hedge: Float
    align: Float


def weigh_interests(constants: Constants, multipliers: Float) -> Interests:
    """P, Q, I, M and H of every dyad, summed over issues in canonical order."""
    agreement = np.zeros_like(constants.exposure)
    conflict = np.zeros_like(constants.exposure)
    for k, multiplier in enumerate(multipliers):
        agreement = agreement + agreement_term(multiplier, constants.stakes[:, :, k])
        conflict = conflict + conflict_term(multiplier, constants.stakes[:, :, k])
    net = net_interest(agreement, conflict)
    return Interests(
        agreement=agreement,
        conflict=conflict,
        net=net,
        ambivalence=ambivalence(agreement, conflict),
        threat=threat(constants.exposure, net),
    )


def weigh_postures(
    i: int, postures: Float, interests: Interests, constants: Constants, p: Parameters
) -> Values:
    """Values of the postures of state i toward every state, given all postures (N, N).

    The sums over third states k run in canonical order. They need no exception
    for k = i or k = j: no state threatens itself or takes a posture toward itself.
    """
    threats_balanced = np.zeros(len(postures))
    postures_shared = np.zeros(len(postures))
    for k in range(len(postures)):
        threats_balanced = threats_balanced + balanced_threat(interests.threat[i, k], postures[:, k])
        postures_shared = postures_shared + shared_posture(postures[i, k], postures[:, k])
    total = support(
        interests.net[i],
        p.reciprocity,
        postures[:, i],
        p.common_threat,
        threats_balanced,
        constants.third_state_weight,
        postures_shared,
    )
    hedging = (p.hedging_premium[i], interests.ambivalence[i], p.inertia, postures[i])
    return Values(
        support=total,
        balance=balance_value(total, constants.confrontation[i], *hedging),
        hedge=hedge_value(p.inertia, postures[i]),
        align=align_value(total, constants.commitment[i], *hedging),
    )


def align_is_best(values: Values, constants: Constants) -> Float:
    """(N,) 1 where ALIGN is a noise-free best reply toward that state."""
    best = best_value(values.balance, values.hedge, values.align)
    return is_best_reply(values.align, best, constants.precision)


def mark_self_enforcing(scenario: Scenario, history: History, members: Sequence[int]) -> Flags:
    """(T+1,) 1 where ALIGN is every member's noise-free best reply toward every other, in that step's world.

    `members` are places in canonical order. Step 0 is 0, since it is given and not chosen.
    """
    timeline = scenario.timeline
    constants = [derive(epoch) for epoch in timeline.epochs]
    flags = np.zeros(len(history.postures), dtype=np.uint8)
    for step in range(1, len(flags)):
        epoch = timeline.epoch_at(step)
        interests = weigh_interests(constants[epoch], history.salience[step])
        world = history.postures[step].astype(np.float64)
        flags[step] = all(
            align_is_best(
                weigh_postures(i, world, interests, constants[epoch], timeline.epochs[epoch]),
                constants[epoch],
            )[j]
            for i in members
            for j in members
            if i != j
        )
    return flags
