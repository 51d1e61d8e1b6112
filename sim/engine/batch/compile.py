"""Compiling a formula as it stands: the text is the theory's, only the functions it calls are replaced."""

from collections.abc import Callable, Iterable
from types import FunctionType
from typing import Any

from numba import njit

Compiled = Any
"""A function compiled by Numba."""

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": False, "_nrt": False}
"""How everything here is compiled.

NumPy's error model divides without a check for zero (a check is a branch, which
keeps a loop from running on vectors). `fastmath` stays off: it would change bits.
"""


def compile_leaf(function: Callable[..., Any], compiled: dict[Callable[..., Any], Compiled]) -> Compiled:
    """A scalar formula, compiled to be inlined into the loops that call it.

    Functions that it calls are taken from `compiled`; they must stand there already.
    """
    names = {
        name: compiled.get(value, value) if isinstance(value, FunctionType) else value
        for name, value in function.__globals__.items()
    }
    text: Any = function
    copy = FunctionType(text.__code__, names, text.__name__, text.__defaults__)
    return njit(forceinline=True, **OPTIONS)(copy)


def compile_leaves(functions: Iterable[Callable[..., Any]]) -> dict[str, Compiled]:
    """Compiled formulas by name; each function stands after those that it calls."""
    compiled: dict[Callable[..., Any], Compiled] = {}
    for function in functions:
        compiled[function] = compile_leaf(function, compiled)
    return {function.__name__: leaf for function, leaf in compiled.items()}
