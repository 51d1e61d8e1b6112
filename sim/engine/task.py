"""A task: what an engine needs to run a scenario, as plain arrays, whatever the scenario was written in."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.scenario.parameters import Timeline


@dataclass(frozen=True, kw_only=True)
class Task:
    """A scenario for the engines; N states and K issues in canonical order, that of their sorted keys."""

    state_keys: tuple[str, ...]
    """(N,) keys of the states."""
    issue_keys: tuple[str, ...]
    """(K,) keys of the issues."""
    timeline: Timeline
    """Parameters by phase; their fields stand alone or with one leading axis of points."""
    initial: np.ndarray[Any, np.dtype[np.int8]]
    """int8 (N, N) posture of i toward j at step 0, diagonal 0."""
    horizon: int
    """Last step T."""
    members: tuple[int, ...]
    """Canonical indices of the members of the bloc, two or more, in the order that names their pairs."""
    min_duration: int
    """Steps that make a spell stable."""
    grace: int
    """Longest lapse, in steps, that does not end a spell."""
    seed: int
    """Root seed, from 0 to 2**64 - 1."""
    periods: tuple[int, ...] = (1,)
    """First step of each period over which postures are counted, from 1 on."""

    @property
    def outsiders(self) -> tuple[int, ...]:
        """Canonical indices of the states that are no members."""
        return tuple(i for i in range(len(self.state_keys)) if i not in self.members)
