"""Designs that a sensitivity analysis needs: their points only make sense together, in their order.

Both come from SALib. `problem` says which axes move as one: the saliences of an issue, if asked for.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.sweep.axes import Axis, Range, Values, check_room
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.sweep.designs import Columns, ranges_of

LEVELS = 4
"""Levels of each axis in a Morris design; trajectories step over half of them."""


def drawn_together(spec: Mapping[str, Any], points: int) -> int:
    """How many neighbouring points of a design are one draw: a row, a trajectory; 1 for other kinds.

    >>> drawn_together({"kind": "morris", "trajectories": 8}, 120), drawn_together({"kind": "sobol"}, 120)
    (15, 1)
    """
    draws = spec.get(DESIGN_KINDS[spec["kind"]].draws)
    return points // int(draws) if draws else 1


def problem(ranges: Sequence[Range], *, grouped: bool) -> dict[str, Any]:
    """The axes as SALib describes them; with `grouped`, the saliences of an issue are one factor."""
    names = [axis.name for axis in ranges]
    bounds = [[axis.low, axis.high] for axis in ranges]
    groups = {"groups": [group_of(name) for name in names]} if grouped else {}
    return {"num_vars": len(names), "names": names, "bounds": bounds, **groups}


def factors_of(asked: Mapping[str, Any]) -> list[str]:
    """The factors of such a description, in the order in which a design moves them."""
    return list(dict.fromkeys(asked.get("groups", asked["names"])))


def group_of(name: str) -> str:
    """The factor that an axis belongs to.

    >>> group_of("issues.intervention.salience.RUS"), group_of("behaviour.noise")
    ('issues.intervention.salience', 'behaviour.noise')
    """
    parts = name.split(".")
    return ".".join(parts[:3]) if parts[0] == "issues" and parts[2:3] == ["salience"] else name


def saltelli(axes: Sequence[Axis], samples: int, seed: int, *, grouped: bool) -> Columns:
    """Saltelli's design (2002): rows of A, A with each factor from B, B with each from A, and B.

    There are samples * (2 factors + 2) points. The design of half of the samples is the first half of it.
    Raises InputError unless `samples` is a power of two, on which the balance of Sobol's points rests.
    """
    from SALib.sample import sobol

    ranges = ranges_of(axes, "saltelli")
    if samples < 2 or samples & (samples - 1):
        raise InputError(f"a `saltelli` design needs a power of two of samples >= 2, got {samples}")
    asked = problem(ranges, grouped=grouped)
    check_room(samples * (2 * len(factors_of(asked)) + 2), len(ranges), "a `saltelli` design")
    # Points B with each factor from A are what SALib takes second-order indices from; here they are
    # what makes first-order indices precise (`sim.analysis.sobol_indices`).
    table = sobol.sample(asked, samples, calc_second_order=True, seed=np.random.default_rng(seed))
    return _columns(ranges, table)


def morris(axes: Sequence[Axis], trajectories: int, seed: int) -> Columns:
    """Morris's design (1991): trajectories on which each axis moves once, each of axes + 1 points."""
    from SALib.sample import morris as sampler

    ranges = ranges_of(axes, "morris")
    check_room(trajectories * (len(ranges) + 1), len(ranges), "a `morris` design")
    asked = problem(ranges, grouped=False)
    table = sampler.sample(asked, trajectories, num_levels=LEVELS, seed=np.random.default_rng(seed))
    return _columns(ranges, table)


def _columns(ranges: Sequence[Range], table: Values) -> Columns:
    columns = {}
    for place, axis in enumerate(ranges):
        # rounding may leave a value a last bit outside its range
        values = np.clip(np.ascontiguousarray(table[:, place]), axis.low, axis.high)
        columns[axis.name] = (
            axis.values((values - axis.low) / (axis.high - axis.low)) if axis.whole else values
        )
    return columns
