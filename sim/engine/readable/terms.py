"""The values of the postures of one dyad, taken apart: each term by itself, by the theory's own functions.

A term is what a formula gives where everything else in it is 0. The formulas are sums, so
that the terms of a posture add up to its value as `weigh_postures` gives it, up to rounding.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.engine.derive import Constants
from sim.engine.readable.weighing import Interests
from sim.numerics.types import Float
from sim.scenario.parameters import Parameters
from sim.theory.choice import best_value, is_reviewed, logit_weight
from sim.theory.costs import commitment_cost, confrontation_cost
from sim.theory.interests import agreement_term, conflict_term
from sim.theory.power import relative_power
from sim.theory.support import balanced_threat, shared_posture, support
from sim.theory.values import align_value, balance_value, hedge_value
from sim.vocabulary import Posture

NET_INTEREST = "net_interest"
RECIPROCITY = "reciprocity"
COMMON_THREAT = "common_threat"
STRUCTURAL_BALANCE = "structural_balance"
AUTONOMY = "autonomy"
ENTRAPMENT = "entrapment"
CONFRONTATION = "confrontation"
TRADE_LOSS = "trade_loss"
HEDGING_PREMIUM = "hedging_premium"
INERTIA = "inertia"

NOTHING = 0.0


class Part(NamedTuple):
    """One term of the value of a posture, in stakes; `third`: place of the third state meant, if any."""

    key: str
    value: float
    third: int | None = None


class Weights(NamedTuple):
    """The world in which a state weighs its postures; states in canonical order."""

    postures: Float
    interests: Interests
    constants: Constants
    parameters: Parameters


def issue_terms(constants: Constants, multipliers: Float, i: int, j: int) -> tuple[Float, Float]:
    """(K,) and (K,): what each issue adds to the stakes of i with j in agreement, and in conflict."""
    stakes = constants.stakes[i, j]
    return agreement_term(multipliers, stakes), conflict_term(multipliers, stakes)


def power_over(p: Parameters, i: int, j: int) -> float:
    """R_ij: weight of j in the capability of the two."""
    return float(relative_power(p.capability[i], p.capability[j]))


def support_parts(w: Weights, i: int, j: int) -> Iterator[Part]:
    """The terms of S_ij; a common threat is a term for each third state that threatens i."""
    a, p = w.postures, w.parameters
    net = support(w.interests.net[i, j], NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
    yield Part(NET_INTEREST, float(net))
    back = support(NOTHING, p.reciprocity, a[j, i], NOTHING, NOTHING, NOTHING, NOTHING)
    yield Part(RECIPROCITY, float(back))
    shared = np.float64(NOTHING)
    for k in range(len(a)):
        if k in (i, j):
            continue
        shared = shared + shared_posture(a[i, k], a[j, k])
        if w.interests.threat[i, k] > 0.0:
            balanced = balanced_threat(w.interests.threat[i, k], a[j, k])
            value = support(NOTHING, NOTHING, NOTHING, p.common_threat, balanced, NOTHING, NOTHING)
            yield Part(COMMON_THREAT, float(value), k)
    weight = w.constants.third_state_weight
    alike = support(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, weight, shared)
    yield Part(STRUCTURAL_BALANCE, float(alike))


def align_parts(w: Weights, i: int, j: int) -> tuple[Part, ...]:
    """The terms of V(ALIGN) of i toward j."""
    p, rest = w.parameters, [NOTHING] * 4
    free = commitment_cost(p.autonomy[i], NOTHING, p.dependence[i, j], p.dependence[j, i])
    trapped = w.constants.commitment[i, j] - free
    return (
        *(
            Part(key, float(align_value(value, NOTHING, *rest)), k)
            for key, value, k in support_parts(w, i, j)
        ),
        Part(AUTONOMY, float(align_value(NOTHING, free, *rest))),
        Part(ENTRAPMENT, float(align_value(NOTHING, trapped, *rest))),
        Part(HEDGING_PREMIUM, float(align_value(NOTHING, NOTHING, *_premium(w, i, j)))),
        Part(INERTIA, float(align_value(NOTHING, NOTHING, *_inertia(w, i, j)))),
    )


def hedge_parts(w: Weights, i: int, j: int) -> tuple[Part, ...]:
    """The one term of V(HEDGE) of i toward j."""
    return (Part(INERTIA, float(hedge_value(w.parameters.inertia, w.postures[i, j]))),)


def balance_parts(w: Weights, i: int, j: int) -> tuple[Part, ...]:
    """The terms of V(BALANCE) of i toward j."""
    p, rest = w.parameters, [NOTHING] * 4
    fight = confrontation_cost(p.confrontation[i], power_over(p, i, j), NOTHING, NOTHING)
    trade = confrontation_cost(NOTHING, NOTHING, p.trade_loss, p.dependence[i, j])
    return (
        *(
            Part(key, float(balance_value(value, NOTHING, *rest)), k)
            for key, value, k in support_parts(w, i, j)
        ),
        Part(CONFRONTATION, float(balance_value(NOTHING, fight, *rest))),
        Part(TRADE_LOSS, float(balance_value(NOTHING, trade, *rest))),
        Part(HEDGING_PREMIUM, float(balance_value(NOTHING, NOTHING, *_premium(w, i, j)))),
        Part(INERTIA, float(balance_value(NOTHING, NOTHING, *_inertia(w, i, j)))),
    )


PARTS = {Posture.ALIGN: align_parts, Posture.HEDGE: hedge_parts, Posture.BALANCE: balance_parts}
"""The terms of the value of each posture."""


def chances(balance: float, hedge: float, align: float, precision: Float) -> dict[Posture, float]:
    """Probability of each posture where the dyad is reviewed: logit weights over their sum."""
    best = best_value(balance, hedge, align)
    values = {Posture.BALANCE: balance, Posture.HEDGE: hedge, Posture.ALIGN: align}
    weights = {posture: float(logit_weight(value, best, precision)) for posture, value in values.items()}
    total = sum(weights.values())
    return {posture: weight / total for posture, weight in weights.items()}


def was_reviewed(review: Float, p: Parameters, i: int, j: int) -> bool:
    """Whether the dyad was up for review, by the uniform numbers (N, N) of its step."""
    return bool(is_reviewed(review[i, j], p.review_rate))


def _premium(w: Weights, i: int, j: int) -> tuple[Float, Float, float, float]:
    """Arguments of a value in which only the hedging premium counts."""
    return w.parameters.hedging_premium[i], w.interests.ambivalence[i, j], NOTHING, NOTHING


def _inertia(w: Weights, i: int, j: int) -> tuple[float, float, Float, Float]:
    """Arguments of a value in which only inertia counts."""
    return NOTHING, NOTHING, w.parameters.inertia, w.postures[i, j]
