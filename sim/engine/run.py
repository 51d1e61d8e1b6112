"""What a user gets of simulated histories: one run, what became of it, and many runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.checks import check_counter
from sim.engine.readable.weighing import mark_self_enforcing
from sim.engine.rows import COLUMNS, History, Row, count_postures, summarise_run
from sim.errors import InputError
from sim.scenario.faults import nearest
from sim.scenario.scenario import Scenario
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    import pandas as pd


Postures = np.ndarray[Any, np.dtype[np.int8]]
Salience = np.ndarray[Any, np.dtype[np.float64]]


def in_scenario_order(scenario: Scenario, history: History) -> History:
    """A history from canonical order, that of sorted keys."""
    states = [scenario.canonical_states.index(key) for key in scenario.states]
    issues = [scenario.canonical_issues.index(key) for key in scenario.issues]
    return History(
        np.ascontiguousarray(history.postures[:, states][:, :, states]),
        np.ascontiguousarray(history.salience[:, issues]),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class RunOutcome(Mapping[str, Any]):
    """What became of some members in a run, and of the system around them, read by attribute or by key.

    Beside the fields below it has every column of a run's row: `outcome`, `stable_bloc`, `first_step` and the
    rest of `sim.engine.rows.COLUMNS`. Steps are counted from 0, lengths in steps; None where nothing exists.
    """

    members: tuple[str, ...]
    """Whose bloc was asked about."""
    row: Mapping[str, Any]
    """The columns of the run's row, by name."""
    joint_shares: np.ndarray[Any, np.dtype[np.float64]]
    """(3, 3) share of steps in which the first of two members takes the posture of the row (BALANCE,
    HEDGE, ALIGN) and the second that of the column; the mean over pairs of members."""
    common_adversary_share: float
    """Share of steps in which some outside state meets BALANCE from every member."""
    mean_postures: np.ndarray[Any, np.dtype[np.float64]]
    """(N, N) mean posture of i toward j, states in scenario order, diagonal 0."""
    posture_shares: np.ndarray[Any, np.dtype[np.float64]]
    """(N, 3) share of a state's postures that are BALANCE, HEDGE, ALIGN."""

    def __repr__(self) -> str:
        arrays = ("joint_", "mean_", "posture_")  # and the nine numbers of joint postures
        shown = {name: value for name, value in self.items() if not name.startswith(arrays)}
        shown["outcome"] = self.outcome.name
        return f"RunOutcome({', '.join(f'{name}={value}' for name, value in shown.items())})"

    def __getattr__(self, name: str) -> Any:
        row = self.__dict__.get("row", {})  # not yet there while a copy is made
        if name not in row:
            raise AttributeError(f"the outcome of a run has no `{name}`; {nearest(name, self)}")
        return row[name]

    def __getitem__(self, name: str) -> Any:
        if name not in self._names():
            raise KeyError(name)
        return getattr(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._names()]

    def _names(self) -> list[str]:
        own = [field.name for field in fields(self) if field.name != "row"]
        return [*own, *self.__dict__.get("row", {})]


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """The history of one run, and where it came from."""

    scenario: Scenario
    """What it was run from."""
    seed: int
    """Root of its random numbers."""
    point: int
    """Number of the design point that its random numbers belong to."""
    replicate: int
    """Number of the run among those of its point."""
    engine: str
    """`mesa` or `batch`; both give the same run."""
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

    def outcome(self, members: Sequence[str] | None = None) -> RunOutcome:
        """What became of the scenario's bloc members, or of other states.

        Raises InputError unless `members` names two or more different states.
        """
        if members is not None and (isinstance(members, str) or not isinstance(members, Sequence)):
            raise InputError(f"`members` must be a list of states, got {members!r}; name two or more")
        chosen = self.scenario.bloc.members if members is None else tuple(members)
        for member in chosen:
            if member not in self.states:
                raise InputError(f"`members` has no state `{member}`; {nearest(str(member), self.states)}")
        if len(set(chosen)) != len(chosen) or len(chosen) < 2:
            raise InputError(f"`members` must name two or more different states, got {chosen}")
        return _read_outcome(self, chosen)

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


def _read_outcome(run: Run, members: tuple[str, ...]) -> RunOutcome:
    """Read the outcome of a run for members that are known to be valid."""
    scenario = run.scenario
    states = [run.states.index(key) for key in scenario.canonical_states]
    issues = [run.issues.index(key) for key in scenario.canonical_issues]
    history = History(run.postures[:, states][:, :, states], run.salience[:, issues])
    places = tuple(scenario.canonical_states.index(key) for key in members)
    row, _ = summarise_run(
        history.postures,
        mark_self_enforcing(scenario, history, places),
        members=places,
        min_duration=scenario.bloc.min_duration,
        grace=scenario.bloc.grace,
    )
    steps, n_states = len(run.postures) - 1, len(run.states)
    counts = count_postures(run.postures)
    joint = row["joint"].reshape(3, 3).astype(np.float64)
    return RunOutcome(
        members=members,
        row={name: _plain(name, row) for name in COLUMNS},
        joint_shares=joint / joint.sum(),
        common_adversary_share=int(row["adversary_steps"]) / steps,
        mean_postures=(counts @ np.array([int(posture) for posture in Posture])) / steps,
        posture_shares=counts.sum(axis=1) / (steps * (n_states - 1)),
    )


def _plain(name: str, row: Row) -> Any:
    """A column of a row as a plain Python value; None for what does not exist."""
    value = row[name].item()
    if np.isnan(value) or value == COLUMNS[name].absent:
        return None
    return Outcome(value) if name == "outcome" else value


@dataclass(frozen=True, kw_only=True, eq=False)
class Histories:
    """The histories of replicates 0, 1, 2, … of one scenario."""

    scenario: Scenario
    """What they were run from."""
    seed: int
    """Root of their random numbers."""
    point: int
    """Number of the design point that their random numbers belong to."""
    states: tuple[str, ...]
    """Keys of the N states in the order of `postures`: sorted."""
    issues: tuple[str, ...]
    """Keys of the K issues in the order of `salience`: sorted."""
    postures: np.ndarray[Any, np.dtype[np.int8]]
    """(runs, T+1, N, N) posture of i toward j after each step; a memory-mapped file where it is large."""
    salience: np.ndarray[Any, np.dtype[np.float64]]
    """(runs, T+1, K) multipliers of salience, likewise."""
    rows: "pd.DataFrame"
    """One row per run, as `simulate_many` gives."""

    def __repr__(self) -> str:
        runs, steps = len(self.postures), self.postures.shape[1] - 1
        name, size = self.scenario.name, f"{runs:,} runs, {steps} steps"
        return f"Histories({name!r}, seed={self.seed}, point={self.point}: {size})"

    def run(self, replicate: int) -> Run:
        """One of the runs, as `simulate` gives it; raises InputError for a replicate that is not there."""
        check_counter("replicate", replicate, len(self.postures) - 1)
        history = History(self.postures[replicate], self.salience[replicate])
        return Run(
            scenario=self.scenario,
            seed=self.seed,
            point=self.point,
            replicate=replicate,
            engine="batch",
            **in_scenario_order(self.scenario, history)._asdict(),
        )
