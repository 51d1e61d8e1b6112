"""The behavioural parameters in plain words: a short label and one sentence for each."""

from typing import NamedTuple


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
