"""One state at a glance: how it stands toward each of the others, and why."""

from dataclasses import dataclass

from sim.analysis.wording import enumerate_words
from sim.app.explain import explain
from sim.app.explanation import Explanation
from sim.app.words import POSTURE_VERBS, called, upper
from sim.engine.readable.model import BalanceOfPower
from sim.errors import InputError
from sim.numerics.types import Array
from sim.scenario.faults import nearest
from sim.vocabulary import Posture


@dataclass(frozen=True, kw_only=True)
class Profile:
    """All that the page says of one state."""

    state: str
    name: str
    capability: float
    """Its share of world capability now."""
    sentence: str
    """Whom it aligns with, hedges toward, balances against."""
    toward: tuple[Explanation, ...]
    """Its posture toward each of the others, explained, in the order of the scenario."""


def profile(model: BalanceOfPower, state: str, before: Array | None = None) -> Profile:
    """The profile of a state in a model as it stands; `before` as in `sim.app.explain.explain`.

    Raises InputError where there is no such state.
    """
    case = model.case
    if state not in case.states:
        raise InputError(f"no state is called `{state}`; {nearest(str(state), case.states)}")
    toward = tuple(explain(model, state, other, before) for other in case.states if other != state)
    parts = []
    for posture in (Posture.ALIGN, Posture.HEDGE, Posture.BALANCE):
        others = [called(case.state_names[known.target]) for known in toward if known.posture is posture]
        if others:
            parts.append(f"{POSTURE_VERBS[posture]} {enumerate_words(others)}")
    name = called(case.state_names[state])
    return Profile(
        state=state,
        name=case.state_names[state],
        capability=float(model.parameters.capability[case.canonical_states.index(state)]),
        sentence=f"{upper(name)} {_joined(parts)}.",
        toward=toward,
    )


def _joined(parts: list[str]) -> str:
    """Clauses with commas, since each may hold an "and" of its own."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + ", and " + parts[-1]
