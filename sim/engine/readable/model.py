"""The balance of power as a Mesa model: the phases of a step, in their order."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mesa
import numpy as np

from sim.engine.derive import derive
from sim.engine.readable.agent import StateAgent
from sim.engine.readable.draws import Draws
from sim.engine.readable.weighing import weigh_interests
from sim.numerics.types import Float
from sim.scenario.scenario import Scenario, load_scenario
from sim.theory.outcomes import is_mutual
from sim.theory.salience import multiplier, next_deviation, stationary_deviation
from sim.vocabulary import Posture


class BalanceOfPower(mesa.Model):  # type: ignore[misc]
    """States that align, hedge or balance toward each other, step by step.

    Parameters
    ----------
    scenario : shipped name, path, mapping or `Scenario`. Kept as `case`, since
        Mesa has an attribute `scenario` of its own.
    replicate, point : int. Which run of the seed this is (see `sim.numerics.streams`).
    rng : int, Generator or None. An integer is the root seed, 0 included; from
        anything else Mesa draws one. `root_seed` tells which it is.
    **values : replaced in the scenario; `__` stands for the dots of a dotted
        name, so that `mesa.batch_run` can sweep `behaviour__noise`.

    The model runs until `horizon` steps are done; then `running` is False.
    Raises ScenarioError where the scenario or a value breaks its rules.
    """

    def __init__(
        self,
        scenario: str | Path | Mapping[str, Any] | Scenario = "essay",
        replicate: int = 0,
        point: int = 0,
        rng: Any = None,
        **values: Any,
    ) -> None:
        super().__init__(rng=rng)
        self.root_seed = int(self._seed)
        case = load_scenario(scenario)
        self.case = (
            case.replace({name.replace("__", "."): value for name, value in values.items()})
            if values
            else case
        )
        self.horizon = self.case.horizon
        self._draws = Draws(
            self.root_seed, point, replicate, self.case.canonical_states, self.case.canonical_issues
        )
        self._constants = [derive(phase) for phase in self.case.timeline.phases]
        StateAgent.create_agents(self, len(self.case.states), list(self.case.states))
        self._in_canonical_order = sorted(self.agents, key=lambda agent: agent.place)
        self._members = [self.case.canonical_states.index(key) for key in self.case.bloc.members]
        self._outsiders = [i for i in range(len(self.case.states)) if i not in self._members]

        self.postures: Float = self._gather_postures()
        self._begin_phase(0)
        self.deviations = stationary_deviation(
            self._draws.salience(0), self.parameters.salience_persistence, self.parameters.salience_volatility
        )
        self.multipliers = multiplier(self.deviations, self.constants.correction)
        self.weigh_interests()
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "ties": "ties",
                "entente": "entente",
                "common_adversary": "common_adversary",
                "bloc": "bloc",
            },
            agent_reporters={
                "state": "key",
                "aligns": lambda agent: agent.count(Posture.ALIGN),
                "hedges": lambda agent: agent.count(Posture.HEDGE),
                "balances": lambda agent: agent.count(Posture.BALANCE),
            },
        )
        self.datacollector.collect(self)

    def step(self) -> None:
        """One step: everything that MODEL describes as one, in that order."""
        step = int(self.steps)
        self._begin_phase(step)
        self.move_salience(step)
        self.weigh_interests()
        self.draws = self._draws.posture(step)
        self.agents.do("decide")
        self.agents.do("commit")
        self.postures = self._gather_postures()
        self.datacollector.collect(self)
        self.running = step < self.horizon

    def run(self) -> None:
        """Step until the horizon."""
        while self.running:
            self.step()

    def _begin_phase(self, step: int) -> None:
        """Let the events of this step take effect."""
        phase = self.case.timeline.phase_at(step)
        self.parameters = self.case.timeline.phases[phase]
        self.constants = self._constants[phase]

    def move_salience(self, step: int) -> None:
        """Salience deviates a little further from, or returns to, its mean."""
        self.deviations = next_deviation(
            self.deviations,
            self._draws.salience(step),
            self.parameters.salience_persistence,
            self.parameters.salience_volatility,
        )
        self.multipliers = multiplier(self.deviations, self.constants.correction)

    def weigh_interests(self) -> None:
        """Stakes, net interest, ambivalence and threat of every dyad."""
        self.interests = weigh_interests(self.constants, self.multipliers)

    def _gather_postures(self) -> Float:
        """(N, N) postures of all states, canonical order."""
        return np.stack([agent.postures for agent in self._in_canonical_order])

    @property
    def ties(self) -> int:
        """Number of pairs in which both sides ALIGN."""
        return int(np.sum(np.triu(is_mutual(self.postures, self.postures.T, Posture.ALIGN), 1)))

    @property
    def entente(self) -> bool:
        """Whether every pair of members has a tie."""
        among = self.postures[np.ix_(self._members, self._members)]
        return bool(np.all(among + np.eye(len(self._members)) == Posture.ALIGN))

    @property
    def common_adversary(self) -> bool:
        """Whether every member has BALANCE toward some same outside state."""
        outward = self.postures[np.ix_(self._members, self._outsiders)]
        return bool(np.any(np.all(outward == Posture.BALANCE, axis=0)))

    @property
    def bloc(self) -> bool:
        """Entente and common adversary."""
        return self.entente and self.common_adversary
