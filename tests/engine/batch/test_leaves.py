"""Every compiled formula gives the bits of the theory's own function on arrays, in vector loops too."""

import platform
import re

import numpy as np
import pytest
from numba import njit, vectorize

from sim.engine.batch import leaves
from sim.engine.batch.compile import ENTRY_OPTIONS
from sim.numerics import philox

FORMULAS = [formula for formula in leaves.FORMULAS if formula is not philox.philox]  # it gives four words
SIZE = 20_000
GENERATOR = np.random.default_rng(20)
WIDE = GENERATOR.normal(size=(7, SIZE)) * 10.0 ** GENERATOR.integers(-6, 4, size=(7, SIZE))
UNIT = GENERATOR.uniform(1e-12, 1.0 - 1e-12, size=(7, SIZE))
POSTURES = GENERATOR.integers(-1, 2, size=(3, SIZE)).astype(np.float64)
WORDS = GENERATOR.integers(0, 2**32, size=(6, SIZE), dtype=np.uint64)

ANYTHING = np.stack([*WIDE[:5], POSTURES[0], WIDE[6]])
NEAR = GENERATOR.integers(-300, 300, size=(1, SIZE))
DOMAINS = {
    "power_of_two": NEAR,
    "log": np.abs(WIDE[:1]) + 1e-300,
    "normal_quantile": UNIT,
    "central_quantile": UNIT - 0.5,
    "near_tail_quantile": 4.0 * UNIT,
    "far_tail_quantile": 5.0 + 20.0 * UNIT,
    "uniform52": WORDS,
    "uniform32": WORDS,
    "stationary_deviation": np.stack([WIDE[0], 0.99 * UNIT[0], np.abs(WIDE[1])]),
    "balanced_threat": np.stack([np.abs(WIDE[0]), POSTURES[0]]),
    "logit_weight": np.stack([-np.abs(WIDE[0]), np.zeros(SIZE), np.abs(WIDE[1])]),
    "draw_posture": UNIT,
    "is_reviewed": UNIT,
    "is_best_reply": np.stack([*WIDE[:2], np.abs(WIDE[2])]),
    "is_bloc": WORDS,
    **dict.fromkeys(
        ("shared_posture", "is_tie", "opposes", "are_rivals", "joint_posture", "edge_sign", "triangle_sign"),
        POSTURES,
    ),
}
"""Arguments of formulas that do not take just any numbers."""

ON_VECTORS = {
    1: lambda f: lambda a: f(a),
    2: lambda f: lambda a, b: f(a, b),
    3: lambda f: lambda a, b, c: f(a, b, c),
    4: lambda f: lambda a, b, c, d: f(a, b, c, d),
    5: lambda f: lambda a, b, c, d, e: f(a, b, c, d, e),
    6: lambda f: lambda a, b, c, d, e, g: f(a, b, c, d, e, g),
    7: lambda f: lambda a, b, c, d, e, g, h: f(a, b, c, d, e, g, h),
}


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.__name__)
def test_bits_are_those_of_numpy(formula):
    """Every formula of the list; one that is added needs no line here, unless some numbers are not for it."""
    name, count = formula.__name__, formula.__code__.co_argcount
    arguments = DOMAINS.get(name, ANYTHING)[:count]
    compiled = vectorize(ON_VECTORS[count](leaves.LEAVES[name]))
    expected = np.asarray(formula(*arguments), np.float64)
    found = np.asarray(compiled(*arguments), np.float64)
    assert np.isfinite(expected).all()
    assert found.tobytes() == expected.tobytes()
    # a number by itself gives the same bits as on a vector
    alone = [np.float64(compiled(*arguments[:, place])) for place in range(50)]
    assert np.array(alone).tobytes() == expected[:50].tobytes()


def test_philox_bits():
    @njit(**ENTRY_OPTIONS)
    def blocks(counters, out):
        for place in range(out.shape[1]):
            out[:, place] = leaves.philox(
                counters[0, place], counters[1, place], counters[2, place],
                counters[3, place], counters[4, place], counters[5, place],
            )  # fmt: skip

    out = np.empty((4, SIZE), np.uint64)
    blocks(WORDS, out)
    assert np.array_equal(out, np.stack(philox.philox(*WORDS)))


def test_a_function_that_is_not_listed_is_named():
    with pytest.raises(AttributeError, match="`best_values` is not in the lists"):
        leaves.best_values  # noqa: B018


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64", "aarch64", "arm64"),
    reason="the names of instructions are not known",
)
def test_no_product_is_fused_with_a_sum():
    """A fused multiply-add rounds once instead of twice, so it would give other bits than NumPy."""

    @njit(**ENTRY_OPTIONS)
    def loop(x, out):
        for place in range(x.size):
            out[place] = leaves.next_deviation(
                leaves.exp(x[place]), leaves.normal_quantile(x[place]), 0.5, x[place]
            )

    loop(np.ones(8), np.ones(8))
    (text,) = loop.inspect_asm().values()
    assert "mul" in text
    assert not re.search(r"\bv?fn?m(add|sub)\d*[sp]?[sd]?\b|\bfml[as]\b|\bfn?m(add|sub)\b", text)
