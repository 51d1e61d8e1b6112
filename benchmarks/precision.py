"""The essay scenario in NumPy at either precision, and the kernel's formulas in 32 bits: is less enough?

Runs are one axis of every array. In 64 bits this is a third text of a step, which must
give the postures of the engines; in 32 bits it shows what rounding does to histories.
"""

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np
from numba import njit

from sim.engine.batch.compile import ENTRY_OPTIONS, INLINE
from sim.engine.derive import derive
from sim.engine.points import Task
from sim.numerics.normal import normal_quantile
from sim.numerics.philox import philox
from sim.numerics.streams import POSTURE, SALIENCE, identity, run_keys, uniform32, uniform52, words
from sim.numerics.types import Array
from sim.theory import choice, costs, interests, power, salience, support, values


def simulate_in(dtype: type[np.floating[Any]], task: Task, runs: int) -> Array:
    """Postures int8 (T+1, runs, N, N) of the first replicates, all arithmetic but the draws in `dtype`.

    The task has one epoch and no points.
    """
    (p,) = task.timeline.epochs
    constants = derive(p)
    n = len(task.state_keys)
    states = np.array([words(identity(key))[0] for key in task.state_keys])
    low, high = np.array([words(identity(key)) for key in task.issue_keys]).T
    keys = run_keys(task.seed, np.zeros(runs, np.uint64), np.arange(runs, dtype=np.uint64))

    def narrow(x: Any) -> Any:
        return np.asarray(x).astype(dtype)

    def draw_salience(step: int) -> Array:
        word_0, word_1, _, _ = philox(low, high, np.uint64(step), SALIENCE, *(key[:, None] for key in keys))
        return np.asarray(narrow(normal_quantile(uniform52(word_0, word_1))))

    phi, sigma, correction = (
        narrow(x) for x in (p.salience_persistence, p.salience_volatility, constants.correction)
    )
    stakes, precision = narrow(constants.stakes), narrow(constants.precision)
    reciprocity, common_threat, inertia = (narrow(x) for x in (p.reciprocity, p.common_threat, p.inertia))
    premium = narrow(p.hedging_premium)[:, None]
    deviation = narrow(salience.stationary_deviation(draw_salience(0), phi, sigma))
    posture = np.broadcast_to(narrow(task.initial), (runs, n, n))
    history = [posture]
    for step in range(1, task.horizon + 1):
        deviation = salience.next_deviation(deviation, draw_salience(step), phi, sigma)
        moved = narrow(salience.multiplier(deviation, correction))
        agreement = np.zeros((runs, n, n), dtype)
        conflict = np.zeros((runs, n, n), dtype)
        for k in range(stakes.shape[2]):
            agreement = agreement + interests.agreement_term(moved[:, k, None, None], stakes[:, :, k])
            conflict = conflict + interests.conflict_term(moved[:, k, None, None], stakes[:, :, k])
        net = interests.net_interest(agreement, conflict)
        forgone = interests.ambivalence(agreement, conflict)
        threat = power.threat(narrow(constants.exposure), net)
        threats, shared = np.zeros_like(net), np.zeros_like(net)
        for k in range(n):
            threats = threats + support.balanced_threat(threat[:, :, k, None], posture[:, None, :, k])
            shared = shared + support.shared_posture(posture[:, :, k, None], posture[:, None, :, k])
        backing = support.support(
            net,
            reciprocity,
            posture.transpose(0, 2, 1),
            common_threat,
            threats,
            narrow(constants.third_state_weight),
            shared,
        )
        costly = (premium, forgone, inertia, posture)
        options = (
            values.balance_value(backing, narrow(constants.confrontation), *costly),
            values.hedge_value(inertia, posture),
            values.align_value(backing, narrow(constants.commitment), *costly),
        )
        best = choice.best_value(*options)
        weights = [narrow(choice.logit_weight(option, best, precision)) for option in options]
        ij = (states[:, None], states[None, :])
        word_0, word_1, word_2, _ = philox(
            *ij, np.uint64(step), POSTURE, *(key[:, None, None] for key in keys)
        )
        drawn = choice.draw_posture(narrow(uniform52(word_0, word_1)), *weights)
        reviewed = choice.is_reviewed(narrow(uniform32(word_2)), narrow(p.review_rate))
        posture = narrow(np.where(reviewed, drawn, posture))
        posture[:, range(n), range(n)] = 0.0
        history.append(posture)
    return np.stack(history).astype(np.int8)


