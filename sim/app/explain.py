"""Why a state stands as it does toward another, and toward all: `sim.app.explanation` read off a model."""

from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.wording import enumerate_words
from sim.app.explanation import Decision, Explanation, IssueStake, Option
from sim.app.sentences import tell, tell_why
from sim.app.words import POSTURE_VERBS, label_terms
from sim.engine.readable.model import BalanceOfPower
from sim.engine.readable.terms import PARTS, Weights, chances, issue_terms, was_reviewed
from sim.engine.readable.weighing import weigh_postures
from sim.errors import InputError
from sim.numerics.types import Array
from sim.scenario.faults import nearest
from sim.scenario.naming import upper
from sim.vocabulary import Posture


def explain(model: BalanceOfPower, source: str, target: str, before: Array | None = None) -> Explanation:
    """Explain the posture of one state toward another in a model as it stands.

    before : (N, N) postures of the step before, canonical order (`sim.app.live`); without it
    the last decision is not taken apart. Nothing in the model is changed.
    Raises InputError where the two are not two states of the scenario.
    """
    i, j = _places(model, source, target)
    interests, p, constants = model.interests, model.parameters, model.constants
    step = int(model.steps)
    reviewed = step > 0 and was_reviewed(model.draws.review, p, i, j)
    now = _decide(model, Weights(model.postures, interests, constants, p), i, j, past=False)
    last = None
    if reviewed and before is not None:
        earlier = Weights(np.asarray(before, np.float64), interests, constants, p)
        last = _decide(model, earlier, i, j, past=True)
    known = Explanation(
        source=source,
        target=target,
        step=step,
        posture=Posture(int(model.postures[i, j])),
        issues=_issues(model, i, j),
        agreement=float(interests.agreement[i, j]),
        conflict=float(interests.conflict[i, j]),
        net_interest=float(interests.net[i, j]),
        ambivalence=float(interests.ambivalence[i, j]),
        now=now,
        reviewed=reviewed,
        last=last,
        sentences=(),
    )
    return replace(known, sentences=tell(model.case, known))


@dataclass(frozen=True, kw_only=True)
class Profile:
    """All that the page says of one state."""

    sentence: str
    """Whom it aligns with, hedges toward, balances against."""
    toward: tuple[Explanation, ...]
    """Its posture toward each of the others, explained, in the order of the scenario."""


def profile(model: BalanceOfPower, state: str, before: Array | None = None) -> Profile:
    """The profile of a state in a model as it stands; `before` as in `explain`.

    Raises InputError where there is no such state.
    """
    scenario = model.case
    if state not in scenario.states:
        raise InputError(f"no state is called `{state}`; {nearest(str(state), scenario.states)}")
    toward = tuple(explain(model, state, other, before) for other in scenario.states if other != state)
    parts = []
    for posture in (Posture.ALIGN, Posture.HEDGE, Posture.BALANCE):
        others = [scenario.in_text(known.target) for known in toward if known.posture is posture]
        if others:
            parts.append(f"{POSTURE_VERBS[posture]} {enumerate_words(others)}")
    name = scenario.in_text(state)
    return Profile(
        sentence=f"{upper(name)} {_joined(parts)}.",
        toward=toward,
    )


def _joined(parts: list[str]) -> str:
    """Clauses with commas, since each may hold an "and" of its own."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + ", and " + parts[-1]


def _decide(model: BalanceOfPower, world: Weights, i: int, j: int, *, past: bool) -> Decision:
    """The choice of i toward j in a world."""
    values = weigh_postures(i, world.postures, world.interests, world.constants, world.parameters)
    engine = {
        Posture.ALIGN: float(values.align[j]),
        Posture.HEDGE: float(values.hedge[j]),
        Posture.BALANCE: float(values.balance[j]),
    }
    likely = chances(
        engine[Posture.BALANCE], engine[Posture.HEDGE], engine[Posture.ALIGN], world.constants.precision
    )
    decision = Decision(
        options=tuple(
            Option(
                posture=posture,
                value=value,
                probability=likely[posture],
                terms=label_terms(
                    model.case, PARTS[posture](world, i, j), i, j, float(world.interests.net[i, j])
                ),
            )
            for posture, value in engine.items()
        ),
        before=Posture(int(world.postures[i, j])),
    )
    return replace(decision, why=tell_why(decision, past=past))


def _issues(model: BalanceOfPower, i: int, j: int) -> tuple[IssueStake, ...]:
    """The issues that touch a dyad, the heaviest first."""
    names = model.case.issue_names
    agreement, conflict = issue_terms(model.constants, model.multipliers, i, j)
    stakes = [
        IssueStake(
            key=key,
            label=names[key],
            agreement=float(agreement[k]),
            conflict=float(conflict[k]),
        )
        for k, key in enumerate(model.case.canonical_issues)
    ]
    touching = [issue for issue in stakes if issue.agreement > 0.0 or issue.conflict > 0.0]
    return tuple(sorted(touching, key=lambda issue: -max(issue.agreement, issue.conflict)))


def _places(model: BalanceOfPower, source: str, target: str) -> tuple[int, int]:
    """Canonical indices of two different states."""
    states = model.case.canonical_states
    for key in (source, target):
        if key not in states:
            raise InputError(f"no state is called `{key}`; {nearest(str(key), states)}")
    if source == target:
        raise InputError(f"a state has no posture toward itself, got `{source}` twice; name two states")
    return states.index(source), states.index(target)
