"""The theory's formulas and the random numbers, compiled for the kernel; none is written twice."""

from sim.engine import rows
from sim.engine.batch.compile import compile_leaves
from sim.numerics import elementary, normal, streams
from sim.numerics import philox as generator
from sim.theory import choice, costs, interests, outcomes, power, salience, spells, values
from sim.theory import support as backing

_LEAVES = compile_leaves(
    formulas=[
        elementary.power_of_two,
        elementary.exp,
        elementary.log,
        normal.central_quantile,
        normal.near_tail_quantile,
        normal.far_tail_quantile,
        normal.normal_quantile,
        generator.philox,
        streams.uniform52,
        streams.uniform32,
        salience.stationary_deviation,
        salience.next_deviation,
        salience.multiplier,
        interests.agreement_term,
        interests.conflict_term,
        interests.net_interest,
        interests.ambivalence,
        power.threat,
        costs.posture_change,
        backing.balanced_threat,
        backing.shared_posture,
        backing.support,
        values.align_value,
        values.hedge_value,
        values.balance_value,
        choice.best_value,
        choice.logit_weight,
        choice.draw_posture,
        choice.is_reviewed,
        choice.is_best_reply,
        outcomes.is_tie,
        outcomes.opposes,
        outcomes.are_rivals,
        outcomes.is_bloc,
        outcomes.joint_posture,
        outcomes.edge_sign,
        outcomes.triangle_sign,
        spells.is_open,
    ],
    loops=[
        outcomes.classify,
        spells.list_spells,
        spells.measure_spells,
        spells.share_of_spell,
        rows.reduce_history,
    ],
)

exp = _LEAVES["exp"]
log = _LEAVES["log"]
normal_quantile = _LEAVES["normal_quantile"]
philox = _LEAVES["philox"]
uniform52 = _LEAVES["uniform52"]
uniform32 = _LEAVES["uniform32"]
stationary_deviation = _LEAVES["stationary_deviation"]
next_deviation = _LEAVES["next_deviation"]
multiplier = _LEAVES["multiplier"]
agreement_term = _LEAVES["agreement_term"]
conflict_term = _LEAVES["conflict_term"]
net_interest = _LEAVES["net_interest"]
ambivalence = _LEAVES["ambivalence"]
threat = _LEAVES["threat"]
balanced_threat = _LEAVES["balanced_threat"]
shared_posture = _LEAVES["shared_posture"]
support = _LEAVES["support"]
align_value = _LEAVES["align_value"]
hedge_value = _LEAVES["hedge_value"]
balance_value = _LEAVES["balance_value"]
best_value = _LEAVES["best_value"]
logit_weight = _LEAVES["logit_weight"]
draw_posture = _LEAVES["draw_posture"]
is_reviewed = _LEAVES["is_reviewed"]
is_best_reply = _LEAVES["is_best_reply"]
is_tie = _LEAVES["is_tie"]
opposes = _LEAVES["opposes"]
are_rivals = _LEAVES["are_rivals"]
joint_posture = _LEAVES["joint_posture"]
edge_sign = _LEAVES["edge_sign"]
triangle_sign = _LEAVES["triangle_sign"]
reduce_history = _LEAVES["reduce_history"]
