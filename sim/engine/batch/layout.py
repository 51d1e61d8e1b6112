"""What the kernel knows of a task whatever the run: sizes, identities, where stakes are, members."""

from itertools import product
from typing import Any, NamedTuple

import numpy as np

from sim.engine.derive import every_cell, signed_stake, stake_numbers
from sim.engine.points import Task
from sim.numerics.streams import identity, words
from sim.scenario.parameters import CORE_AXES, Array, Parameters, Timeline

Ints = np.ndarray[Any, np.dtype[np.int64]]
Words = np.ndarray[Any, np.dtype[np.uint64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Layout(NamedTuple):
    """Sizes and indices of a task; N states, K issues. Dyad (i, j) has the number i N + j."""

    n_states: int
    n_issues: int
    horizon: int
    min_duration: int
    grace: int
    starts: Ints
    """(epochs,) first step of each epoch."""
    periods: Ints
    """(periods,) first step of each period over which postures are counted."""
    state_words: Words
    """(N,) low words of the identities of the states."""
    issue_low: Words
    """(K,) low words of the identities of the issues."""
    issue_high: Words
    """(K,) high words."""
    stake_dyad: Ints
    """(stakes,) dyad of each stake that may be other than 0: those in agreement, then those in conflict."""
    stake_issue: Ints
    """(stakes,) issue of each, in canonical order within a dyad."""
    agreement_start: Ints
    """(N N + 1,) stakes of dyad d in agreement: from agreement_start[d] up to agreement_start[d + 1]."""
    conflict_start: Ints
    """(N N + 1,) the same for stakes in conflict."""
    initial: Floats
    """(N N,) posture of each dyad at step 0."""
    members: Ints
    """(members,) members of the bloc."""
    outsiders: Ints
    """(N - members,) all other states."""


def make_layout(task: Task) -> Layout:
    """The layout of a task."""
    issue_words = [words(identity(key)) for key in task.issue_keys]
    agreement, conflict = find_stakes(task.timeline)
    cells = np.concatenate([np.argwhere(agreement), np.argwhere(conflict)]).astype(np.int64)
    return Layout(
        n_states=len(task.state_keys),
        n_issues=len(task.issue_keys),
        horizon=task.horizon,
        min_duration=task.min_duration,
        grace=task.grace,
        starts=np.array(task.timeline.starts, np.int64),
        periods=np.array(task.periods, np.int64),
        state_words=np.array([words(identity(key))[0] for key in task.state_keys], np.uint64),
        issue_low=np.array([low for low, _ in issue_words], np.uint64),
        issue_high=np.array([high for _, high in issue_words], np.uint64),
        stake_dyad=cells[:, 0] * len(task.state_keys) + cells[:, 1],
        stake_issue=cells[:, 2].copy(),
        agreement_start=_starts(agreement),
        conflict_start=_starts(conflict) + np.count_nonzero(agreement),
        initial=np.array(task.initial, np.float64).ravel(),
        members=np.array(task.members, np.int64),
        outsiders=np.array(task.outsiders, np.int64),
    )


def _starts(mask: Mask) -> Ints:
    """Offsets of the entries of each dyad in the order of a mask (N, N, K)."""
    per_dyad = mask.sum(axis=2, dtype=np.int64).ravel()
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(per_dyad)])


def find_stakes(timeline: Timeline) -> tuple[Mask, Mask]:
    """Two masks (N, N, K): where a stake can be > 0 and where it can be < 0, at some point in some epoch.

    A stake is linear in each number that it is made of, so it is largest and smallest at corners of their
    ranges over points. A stake that is named and 0 at every point does no harm: it adds nothing to a sum.
    """
    agreement: Mask = np.zeros((), bool)
    conflict: Mask = np.zeros((), bool)
    for epoch in timeline.epochs:
        low, high = (stake_numbers(bound, every_cell(bound)) for bound in _bounds(epoch))
        ends = [[a] if np.array_equal(a, b) else [a, b] for a, b in zip(low, high, strict=True)]
        for corner in product(*ends):
            stake = signed_stake(*corner)
            agreement, conflict = agreement | (stake > 0.0), conflict | (stake < 0.0)
    elsewhere = ~np.eye(agreement.shape[0], dtype=bool)[:, :, None]
    return agreement & elsewhere, conflict & elsewhere


def _bounds(epoch: Parameters) -> tuple[Parameters, Parameters]:
    """The smallest and the largest value of every number over points."""
    fields = {name: over_points(name, getattr(epoch, name)) for name in CORE_AXES}
    return (
        Parameters(**{name: values.min(axis=0) for name, values in fields.items()}),
        Parameters(**{name: values.max(axis=0) for name, values in fields.items()}),
    )


def has_points(name: str, value: Array) -> bool:
    """Whether a field of Parameters has a leading axis of points."""
    return bool(np.ndim(value) > CORE_AXES[name])


def over_points(name: str, value: Array) -> Array:
    """A field of Parameters with a leading axis of points, of length 1 where all are alike."""
    return value if has_points(name, value) else np.asarray(value)[None]
