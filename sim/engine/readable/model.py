"""The balance of power as a Mesa model: the phases of a step, its agents and its random numbers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import mesa
import numpy as np

from sim.engine.derive import derive
from sim.engine.readable.weighing import Values, weigh_interests, weigh_postures
from sim.engine.rows import History
from sim.numerics.normal import normal_quantile
from sim.numerics.philox import philox
from sim.numerics.streams import POSTURE, SALIENCE, identity, run_keys, uniform32, uniform52, words
from sim.numerics.types import Float, Word
from sim.scenario.scenario import Scenario, load_scenario
from sim.theory.choice import best_value, draw_posture, is_reviewed, logit_weight
from sim.theory.outcomes import count_ties, has_common_adversary, is_bloc, is_entente
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
        self._constants = [derive(epoch) for epoch in self.case.timeline.epochs]
        StateAgent.create_agents(self, len(self.case.states), list(self.case.states))
        self._in_canonical_order = sorted(self.agents, key=lambda agent: agent.place)

        self.postures: Float = self._gather_postures()
        self._begin_epoch(0)
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
        self._begin_epoch(step)
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

    def _begin_epoch(self, step: int) -> None:
        """Let the events of this step take effect."""
        epoch = self.case.timeline.epoch_at(step)
        self.parameters = self.case.timeline.epochs[epoch]
        self.constants = self._constants[epoch]

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
        return int(count_ties(self.postures))

    @property
    def entente(self) -> bool:
        """Whether every pair of members has a tie."""
        return bool(is_entente(self.postures, self.case.canonical_members))

    @property
    def common_adversary(self) -> bool:
        """Whether every member has BALANCE toward some same outside state."""
        return bool(has_common_adversary(self.postures, self.case.canonical_members))

    @property
    def bloc(self) -> bool:
        """Entente and common adversary."""
        return bool(is_bloc(self.entente, self.common_adversary))


class StateAgent(mesa.Agent):  # type: ignore[misc]
    """One state. `postures` holds its posture toward every state in canonical order; 0 toward itself."""

    model: BalanceOfPower

    def __init__(self, model: BalanceOfPower, key: str) -> None:
        super().__init__(model)
        self.key = key
        self.name = model.case.state_names[key]
        self.place = model.case.canonical_states.index(key)
        self.postures = np.array(model.case.initial[self.place], dtype=np.float64)
        self.intended = self.postures

    def weigh(self) -> Values:
        """The value of each posture toward every other state, in the present world."""
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


class PostureDraws(NamedTuple):
    """Uniform numbers in (0, 1) of every dyad in one step, each (N, N)."""

    choice: Float
    review: Float


class Draws:
    """Draws for one run; `states` and `issues` are keys in canonical order."""

    def __init__(
        self, seed: int, point: int, replicate: int, states: Sequence[str], issues: Sequence[str]
    ) -> None:
        self.run_key: tuple[Word, Word] = run_keys(seed, np.uint64(point), np.uint64(replicate))
        self.state_words = np.array([words(identity(key))[0] for key in states])
        self.issue_words = np.array([words(identity(key)) for key in issues])

    def salience(self, step: int) -> Float:
        """(K,) standard normal numbers, one an issue."""
        low, high = self.issue_words[:, 0], self.issue_words[:, 1]
        word_0, word_1, _, _ = philox(low, high, np.uint64(step), SALIENCE, *self.run_key)
        return normal_quantile(uniform52(word_0, word_1))

    def posture(self, step: int) -> PostureDraws:
        """Uniform numbers that decide which dyads are reviewed, and what is chosen."""
        i, j = self.state_words[:, None], self.state_words[None, :]
        word_0, word_1, word_2, _ = philox(i, j, np.uint64(step), POSTURE, *self.run_key)
        return PostureDraws(choice=uniform52(word_0, word_1), review=uniform32(word_2))


def simulate_history(scenario: Scenario, seed: int, point: int, replicate: int) -> History:
    """One history, step by step."""
    model = BalanceOfPower(scenario, replicate=replicate, point=point, rng=seed)
    worlds: list[Float] = [model.postures]
    salience: list[Float] = [model.multipliers]
    while model.running:
        model.step()
        worlds.append(model.postures)
        salience.append(model.multipliers)
    return History(np.stack(worlds).astype(np.int8), np.stack(salience))
