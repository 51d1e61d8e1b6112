"""Every number of a scenario, declared once: default, range, plausible range, symbol, unit, meaning.

Checks, sweep ranges, slider limits and the parameter tables of the documentation derive from here.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]


CEILING = 1e12
"""No number of a scenario may be larger: far above any meaning, it keeps every sum finite."""


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number that a scenario states.

    `plausible` is the range that a sweep over "the plausible ranges" draws from:
    two values, or two factors of the scenario's own value where `plausible_is_factor`.
    """

    meaning: str
    low: float
    high: float = CEILING
    low_open: bool = False
    high_open: bool = False
    default: float | None = None
    symbol: str = ""
    unit: str = "1"
    per_state: bool = False
    plausible: tuple[float, float] | None = None
    plausible_is_factor: bool = False
    source: str = "analyst's coding"

    @property
    def rule(self) -> str:
        """The range in words, for messages."""
        lower = f"> {self.low:g}" if self.low_open else f">= {self.low:g}"
        if self.high == CEILING:
            return lower
        upper = f"< {self.high:g}" if self.high_open else f"<= {self.high:g}"
        return f"{lower} and {upper}"

    def rule_for(self, value: float) -> str:
        """The range in words for a number that breaks it: the ceiling, or the quantity's own range."""
        return f"<= {CEILING:g}" if value > CEILING else self.rule

    def admits(self, value: float) -> bool:
        """Whether a number lies in the range (NaN and infinities never do)."""
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below

    def admits_all(self, values: Array) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """`admits` for each number of an array."""
        above = values > self.low if self.low_open else values >= self.low
        below = values < self.high if self.high_open else values <= self.high
        return np.asarray(above & below)


CAPABILITY = Quantity(meaning="share of world capability", low=0.0, low_open=True, symbol="m")
DISTANCE = Quantity(meaning="minimum distance between two states", low=0.0, symbol="d", unit="km")
DEPENDENCE = Quantity(meaning="how much a state relies on trade with another", low=0.0, high=1.0, symbol="D")
SALIENCE = Quantity(
    meaning="weight of an issue to a state: 1 top priority, 0.6 medium, 0.3 low, 0 none",
    low=0.0,
    symbol="w",
    unit="stakes",
    plausible=(0.5, 1.5),
    plausible_is_factor=True,
)
POSITION = Quantity(meaning="side of a state on a stance issue", low=-1.0, high=1.0, symbol="p")
CLAIM = Quantity(meaning="claim of a state on a contested prize", low=0.0, high=1.0, symbol="q")
TIE = Quantity(meaning="effect of a tie issue on a dyad", low=-1.0, high=1.0, symbol="g")

BEHAVIOUR: dict[str, Quantity] = {
    "autonomy": Quantity(
        meaning="cost of giving up freedom of action by aligning",
        low=0.0, default=0.5, plausible=(0.25, 1.0), symbol="κ", unit="stakes", per_state=True,
    ),
    "entrapment": Quantity(
        meaning="how much one-sided dependence raises the autonomy cost",
        low=0.0, default=1.0, plausible=(0.0, 2.0), symbol="δ",
    ),
    "hedging_premium": Quantity(
        meaning="share of ambivalence that any commitment gives up",
        low=0.0, default=0.5, plausible=(0.0, 1.0), symbol="h", per_state=True,
    ),
    "confrontation": Quantity(
        meaning="cost of confronting a partner that holds all the power",
        low=0.0, default=0.5, plausible=(0.2, 0.8), symbol="χ", unit="stakes", per_state=True,
    ),
    "trade_loss": Quantity(
        meaning="loss from confronting a partner on which a state fully depends",
        low=0.0, default=0.5, plausible=(0.0, 1.0), symbol="τ", unit="stakes",
    ),
    "reciprocity": Quantity(
        meaning="weight of the partner's posture toward oneself",
        low=0.0, default=0.3, plausible=(0.0, 0.6), symbol="r", unit="stakes",
    ),
    "common_threat": Quantity(
        meaning="weight of a partner's posture toward those who threaten a state",
        low=0.0, default=0.5, plausible=(0.0, 1.0), symbol="θ",
    ),
    "structural_balance": Quantity(
        meaning="weight of standing alike toward third states",
        low=0.0, default=0.2, plausible=(0.0, 0.4), symbol="s", unit="stakes",
    ),
    "inertia": Quantity(
        meaning="cost of moving a posture by one unit",
        low=0.0, default=0.1, plausible=(0.0, 0.3), symbol="c", unit="stakes",
    ),
    "noise": Quantity(
        meaning="spread of the logit choice; small = best reply, large = chance",
        low=0.0, low_open=True, default=0.2, plausible=(0.1, 0.4), symbol="λ", unit="stakes",
    ),
    "salience_persistence": Quantity(
        meaning="share of a deviation of salience that lasts into the next step",
        low=0.0, high=1.0, high_open=True, default=0.9, plausible=(0.8, 0.95), symbol="φ",
    ),
    "salience_volatility": Quantity(
        meaning="spread of the shocks to the logarithm of salience",
        low=0.0, default=0.15, plausible=(0.05, 0.3), symbol="σ",
    ),
    "review_rate": Quantity(
        meaning="probability that a posture is up for review in a step",
        low=0.0, low_open=True, high=1.0, default=0.25, plausible=(0.1, 0.5), symbol="ρ", unit="1/step",
    ),
}  # fmt: skip
"""The behavioural parameters by name; all have a default."""
