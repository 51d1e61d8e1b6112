"""One history from the readable engine, and what its members' best replies were."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.engine.derive import derive
from sim.engine.readable.weighing import align_is_best, weigh_interests, weigh_postures
from sim.numerics.types import Float
from sim.scenario.scenario import Scenario

Postures = np.ndarray[Any, np.dtype[np.int8]]
Salience = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.uint8]]


def simulate_history(scenario: Scenario, seed: int, point: int, replicate: int) -> tuple[Postures, Salience]:
    """Postures int8 (T+1, N, N) and salience multipliers (T+1, K), canonical order."""
    from sim.engine.readable.model import BalanceOfPower

    model = BalanceOfPower(scenario, replicate=replicate, point=point, rng=seed)
    worlds: list[Float] = [model.postures]
    salience: list[Float] = [model.multipliers]
    while model.running:
        model.step()
        worlds.append(model.postures)
        salience.append(model.multipliers)
    return np.stack(worlds).astype(np.int8), np.stack(salience)


def self_enforcing(
    scenario: Scenario, postures: Postures, salience: Salience, members: Sequence[int]
) -> Flags:
    """(T+1,) 1 where ALIGN is every member's noise-free best reply toward every other, in that step's world.

    Arrays and members (indices) are in canonical order; step 0 is 0, since it is given and not chosen.
    """
    timeline = scenario.timeline
    constants = [derive(phase) for phase in timeline.phases]
    flags = np.zeros(len(postures), dtype=np.uint8)
    for step in range(1, len(postures)):
        phase = timeline.phase_at(step)
        interests = weigh_interests(constants[phase], salience[step])
        world = postures[step].astype(np.float64)
        flags[step] = all(
            align_is_best(
                weigh_postures(i, world, interests, constants[phase], timeline.phases[phase]),
                constants[phase],
            )[j]
            for i in members
            for j in members
            if i != j
        )
    return flags
