"""The kinds of design: what each asks for, and how its points may be read."""

from dataclasses import dataclass
from enum import Enum


class Spread(Enum):
    """What the points of a design are a sample of."""

    CHOSEN = "all that is asked about"
    ONE_BY_ONE = "a sample of ranges, each point drawn by itself"
    TOGETHER = "a sample of ranges, several points a draw"
    GIVEN = "somebody else's sample"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of design."""

    keys: tuple[str, ...] = ()
    """What it asks for besides `kind`."""
    spread: Spread = Spread.CHOSEN
    draws: str = ""
    """The key that says how often points are drawn, where several are drawn at once."""
    changes: bool = False
    """Whether point 0 is the scenario itself and the other points are changes of it."""
    labels: bool = False
    """Whether its points have labels."""


DESIGN_KINDS = {
    "point": Kind(),
    "grid": Kind(keys=("axes",)),
    "zip": Kind(keys=("axes",)),
    "list": Kind(keys=("points",)),
    "latin_hypercube": Kind(keys=("axes", "points", "seed"), spread=Spread.ONE_BY_ONE),
    "sobol": Kind(keys=("axes", "points", "seed"), spread=Spread.ONE_BY_ONE),
    "file": Kind(keys=("path",), spread=Spread.GIVEN),
    "coalitions": Kind(keys=("claims",)),
    "cases": Kind(keys=("cases",), changes=True, labels=True),
    "coding_steps": Kind(changes=True, labels=True),
    "nulls": Kind(keys=("draws", "seed"), changes=True, labels=True),
    "coding_jitter": Kind(keys=("draws", "seed"), changes=True),
    "saltelli": Kind(keys=("axes", "samples", "grouped", "seed"), spread=Spread.TOGETHER, draws="samples"),
    "morris": Kind(keys=("axes", "trajectories", "seed"), spread=Spread.TOGETHER, draws="trajectories"),
}
