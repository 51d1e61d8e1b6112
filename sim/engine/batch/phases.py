"""The phases of one step for a block of runs, in the order and by the names of the readable engine.

Every innermost loop runs over the lanes (the runs of the block), which the compiler
turns into vector code. Loops here are written for the machine; the formulas are the
theory's own (`leaves`), and each run gets the same sums in the same order as there.
"""

from numba import njit
import numpy as np

from sim.engine.batch.compile import OPTIONS
from sim.engine.batch.lanes import Lanes
from sim.engine.batch.layout import Layout
from sim.engine.batch.leaves import (
    agreement_term,
    align_value,
    ambivalence,
    balance_value,
    balanced_threat,
    best_value,
    conflict_term,
    draw_posture,
    hedge_value,
    is_reviewed,
    logit_weight,
    multiplier,
    net_interest,
    next_deviation,
    normal_quantile,
    philox,
    shared_posture,
    stationary_deviation,
    support,
    threat,
    uniform32,
    uniform52,
)
from sim.numerics.streams import POSTURE, SALIENCE


@njit(**OPTIONS)
def move_salience(layout: Layout, lanes: Lanes, step: int) -> None:
    """Deviations and multipliers of every issue move on; at step 0 they come from the stationary law."""
    n = lanes.key_0.size
    at_start = step == 0
    for issue in range(layout.n_issues):
        low = layout.issue_low[issue]
        high = layout.issue_high[issue]
        for lane in range(n):
            w0, w1, _, _ = philox(low, high, np.uint64(step), SALIENCE, lanes.key_0[lane], lanes.key_1[lane])
            normal = normal_quantile(uniform52(w0, w1))
            persistence = lanes.persistence[lane]
            volatility = lanes.volatility[lane]
            if at_start:
                deviation = stationary_deviation(normal, persistence, volatility)
            else:
                deviation = next_deviation(lanes.deviation[issue, lane], normal, persistence, volatility)
            lanes.deviation[issue, lane] = deviation
            lanes.multiplier[issue, lane] = multiplier(deviation, lanes.correction[lane])


@njit(**OPTIONS)
def weigh_interests(layout: Layout, lanes: Lanes) -> None:
    """Net interest, ambivalence and threat of every dyad, from the stakes of this step."""
    n = lanes.key_0.size
    n_states = layout.n_states
    for i in range(n_states):
        for j in range(n_states):
            if i == j:
                continue
            dyad = i * n_states + j
            for lane in range(n):
                lanes.agreement[lane] = 0.0
                lanes.conflict[lane] = 0.0
            for entry in range(layout.agreement_start[dyad], layout.agreement_start[dyad + 1]):
                issue = layout.agreement_issue[entry]
                for lane in range(n):
                    lanes.agreement[lane] += agreement_term(
                        lanes.multiplier[issue, lane], lanes.agreement_stake[entry, lane]
                    )
            for entry in range(layout.conflict_start[dyad], layout.conflict_start[dyad + 1]):
                issue = layout.conflict_issue[entry]
                for lane in range(n):
                    lanes.conflict[lane] += conflict_term(
                        lanes.multiplier[issue, lane], lanes.conflict_stake[entry, lane]
                    )
            for lane in range(n):
                interest = net_interest(lanes.agreement[lane], lanes.conflict[lane])
                lanes.net_interest[dyad, lane] = interest
                lanes.ambivalence[dyad, lane] = ambivalence(lanes.agreement[lane], lanes.conflict[lane])
                lanes.threat[dyad, lane] = threat(lanes.exposure[dyad, lane], interest)


@njit(**OPTIONS)
def sum_third_states(layout: Layout, lanes: Lanes, i: int, j: int) -> None:
    """The two sums over third states k of the support of i for j, k in canonical order."""
    n = lanes.key_0.size
    n_states = layout.n_states
    for lane in range(n):
        lanes.balanced_threats[lane] = 0.0
        lanes.shared_postures[lane] = 0.0
    for k in range(n_states):
        if k == i or k == j:
            continue
        ik = i * n_states + k
        jk = j * n_states + k
        for lane in range(n):
            lanes.balanced_threats[lane] += balanced_threat(lanes.threat[ik, lane], lanes.posture[jk, lane])
            lanes.shared_postures[lane] += shared_posture(lanes.posture[ik, lane], lanes.posture[jk, lane])


@njit(**OPTIONS)
def decide(layout: Layout, lanes: Lanes, step: int) -> None:
    """Every reviewed dyad draws its posture from the present ones; the draw takes effect in `commit`."""
    n = lanes.key_0.size
    n_states = layout.n_states
    for i in range(n_states):
        for j in range(n_states):
            if i == j:
                continue
            ij = i * n_states + j
            ji = j * n_states + i
            sum_third_states(layout, lanes, i, j)
            for lane in range(n):
                w0, w1, w2, _ = philox(
                    layout.state_words[i], layout.state_words[j], np.uint64(step), POSTURE,
                    lanes.key_0[lane], lanes.key_1[lane],
                )
                standing = support(
                    lanes.net_interest[ij, lane],
                    lanes.reciprocity[lane],
                    lanes.posture[ji, lane],
                    lanes.common_threat[lane],
                    lanes.balanced_threats[lane],
                    lanes.third_state_weight[lane],
                    lanes.shared_postures[lane],
                )
                current = lanes.posture[ij, lane]
                align = align_value(
                    standing, lanes.commitment[ij, lane], lanes.hedging_premium[i, lane],
                    lanes.ambivalence[ij, lane], lanes.inertia[lane], current,
                )
                hedge = hedge_value(lanes.inertia[lane], current)
                balance = balance_value(
                    standing, lanes.confrontation[ij, lane], lanes.hedging_premium[i, lane],
                    lanes.ambivalence[ij, lane], lanes.inertia[lane], current,
                )
                best = best_value(balance, hedge, align)
                precision = lanes.precision[lane]
                drawn = draw_posture(
                    uniform52(w0, w1), logit_weight(balance, best, precision),
                    logit_weight(hedge, best, precision), logit_weight(align, best, precision)
                )
                reviewed = is_reviewed(uniform32(w2), lanes.review_rate[lane])
                lanes.drawn[ij, lane] = drawn if reviewed != 0 else current


@njit(**OPTIONS)
def commit(layout: Layout, lanes: Lanes) -> None:
    """All new postures take effect together."""
    n = lanes.key_0.size
    for dyad in range(layout.n_states * layout.n_states):
        for lane in range(n):
            lanes.posture[dyad, lane] = lanes.drawn[dyad, lane]
