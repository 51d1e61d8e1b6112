"""Where states stand on a circle, and where the line of a dyad runs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

type Point = tuple[float, float]


def circle(n: int) -> list[Point]:
    """Places of n states around a circle of radius 1, clockwise, the first two side by side at the top.

    >>> [(round(x), round(y)) for x, y in circle(2)]
    [(-1, 0), (1, 0)]
    """
    first = math.pi if n == 2 else -math.pi / 2.0 - math.pi / n
    turn = 2.0 * math.pi / n
    return [(math.cos(first + turn * i), math.sin(first + turn * i)) for i in range(n)]


def fill(points: Sequence[Point], corner: Point, opposite: Point) -> list[Point]:
    """Points moved and stretched so that they fill the box between two corners.

    >>> fill([(0.0, 0.0), (1.0, 2.0)], (10.0, 10.0), (20.0, 30.0))
    [(10.0, 10.0), (20.0, 30.0)]
    """
    across, down = ([point[axis] for point in points] for axis in (0, 1))
    return list(zip(_fill(across, corner[0], opposite[0]), _fill(down, corner[1], opposite[1]), strict=True))


def _fill(values: Sequence[float], low: float, high: float) -> list[float]:
    """Values moved and stretched from `low` to `high`; all at `low` where they are equal."""
    first, width = min(values), (max(values) - min(values)) or 1.0
    return [low + (value - first) / width * (high - low) for value in values]


def radii(capability: Mapping[str, float], small: float, large: float) -> dict[str, float]:
    """Radii of nodes, areas in proportion to capability within the limits.

    >>> radii({"A": 1.0, "B": 4.0}, 5.0, 20.0)
    {'A': 10.0, 'B': 20.0}
    """
    most = max(capability.values())
    return {key: max(small, large * math.sqrt(value / most)) for key, value in capability.items()}


@dataclass(frozen=True, kw_only=True)
class Line:
    """The line of a dyad: from the rim of one node to the rim of the other, left of the middle."""

    start: Point
    end: Point
    along: Point
    across: Point

    def at(self, back: float, aside: float = 0.0) -> Point:
        """A place `back` units before the end and `aside` units to the side."""
        return (
            self.end[0] - back * self.along[0] + aside * self.across[0],
            self.end[1] - back * self.along[1] + aside * self.across[1],
        )


def line(source: Point, target: Point, leave: float, arrive: float, aside: float) -> Line:
    """The line from one centre to another, cut at the radii `leave` and `arrive`, moved `aside`."""
    length = math.dist(source, target) or 1.0
    along = ((target[0] - source[0]) / length, (target[1] - source[1]) / length)
    across = (-along[1], along[0])
    start = math.sqrt(max(0.0, leave**2 - aside**2))
    end = length - math.sqrt(max(0.0, arrive**2 - aside**2))
    return Line(
        start=(
            source[0] + start * along[0] + aside * across[0],
            source[1] + start * along[1] + aside * across[1],
        ),
        end=(source[0] + end * along[0] + aside * across[0], source[1] + end * along[1] + aside * across[1]),
        along=along,
        across=across,
    )


def path(points: Sequence[Point]) -> str:
    """Points as the text of an SVG path.

    >>> path([(0.0, 1.0), (2.5, 3.0)])
    'M0 1L2.5 3'
    """
    return "M" + "L".join(f"{x:.5g} {y:.5g}" for x, y in points)
