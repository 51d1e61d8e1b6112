"""Why a state stands as it does toward another, in a few plain sentences."""

from collections.abc import Sequence

from sim.app.explanation import Decision, Explanation, IssueStake, Option, Term
from sim.app.words import POSTURE_NOUNS, POSTURE_VERBS, signed, standing
from sim.engine.readable.terms import INERTIA
from sim.scenario.naming import upper
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

SMALL = 0.05
"""A term below this many stakes decides nothing and is not told."""
CLOSE = 0.1
"""Two postures whose chances differ by less are about as likely."""
AGAINST_THE_ODDS = 0.25
"""A choice that was less likely than this is called one against the odds."""
MOST_TERMS = 2
"""So many terms are told on either side, the heaviest."""


def tell(scenario: Scenario, known: Explanation) -> tuple[str, ...]:
    """Four sentences: how it stands, what is at stake, which choice looks best now and why, how surely."""
    return (
        f"{upper(standing(scenario, known.source, known.target, known.posture))}{_how(known)}.",
        _stakes(scenario, known),
        known.now.why,
        _sure(scenario, known),
    )


def _how(known: Explanation) -> str:
    """How the posture came about."""
    if known.step == 0:
        return ": so the history begins, nobody chose it"
    if not known.reviewed:
        return ", as before: it did not think the matter over this quarter"
    if known.last is None:
        return ": it thought the matter over this quarter"
    chance = known.last.option(known.posture).probability
    if chance < AGAINST_THE_ODDS:
        return f": it chose so this quarter, against the odds ({_hundred(chance)})"
    return f": it chose so this quarter ({_hundred(chance)})"


def _stakes(scenario: Scenario, known: Explanation) -> str:
    """What is at stake, and above all which issue."""
    target = scenario.in_text(known.target)
    if not known.issues:
        return f"No issue touches the two: it wants nothing from {target} and fears nothing."
    most_agreed = max(known.issues, key=lambda issue: issue.agreement)
    most_contested = max(known.issues, key=lambda issue: issue.conflict)
    shared = _half(known.agreement, "in agreement", most_agreed)
    contested = _half(known.conflict, "in conflict", most_contested)
    return f"At stake with {target}: {shared}, {contested}."


def _half(total: float, which: str, heaviest: IssueStake) -> str:
    """One half of what is at stake."""
    if total <= 0.0:
        return f"nothing {which}"
    return f"{total:.1f} {which} (above all: {heaviest.label})"


def tell_why(decision: Decision, *, past: bool) -> str:
    """Why the option of the largest value beats the others; `past` for a decision that has been taken."""
    best, hedge = decision.best, decision.option(Posture.HEDGE)
    looks = "looked best when it chose" if past else "looks best now"
    if best.posture is Posture.HEDGE:
        rival = max(
            (option for option in decision.options if option is not hedge), key=lambda option: option.value
        )
        return _why_not(rival, hedge, looks)
    noun = POSTURE_NOUNS[best.posture]
    gains, losses = _listed(best.terms, +1), _listed(best.terms, -1)
    lead = f"{upper(noun)} {looks}, {_lead(best.value - hedge.value, 'more')} than hedging"
    if not gains:
        return f"{lead}: every way out costs more."
    return f"{lead}: for it speaks {gains}" + (f", against it {losses}." if losses else ".")


def _why_not(rival: Option, hedge: Option, looks: str) -> str:
    """Why hedging beats the better one of the two commitments."""
    noun = POSTURE_NOUNS[rival.posture]
    gains, losses = _listed(rival.terms, +1), _listed(rival.terms, -1)
    lead = f"Hedging {looks}: {noun} would be {_lead(hedge.value - rival.value, 'less')}"
    if not gains and not losses:
        return f"{lead}, since nothing of weight speaks for it."
    if not gains:
        return f"{lead}, since nothing of weight speaks for it, and {losses} against it."
    if not losses:
        return f"{lead}, since little speaks for it: {gains}."
    return f"{lead}; what it would gain, {gains}, is eaten up by {losses}."


def _lead(difference: float, which: str) -> str:
    """By how much one posture is worth more, or less, than another."""
    return f"worth a little {which}" if difference < SMALL else f"worth {difference:.1f} {which}"


def _sure(scenario: Scenario, known: Explanation) -> str:
    """How sure the next choice is, if there is one."""
    likely = sorted(known.now.options, key=lambda option: -option.probability)
    first, second = likely[0], likely[1]
    if first.probability - second.probability < CLOSE:
        pair = f"{POSTURE_NOUNS[first.posture]} and {POSTURE_NOUNS[second.posture]}"
        return f"When it thinks again, {pair} are about as likely: chance decides."
    verb = POSTURE_VERBS[first.posture]
    course = "keeps its course and" if first.posture is known.posture else "changes its course and"
    target = scenario.in_text(known.target)
    return f"When it thinks again, it {course} {verb} {target} ({_hundred(first.probability)})."


def _hundred(chance: float) -> str:
    """A chance in words, never more certain than it is."""
    if chance >= 0.995:
        return "almost for sure"
    if chance < 0.005:
        return "a chance of less than 1 in 100"
    return f"a chance of {100.0 * chance:.0f} in 100"


def _listed(terms: Sequence[Term], sign: int) -> str:
    """The heaviest terms of a sign, such as "freedom given up (−0.5) and doors closed (−0.4)"; or nothing."""
    heavy = [term for term in terms if sign * term.value >= SMALL and (term.key != INERTIA or sign > 0)]
    heavy = sorted(heavy, key=lambda term: -abs(term.value))[:MOST_TERMS]
    return " and ".join(f"{_lowered(term.label)} ({signed(term.value)})" for term in heavy)


def _lowered(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]
