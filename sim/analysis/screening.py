"""Which quantities can be left alone: Morris's elementary effects (1991), free of the chance of runs.

On a trajectory every quantity moves once. Its effect d is the change of the probability divided by the
step, as a part of its range. The mean of d over trajectories has no bias. The mean of its size would have
one, because chance has a size too: with few runs a point, a quantity that does nothing would seem to do
something. So the size given here is the root mean square of d with chance taken out of the square,

    d^2 - s^2 / R,   s^2 the variance of d over the R replicates (those of one number side by side)

which is also right where both points share their random numbers. Intervals are Student's over
trajectories; with common random numbers the replicates are drawn as well, and what they add to the variance
(by the jackknife) is added.
"""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.outcomes import holds
from sim.analysis.records import shared, with_limits
from sim.analysis.study import Arm
from sim.errors import InputError
from sim.numerics.types import Array
from sim.sweep.intervals import student_quantile_two_sided

if TYPE_CHECKING:
    import pandas as pd


SHARED_MIN = 32
"""Fewest replicates that all points share from which the error of sharing them is known well enough."""
COLUMNS = shared("factor") | with_limits(
    mean="mean elementary effect over the whole range",
    size="root mean square of the effects without the chance of runs; 0 where chance explains all",
)


def elementary_effects(arm: Arm, measure: str) -> "pd.DataFrame":
    """COLUMNS, from a complete arm of kind `morris`, the largest size first.

    Effects are changes of the probability when an axis moves over its whole range. Raises InputError where
    there are fewer than two trajectories, or two replicates (SHARED_MIN with common random numbers).
    """
    import pandas as pd

    held = holds(arm, measure).astype(np.float64)
    least = SHARED_MIN if arm.crossed else 2
    if arm.draws < 2 or held.shape[1] < least:
        raise InputError(
            f"elementary effects need at least 2 `trajectories` and {least} `replicates`, "
            f"got {arm.draws} and {held.shape[1]}; ask for more"
        )
    unit = np.stack([_unit(arm.columns[axis].astype(np.float64)) for axis in arm.axes], axis=1)
    effects = trajectory_effects(unit, held, arm.drawn_together)
    table = pd.DataFrame({"factor": list(arm.axes)})
    for name, value in effect_intervals(effects, crossed=arm.crossed).items():
        table[name] = value
    return table.sort_values("size", ascending=False, kind="stable", ignore_index=True)


def trajectory_effects(unit: Array, held: Array, together: int) -> Array:
    """(trajectories, factors, replicates) change of each run over the step of the one axis that moves.

    unit : (points, factors) in [0, 1]; held : (points, replicates).
    """
    paths = unit.reshape(-1, together, unit.shape[1])
    runs = held.reshape(-1, together, held.shape[1])
    steps = np.diff(paths, axis=1)
    moved = np.abs(steps).argmax(axis=2)
    step = np.take_along_axis(steps, moved[..., None], axis=2)
    change = np.diff(runs, axis=1) / step
    order = moved.argsort(axis=1)
    ordered: Array = np.take_along_axis(change, order[..., None], axis=1)
    return ordered


def effect_intervals(effects: Array, *, crossed: bool) -> dict[str, Array]:
    """mean, mean_low, mean_high, size, size_low, size_high: each (factors,).

    effects : (trajectories, factors, replicates). `crossed`: all of them share their replicates.
    """
    trajectories, _, runs = effects.shape
    mean = effects.mean(axis=2)
    square = mean**2 - effects.var(axis=2, ddof=1) / runs
    student = student_quantile_two_sided(min(trajectories, runs if crossed else trajectories) - 1)
    variance = mean.var(axis=0, ddof=1) / trajectories
    spread = square.var(axis=0, ddof=1) / trajectories
    if crossed:
        variance = variance + effects.mean(axis=0).var(axis=1, ddof=1) / runs
        spread = spread + _jackknife(effects)
    half, wide = student * np.sqrt(variance), student * np.sqrt(spread)
    middle, centre = mean.mean(axis=0), square.mean(axis=0)
    size, low, high = (np.sqrt(np.maximum(side, 0.0)) for side in (centre, centre - wide, centre + wide))
    # Where a size is told from none, its own scale gives the wider upper limit (a square that is small by
    # chance also seems to vary little).
    linear = size + np.divide(wide, 2.0 * size, out=np.zeros_like(size), where=size > 0.0)
    return {
        "mean": middle, "mean_low": middle - half, "mean_high": middle + half,
        "size": size, "size_low": low, "size_high": np.where(low > 0.0, linear, high),
    }  # fmt: skip


def _jackknife(effects: Array) -> Array:
    """(factors,) variance of the mean square by the replicates drawn, leaving out one at a time."""
    runs = effects.shape[2]
    total, squares = effects.sum(axis=2), (effects**2).sum(axis=2)
    # Mean of d_r d_s over all r and s that differ, without replicate q: what `square` is, of the others.
    left, rest = total[..., None] - effects, squares[..., None] - effects**2
    without = ((left**2 - rest) / ((runs - 1) * (runs - 2))).mean(axis=0)
    variance: Array = (runs - 1) * without.var(axis=1)
    return variance


def _unit(values: Array) -> Array:
    low, high = values.min(), values.max()
    unit: Array = (values - low) / (high - low)
    return unit
