"""The phases of one step for a block of runs, in the order and by the names of the readable engine.

Every innermost loop runs over the lanes (the runs of the block), which the compiler
turns into vector code. Loops here are written for the machine; the formulas are the
theory's own (`leaves`), and every run gets the same sums in the same order.
"""

import numpy as np
from numba import njit

from sim.engine.batch import leaves
from sim.engine.batch.compile import INLINE, OPTIONS
from sim.engine.batch.lanes import Lanes
from sim.engine.batch.layout import Layout
from sim.numerics.streams import POSTURE, SALIENCE


@njit(**OPTIONS)
def move_salience(layout: Layout, lanes: Lanes, step: int) -> None:
    """Deviations and multipliers of every issue move on; at step 0 they come from the stationary law."""
    n = lanes.key_0.size
    for issue in range(layout.n_issues):
        low = layout.issue_low[issue]
        high = layout.issue_high[issue]
        for lane in range(n):
            w0, w1, _, _ = leaves.philox(
                low, high, np.uint64(step), SALIENCE, lanes.key_0[lane], lanes.key_1[lane]
            )
            normal = leaves.normal_quantile(leaves.uniform52(w0, w1))
            persistence = lanes.inputs.salience_persistence[lane]
            volatility = lanes.inputs.salience_volatility[lane]
            if step == 0:
                deviation = leaves.stationary_deviation(normal, persistence, volatility)
            else:
                deviation = leaves.next_deviation(
                    lanes.deviation[issue, lane], normal, persistence, volatility
                )
            lanes.deviation[issue, lane] = deviation
            lanes.multiplier[issue, lane] = leaves.multiplier(deviation, lanes.inputs.correction[lane])


@njit(**OPTIONS)
def weigh_interests(layout: Layout, lanes: Lanes) -> None:
    """Net interest, ambivalence and threat of every dyad, from the stakes of this step."""
    n = lanes.key_0.size
    n_states = layout.n_states
    for dyad in range(n_states * n_states):
        for lane in range(n):
            lanes.agreement[lane] = 0.0
            lanes.conflict[lane] = 0.0
        for entry in range(layout.agreement_start[dyad], layout.agreement_start[dyad + 1]):
            issue = layout.stake_issue[entry]
            for lane in range(n):
                lanes.agreement[lane] += leaves.agreement_term(
                    lanes.multiplier[issue, lane], lanes.inputs.stakes[entry, lane]
                )
        for entry in range(layout.conflict_start[dyad], layout.conflict_start[dyad + 1]):
            issue = layout.stake_issue[entry]
            for lane in range(n):
                lanes.conflict[lane] += leaves.conflict_term(
                    lanes.multiplier[issue, lane], lanes.inputs.stakes[entry, lane]
                )
        for lane in range(n):
            interest = leaves.net_interest(lanes.agreement[lane], lanes.conflict[lane])
            lanes.net_interest[dyad, lane] = interest
            lanes.ambivalence[dyad, lane] = leaves.ambivalence(lanes.agreement[lane], lanes.conflict[lane])
            lanes.threat[dyad, lane] = leaves.threat(lanes.inputs.exposure[dyad, lane], interest)


@njit(**INLINE)
def sum_third_states(layout: Layout, lanes: Lanes, i: int, j: int) -> None:
    """The sums over third states k that the supports of i for j and of j for i need, k in canonical order.

    `balanced[0]` goes with the support of i for j, `balanced[1]` with that of j for i, `shared` with both.
    """
    n = lanes.key_0.size
    for lane in range(n):
        lanes.balanced[0, lane] = 0.0
        lanes.balanced[1, lane] = 0.0
        lanes.shared[lane] = 0.0
    for k in range(layout.n_states):
        if k == i or k == j:
            continue
        ik = i * layout.n_states + k
        jk = j * layout.n_states + k
        for lane in range(n):
            posture_i = lanes.posture[ik, lane]
            posture_j = lanes.posture[jk, lane]
            lanes.balanced[0, lane] += leaves.balanced_threat(lanes.threat[ik, lane], posture_j)
            lanes.balanced[1, lane] += leaves.balanced_threat(lanes.threat[jk, lane], posture_i)
            lanes.shared[lane] += leaves.shared_posture(posture_i, posture_j)


@njit(**INLINE)
def value_postures(
    lanes: Lanes, i: int, ij: int, ji: int, side: int, lane: int
) -> tuple[float, float, float]:
    """Values of BALANCE, HEDGE and ALIGN to i toward j, from postures and sums over third states."""
    current = lanes.posture[ij, lane]
    inertia = lanes.inputs.inertia[lane]
    premium = lanes.inputs.hedging_premium[i, lane]
    forgone = lanes.ambivalence[ij, lane]
    backing = leaves.support(
        lanes.net_interest[ij, lane],
        lanes.inputs.reciprocity[lane],
        lanes.posture[ji, lane],
        lanes.inputs.common_threat[lane],
        lanes.balanced[side, lane],
        lanes.inputs.third_state_weight[lane],
        lanes.shared[lane],
    )
    return (
        leaves.balance_value(
            backing, lanes.inputs.confrontation[ij, lane], premium, forgone, inertia, current
        ),
        leaves.hedge_value(inertia, current),
        leaves.align_value(backing, lanes.inputs.commitment[ij, lane], premium, forgone, inertia, current),
    )


@njit(**OPTIONS)
def decide(layout: Layout, lanes: Lanes, step: int) -> None:
    """Every reviewed dyad draws its posture from the present ones; the draws take effect in `commit`."""
    n = lanes.key_0.size
    n_states = layout.n_states
    for first in range(n_states):
        for second in range(first + 1, n_states):
            sum_third_states(layout, lanes, first, second)
            for side in range(2):
                i = first if side == 0 else second
                j = second if side == 0 else first
                ij = i * n_states + j
                ji = j * n_states + i
                word_i = layout.state_words[i]
                word_j = layout.state_words[j]
                for lane in range(n):
                    w0, w1, w2, _ = leaves.philox(
                        word_i, word_j, np.uint64(step), POSTURE, lanes.key_0[lane], lanes.key_1[lane]
                    )
                    lanes.choice[lane] = leaves.uniform52(w0, w1)
                    lanes.review[lane] = leaves.uniform32(w2)
                for lane in range(n):
                    balance, hedge, align = value_postures(lanes, i, ij, ji, side, lane)
                    best = leaves.best_value(balance, hedge, align)
                    precision = lanes.inputs.precision[lane]
                    drawn = leaves.draw_posture(
                        lanes.choice[lane],
                        leaves.logit_weight(balance, best, precision),
                        leaves.logit_weight(hedge, best, precision),
                        leaves.logit_weight(align, best, precision),
                    )
                    reviewed = leaves.is_reviewed(lanes.review[lane], lanes.inputs.review_rate[lane])
                    lanes.drawn[ij, lane] = drawn if reviewed != 0 else lanes.posture[ij, lane]


@njit(**OPTIONS)
def commit(layout: Layout, lanes: Lanes) -> None:
    """All new postures take effect together, and are counted."""
    n = lanes.key_0.size
    for dyad in range(layout.n_states * layout.n_states):
        for lane in range(n):
            posture = lanes.drawn[dyad, lane]
            lanes.posture[dyad, lane] = posture
            lanes.posture_sum[dyad, lane] += posture
            lanes.posture_squares[dyad, lane] += posture * posture
