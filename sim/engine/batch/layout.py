"""What the kernel knows of a task whatever the run: sizes, identities, where stakes are, members."""

from typing import Any, NamedTuple

import numpy as np

Ints = np.ndarray[Any, np.dtype[np.int64]]
Words = np.ndarray[Any, np.dtype[np.uint64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


class Layout(NamedTuple):
    """Sizes and indices of a task; N states, K issues. Dyad (i, j) has the number i N + j."""

    n_states: int
    n_issues: int
    horizon: int
    min_duration: int
    grace: int
    starts: Ints
    """(phases,) first step of each phase."""
    state_words: Words
    """(N,) low words of the identities of the states."""
    issue_low: Words
    """(K,) low words of the identities of the issues."""
    issue_high: Words
    """(K,) high words."""
    agreement_start: Ints
    """(N N + 1,) dyad d owns the entries agreement_start[d] to agreement_start[d + 1] of stakes in agreement."""
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
