"""Exponential and logarithm from IEEE 754 basic operations.

`np.exp` and `math.log` differ in the last bits between libraries, processors
and vector widths. These do not. Both are accurate to about one unit in the
last place; the scheme is the usual one of Cody and Waite (1980): reduce the
argument by powers of two, then a polynomial in Horner form.

All functions take and return float64, scalars or arrays of any shape.
"""

import numpy as np

from sim.numerics.types import Float, Integer

LOG2_E = 1.4426950408889634
LN2_HIGH = 6.93147180369123816490e-01  # the first 33 bits of ln 2, so that k * LN2_HIGH is exact
LN2_LOW = 1.90821492927058770002e-10  # the rest of ln 2
EXP_MIN = -708.0  # below this exp(x) is held at exp(-708), about 3e-308
EXP_MAX = 709.0  # above this exp(x) is held at exp(709), about 8e307
SQRT_2 = 1.4142135623730951
MANTISSA_BITS = 52
MANTISSA_MASK = (1 << MANTISSA_BITS) - 1
EXPONENT_BIAS = 1023


def power_of_two(exponent: Integer) -> Float:
    """2**exponent, exactly, for int64 exponents from -1022 to 1023.

    >>> float(power_of_two(np.int64(-2)))
    0.25
    """
    return np.int64((exponent + EXPONENT_BIAS) << MANTISSA_BITS).view(np.float64)


def exp(x: Float) -> Float:
    """e**x, with x held inside [EXP_MIN, EXP_MAX] so that no result overflows or vanishes.

    The reduced argument r = x - k ln 2 lies in [-0.35, 0.35], where the Taylor
    polynomial of degree 13 is exact to the last bit or so.

    >>> float(exp(np.float64(0.0)))
    1.0
    >>> abs(float(exp(np.float64(1.0))) - 2.718281828459045) < 5e-16
    True
    """
    held = np.minimum(np.maximum(x, EXP_MIN), EXP_MAX)
    k = np.rint(held * LOG2_E)
    r = (held - k * LN2_HIGH) - k * LN2_LOW
    p = 1.0 / 6227020800.0
    p = p * r + 1.0 / 479001600.0
    p = p * r + 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    return p * power_of_two(np.int64(k))


def log(x: Float) -> Float:
    """Natural logarithm of a positive, normal float64.

    x = m 2**k with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh(s) with
    s = (m - 1)/(m + 1), |s| < 0.1716, summed to the term in s**21.

    >>> float(log(np.float64(1.0)))
    0.0
    >>> abs(float(log(np.float64(10.0))) - 2.302585092994046) < 5e-16
    True
    """
    # Before NumPy 2.4, np.float64 makes a number of an array of one; the zeros give it its shape back.
    bits = np.float64(x).view(np.int64) + 0 * np.int64(x > 0.0)
    raw_exponent = (bits >> MANTISSA_BITS) - EXPONENT_BIAS
    mantissa = np.int64((bits & MANTISSA_MASK) | (EXPONENT_BIAS << MANTISSA_BITS)).view(np.float64)
    large = 1.0 * (mantissa > SQRT_2)
    m = mantissa * (1.0 - 0.5 * large)
    k = raw_exponent + large
    s = (m - 1.0) / (m + 1.0)
    q = s * s
    p = 1.0 / 21.0
    p = p * q + 1.0 / 19.0
    p = p * q + 1.0 / 17.0
    p = p * q + 1.0 / 15.0
    p = p * q + 1.0 / 13.0
    p = p * q + 1.0 / 11.0
    p = p * q + 1.0 / 9.0
    p = p * q + 1.0 / 7.0
    p = p * q + 1.0 / 5.0
    p = p * q + 1.0 / 3.0
    tail = (s * q) * p
    return k * LN2_HIGH + (2.0 * s + (2.0 * tail + k * LN2_LOW))
