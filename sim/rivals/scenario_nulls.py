"""Nulls on a scenario: the same, one level deeper, so that the engines can run them too.

A null scenario passes through the door like any other. Where its events name something that the null has
taken away (a position of an issue, say), the door says so: raises ScenarioError.
"""

from typing import Any

import numpy as np

from sim.scenario.parameters import Array
from sim.scenario.scenario import Scenario, load_scenario
from sim.theory.effects import claim_effect, stance_effect


def shuffled_salience(scenario: Scenario, rng: np.random.Generator) -> Scenario:
    """The same saliences, dealt anew to the states and issues that they concern.

    A state that no effect of an issue touches keeps its salience of it, which counts for nothing.
    """
    salience = scenario.parameters.salience
    concerned = (_effects(scenario) != 0.0).any(axis=1)
    dealt = salience.copy()
    dealt[concerned] = rng.permutation(salience[concerned])
    document = _renamed(scenario, "shuffled_salience")
    for k, key in enumerate(scenario.canonical_issues):
        document["issues"][key]["salience"] = _by_state(scenario, dealt[:, k])
    return load_scenario(document)


def random_effects(scenario: Scenario, rng: np.random.Generator) -> Scenario:
    """The same issues and stakes, each pair's agreement or conflict on each issue by the toss of a coin.

    Both directions of a pair share the coin. Every issue becomes one of kind tie.
    """
    effects = _effects(scenario)
    n = len(scenario.states)
    coins = np.triu(rng.choice(np.array([-1.0, 1.0]), size=(effects.shape[2], n, n)), 1)
    signed = effects * (coins + coins.transpose(0, 2, 1)).transpose(1, 2, 0)
    document = _renamed(scenario, "random_effects")
    for k, key in enumerate(scenario.canonical_issues):
        document["issues"][key] = {
            "kind": "tie",
            "source": "null: random signs",
            "ties": _by_pair(scenario, signed[:, :, k]),
            "salience": document["issues"][key]["salience"],
        }
    return load_scenario(document)


def equal_capability(scenario: Scenario) -> Scenario:
    """Every state at the mean capability."""
    document = _renamed(scenario, "equal_capability")
    mean = float(scenario.parameters.capability.mean())
    for entry in document["states"].values():
        entry.update(capability=mean, source="null: equal power")
    return load_scenario(document)


def all_opposed_issue(scenario: Scenario) -> Scenario:
    """One issue of top priority on which everybody is against everybody: net interest -1 in every dyad."""
    document = _renamed(scenario, "all_opposed")
    n = len(scenario.states)
    document["issues"] = {
        "power_balancing": {
            "kind": "tie",
            "source": "null: all interests -1",
            "ties": _by_pair(scenario, -np.ones((n, n))),
            "salience": {"default": 1.0},
        }
    }
    return load_scenario(document)


def _renamed(scenario: Scenario, null: str) -> dict[str, Any]:
    document = scenario.to_dict()
    document["name"] = f"{scenario.name}_{null}"
    return document


def _effects(scenario: Scenario) -> Array:
    """(N, N, K) effect g of each issue on each dyad, canonical order; 0 from a state to itself."""
    p = scenario.parameters
    effect = (
        stance_effect(p.position[:, None, :], p.position[None, :, :])
        + claim_effect(p.claim[:, None, :], p.claim[None, :, :])
        + p.tie
    )
    effect[np.diag_indices(len(p.capability))] = 0.0
    return np.asarray(effect)


def _by_state(scenario: Scenario, values: Array) -> dict[str, float]:
    return {key: float(value) for key, value in zip(scenario.canonical_states, values, strict=True)}


def _by_pair(scenario: Scenario, values: Array) -> dict[str, dict[str, float]]:
    """(N, N) as a table of every ordered pair, in both directions, without the diagonal."""
    keys = scenario.canonical_states
    return {a: {b: float(values[i, j]) for j, b in enumerate(keys) if j != i} for i, a in enumerate(keys)}
