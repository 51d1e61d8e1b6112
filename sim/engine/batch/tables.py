"""The numbers of a task as the kernel reads them: one table a quantity, a row a point, phase by phase."""

import math
from typing import NamedTuple

import numpy as np

from sim.engine.batch.layout import Floats, Ints, Layout
from sim.scenario.parameters import CORE_AXES, Array, Parameters, Timeline
from sim.theory.choice import precision
from sim.theory.costs import commitment_cost, confrontation_cost
from sim.theory.effects import effect
from sim.theory.interests import stake
from sim.theory.power import exposure, proximity, relative_power
from sim.theory.salience import mean_correction
from sim.theory.support import weight_per_third_state


class Tables(NamedTuple):
    """float64 arrays (phases, points, ...); dyad (i, j) stands at i N + j."""

    agreement_stake: Floats
    """(phases, points, agreement entries)."""
    conflict_stake: Floats
    """(phases, points, conflict entries)."""
    exposure: Floats
    """(phases, points, N N)."""
    commitment: Floats
    """(phases, points, N N)."""
    confrontation: Floats
    """(phases, points, N N)."""
    hedging_premium: Floats
    """(phases, points, N)."""
    scalars: Floats
    """(phases, points, SCALARS)."""


SCALARS = (
    "reciprocity",
    "common_threat",
    "third_state_weight",
    "inertia",
    "precision",
    "persistence",
    "volatility",
    "correction",
    "review_rate",
)
"""Columns of Tables.scalars."""


def has_points(name: str, value: Array) -> bool:
    """Whether a field of Parameters has a leading axis of points."""
    return bool(np.ndim(value) > CORE_AXES[name])


def count_points(timeline: Timeline) -> int | None:
    """Length of the axis of points; None where no field has one."""
    for phase in timeline.epochs:
        for name in CORE_AXES:
            value = getattr(phase, name)
            if has_points(name, value):
                return int(value.shape[0])
    return None


def make_tables(layout: Layout, timeline: Timeline, rows: Ints) -> Tables:
    """Tables for some rows of the axis of points; one row where no field has such an axis."""
    phases = [_phase(layout, _select(phase, rows), len(rows)) for phase in timeline.epochs]
    return Tables(*(np.stack([phase[index] for phase in phases]) for index in range(len(Tables._fields))))


def _select(phase: Parameters, rows: Ints) -> Parameters:
    """Parameters with a leading axis everywhere: the chosen points, or 1 where all are alike."""
    return Parameters(
        **{
            name: value[rows] if has_points(name, value) else np.asarray(value)[None]
            for name, value in ((name, getattr(phase, name)) for name in CORE_AXES)
        }
    )


def _phase(layout: Layout, p: Parameters, n_points: int) -> tuple[Array, ...]:
    """The tables of one phase, in the order of the fields of Tables."""
    own, other = p.capability[:, :, None], p.capability[:, None, :]
    power = relative_power(own, other)
    trade_loss, entrapment = p.trade_loss[:, None, None], p.entrapment[:, None, None]
    correction = mean_correction(p.salience_persistence, p.salience_volatility)
    scalars = (
        p.reciprocity,
        p.common_threat,
        weight_per_third_state(p.structural_balance, layout.n_states),
        p.inertia,
        precision(p.noise),
        p.salience_persistence,
        p.salience_volatility,
        correction,
        p.review_rate,
    )
    columns = (
        stakes_of_entries(layout, p, layout.agreement_start, layout.agreement_issue),
        stakes_of_entries(layout, p, layout.conflict_start, layout.conflict_issue),
        exposure(power, proximity(p.distance_km)),
        commitment_cost(p.autonomy[:, :, None], entrapment, p.dependence, p.dependence.transpose(0, 2, 1)),
        confrontation_cost(p.confrontation[:, :, None], power, trade_loss, p.dependence),
        p.hedging_premium,
        np.stack(np.broadcast_arrays(*scalars), axis=-1),
    )
    return tuple(
        np.ascontiguousarray(np.broadcast_to(flat, (n_points, flat.shape[1])))
        for flat in (column.reshape(len(column), math.prod(column.shape[1:])) for column in columns)
    )


def stakes_of_entries(layout: Layout, p: Parameters, start: Ints, issue: Ints) -> Array:
    """(points or 1, entries) signed stakes at mean salience of the listed dyads and issues."""
    dyad = np.repeat(np.arange(len(start) - 1), np.diff(start))
    i, j = np.divmod(dyad, layout.n_states)
    effects = effect(
        p.position[:, i, issue],
        p.position[:, j, issue],
        p.claim[:, i, issue],
        p.claim[:, j, issue],
        p.tie[:, i, j, issue],
    )
    return np.asarray(stake(p.salience[:, i, issue], effects))
