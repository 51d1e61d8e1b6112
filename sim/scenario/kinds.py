"""The kinds of issue, each declared once: the key of its values in a file, their field and their range."""

from dataclasses import dataclass

from sim.scenario.quantities import CLAIM, POSITION, TIE, Quantity
from sim.vocabulary import IssueKind


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Where the values of one kind of issue stand."""

    values: str
    """Key of the values in a scenario file."""
    field: str
    """Field of `Parameters`; 0 there for issues of another kind."""
    quantity: Quantity
    noun: str
    """What one of the values is called: "position" (of a state on the issue)."""
    of_pairs: bool = False
    """Whether a value belongs to a pair of states and not to one state."""


KINDS = {
    IssueKind.STANCE: Kind(values="positions", field="position", quantity=POSITION, noun="position"),
    IssueKind.CLAIM: Kind(values="claims", field="claim", quantity=CLAIM, noun="rival claim"),
    IssueKind.TIE: Kind(values="ties", field="tie", quantity=TIE, noun="bilateral stake", of_pairs=True),
}
"""What each kind does to a dyad is said in `sim.theory.effects`."""
