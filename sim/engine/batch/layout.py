"""What the kernel knows of a task whatever the run: sizes, identities, where stakes are, members."""

from typing import Any, NamedTuple

import numpy as np

from sim.engine.points import Task
from sim.numerics.streams import identity, words
from sim.scenario.parameters import CORE_AXES, Array, Timeline

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
    """(phases,) first step of each phase."""
    periods: Ints
    """(periods,) first step of each period over which postures are counted."""
    state_words: Words
    """(N,) low words of the identities of the states."""
    issue_low: Words
    """(K,) low words of the identities of the issues."""
    issue_high: Words
    """(K,) high words."""
    agreement_start: Ints
    """(N N + 1,) entries of dyad d: from agreement_start[d] up to agreement_start[d + 1]."""
    agreement_issue: Ints
    """(entries,) issue of each entry, in canonical order within a dyad."""
    conflict_start: Ints
    """(N N + 1,) the same for stakes in conflict."""
    conflict_issue: Ints
    """(entries,)."""
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
        agreement_start=_starts(agreement),
        agreement_issue=np.nonzero(agreement)[2].astype(np.int64),
        conflict_start=_starts(conflict),
        conflict_issue=np.nonzero(conflict)[2].astype(np.int64),
        initial=np.array(task.initial, np.float64).ravel(),
        members=np.array(task.members, np.int64),
        outsiders=np.array(task.outsiders, np.int64),
    )


def _starts(mask: Mask) -> Ints:
    """Offsets of the entries of each dyad in the order of a mask (N, N, K)."""
    per_dyad = mask.sum(axis=2, dtype=np.int64).ravel()
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(per_dyad)])


def find_stakes(timeline: Timeline) -> tuple[Mask, Mask]:
    """Two masks (N, N, K): where a stake can be > 0 and where it can be < 0, at some point in some phase.

    Read from the range of each field over points, so it may name a stake that is zero
    at every point; a zero adds nothing to a sum.
    """
    agreement: Mask = np.zeros((), bool)
    conflict: Mask = np.zeros((), bool)
    for phase in timeline.epochs:
        side_low, side_high = _range("position", phase.position)
        tie_low, tie_high = _range("tie", phase.tie)
        claims = _range("claim", phase.claim)[1] > 0.0
        cares = (_range("salience", phase.salience)[1] > 0.0)[:, None, :]
        plus, minus = side_high > 0.0, side_low < 0.0
        same = (plus[:, None] & plus[None, :]) | (minus[:, None] & minus[None, :])
        opposed = (plus[:, None] & minus[None, :]) | (minus[:, None] & plus[None, :])
        agreement = agreement | (cares & (same | (tie_high > 0.0)))
        conflict = conflict | (cares & (opposed | (claims[:, None] & claims[None, :]) | (tie_low < 0.0)))
    elsewhere = ~np.eye(agreement.shape[0], dtype=bool)[:, :, None]
    return agreement & elsewhere, conflict & elsewhere


def _range(name: str, value: Array) -> tuple[Array, Array]:
    """Smallest and largest value of a field over points."""
    if np.ndim(value) > CORE_AXES[name]:
        return value.min(axis=0), value.max(axis=0)
    return value, value
