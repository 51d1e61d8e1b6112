"""The terms of a choice under plain names: label, symbol, and one sentence each."""

from collections.abc import Sequence
from typing import NamedTuple

from sim.app.explanation import Term
from sim.app.words import called, upper
from sim.engine.readable import terms as engine
from sim.engine.readable.terms import Part
from sim.scenario.scenario import Scenario


class TermWords(NamedTuple):
    """How a term is called and what it means; {i}, {j}, {k} stand for source, target, third state."""

    label: str
    symbol: str
    meaning: str


TERM_WORDS = {
    engine.NET_INTEREST: TermWords(
        "{net}",
        "I",
        "What {i} and {j} both want, less what they quarrel over: if more is shared, it speaks for "
        "aligning; if more is disputed, for balancing.",
    ),
    engine.RECIPROCITY: TermWords(
        "How {j} stands toward {i}",
        "r·A",
        "Friendliness is returned, and so is hostility: a partner that aligns is worth more, one that "
        "balances less.",
    ),
    engine.COMMON_THREAT: TermWords(
        "Common threat: {k}",
        "θ·H·(−A)",
        "{k} threatens {i}: if {j} stands against {k}, it is a better friend; if it stands with {k}, "
        "a worse one.",
    ),
    engine.STRUCTURAL_BALANCE: TermWords(
        "Same friends, same foes",
        "s·ΣA·A",
        "It counts for {j} when the two stand alike toward the others, and against it when they stand "
        "opposed.",
    ),
    engine.AUTONOMY: TermWords(
        "Freedom given up",
        "−κ",
        "Whoever aligns binds its hands: {i} can no longer do as it likes.",
    ),
    engine.ENTRAPMENT: TermWords(
        "Fear of being trapped",
        "−κδ·max(0, D−D′)",
        "If {i} needs the trade with {j} more than {j} needs it, aligning makes {i} easy to push around.",
    ),
    engine.CONFRONTATION: TermWords(
        "Danger of facing the strong",
        "−χ·R",
        "Standing against {j} costs more the stronger {j} is beside {i}.",
    ),
    engine.TRADE_LOSS: TermWords(
        "Trade lost",
        "−τ·D",
        "Standing against {j} puts at risk the trade on which {i} relies.",
    ),
    engine.HEDGING_PREMIUM: TermWords(
        "Doors closed",
        "−h·M",
        "{i} and {j} share interests and also quarrel: taking a side for good gives one half away, "
        "hedging keeps both.",
    ),
    engine.INERTIA: TermWords(
        "Trouble of changing course",
        "−c·|ΔA|",
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
    keys, names = scenario.canonical_states, scenario.state_names
    found = []
    for part in parts:
        third = keys[part.third] if part.third is not None else ""
        words = TERM_WORDS[part.key]
        who = {
            "i": called(names[keys[i]]),
            "j": called(names[keys[j]]),
            "k": called(names.get(third, "")),
            "net": net,
        }
        found.append(
            Term(
                key=part.key,
                label=upper(words.label.format(**who)),
                symbol=words.symbol,
                value=part.value + 0.0,  # no negative zero: it would be shown as -0
                meaning=upper(words.meaning.format(**who)),
                third=third,
            )
        )
    return tuple(found)
