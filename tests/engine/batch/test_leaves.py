"""Every compiled formula gives the bits of the theory's own function on arrays, in vector loops too."""

import platform
import re

import numpy as np
import pytest
from numba import njit, vectorize

from sim.engine.batch import leaves
from sim.engine.batch.compile import ENTRY_OPTIONS
from sim.numerics import elementary, normal, philox, streams
from sim.theory import choice, interests, outcomes, power, salience, support, values

SIZE = 20_000
GENERATOR = np.random.default_rng(20)
WIDE = GENERATOR.normal(size=(7, SIZE)) * 10.0 ** GENERATOR.integers(-6, 4, size=(7, SIZE))
UNIT = GENERATOR.uniform(1e-12, 1.0 - 1e-12, size=(7, SIZE))
POSTURES = GENERATOR.integers(-1, 2, size=(3, SIZE)).astype(np.float64)
WORDS = GENERATOR.integers(0, 2**32, size=(6, SIZE), dtype=np.uint64)

CASES = [
    ("exp", elementary, WIDE[:1]),
    ("log", elementary, np.abs(WIDE[:1]) + 1e-300),
    ("normal_quantile", normal, UNIT[:1]),
    ("uniform52", streams, WORDS[:2]),
    ("uniform32", streams, WORDS[:1]),
    ("stationary_deviation", salience, np.stack([WIDE[0], 0.99 * UNIT[0], np.abs(WIDE[1])])),
    ("next_deviation", salience, WIDE[:4]),
    ("multiplier", salience, WIDE[:2]),
    ("agreement_term", interests, WIDE[:2]),
    ("conflict_term", interests, WIDE[:2]),
    ("net_interest", interests, WIDE[:2]),
    ("ambivalence", interests, WIDE[:2]),
    ("threat", power, WIDE[:2]),
    ("balanced_threat", support, np.stack([np.abs(WIDE[0]), POSTURES[0]])),
    ("shared_posture", support, POSTURES[:2]),
    ("support", support, WIDE),
    ("align_value", values, np.stack([*WIDE[:5], POSTURES[0]])),
    ("hedge_value", values, np.stack([WIDE[0], POSTURES[0]])),
    ("balance_value", values, np.stack([*WIDE[:5], POSTURES[0]])),
    ("best_value", choice, WIDE[:3]),
    ("logit_weight", choice, np.stack([-np.abs(WIDE[0]), np.zeros(SIZE), np.abs(WIDE[1])])),
    ("draw_posture", choice, UNIT[:4]),
    ("is_reviewed", choice, UNIT[:2]),
    ("is_best_reply", choice, np.stack([*WIDE[:2], np.abs(WIDE[2])])),
    ("joint_posture", outcomes, POSTURES[:2]),
    ("is_tie", outcomes, POSTURES[:2]),
    ("opposes", outcomes, POSTURES[:1]),
    ("are_rivals", outcomes, POSTURES[:2]),
    ("edge_sign", outcomes, POSTURES[:2]),
    ("triangle_sign", outcomes, POSTURES),
]

ON_VECTORS = {
    1: lambda f: lambda a: f(a),
    2: lambda f: lambda a, b: f(a, b),
    3: lambda f: lambda a, b, c: f(a, b, c),
    4: lambda f: lambda a, b, c, d: f(a, b, c, d),
    6: lambda f: lambda a, b, c, d, e, g: f(a, b, c, d, e, g),
    7: lambda f: lambda a, b, c, d, e, g, h: f(a, b, c, d, e, g, h),
}


@pytest.mark.parametrize(("name", "module", "arguments"), CASES, ids=[case[0] for case in CASES])
def test_bits_are_those_of_numpy(name, module, arguments):
    compiled = vectorize(ON_VECTORS[len(arguments)](getattr(leaves, name)))
    expected = np.asarray(getattr(module, name)(*arguments), np.float64)
    found = np.asarray(compiled(*arguments), np.float64)
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


def test_every_compiled_formula_is_tested():
    tested = {name for name, _, _ in CASES} | {"philox", "reduce_history"}
    public = {
        name
        for name in vars(leaves)
        if not name.startswith("_") and hasattr(getattr(leaves, name), "py_func")
    }
    assert public == tested


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
