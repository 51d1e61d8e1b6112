"""The values of the postures of one dyad, taken apart: each term by itself, by the theory's own functions.

A term is what a formula gives where everything else in it is 0. The formulas are sums, so
that the terms of a posture add up to its value as `weigh_postures` gives it, up to rounding.
"""

from collections.abc import Callable, Iterator, Mapping
from inspect import signature
from typing import Any, NamedTuple

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


def alone(formula: Callable[..., Any], **terms: Float) -> float:
    """What a formula gives where only the named arguments count: all others are 0."""
    return float(formula(**(dict.fromkeys(signature(formula).parameters, 0.0) | terms)))


def support_parts(w: Weights, i: int, j: int) -> Iterator[Part]:
    """The terms of S_ij; a common threat is a term for each third state that threatens i."""
    a, p = w.postures, w.parameters
    yield Part(NET_INTEREST, alone(support, net_interest=w.interests.net[i, j]))
    yield Part(RECIPROCITY, alone(support, reciprocity=p.reciprocity, posture_back=a[j, i]))
    shared = 0.0
    for k in range(len(a)):
        if k in (i, j):
            continue
        shared = shared + shared_posture(a[i, k], a[j, k])
        if w.interests.threat[i, k] > 0.0:
            balanced = balanced_threat(w.interests.threat[i, k], a[j, k])
            value = alone(support, common_threat=p.common_threat, balanced_threats=balanced)
            yield Part(COMMON_THREAT, value, k)
    weight = w.constants.third_state_weight
    yield Part(STRUCTURAL_BALANCE, alone(support, third_state_weight=weight, shared_postures=shared))


def align_parts(w: Weights, i: int, j: int) -> tuple[Part, ...]:
    """The terms of V(ALIGN) of i toward j."""
    free = alone(commitment_cost, autonomy=w.parameters.autonomy[i])
    costs = {AUTONOMY: free, ENTRAPMENT: w.constants.commitment[i, j] - free}
    return tuple(_value_parts(align_value, "commitment", costs, w, i, j))


def hedge_parts(w: Weights, i: int, j: int) -> tuple[Part, ...]:
    """The one term of V(HEDGE) of i toward j."""
    return (Part(INERTIA, alone(hedge_value, inertia=w.parameters.inertia, current=w.postures[i, j])),)


def balance_parts(w: Weights, i: int, j: int) -> tuple[Part, ...]:
    """The terms of V(BALANCE) of i toward j."""
    p, power = w.parameters, power_over(w.parameters, i, j)
    costs = {
        CONFRONTATION: alone(confrontation_cost, confrontation=p.confrontation[i], relative_power=power),
        TRADE_LOSS: alone(confrontation_cost, trade_loss=p.trade_loss, dependence=p.dependence[i, j]),
    }
    return tuple(_value_parts(balance_value, "confrontation", costs, w, i, j))


def _value_parts(
    value: Callable[..., Any], argument: str, costs: Mapping[str, Float], w: Weights, i: int, j: int
) -> Iterator[Part]:
    """The terms of the value of a posture other than HEDGE; `costs` are parts of its own `argument`."""
    p = w.parameters
    yield from (Part(key, alone(value, support=term), k) for key, term, k in support_parts(w, i, j))
    yield from (Part(key, alone(value, **{argument: cost})) for key, cost in costs.items())
    forgone = {"hedging_premium": p.hedging_premium[i], "ambivalence": w.interests.ambivalence[i, j]}
    yield Part(HEDGING_PREMIUM, alone(value, **forgone))
    yield Part(INERTIA, alone(value, inertia=p.inertia, current=w.postures[i, j]))


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