def _narrow_leaf(function: Callable[..., Any], compiled: dict[Any, Any]) -> Any:
    """A formula compiled with every constant in 32 bits."""
    text: Any = function

    def narrow(value: Any) -> Any:
        if isinstance(value, float):
            with np.errstate(over="ignore"):  # constants of functions that are not called here
                return np.float32(value)
        return compiled.get(value, value) if callable(value) else value

    code = text.__code__.replace(co_consts=tuple(narrow(value) for value in text.__code__.co_consts))
    names = {name: narrow(value) for name, value in text.__globals__.items()}
    return njit(**INLINE)(FunctionType(code, names, text.__name__))


def _exp32(x: Any) -> Any:
    """exp in 32 bits: the same scheme with a polynomial of degree 6, which is all that 24 bits can use."""
    held = np.minimum(np.maximum(x, np.float32(-87.0)), np.float32(88.0))
    k = np.rint(held * np.float32(1.4426950408889634))
    r = (held - k * np.float32(0.693359375)) - k * np.float32(-2.12194440e-4)
    p = np.float32(1.0 / 720.0)
    p = p * r + np.float32(1.0 / 120.0)
    p = p * r + np.float32(1.0 / 24.0)
    p = p * r + np.float32(1.0 / 6.0)
    p = p * r + np.float32(0.5)
    p = p * r + np.float32(1.0)
    p = p * r + np.float32(1.0)
    return p * np.int32((np.int32(k) + np.int32(127)) << np.int32(23)).view(np.float32)


def choice_loop(single: bool) -> Any:
    """A compiled loop over lanes that values the postures of a dyad and draws one, at either precision.

    Arguments: rows (11, lanes) of numbers of that precision, an output row, repeats.
    """
    from sim.engine.batch import leaves

    if single:
        from sim.numerics.elementary import exp

        compiled: dict[Any, Any] = {exp: njit(**INLINE)(_exp32)}
        formulas = (costs.posture_change, support.support, values.align_value, values.hedge_value)
        for function in (*formulas, values.balance_value, choice.best_value, choice.logit_weight):
            compiled[function] = _narrow_leaf(function, compiled)
        named = {function.__name__: leaf for function, leaf in compiled.items()}
    else:
        named = leaves.LEAVES
    support_of, align_of, hedge_of = named["support"], named["align_value"], named["hedge_value"]
    balance_of, best_of, weight_of = named["balance_value"], named["best_value"], named["logit_weight"]

    @njit(**ENTRY_OPTIONS)
    def loop(x: Array, out: Array, repeats: int) -> None:
        for _ in range(repeats):
            for lane in range(out.size):
                backing = support_of(
                    x[0, lane], x[1, lane], x[2, lane], x[3, lane], x[4, lane], x[5, lane], x[6, lane]
                )
                align = align_of(backing, x[7, lane], x[8, lane], x[9, lane], x[10, lane], x[2, lane])
                hedge = hedge_of(x[10, lane], x[2, lane])
                balance = balance_of(backing, x[7, lane], x[8, lane], x[9, lane], x[10, lane], x[2, lane])
                best = best_of(balance, hedge, align)
                steep = x[5, lane]
                a = weight_of(balance, best, steep)
                b = a + weight_of(hedge, best, steep)
                mark = x[4, lane] * (b + weight_of(align, best, steep))
                out[lane] = (mark >= a) + (mark >= b) - 1

    return loop
