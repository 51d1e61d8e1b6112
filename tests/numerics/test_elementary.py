"""Accuracy of exp, log and the normal quantile, and their behaviour at the ends."""

import math
from fractions import Fraction

import numpy as np
import pytest

from sim.numerics.elementary import EXP_MAX, EXP_MIN, exp, log, power_of_two
from sim.numerics.normal import normal_quantile
from sim.numerics.streams import identity, run_keys, uniform32, uniform52, words

DIGITS = 60


def exact_exp(x: float) -> Fraction:
    """e**x to 60 digits, by its series after halving the argument."""
    halvings = 12
    small = Fraction(x) / 2**halvings
    term = total = Fraction(1)
    for n in range(1, 60):
        term = (term * small / n).limit_denominator(10**DIGITS)
        total += term
    for _ in range(halvings):
        total = (total * total).limit_denominator(10**DIGITS) if total < 1 else total * total
        total = Fraction(round(total * 10**DIGITS), 10**DIGITS)
    return total


def units_in_last_place(value: float, exact: Fraction) -> float:
    return float(abs(Fraction(value) - exact) / Fraction(math.ulp(float(exact))))


@pytest.mark.parametrize("x", [*np.linspace(-30.0, 30.0, 121).tolist(), 1e-9, -1e-9, 0.34657359, -0.34657360])
def test_exp_is_within_one_unit(x):
    assert units_in_last_place(float(exp(np.float64(x))), exact_exp(x)) < 1.0


def test_exp_agrees_with_the_library_over_its_range():
    x = np.random.default_rng(1).uniform(EXP_MIN, EXP_MAX, 200_000)
    assert np.max(np.abs(exp(x) / np.exp(x) - 1.0)) < 5e-16


def test_exp_is_held_at_the_ends():
    assert exp(np.float64(-1e300)) == exp(np.float64(EXP_MIN)) > 0.0
    assert exp(np.float64(1e300)) == exp(np.float64(EXP_MAX)) < np.inf
    assert exp(np.float64(0.0)) == exp(np.float64(-0.0)) == 1.0


def test_exp_never_falls():
    x = np.linspace(-20.0, 5.0, 400_001)
    assert np.all(np.diff(exp(x)) >= 0.0)


def test_log_agrees_with_the_library():
    generator = np.random.default_rng(2)
    for x in (
        generator.uniform(0.0, 1.0, 200_000),
        np.exp(generator.uniform(-700, 700, 200_000)),
        1 + 1e-12 * np.arange(9),
    ):
        exact = np.log(x)
        error = np.abs(log(x) - exact)
        assert np.all(error <= 2.0 * np.spacing(np.abs(exact)) + 1e-300)
    assert log(np.float64(1.0)) == 0.0


def test_powers_of_two_are_exact():
    exponents = np.arange(-1022, 1024, dtype=np.int64)
    assert [float(power_of_two(n)) for n in exponents] == [math.ldexp(1.0, int(n)) for n in exponents]


def test_normal_quantile_inverts_the_distribution():
    u = np.concatenate([np.geomspace(1e-16, 0.5, 4001), [0.075, 0.0750001, 2.0**-53, 0.425]])
    x = normal_quantile(u)
    back = np.array([0.5 * math.erfc(-value / math.sqrt(2.0)) for value in x])
    # an error of x in its last digits moves the tail by x times as much
    assert np.max(np.abs(back / u - 1.0) / np.maximum(1.0, x * x)) < 2e-15


def test_normal_quantile_is_odd_and_increasing():
    u = np.linspace(1.0 / 2048.0, 0.5, 1024)  # 1 - u is exact
    assert np.array_equal(normal_quantile(1.0 - u), -normal_quantile(u))
    assert np.all(np.diff(normal_quantile(np.linspace(1e-4, 1 - 1e-4, 100_001))) > 0.0)


def test_uniform_numbers_stay_inside_the_open_interval():
    top = np.uint64(2**32 - 1)
    zero = np.uint64(0)
    assert uniform52(zero, zero) == 2.0**-53
    assert uniform52(top, top) == 1.0 - 2.0**-53
    assert uniform32(zero) == 2.0**-33
    assert uniform32(top) == 1.0 - 2.0**-33
    assert np.isfinite(normal_quantile(uniform52(zero, zero)))
    assert np.isfinite(normal_quantile(uniform52(top, top)))


def test_identities_and_run_keys_do_not_move():
    # Part of the promise of sim.numerics.streams: these numbers change only with a major version.
    assert identity("RUS") == IDENTITY_OF_RUS
    assert [int(word) for word in words(2**40 + 3)] == [3, 2**8]
    keys = run_keys(2**33 + 5, np.arange(2, dtype=np.uint64), np.array([0, 2**35], np.uint64))
    assert [word.tolist() for word in keys] == RUN_KEYS


IDENTITY_OF_RUS = 12783027843573440291
RUN_KEYS = [[3090725442, 2791326155], [3267883112, 1574901004]]


@pytest.mark.parametrize("function", [exp, log, normal_quantile])
@pytest.mark.parametrize("shape", [(1,), (1, 1), (3,)])
def test_an_array_keeps_its_shape_even_with_one_number(function, shape):
    assert function(np.full(shape, 0.3)).shape == shape


@pytest.mark.parametrize("shape", [(1,), (1, 1), (3,)])
def test_uniform_numbers_keep_the_shape_of_their_words(shape):
    word = np.full(shape, 7, np.uint64)
    assert uniform52(word, word).shape == uniform32(word).shape == shape
