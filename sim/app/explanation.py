"""What is known of one dyad, as frozen records: stakes, terms of the choice, chances, and why in words.

`Explanation.now` is what the state weighs in the world as it stands, and how it would choose if it
reviewed the dyad once more: with the postures and the salience of this step. `Explanation.last` is the
decision of the last step, taken with the salience of that step and the postures of the step before; it
made the posture that stands.
"""

from dataclasses import dataclass

from sim.vocabulary import Posture


@dataclass(frozen=True, kw_only=True)
class Term:
    """One term of the value of a posture."""

    key: str
    """Which term (`sim.engine.readable.terms`)."""
    label: str
    """In plain words, such as "freedom given up"."""
    value: float
    """In stakes; > 0 speaks for the posture, < 0 against it."""
    meaning: str
    """One sentence."""
    third: str = ""
    """Key of the third state that is meant, where one is."""


@dataclass(frozen=True, kw_only=True)
class IssueStake:
    """What one issue is to a dyad now, in stakes: its salience times its multiplier times its effect."""

    key: str
    label: str
    agreement: float
    """What it adds to the stakes in agreement, >= 0."""
    conflict: float
    """What it adds to the stakes in conflict, >= 0."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One posture as a state weighs it."""

    posture: Posture
    value: float
    """V, in stakes, as the engine has it."""
    probability: float
    """How likely it is chosen, if the dyad is reviewed."""
    terms: tuple[Term, ...]
    """What the value is made of; the terms add up to it."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A choice among three postures, in a given world."""

    options: tuple[Option, ...]
    """ALIGN, HEDGE, BALANCE."""
    before: Posture
    """The posture from which it starts."""
    why: str = ""
    """One sentence: which posture has the largest value, and what speaks for and against it."""

    def option(self, posture: Posture) -> Option:
        """One of the three."""
        return next(option for option in self.options if option.posture == posture)

    @property
    def best(self) -> Option:
        """The option of the largest value."""
        return max(self.options, key=lambda option: option.value)


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """All that the page says of one dyad; numbers in stakes where nothing else is said."""

    source: str
    target: str
    step: int
    posture: Posture
    """The posture that stands."""
    issues: tuple[IssueStake, ...]
    """Issues that touch the dyad, the heaviest first."""
    agreement: float
    """P, stakes in agreement."""
    conflict: float
    """Q, stakes in conflict."""
    net_interest: float
    """I = P - Q."""
    ambivalence: float
    """M = min(P, Q)."""
    now: Decision
    """What it weighs now, for its next choice."""
    reviewed: bool
    """Whether the last step put the dyad up for review; False at step 0."""
    last: Decision | None
    """The decision of the last step, where the dyad was reviewed and the world before it is known."""
    sentences: tuple[str, ...]
    """Why, in two to four plain sentences."""
