"""The past of a model: every number drawn has a key, so that the same steps can be taken again at any time.

Nothing is remembered between two looks at the page. A history is a function of (scenario, seed, step);
an event changes what comes from its own step on, so that raising one leaves the past as it was.
"""

from typing import Any

import numpy as np

from sim.engine.readable.model import BalanceOfPower
from sim.engine.run import Run
from sim.engine.simulate import check_counter, simulate
from sim.numerics.streams import SEED_MAX
from sim.scenario.scenario import Scenario

Postures = np.ndarray[Any, np.dtype[np.int8]]


def resume_at(scenario: Scenario, seed: int, step: int) -> BalanceOfPower:
    """The model as it stands after a step, built anew.

    Raises InputError unless `seed` and `step` are whole numbers, the step from 0 to the horizon.
    """
    check_counter("seed", seed, SEED_MAX)
    check_counter("step", step, scenario.horizon)
    model = BalanceOfPower(scenario, rng=seed)
    for _ in range(step):
        model.step()
    return model


def whole_run(scenario: Scenario, seed: int) -> Run:
    """The run to its horizon by the compiled engine: to the last bit what the model steps through."""
    return simulate(scenario, seed=seed)


def worlds(scenario: Scenario, seed: int, step: int) -> Postures:
    """Postures int8 (step+1, N, N) of steps 0 to `step`, canonical order, as `model.postures` has them.

    `worlds(...)[-2]` is the world before the last step.
    Raises InputError as `resume_at` does.
    """
    check_counter("step", step, scenario.horizon)
    order = [scenario.states.index(key) for key in scenario.canonical_states]
    return np.ascontiguousarray(whole_run(scenario, seed).postures[: step + 1][:, order][:, :, order])
