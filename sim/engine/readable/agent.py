"""A state as a Mesa agent: it decides on its postures, then all commit together."""

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.engine.readable.weighing import Values, weigh_postures
from sim.theory.choice import best_value, draw_posture, is_reviewed, logit_weight
from sim.vocabulary import Posture

if TYPE_CHECKING:
    from sim.engine.readable.model import BalanceOfPower


class StateAgent(mesa.Agent):  # type: ignore[misc]
    """One state. `postures` holds its posture toward every state in canonical order; 0 toward itself."""

    model: "BalanceOfPower"

    def __init__(self, model: "BalanceOfPower", key: str) -> None:
        super().__init__(model)
        self.key = key
        self.name = model.case.state_names[key]
        self.place = model.case.canonical_states.index(key)
        self.postures = np.array(model.case.initial[self.place], dtype=np.float64)
        self.intended = self.postures

    def weigh(self) -> Values:
        """The value of each posture toward every other state, in the world as it stands."""
        model = self.model
        return weigh_postures(self.place, model.postures, model.interests, model.constants, model.parameters)

    def decide(self) -> None:
        """Review some dyads, each by chance, and draw their new postures by the logit rule."""
        values, draws = self.weigh(), self.model.draws
        precision = self.model.constants.precision
        best = best_value(values.balance, values.hedge, values.align)
        drawn = draw_posture(
            draws.choice[self.place],
            logit_weight(values.balance, best, precision),
            logit_weight(values.hedge, best, precision),
            logit_weight(values.align, best, precision),
        )
        reviewed = is_reviewed(draws.review[self.place], self.model.parameters.review_rate)
        self.intended = np.where(reviewed, drawn, self.postures)
        self.intended[self.place] = 0.0

    def commit(self) -> None:
        """Take the postures decided on; every state does so at the same time."""
        self.postures = self.intended

    def posture_toward(self, key: str) -> Posture:
        """The present posture toward another state."""
        return Posture(int(self.postures[self.model.case.canonical_states.index(key)]))

    def count(self, posture: Posture) -> int:
        """Number of other states toward which this one takes a posture."""
        others: Any = np.delete(self.postures, self.place)
        return int(np.sum(others == posture))
