"""Plain words for postures, parameters, terms and mistakes: what a student of sixteen reads.

What the states and issues of a scenario are called, the scenario itself says (`sim.scenario.naming`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from sim.app.explanation import Term
from sim.engine.readable import terms as engine
from sim.engine.readable.terms import Part
from sim.errors import EntenteError, ScenarioError
from sim.scenario.naming import upper
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

POSTURE_NAMES = {Posture.ALIGN: "Align", Posture.HEDGE: "Hedge", Posture.BALANCE: "Balance"}
"""For heads of columns and legends."""
POSTURE_VERBS = {
    Posture.ALIGN: "aligns with",
    Posture.HEDGE: "hedges toward",
    Posture.BALANCE: "balances against",
}
"""Between two states: "Russia hedges toward China"."""

POSTURE_NOUNS = {Posture.ALIGN: "aligning", Posture.HEDGE: "hedging", Posture.BALANCE: "balancing"}

POSTURE_MEANINGS = {
    Posture.ALIGN: "stands with the other: helps it and counts on it",
    Posture.HEDGE: "keeps both doors open: deals with the other, promises nothing",
    Posture.BALANCE: "stands against the other: arms, resists, looks for partners",
}
"""One line each, for legends."""


def standing(scenario: Scenario, source: str, target: str, posture: Posture) -> str:
    """A posture as a clause.

    >>> from sim.scenario.scenario import load_scenario
    >>> standing(load_scenario("essay"), "RUS", "CHN", Posture.HEDGE)
    'Russia hedges toward China'
    """
    return f"{scenario.in_text(source)} {POSTURE_VERBS[posture]} {scenario.in_text(target)}"


def sentence(error: EntenteError) -> str:
    """What the page says of a mistake, on one line: the first fault, and how many more there are."""
    if not isinstance(error, ScenarioError):
        return str(error)
    more = len(error.faults) - 1
    rest = "" if more == 0 else f" (and {more} more {'fault' if more == 1 else 'faults'})"
    return f"{error.source}: {error.faults[0]}{rest}"


def signed(value: float, decimals: int = 1) -> str:
    """A number with its sign; nothing is shown as minus nothing.

    >>> signed(0.25), signed(-0.5), signed(0.304, 2), signed(-0.001, 2)
    ('+0.2', '−0.5', '+0.30', '0')
    """
    if abs(value) < 0.5 * 10.0**-decimals:
        return "0"
    return f"{value:+.{decimals}f}".replace("-", "\N{MINUS SIGN}")


QUARTERS_PER_YEAR = 4


def years(quarters: int) -> str:
    """A length in words.

    >>> years(1), years(8), years(26)
    ('1 quarter', '2 years', '6½ years')
    """
    if quarters < QUARTERS_PER_YEAR:
        return f"{quarters} quarter{'' if quarters == 1 else 's'}"
    whole, rest = divmod(quarters, QUARTERS_PER_YEAR)
    return f"{whole}{('', '¼', '½', '¾')[rest]} year{'' if (whole, rest) == (1, 0) else 's'}"


class Plain(NamedTuple):
    """How a slider is called, and what it does."""

    label: str
    meaning: str


PLAIN = {
    "autonomy": Plain(
        "Love of freedom", "What a state gives up when it aligns and can no longer do as it likes."
    ),
    "entrapment": Plain(
        "Fear of being trapped",
        "How much more dearly aligning costs a state that needs the other's trade more than it is needed.",
    ),
    "hedging_premium": Plain(
        "Worth of open doors",
        "How much a state minds giving away half of a mixed relation when it takes a side for good.",
    ),
    "confrontation": Plain("Danger of confronting", "What it costs to stand against the strong."),
    "trade_loss": Plain(
        "Pain of lost trade", "What it costs to stand against a state whose trade one needs."
    ),
    "reciprocity": Plain("Like for like", "How strongly friendliness and hostility are returned."),
    "common_threat": Plain(
        "Enemy of my enemy", "How much a partner gains by standing against whoever threatens a state."
    ),
    "structural_balance": Plain(
        "Same friends, same foes", "How much it counts to stand alike toward all the others."
    ),
    "inertia": Plain("Habit", "What it costs to change course at all."),
    "noise": Plain(
        "Chance", "How often a state picks what is not best: small means careful choice, large means dice."
    ),
    "salience_persistence": Plain(
        "Memory of the news", "How long an issue stays hot, or cold, once it has become so."
    ),
    "salience_volatility": Plain("News", "How much the weight of an issue moves from quarter to quarter."),
    "review_rate": Plain(
        "How often they think again",
        "The chance that a state rethinks how it stands toward another, each quarter.",
    ),
}
"""One entry for each of `sim.scenario.quantities.BEHAVIOUR` that has a plausible range, and so a slider."""


class TermWords(NamedTuple):
    """How a term is called and what it means; {i}, {j}, {k} stand for source, target, third state."""

    label: str
    meaning: str


TERM_WORDS = {
    engine.NET_INTEREST: TermWords(
        "{net}",
        "What {i} and {j} both want, less what they quarrel over: if more is shared, it speaks for "
        "aligning; if more is disputed, for balancing.",
    ),
    engine.RECIPROCITY: TermWords(
        "How {j} stands toward {i}",
        "Friendliness is returned, and so is hostility: a partner that aligns is worth more, one that "
        "balances less.",
    ),
    engine.COMMON_THREAT: TermWords(
        "Common threat: {k}",
        "{k} threatens {i}: if {j} stands against {k}, it is a better friend; if it stands with {k}, "
        "a worse one.",
    ),
    engine.STRUCTURAL_BALANCE: TermWords(
        "Same friends, same foes",
        "It counts for {j} when the two stand alike toward the others, and against it when they stand "
        "opposed.",
    ),
    engine.AUTONOMY: TermWords(
        "Freedom given up",
        "Whoever aligns binds its hands: {i} can no longer do as it likes.",
    ),
    engine.ENTRAPMENT: TermWords(
        "Fear of being trapped",
        "If {i} needs the trade with {j} more than {j} needs it, aligning makes {i} easy to push around.",
    ),
    engine.CONFRONTATION: TermWords(
        "Danger of facing the strong",
        "Standing against {j} costs more the stronger {j} is beside {i}.",
    ),
    engine.TRADE_LOSS: TermWords(
        "Trade lost",
        "Standing against {j} puts at risk the trade on which {i} relies.",
    ),
    engine.HEDGING_PREMIUM: TermWords(
        "Doors closed",
        "{i} and {j} share interests and also quarrel: taking a side for good gives one half away, "
        "hedging keeps both.",
    ),
    engine.INERTIA: TermWords(
        "Trouble of changing course",
        "A new posture costs effort: the further it lies from the present one, the more.",
    ),
}
"""Words for each key of `sim.engine.readable.terms`."""


MORE_SHARED, MORE_DISPUTED = "More shared than disputed", "More disputed than shared"
"""How net interest is called, {net}, by its sign."""


def label_terms(
    scenario: Scenario, parts: Sequence[Part], i: int, j: int, net_interest: float
) -> tuple[Term, ...]:
    """The parts of a value of dyad (i, j), canonical indices, with their words."""
    net = MORE_SHARED if net_interest >= 0.0 else MORE_DISPUTED
    keys, terms = scenario.canonical_states, []
    for part in parts:
        third = keys[part.third] if part.third is not None else ""
        words = TERM_WORDS[part.key]
        who = {
            "i": scenario.in_text(keys[i]),
            "j": scenario.in_text(keys[j]),
            "k": scenario.in_text(third) if third else "",
            "net": net,
        }
        terms.append(
            Term(
                key=part.key,
                label=upper(words.label.format(**who)),
                value=part.value + 0.0,  # no negative zero: it would be shown as -0
                meaning=upper(words.meaning.format(**who)),
                third=third,
            )
        )
    return tuple(terms)
