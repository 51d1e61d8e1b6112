"""`Run`: one simulated history, in the order in which the scenario names its states and issues."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import InputError
from sim.scenario.faults import nearest
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine.outcome import RunOutcome


Postures = np.ndarray[Any, np.dtype[np.int8]]
Salience = np.ndarray[Any, np.dtype[np.float64]]


def in_scenario_order(
    scenario: Scenario, postures: Postures, salience: Salience
) -> tuple[Postures, Salience]:
    """Postures (T+1, N, N) and multipliers (T+1, K) from the engines' order, that of sorted keys."""
    states = [scenario.canonical_states.index(key) for key in scenario.states]
    issues = [scenario.canonical_issues.index(key) for key in scenario.issues]
    return np.ascontiguousarray(postures[:, states][:, :, states]), np.ascontiguousarray(salience[:, issues])


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """The history of one run, and where it came from."""

    scenario: Scenario
    seed: int
    point: int
    replicate: int
    engine: str
    postures: Postures
    """(T+1, N, N) [t, i, j]: posture of state i toward state j after step t; diagonal 0."""
    salience: Salience
    """(T+1, K) multiplier of every issue's salience, mean 1."""

    def __repr__(self) -> str:
        steps, n_states = len(self.postures) - 1, len(self.states)
        return (
            f"Run({self.scenario.name!r}, seed={self.seed}, point={self.point}, replicate={self.replicate}, "
            f"engine={self.engine!r}: {n_states} states, {steps} steps)"
        )

    @property
    def states(self) -> tuple[str, ...]:
        """Keys of the N states."""
        return self.scenario.states

    @property
    def issues(self) -> tuple[str, ...]:
        """Keys of the K issues."""
        return self.scenario.issues

    def outcome(self, members: Sequence[str] | None = None) -> "RunOutcome":
        """What became of the scenario's bloc members, or of other states.

        Raises InputError unless `members` names two or more different states.
        """
        from sim.engine.outcome import read_outcome

        if members is not None and (isinstance(members, str) or not isinstance(members, Sequence)):
            raise InputError(f"`members` must be a list of states, got {members!r}; name two or more")
        chosen = self.scenario.bloc.members if members is None else tuple(members)
        for member in chosen:
            if member not in self.states:
                raise InputError(f"`members` has no state `{member}`; {nearest(str(member), self.states)}")
        if len(set(chosen)) != len(chosen) or len(chosen) < 2:
            raise InputError(f"`members` must name two or more different states, got {chosen}")
        return read_outcome(self, chosen)

    def posture(self, source: str, target: str) -> np.ndarray[Any, np.dtype[np.int8]]:
        """(T+1,) posture of one state toward another."""
        for key in (source, target):
            if key not in self.states:
                raise InputError(f"no state is called `{key}`; {nearest(str(key), self.states)}")
        if source == target:
            raise InputError(f"a state has no posture toward itself, got `{source}` twice; name two states")
        return self.postures[:, self.states.index(source), self.states.index(target)]

    def world(self, step: int | None = None) -> "pd.DataFrame":
        """Postures after a step (the last unless it is named) by name: of the row toward the column.

        The diagonal is empty: no state has a posture toward itself. Raises InputError for a step that
        the run does not have.
        """
        import pandas as pd

        from sim.engine.simulate import check_counter

        last = len(self.postures) - 1
        chosen = last if step is None else step
        check_counter("step", chosen, last)
        names = [
            ["" if i == j else Posture(int(value)).name for j, value in enumerate(row)]
            for i, row in enumerate(self.postures[chosen])
        ]
        return pd.DataFrame(names, index=list(self.states), columns=list(self.states))

    def to_frame(self) -> "pd.DataFrame":
        """Tidy table: step, source, target, posture; one row a step and dyad, self excluded."""
        import pandas as pd

        steps, n = self.postures.shape[:2]
        sources, targets = np.nonzero(~np.eye(n, dtype=bool))
        keys = np.array(self.states)
        return pd.DataFrame(
            {
                "step": np.repeat(np.arange(steps), len(sources)),
                "source": np.tile(keys[sources], steps),
                "target": np.tile(keys[targets], steps),
                "posture": self.postures[:, sources, targets].ravel(),
            }
        )
