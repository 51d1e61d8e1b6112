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
class DesignKind:
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
    says: str = ""
    """What it does, where only experiments ask for it; the others say so in their file in configs/design."""


DESIGN_KINDS = {
    "point": DesignKind(),
    "grid": DesignKind(keys=("axes",)),
    "zip": DesignKind(keys=("axes",)),
    "list": DesignKind(keys=("points",)),
    "latin_hypercube": DesignKind(keys=("axes", "points", "seed"), spread=Spread.ONE_BY_ONE),
    "sobol": DesignKind(keys=("axes", "points", "seed"), spread=Spread.ONE_BY_ONE),
    "file": DesignKind(keys=("path",), spread=Spread.GIVEN),
    "coalitions": DesignKind(keys=("claims",)),
    "cases": DesignKind(
        keys=("cases",), changes=True, labels=True,
        says="changes by name, each a point beside the scenario itself",
    ),
    "coding_steps": DesignKind(
        changes=True, labels=True, says="every coded number one step up and down, one at a time"
    ),
    "nulls": DesignKind(
        keys=("draws", "seed"), changes=True, labels=True,
        says="saliences dealt anew, sides by the toss of a coin, equal power",
    ),
    "coding_jitter": DesignKind(
        keys=("draws", "seed"), changes=True,
        says="every coded number one step down, up or as it is, at random",
    ),
    "saltelli": DesignKind(
        keys=("axes", "samples", "grouped", "seed"), spread=Spread.TOGETHER, draws="samples"
    ),
    "morris": DesignKind(keys=("axes", "trajectories", "seed"), spread=Spread.TOGETHER, draws="trajectories"),
}  # fmt: skip
