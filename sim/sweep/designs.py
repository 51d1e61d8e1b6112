"""Designs: tables of points, one column an axis.

Every function gives a mapping of dotted names to equally long columns. The
order of points is fixed, because a point's number is part of its random numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.sweep.axes import Axis, Levels, Range, Values, as_values, check_room

Columns = dict[str, Values]


def grid(axes: Sequence[Axis]) -> Columns:
    """Every combination of levels; the last axis moves fastest.

    >>> from sim.sweep.axes import read_axes
    >>> grid(read_axes({"a": [1, 2], "b": [3, 4]}, "axes"))["b"]
    array([3., 4., 3., 4.])
    """
    levels = _levels(axes, "grid")
    counts = [len(axis.values) for axis in levels]
    check_room(int(np.prod(counts, dtype=object)), len(levels), "a `grid` design")
    columns, inner = {}, int(np.prod(counts))
    outer = 1
    for axis, count in zip(levels, counts, strict=True):
        inner //= count
        columns[axis.name] = np.tile(np.repeat(axis.values, inner), outer)
        outer *= count
    return columns


def zipped(axes: Sequence[Axis]) -> Columns:
    """The levels side by side: first with first, second with second."""
    levels = _levels(axes, "zip")
    counts = {axis.name: len(axis.values) for axis in levels}
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{name}: {count}" for name, count in counts.items())
        raise InputError(
            f"a `zip` design needs axes of equal length, got {listed}; make them equal or use `grid`"
        )
    return {axis.name: axis.values for axis in levels}


def listed(points: Any, field: str) -> Columns:
    """Points written out one by one, each a mapping of the same dotted names to values."""
    if (
        not isinstance(points, (list, tuple))
        or not points
        or not all(isinstance(point, Mapping) for point in points)
    ):
        raise InputError(f"`{field}` must be a list of points, each a mapping of dotted names to values")
    names = [str(name) for name in points[0]]
    for place, point in enumerate(points):
        if sorted(map(str, point)) != sorted(names):
            raise InputError(
                f"`{field}[{place}]` must name {', '.join(names)} like the first point, "
                f"got {', '.join(map(str, point))}"
            )
    return {name: as_values([point[name] for point in points], f"`{field}` {name}") for name in names}


def latin_hypercube(axes: Sequence[Axis], points: int, seed: int) -> Columns:
    """One point in each of `points` equal slices of every axis (McKay, Beckman & Conover 1979)."""
    from scipy.stats import qmc

    ranges = ranges_of(axes, "latin_hypercube")
    check_room(points, len(ranges), "a `latin_hypercube` design")
    return _scaled(ranges, qmc.LatinHypercube(d=len(ranges), rng=np.random.default_rng(seed)).random(points))


def sobol(axes: Sequence[Axis], points: int, seed: int) -> Columns:
    """The first points of a scrambled Sobol sequence (Sobol 1967; Owen 1998), best at a power of two.

    The points of a smaller design are the first points of a larger one with the same seed.
    """
    from scipy.stats import qmc

    ranges = ranges_of(axes, "sobol")
    check_room(points, len(ranges), "a `sobol` design")
    sampler = qmc.Sobol(d=len(ranges), scramble=True, rng=np.random.default_rng(seed))
    whole = sampler.random_base2(max(points - 1, 0).bit_length())
    return _scaled(ranges, whole[:points])


def _scaled(ranges: Sequence[Range], unit: Values) -> Columns:
    return {axis.name: axis.values(np.ascontiguousarray(unit[:, place])) for place, axis in enumerate(ranges)}


def _levels(axes: Sequence[Axis], kind: str) -> list[Levels]:
    for axis in axes:
        if isinstance(axis, Range):
            raise InputError(
                f"axis `{axis.name}` of a `{kind}` design needs values, "
                f"got {{uniform: [{axis.low:g}, {axis.high:g}]}}; "
                "use {linspace: [a, b, n]}, or the design `sobol` or `latin_hypercube`"
            )
    return [axis for axis in axes if isinstance(axis, Levels)]


def ranges_of(axes: Sequence[Axis], kind: str) -> list[Range]:
    """Axes that are all ranges; raises InputError for one of given values, or more than SciPy can draw."""
    from scipy.stats import qmc

    if len(axes) > qmc.Sobol.MAXDIM:
        raise InputError(f"a `{kind}` design has at most {qmc.Sobol.MAXDIM:,} axes, got {len(axes):,}")
    for axis in axes:
        if isinstance(axis, Levels):
            raise InputError(
                f"axis `{axis.name}` of a `{kind}` design needs {{uniform: [low, high]}}, got values; "
                "use the design `grid`"
            )
    return [axis for axis in axes if isinstance(axis, Range)]
