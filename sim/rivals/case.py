"""What every rival theory reads: the size of each state and the propensity of each pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.engine.derive import stakes
from sim.errors import InputError
from sim.scenario.faults import nearest
from sim.scenario.primitives import shown
from sim.scenario.scenario import Scenario

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """N states, how large they are and how much each pair gains by standing together.

    Raises InputError where the arrays do not fit together.
    """

    name: str
    states: tuple[str, ...]
    """(N,) keys, in the order of both arrays."""
    size: Array
    """float64 (N,), > 0, in the unit of the case (share or percentage of world capability, say)."""
    propensity: Array
    """float64 (N, N), symmetric, diagonal 0: > 0 a pair that gains by one camp, < 0 by two."""

    def __post_init__(self) -> None:
        n = len(self.states)
        problem = _problem(n, self.size, self.propensity)
        if n < 2 or len(set(self.states)) < n:
            problem = f"`states` must name two or more different states, got {shown(self.states)}; correct it"
        if problem:
            raise InputError(f"{self.name}: {problem}")

    @property
    def weights(self) -> Array:
        """(N, N) m_i m_j p_ij, what landscape theory adds up."""
        return np.outer(self.size, self.size) * self.propensity

    def places(self, members: Sequence[str]) -> list[int]:
        """Indices of two or more members; raises InputError where they are not states of the case."""
        for member in members:
            if member not in self.states:
                raise InputError(
                    f"{self.name}: `members` has no state `{member}`; {nearest(member, self.states)}"
                )
        if len(members) < 2 or len(set(members)) < len(members):
            raise InputError(
                f"{self.name}: `members` must name two or more different states, got {shown(list(members))}"
            )
        return [self.states.index(member) for member in members]


def case_of(scenario: Scenario, *, step: int = 0) -> Case:
    """The case of a scenario at a step, with its events and with salience at its mean.

    size_i = capability m_i; propensity p_ij = (I_ij + I_ji) / 2, I the net interest: the rivals know one
    number a pair, so the two directions are averaged. States stand in the order of the scenario.

    >>> from sim import load_scenario
    >>> case = case_of(load_scenario("toy_pair"))
    >>> case.states, round(float(case.propensity[0, 1]), 3)
    (('NOR', 'SOU'), 0.4)
    """
    if not 0 <= step <= scenario.horizon:
        raise InputError(
            f"{scenario.name}: `step` must be from 0 to {scenario.horizon}, got {step}; choose a step of it"
        )
    timeline = scenario.timeline
    parameters = timeline.epochs[timeline.epoch_at(step)]
    order = [scenario.canonical_states.index(key) for key in scenario.states]
    # With every multiplier at its mean of 1, P - Q is the sum of the signed stakes.
    interest = stakes(parameters).sum(axis=2)[np.ix_(order, order)]
    return Case(
        name=scenario.name,
        states=scenario.states,
        size=parameters.capability[order],
        propensity=(interest + interest.T) / 2.0,
    )


def _problem(n: int, size: Array, propensity: Array) -> str:
    if size.shape != (n,) or propensity.shape != (n, n):
        return (
            f"`size` must have shape ({n},) and `propensity` ({n}, {n}),"
            f" got {size.shape} and {propensity.shape}; give one value a state and one a pair"
        )
    if not (np.isfinite(size).all() and (size > 0.0).all()):
        return f"`size` must be > 0 and finite, got {shown(size.tolist())}; correct it"
    if not np.isfinite(propensity).all():
        return "`propensity` must be finite, got NaN or infinity; correct it"
    if not np.array_equal(propensity, propensity.T) or propensity.diagonal().any():
        return "`propensity` must be symmetric with a diagonal of 0; average it with its transpose"
    return ""
