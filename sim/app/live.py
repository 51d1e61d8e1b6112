"""One history in the making: a Mesa model that remembers the worlds it has been through."""

from dataclasses import dataclass
from typing import Any

from sim.engine.readable.model import BalanceOfPower
from sim.numerics.types import Float
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

type Dyad = tuple[str, str]


class RememberingModel(BalanceOfPower):
    """The balance of power with its past: `worlds` are the postures of steps 0, 1, ..., now.

    Arguments are those of `BalanceOfPower`, by name.
    """

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.worlds: list[Float] = [self.postures]

    def step(self) -> None:
        """One step, remembered."""
        super().step()
        self.worlds.append(self.postures)


@dataclass(frozen=True)
class Live:
    """A model and what a page asks of it. It belongs to one session and is never shared."""

    model: RememberingModel

    @property
    def worlds(self) -> list[Float]:
        """(N, N) postures of every step so far, canonical order."""
        return self.model.worlds

    @property
    def step_number(self) -> int:
        """Steps done."""
        return len(self.worlds) - 1

    @property
    def at_end(self) -> bool:
        """Whether the horizon is reached."""
        return not self.model.running

    def step(self) -> None:
        """One step; nothing where the horizon is reached."""
        if self.model.running:
            self.model.step()

    def postures(self, step: int | None = None) -> dict[Dyad, Posture]:
        """The posture of every dyad at a step, the present one unless told."""
        world = self.worlds[-1 if step is None else step]
        keys = self.model.case.canonical_states
        return {
            (a, b): Posture(int(world[i, j]))
            for i, a in enumerate(keys)
            for j, b in enumerate(keys)
            if i != j
        }

    def changed(self) -> frozenset[Dyad]:
        """Dyads whose posture is new in this step."""
        if self.step_number == 0:
            return frozenset()
        before, now = self.postures(self.step_number - 1), self.postures()
        return frozenset(dyad for dyad, posture in now.items() if posture != before[dyad])


def live_at(scenario: Scenario, seed: int, step: int = 0) -> Live:
    """The history of a scenario and a seed up to a step; equal scenarios and seeds give equal pasts."""
    live = Live(RememberingModel(scenario=scenario, rng=seed))
    for _ in range(min(step, scenario.horizon)):
        live.step()
    return live
