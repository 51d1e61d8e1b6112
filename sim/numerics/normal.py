"""Standard normal numbers by inversion: Wichura's algorithm AS 241 (PPND16).

M. J. Wichura, "Algorithm AS 241: The percentage points of the normal
distribution", Applied Statistics 37 (1988) 477-484; relative error about 1e-16.
Inversion uses one uniform a number and is monotone, so that equal keys give
close numbers under close parameters (common random numbers).
"""

import numpy as np

from sim.numerics.elementary import log
from sim.numerics.types import Float

CENTRAL_HALF_WIDTH = 0.425
CENTRAL_SQUARE = 0.180625
TAIL_SPLIT = 5.0
TAIL_SHIFT = 1.6


def central_quantile(q: Float) -> Float:
    """Quantile at probability 1/2 + q, for |q| <= 0.425."""
    r = CENTRAL_SQUARE - q * q
    a = 2509.0809287301226727
    a = a * r + 33430.575583588128105
    a = a * r + 67265.770927008700853
    a = a * r + 45921.953931549871457
    a = a * r + 13731.693765509461125
    a = a * r + 1971.5909503065514427
    a = a * r + 133.14166789178437745
    a = a * r + 3.387132872796366608
    b = 5226.495278852545925
    b = b * r + 28729.085735721942674
    b = b * r + 39307.89580009271061
    b = b * r + 21213.794301586595867
    b = b * r + 5394.1960214247511077
    b = b * r + 687.1870074920579083
    b = b * r + 42.313330701600911252
    b = b * r + 1.0
    return q * a / b


def near_tail_quantile(t: Float) -> Float:
    """Size of the quantile at tail probability p, with t = sqrt(-ln p) - 1.6 for t + 1.6 <= 5."""
    a = 7.7454501427834140764e-4
    a = a * t + 0.0227238449892691845833
    a = a * t + 0.24178072517745061177
    a = a * t + 1.27045825245236838258
    a = a * t + 3.64784832476320460504
    a = a * t + 5.7694972214606914055
    a = a * t + 4.6303378461565452959
    a = a * t + 1.42343711074968357734
    b = 1.05075007164441684324e-9
    b = b * t + 5.475938084995344946e-4
    b = b * t + 0.0151986665636164571966
    b = b * t + 0.14810397642748007459
    b = b * t + 0.68976733498510000455
    b = b * t + 1.6763848301838038494
    b = b * t + 2.05319162663775882187
    b = b * t + 1.0
    return a / b


def far_tail_quantile(t: Float) -> Float:
    """Size of the quantile at tail probability p, with t = sqrt(-ln p) - 5 for t >= 0."""
    a = 2.01033439929228813265e-7
    a = a * t + 2.71155556874348757815e-5
    a = a * t + 0.0012426609473880784386
    a = a * t + 0.026532189526576123093
    a = a * t + 0.29656057182850489123
    a = a * t + 1.7848265399172913358
    a = a * t + 5.4637849111641143699
    a = a * t + 6.6579046435011037772
    b = 2.04426310338993978564e-15
    b = b * t + 1.4215117583164458887e-7
    b = b * t + 1.8463183175100546818e-5
    b = b * t + 7.868691311456132591e-4
    b = b * t + 0.0148753612908506148525
    b = b * t + 0.13692988092273580531
    b = b * t + 0.59983220655588793769
    b = b * t + 1.0
    return a / b


def normal_quantile(u: Float) -> Float:
    """The standard normal number below which a share u of the distribution lies, 0 < u < 1.

    >>> float(normal_quantile(np.float64(0.5)))
    0.0
    >>> abs(float(normal_quantile(np.float64(0.975))) - 1.959963984540054) < 1e-15
    True
    """
    q = u - 0.5
    t = np.sqrt(-log(np.minimum(np.minimum(u, 1.0 - u), 0.5 - CENTRAL_HALF_WIDTH)))
    central = central_quantile(np.minimum(np.maximum(q, -CENTRAL_HALF_WIDTH), CENTRAL_HALF_WIDTH))
    near = near_tail_quantile(np.minimum(t, TAIL_SPLIT) - TAIL_SHIFT)
    far = far_tail_quantile(np.maximum(t, TAIL_SPLIT) - TAIL_SPLIT)
    # Every piece is computed, each inside its own range, and 0/1 weights pick one: the same steps
    # for a number as for an array, and nothing for a compiler to branch on.
    is_central = 1.0 * (np.abs(q) <= CENTRAL_HALF_WIDTH)
    is_near = 1.0 * (t <= TAIL_SPLIT)
    sign = 2.0 * (q > 0.0) - 1.0
    outer = sign * (near * is_near + far * (1.0 - is_near))
    return central * is_central + outer * (1.0 - is_central)
