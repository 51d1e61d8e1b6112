"""The essay scenario against a second reading of the model, written from docs/MODEL.md alone.

The second reading shares no formula and no random number with the project: dense NumPy arrays over
runs, `np.einsum`, `np.exp`, NumPy's own generator. It reads the scenario's document and nothing else.
"""

from typing import Any

import numpy as np
import pytest

import sim

N_OWN = 40_000
N_INDEPENDENT = 6_000
Z_LIMIT = 4.9  # two-sided 1e-6 a comparison; 3 comparisons a test


def simulate_independently(document: dict[str, Any], n: int, seed: int) -> dict[str, np.ndarray]:
    """Per run: whether a stable bloc, and whether any entente occurs; share of steps the first hedges."""
    rng = np.random.default_rng(seed)
    keys = list(document["states"])
    count = len(keys)
    place = {key: i for i, key in enumerate(keys)}
    size = np.array([document["states"][key]["capability"] for key in keys])
    distance, dependence = np.zeros((count, count)), np.zeros((count, count))
    for a, row in document["distance_km"].items():
        for b, km in row.items():
            distance[place[a], place[b]] = distance[place[b], place[a]] = km
    for a, row in document["dependence"].items():
        for b, value in row.items():
            dependence[place[a], place[b]] = value
    effects, weights = [], []
    for issue in document["issues"].values():
        weights.append([issue["salience"].get(key, issue["salience"].get("default")) for key in keys])
        if issue["kind"] == "tie":
            effect = np.zeros((count, count))
            for a, row in issue["ties"].items():
                for b, value in row.items():
                    effect[place[a], place[b]] = effect[place[b], place[a]] = value
        elif issue["kind"] == "stance":
            side = np.array([issue["positions"].get(key, 0.0) for key in keys])
            effect = np.outer(side, side)
        else:
            claim = np.array([issue["claims"].get(key, 0.0) for key in keys])
            effect = -np.outer(claim, claim)
        effects.append(effect * (1 - np.eye(count)))
    g, w = np.array(effects), np.array(weights)
    b = document["behaviour"]
    phi, sigma = b["salience_persistence"], b["salience_volatility"]
    others = 1 - np.eye(count)
    power = size[None, :] / (size[:, None] + size[None, :])
    closeness = 1 / (1 + distance / 1000)
    losses = b["confrontation"] * power + b["trade_loss"] * dependence
    burden = b["autonomy"] * (1 + b["entrapment"] * np.maximum(0, dependence - dependence.T))

    a = np.zeros((n, count, count))
    for x, row in document["initial"].items():
        for y in row:
            a[:, place[x], place[y]] = a[:, place[y], place[x]] = 1
    z = rng.standard_normal((n, len(g))) * sigma / np.sqrt(1 - phi**2)
    horizon, long = document["horizon"], document["bloc"]["min_duration"]
    first, second = (place[key] for key in document["bloc"]["members"])
    outside = [i for i in range(count) if i not in (first, second)]
    spell = np.zeros(n, dtype=int)
    longest, entente = spell.copy(), np.zeros(n, dtype=bool)
    hedges = np.zeros(n)
    for _ in range(horizon):
        z = phi * z + sigma * rng.standard_normal(z.shape)
        e = np.exp(z - sigma**2 / (2 * (1 - phi**2)))
        agree = np.einsum("nk,ki,kij->nij", e, w, np.maximum(g, 0))
        clash = np.einsum("nk,ki,kij->nij", e, w, np.maximum(-g, 0))
        net, torn = agree - clash, np.minimum(agree, clash)
        fear = power * closeness * np.maximum(0, -net) * others
        worth = (
            net
            + b["reciprocity"] * a.transpose(0, 2, 1)
            - b["common_threat"] * np.einsum("nik,njk->nij", fear, a)
            + b["structural_balance"] / (count - 2) * np.einsum("nik,njk->nij", a, a)
        )
        forgone = b["hedging_premium"] * torn
        values = np.stack(
            [
                -worth - losses - forgone - b["inertia"] * np.abs(-1 - a),
                -b["inertia"] * np.abs(a),
                worth - burden - forgone - b["inertia"] * np.abs(1 - a),
            ],
            axis=-1,
        )  # fmt: skip
        odds = np.exp((values - values.max(axis=-1, keepdims=True)) / b["noise"])
        odds /= odds.sum(axis=-1, keepdims=True)
        luck = rng.random(a.shape)
        drawn = (luck > odds[..., 0]).astype(float) + (luck > odds[..., 0] + odds[..., 1]) - 1
        a = np.where(rng.random(a.shape) < b["review_rate"], drawn, a) * others
        tie = (a[:, first, second] == 1) & (a[:, second, first] == 1)
        hostile = ((a[:, first][:, outside] == -1) & (a[:, second][:, outside] == -1)).any(axis=1)
        spell = (spell + 1) * (tie & hostile)
        longest = np.maximum(longest, spell)
        entente |= tie
        hedges += a[:, first, second] == 0
    return {
        "stable_bloc": longest >= long,
        "entente": entente,
        "hedges": hedges / horizon,
    }


@pytest.mark.slow
@pytest.mark.parametrize("changed", [{}, {"behaviour.autonomy": 0.25, "behaviour.hedging_premium": 0.2}])
def test_essay_agrees_with_a_second_reading(changed: dict[str, float]) -> None:
    """Three figures of the two programs differ by less than 4.9 standard errors (error rate 3e-6)."""
    scenario = sim.load_scenario("essay").replace(changed)
    own = sim.simulate_many(scenario, replicates=N_OWN, seed=11)
    second = simulate_independently(scenario.to_dict(), N_INDEPENDENT, seed=12)
    horizon = scenario.horizon
    pairs = {
        "stable_bloc": (own.stable_bloc.to_numpy(float), second["stable_bloc"].astype(float)),
        "entente": ((own.longest_entente > 0).to_numpy(float), second["entente"].astype(float)),
        # joint postures 3, 4, 5: RUS, the first member, hedges
        "hedges": ((own.joint_3 + own.joint_4 + own.joint_5).to_numpy(float) / horizon, second["hedges"]),
    }
    for name, (mine, theirs) in pairs.items():
        error = np.sqrt(mine.var() / len(mine) + theirs.var() / len(theirs))
        assert abs(mine.mean() - theirs.mean()) < Z_LIMIT * error, (name, mine.mean(), theirs.mean(), error)
