"""Why a state stands as it does toward another, in two to four plain sentences."""

from collections.abc import Sequence

from sim.app.explanation import Explanation, Option, Term
from sim.app.words import POSTURE_NOUNS, POSTURE_VERBS, standing
from sim.engine.readable.terms import INERTIA
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

SMALL = 0.05
"""A term below this many stakes decides nothing and is not told."""
CLOSE = 0.1
"""Two postures whose chances differ by less are "about as likely"."""
MOST_TERMS = 2


def tell(scenario: Scenario, known: Explanation) -> tuple[str, ...]:
    """The sentences: how it stands, why the choice that looks best now looks best, and how sure that is."""
    best = known.now.best
    told = [f"{standing(scenario, known.source, known.target, known.posture)}{_how(known)}."]
    told.append(_interests(scenario, known))
    told.append(_why(known, best))
    told.append(_sure(scenario, known, best))
    return tuple(told)


def _how(known: Explanation) -> str:
    """How the posture came about."""
    if known.step == 0:
        return " at the start: this is given, not chosen"
    if not known.reviewed:
        return "; in this quarter it did not think the matter over and stays as it was"
    return "; it thought the matter over in this quarter"


def _interests(scenario: Scenario, known: Explanation) -> str:
    """What is at stake."""
    target = scenario.state_names[known.target]
    if not known.issues:
        return f"No issue touches what it wants from {target}."
    heaviest = {
        "agreement": max(known.issues, key=lambda issue: issue.agreement),
        "conflict": max(known.issues, key=lambda issue: issue.conflict),
    }
    shared = f"it shares interests worth {known.agreement:.1f}"
    if known.agreement > 0.0:
        shared += f" (above all: {heaviest['agreement'].label})"
    quarrels = f"quarrels worth {known.conflict:.1f}"
    if known.conflict > 0.0:
        quarrels += f" (above all: {heaviest['conflict'].label})"
    return f"With {target} {shared} and {quarrels}."


def _why(known: Explanation, best: Option) -> str:
    """Why the best option beats the others."""
    align, balance = known.now.option(Posture.ALIGN), known.now.option(Posture.BALANCE)
    hedge = known.now.option(Posture.HEDGE)
    if best.posture is Posture.HEDGE:
        rival = max((align, balance), key=lambda option: option.value)
        gains, losses = _listed(rival.terms, +1), _listed(rival.terms, -1)
        noun = POSTURE_NOUNS[rival.posture]
        worth = f"{noun} would be worth {rival.value - hedge.value:+.1f} beside it"
        lead = f"Weighing it now, hedging looks best: {worth}"
        if not gains:
            against = f" and {losses} against it" if losses else ""
            return f"{lead}, since nothing of weight speaks for it{against}."
        return f"{lead}, since what speaks for {noun}, {gains}, is eaten up by {losses or 'small costs'}."
    noun = POSTURE_NOUNS[best.posture]
    gains, losses = _listed(best.terms, +1), _listed(best.terms, -1)
    lead = f"Weighing it now, {noun} looks best, worth {best.value - hedge.value:+.1f} beside hedging"
    if not gains:
        return f"{lead}, since every other way out costs more."
    return f"{lead}: for it speaks {gains}" + (f", against it {losses}." if losses else ".")


def _sure(scenario: Scenario, known: Explanation, best: Option) -> str:
    """How sure the next choice is."""
    likely = sorted(known.now.options, key=lambda option: -option.probability)
    target = scenario.state_names[known.target]
    chance = f"{100.0 * likely[0].probability:.0f} in 100"
    if likely[0].probability - likely[1].probability < CLOSE:
        pair = f"{POSTURE_NOUNS[likely[0].posture]} and {POSTURE_NOUNS[likely[1].posture]}"
        return f"Nothing is certain: {pair} are about as likely next time."
    verb = POSTURE_VERBS[best.posture]
    if best.posture is known.posture:
        return f"If it thinks the matter over again, it still {verb} {target} in {chance} cases."
    return f"If it thinks the matter over again, it {verb} {target} in {chance} cases, a change of course."


def _listed(terms: Sequence[Term], sign: int) -> str:
    """The heaviest terms of a sign, in words: "freedom given up (−0.5) and ...", or nothing."""
    heavy = [term for term in terms if sign * term.value >= SMALL and (term.key != INERTIA or sign > 0)]
    heavy = sorted(heavy, key=lambda term: -abs(term.value))[:MOST_TERMS]
    return " and ".join(f"{_lowered(term.label)} ({term.value:+.1f})" for term in heavy)


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]
