"""The numbers of a task as the kernel reads them: one table, a row a point, epoch by epoch."""

import math

import numpy as np

from sim.engine.batch.lanes import Inputs
from sim.engine.batch.layout import Floats, Ints, Layout, has_points, over_points
from sim.engine.derive import derive
from sim.scenario.parameters import CORE_AXES, Array, Parameters, Timeline


def count_points(timeline: Timeline) -> int | None:
    """Length of the axis of points; None where no field has one."""
    for epoch in timeline.epochs:
        for name in CORE_AXES:
            value = getattr(epoch, name)
            if has_points(name, value):
                return int(value.shape[0])
    return None


def make_table(layout: Layout, timeline: Timeline, rows: Ints) -> Floats:
    """float64 (epochs, points, columns) of some points; the columns are those of `Inputs`.

    Where no field has such an axis, all rows are alike.
    """
    return np.stack([_epoch(layout, _select(epoch, rows), len(rows)) for epoch in timeline.epochs])


def _select(epoch: Parameters, rows: Ints) -> Parameters:
    """Parameters with a leading axis everywhere: the chosen points, or 1 where all are alike."""
    values = ((name, getattr(epoch, name)) for name in CORE_AXES)
    return Parameters(
        **{
            name: value[rows] if has_points(name, value) else over_points(name, value)
            for name, value in values
        }
    )


def _epoch(layout: Layout, p: Parameters, n_points: int) -> Array:
    """(points, columns) of one epoch."""
    i, j = np.divmod(layout.stake_dyad, layout.n_states)
    constants = derive(p, (i, j, layout.stake_issue))
    columns = [getattr(constants if hasattr(constants, name) else p, name) for name in Inputs._fields]
    flat = [column.reshape(len(column), math.prod(column.shape[1:])) for column in columns]
    return np.concatenate([np.broadcast_to(part, (n_points, part.shape[1])) for part in flat], axis=1)
