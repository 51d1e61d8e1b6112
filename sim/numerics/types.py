"""Names for the numeric arguments of functions that serve numbers and arrays alike.

One function text serves a Python number, a NumPy array and a compiled scalar;
no static type covers the three, so the names carry the meaning.
"""

from typing import Any

import numpy as np

type Float = Any
"""float64: a number, or an array of any shape."""

type Integer = Any
"""int64: a number, or an array of any shape."""

type Word = Any
"""uint64 that holds an unsigned 32-bit word: a number, or an array of any shape."""

Array = np.ndarray[Any, Any]
"""A NumPy array whose docstring says shape and dtype."""
