"""The theory's formulas and the random numbers, compiled for the kernel; none is written twice.

Each is an attribute of this module under its own name: `leaves.support` is the compiled `support`.
"""

from sim.engine import rows
from sim.engine.batch.compile import Compiled, compile_leaves
from sim.numerics import elementary, normal, streams
from sim.numerics import philox as generator
from sim.theory import choice, costs, interests, outcomes, power, salience, spells, values
from sim.theory import support as backing

FORMULAS = (
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
)
"""Rules of numbers, each after those that it calls; one more is a line here."""

LOOPS = (
    outcomes.classify,
    spells.list_spells,
    spells.measure_spells,
    spells.share_of_spell,
    rows.reduce_history,
)
"""Rules of rows of numbers, likewise."""

LEAVES = compile_leaves(FORMULAS, LOOPS)
"""Compiled functions by name."""


def __getattr__(name: str) -> Compiled:
    """A compiled function by its name."""
    try:
        return LEAVES[name]
    except KeyError:
        raise AttributeError(f"`{name}` is not in the lists of {__name__}; add the function there") from None
