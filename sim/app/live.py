"""One history in the making: a Mesa model and the worlds it has been through."""

from sim.engine.readable.model import BalanceOfPower
from sim.numerics.types import Float
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

type Dyad = tuple[str, str]


class Live:
    """A model with its past. It belongs to one session and is never shared."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.model = BalanceOfPower(scenario, rng=seed)
        self.worlds: list[Float] = [self.model.postures]

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
            self.worlds.append(self.model.postures)

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


def live_at(scenario: Scenario, seed: int, step: int) -> Live:
    """The history of a scenario and a seed up to a step; equal scenarios and seeds give equal pasts."""
    live = Live(scenario, seed)
    for _ in range(min(step, scenario.horizon)):
        live.step()
    return live
