"""Compiling a formula as it stands: the text is the theory's, only the functions it calls are replaced."""

from collections.abc import Callable, Iterable
from types import FunctionType
from typing import Any

import numba
from numba import njit

from sim.engine.batch.cache import cache_folder

Compiled = Any
"""A function compiled by Numba."""

ENTRY_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": False, "_nrt": False}
"""How everything here is compiled.

NumPy's error model divides without a check for zero (a check is a branch, which
keeps a loop from running on vectors). `fastmath` stays off: it would change bits.
Without Numba's runtime nothing is allocated and no references to arrays are counted,
which would cost more than the work on a short row.
"""

OPTIONS: dict[str, Any] = {**ENTRY_OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""For functions that only compiled ones call: no doors to Python, which take long to compile."""

INLINE: dict[str, Any] = {**OPTIONS, "forceinline": True}
"""For functions that are called inside a loop over lanes: a call would keep it from running on vectors."""


def compile_entry(function: Callable[..., Any]) -> Compiled:
    """The function that Python calls, with its machine code kept on disk."""
    config: Any = numba.config
    before = config.CACHE_DIR
    config.CACHE_DIR = str(cache_folder())
    try:
        return njit(cache=True, **ENTRY_OPTIONS)(function)
    finally:
        config.CACHE_DIR = before


def compile_leaf(
    function: Callable[..., Any], compiled: dict[Callable[..., Any], Compiled], inline: bool
) -> Compiled:
    """A function of numbers or rows; those that it calls are taken from `compiled`."""
    names = {
        name: compiled.get(value, value) if isinstance(value, FunctionType) else value
        for name, value in function.__globals__.items()
    }
    text: Any = function
    copy = FunctionType(text.__code__, names, text.__name__, text.__defaults__)
    return njit(**(INLINE if inline else OPTIONS))(copy)


def compile_leaves(
    formulas: Iterable[Callable[..., Any]], loops: Iterable[Callable[..., Any]]
) -> dict[str, Compiled]:
    """Compiled formulas (inlined) and loops (called), by name; each stands after those that it calls."""
    compiled: dict[Callable[..., Any], Compiled] = {}
    for function in formulas:
        compiled[function] = compile_leaf(function, compiled, inline=True)
    for function in loops:
        compiled[function] = compile_leaf(function, compiled, inline=False)
    return {function.__name__: leaf for function, leaf in compiled.items()}
