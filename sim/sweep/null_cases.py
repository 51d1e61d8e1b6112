"""Nulls as cases: what is left of the answer when part of the scenario is dealt by chance or taken away."""

from itertools import permutations

import numpy as np

from sim.errors import InputError
from sim.scenario.scenario import Scenario
from sim.sweep.cases import Cases
from sim.sweep.plausible import touched

SHUFFLED, SIDES = "shuffled weights", "random sides"
EQUAL, OPPOSED = "equal power", "all opposed"


def null_cases(scenario: Scenario, draws: int, seed: int) -> Cases:
    """Equal power; everybody opposed to everybody; `draws` shuffles of the weights; `draws` tosses of sides.

    SHUFFLED deals the saliences anew to the states and issues that they concern. SIDES gives every position
    and tie a sign by the toss of a coin; claims have no side. OPPOSED leaves one tie issue on which every
    pair clashes fully; without a tie issue it is left out.
    """
    rng = np.random.default_rng(seed)
    cases: Cases = {EQUAL: _equal(scenario)}
    opposing = next((key for key in scenario.issues if _is_signed_tie(scenario, key)), None)
    if opposing is not None:
        cases[OPPOSED] = _opposed(scenario, opposing)
    digits = len(str(draws))
    for draw in range(1, draws + 1):
        cases[f"{SHUFFLED} {draw:0{digits}d}"] = _shuffled(scenario, rng)
    for draw in range(1, draws + 1):
        cases[f"{SIDES} {draw:0{digits}d}"] = _sides(scenario, rng)
    if not all(cases.values()):
        raise InputError(f"{scenario.name} has no positions or ties whose side could be drawn")
    return cases


def _equal(scenario: Scenario) -> dict[str, float]:
    mean = float(scenario.parameters.capability.mean())
    return {f"states.{state}.capability": mean for state in scenario.canonical_states}


def _is_signed_tie(scenario: Scenario, issue: str) -> bool:
    kind = scenario.issue(issue).kind
    return kind.of_pairs and kind.quantity.admits(-1.0)


def _opposed(scenario: Scenario, chosen: str) -> dict[str, float]:
    issues, states = scenario.issues, scenario.canonical_states
    changes = {f"issues.{key}.salience.{state}": float(key == chosen) for key in issues for state in states}
    stem = f"issues.{chosen}.{scenario.issue(chosen).kind.values}"
    return changes | {f"{stem}.{a}.{b}": -1.0 for a, b in permutations(states, 2)}


def _shuffled(scenario: Scenario, rng: np.random.Generator) -> dict[str, float]:
    cells = [
        (f"issues.{issue}.salience.{scenario.canonical_states[i]}", float(scenario.parameters.salience[i, k]))
        for k, issue in enumerate(scenario.canonical_issues)
        for i in np.flatnonzero(touched(scenario, issue))
    ]
    dealt = rng.permutation([value for _, value in cells])
    return {name: float(value) for (name, _), value in zip(cells, dealt, strict=True)}


def _sides(scenario: Scenario, rng: np.random.Generator) -> dict[str, float]:
    changes = {}
    for issue in scenario.issues:
        if not scenario.issue(issue).kind.quantity.admits(-1.0):  # its numbers have no side
            continue
        for name, number in scenario.issue(issue).numbers(issue):
            changes[name] = float(rng.choice([-1.0, 1.0])) * number + 0.0
    return changes
