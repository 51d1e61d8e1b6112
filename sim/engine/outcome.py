"""The record of one run: what became of some members, and of the system around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.readable.runs import self_enforcing
from sim.engine.records import count_postures, summarise_run
from sim.vocabulary import Outcome, Posture

if TYPE_CHECKING:
    from sim.engine.run import Run


@dataclass(frozen=True, kw_only=True, eq=False)
class RunOutcome(Mapping[str, Any]):
    """Record of a run for a set of members, read by attribute or by key.

    Steps are counted from 0, lengths in steps; a first step is None where there is no such spell.
    """

    members: tuple[str, ...]
    outcome: Outcome
    """The first that applies of the five."""
    stable_bloc: bool
    """A bloc spell of at least `min_duration` steps occurs."""
    first_step: int | None
    """First step of the first stable bloc spell."""
    stable_length: int
    """Length of that spell."""
    stable_censored: bool
    """That spell is cut off by the horizon."""
    longest_spell: int
    """Length of the longest bloc spell."""
    spells: int
    """Number of bloc spells."""
    censored: bool
    """Some bloc spell is cut off by the horizon."""
    alive_at_end: bool
    """A bloc stands at the last step."""
    self_enforcing_share: float | None
    """Share of the longest bloc spell in which ALIGN is every member's noise-free best reply."""
    entente_first_step: int | None
    """First step of the first entente spell of at least `min_duration` steps."""
    longest_entente: int
    """Length of the longest entente spell."""
    entente_spells: int
    """Number of entente spells."""
    joint_shares: np.ndarray[Any, np.dtype[np.float64]]
    """(3, 3) share of steps in which the first of two members takes the posture of the row (BALANCE,
    HEDGE, ALIGN) and the second that of the column; the mean over pairs of members."""
    common_adversary_share: float
    """Share of steps in which some outside state meets BALANCE from every member."""
    ties: float
    """Mean number of ties in the system."""
    balanced_triangles: float | None
    """Share of balanced among signed triangles."""
    mean_postures: np.ndarray[Any, np.dtype[np.float64]]
    """(N, N) mean posture of i toward j, states in scenario order, diagonal 0."""
    posture_shares: np.ndarray[Any, np.dtype[np.float64]]
    """(N, 3) share of a state's postures that are BALANCE, HEDGE, ALIGN."""

    def __repr__(self) -> str:
        shown = {name: value for name, value in self.items() if not isinstance(value, np.ndarray)}
        shown["outcome"] = self.outcome.name
        return f"RunOutcome({', '.join(f'{name}={value}' for name, value in shown.items())})"

    def __getitem__(self, name: str) -> Any:
        if name not in self.__dataclass_fields__:
            raise KeyError(name)
        return getattr(self, name)

    def __iter__(self) -> Iterator[str]:
        return (field.name for field in fields(self))

    def __len__(self) -> int:
        return len(fields(self))


def read_outcome(run: "Run", members: tuple[str, ...]) -> RunOutcome:
    """Read the record of a run for members that are known to be valid."""
    scenario = run.scenario
    canonical = [run.states.index(key) for key in scenario.canonical_states]
    issues = [run.issues.index(key) for key in scenario.canonical_issues]
    postures = run.postures[:, canonical][:, :, canonical]
    places = tuple(scenario.canonical_states.index(key) for key in members)
    flags = self_enforcing(scenario, postures, run.salience[:, issues], places)
    row, _ = summarise_run(
        postures,
        flags,
        members=places,
        min_duration=scenario.bloc.min_duration,
        grace=scenario.bloc.grace,
    )
    steps, n_states = len(postures) - 1, len(run.states)
    counts = count_postures(run.postures)
    joint = np.array([int(row[f"joint_{code}"]) for code in range(9)], dtype=np.float64).reshape(3, 3)
    return RunOutcome(
        members=members,
        outcome=Outcome(int(row["outcome"])),
        stable_bloc=bool(row["stable_bloc"]),
        first_step=int(row["first_step"]) or None,
        stable_length=int(row["stable_length"]),
        stable_censored=bool(row["stable_censored"]),
        longest_spell=int(row["longest_spell"]),
        spells=int(row["spells"]),
        censored=bool(row["censored"]),
        alive_at_end=bool(row["alive_at_end"]),
        self_enforcing_share=_or_none(row["self_enforcing_share"]),
        entente_first_step=int(row["entente_first_step"]) or None,
        longest_entente=int(row["longest_entente"]),
        entente_spells=int(row["entente_spells"]),
        joint_shares=joint / joint.sum(),
        common_adversary_share=int(row["adversary_steps"]) / steps,
        ties=float(row["ties"]),
        balanced_triangles=_or_none(row["balanced_triangles"]),
        mean_postures=(counts @ np.array([int(posture) for posture in Posture])) / steps,
        posture_shares=counts.sum(axis=1) / (steps * (n_states - 1)),
    )


def _or_none(value: Any) -> float | None:
    number = float(value)
    return None if np.isnan(number) else number
