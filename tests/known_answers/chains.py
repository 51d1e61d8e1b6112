"""The model a second time, as exact Markov chains: plain NumPy from docs/MODEL.md, no formula of `sim`.

Where salience does not move (volatility 0, all multipliers 1) the world is a Markov chain: a dyad is
reviewed with probability rho and then drawn from the logit rule, all dyads at once and independently
given the world before. With few dyads its matrix can be written down, and every law, spells included,
follows by linear algebra.

`read_game` reads a scenario's mapping by itself, in the order of `states`; nothing of `sim` is imported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

POSTURES = (-1, 0, 1)
"""BALANCE, HEDGE, ALIGN, in the order of every vector of three."""
NUMBER = {"BALANCE": -1, "HEDGE": 0, "ALIGN": 1}
DEFAULTS = {
    "autonomy": 0.5,
    "entrapment": 1.0,
    "hedging_premium": 0.5,
    "confrontation": 0.5,
    "trade_loss": 0.5,
    "reciprocity": 0.3,
    "common_threat": 0.5,
    "structural_balance": 0.2,
    "inertia": 0.1,
    "noise": 0.2,
    "review_rate": 0.25,
}


@dataclass(frozen=True, kw_only=True)
class Game:
    """What the choice rule needs; every array by state or (N, N), states in the order of the mapping."""

    keys: tuple[str, ...]
    interest: Array
    ambivalence: Array
    power: Array
    threat: Array
    dependence: Array
    autonomy: Array
    hedging: Array
    confrontation: Array
    entrapment: float
    trade_loss: float
    reciprocity: float
    common_threat: float
    balance: float
    inertia: float
    noise: float
    review: float
    initial: Array

    @cached_property
    def dyads(self) -> list[tuple[int, int]]:
        """Ordered pairs (i, j), in the order that numbers the worlds."""
        n = len(self.keys)
        return [(i, j) for i in range(n) for j in range(n) if i != j]

    def place(self, key: str) -> int:
        """Index of a state."""
        return self.keys.index(key)


def read_game(mapping: Mapping[str, Any], multipliers: Mapping[str, float] | None = None) -> Game:
    """The game of a scenario's mapping, events left out, at given multipliers e_k (1 if not given)."""
    keys = tuple(mapping["states"])
    n = len(keys)
    agreement, conflict = np.zeros((n, n)), np.zeros((n, n))
    for name, issue in mapping["issues"].items():
        e = 1.0 if multipliers is None else multipliers[name]
        for i, j in product(range(n), range(n)):
            if i == j:
                continue
            stakes = by_state(issue["salience"], keys[i]) * effect(issue, keys[i], keys[j]) * e
            agreement[i, j] += max(stakes, 0.0)
            conflict[i, j] += max(-stakes, 0.0)
    interest = agreement - conflict
    m = np.array([float(mapping["states"][key]["capability"]) for key in keys])
    km = np.array([[both_ways(mapping["distance_km"], a, b) for b in keys] for a in keys])
    power = m[None, :] / (m[:, None] + m[None, :])
    behaviour = {**DEFAULTS, **mapping.get("behaviour", {})}
    words = mapping.get("initial", {})
    return Game(
        keys=keys,
        interest=interest,
        ambivalence=np.minimum(agreement, conflict),
        power=power,
        threat=power / (1.0 + km / 1000.0) * np.maximum(0.0, -interest),
        dependence=np.array(
            [[float(mapping.get("dependence", {}).get(a, {}).get(b, 0)) for b in keys] for a in keys]
        ),
        autonomy=np.array([by_state(behaviour["autonomy"], key) for key in keys]),
        hedging=np.array([by_state(behaviour["hedging_premium"], key) for key in keys]),
        confrontation=np.array([by_state(behaviour["confrontation"], key) for key in keys]),
        entrapment=behaviour["entrapment"],
        trade_loss=behaviour["trade_loss"],
        reciprocity=behaviour["reciprocity"],
        common_threat=behaviour["common_threat"],
        balance=behaviour["structural_balance"],
        inertia=behaviour["inertia"],
        noise=behaviour["noise"],
        review=behaviour["review_rate"],
        initial=np.array([[NUMBER[both_ways(words, a, b, "HEDGE")] for b in keys] for a in keys]),
    )


def by_state(value: Any, key: str) -> float:
    """One number for all, or a mapping with an optional default."""
    return float(value.get(key, value.get("default"))) if isinstance(value, Mapping) else float(value)


def both_ways(table: Mapping[str, Any], a: str, b: str, default: Any = 0.0) -> Any:
    """An entry of a table, or that of the reverse."""
    if b in table.get(a, {}):
        return table[a][b]
    return table.get(b, {}).get(a, default)


def effect(issue: Mapping[str, Any], a: str, b: str) -> float:
    """g(a, b): p_a p_b, -q_a q_b, or what is given for the pair."""
    if issue["kind"] == "stance":
        return float(issue["positions"].get(a, 0)) * float(issue["positions"].get(b, 0))
    if issue["kind"] == "claim":
        return -float(issue["claims"].get(a, 0)) * float(issue["claims"].get(b, 0))
    return float(both_ways(issue["ties"], a, b))


# ---- the choice of one dyad -------------------------------------------------------------------------


def values(game: Game, world: Array, i: int, j: int) -> Array:
    """V(BALANCE), V(HEDGE), V(ALIGN) of i toward j in a world (N, N)."""
    third = [k for k in range(len(game.keys)) if k not in (i, j)]
    support = game.interest[i, j] + game.reciprocity * world[j, i]
    support += game.common_threat * sum(game.threat[i, k] * -world[j, k] for k in third)
    if third:
        support += game.balance * sum(world[i, k] * world[j, k] for k in third) / len(third)
    one_sided = max(0.0, game.dependence[i, j] - game.dependence[j, i])
    commitment = game.autonomy[i] * (1 + game.entrapment * one_sided)
    confrontation = game.confrontation[i] * game.power[i, j] + game.trade_loss * game.dependence[i, j]
    premium = game.hedging[i] * game.ambivalence[i, j]
    moved = [game.inertia * abs(posture - world[i, j]) for posture in POSTURES]
    return np.array(
        [-support - confrontation - premium - moved[0], -moved[1], support - commitment - premium - moved[2]]
    )


def choice(game: Game, world: Array, i: int, j: int) -> Array:
    """Probabilities of the three postures where the dyad is reviewed."""
    v = values(game, world, i, j) / game.noise
    weights = np.exp(v - v.max())
    return np.asarray(weights / weights.sum())


def next_posture(game: Game, world: Array, i: int, j: int) -> Array:
    """Probabilities of the three postures after one step."""
    stays = np.array([posture == world[i, j] for posture in POSTURES], dtype=float)
    return (1 - game.review) * stays + game.review * choice(game, world, i, j)


# ---- chains -----------------------------------------------------------------------------------------


def all_worlds(game: Game) -> Array:
    """(3^dyads, N, N) every world; the last dyad changes fastest."""
    n = len(game.keys)
    found = np.zeros((3 ** len(game.dyads), n, n), dtype=int)
    for number, postures in enumerate(product(POSTURES, repeat=len(game.dyads))):
        for (i, j), posture in zip(game.dyads, postures, strict=True):
            found[number, i, j] = posture
    return found


def world_number(game: Game, worlds: Array) -> Array:
    """Numbers, in the order of `all_worlds`, of worlds (..., N, N)."""
    number = np.zeros(worlds.shape[:-2], dtype=int)
    for i, j in game.dyads:
        number = 3 * number + worlds[..., i, j].astype(int) + 1
    return number


def world_chain(game: Game) -> Array:
    """(worlds, worlds) transition matrix of the whole world: dyads move independently, given the world."""
    rows = []
    for world in all_worlds(game):
        row: Array = np.ones(1)
        for i, j in game.dyads:
            row = np.kron(row, next_posture(game, world, i, j))
        rows.append(row)
    return np.array(rows)


def dyad_chain(game: Game, i: int, j: int) -> Array:
    """(3, 3) transition matrix of one dyad by itself, where no other posture matters to it."""
    rows = []
    for posture in POSTURES:
        world = game.initial.copy()
        world[i, j] = posture
        rows.append(next_posture(game, world, i, j))
    return np.array(rows)


class Independent:
    """A chain of parts that move independently; its law has one axis a part. `law @ self` is one step."""

    __array_ufunc__ = None

    def __init__(self, *parts: Array) -> None:
        self.parts = parts

    def __rmatmul__(self, law: Array) -> Array:
        for part in self.parts:
            law = np.tensordot(law, part, axes=([0], [0]))  # the axis moves to the end: all round once
        return law


type Chain = Array | Independent


def laws(start: Array, chains: Sequence[Chain]) -> Array:
    """(T+1, states) law at every step, one matrix a step."""
    found = [start]
    for chain in chains:
        found.append(found[-1] @ chain)
    return np.array(found)


def reach_spell(start: Array, chains: Sequence[Chain], holds: Array, duration: int, grace: int = 0) -> Array:
    """(T+1,) probability that, by each step, a spell of at least `duration` steps has been seen.

    The chain is augmented by (length of the spell so far, steps since it last held). Step 0 does not count.
    """
    live: dict[tuple[int, int], Array] = {(0, 0): start}
    done = [0.0]
    for chain in chains:
        moved: dict[tuple[int, int], Array] = {}
        reached = done[-1]
        for (length, lapse), law in live.items():
            ahead = law @ chain
            on = np.where(holds, ahead, 0.0)
            grown = length + lapse + 1 if length else 1
            if grown >= duration:
                reached += float(on.sum())
            else:
                moved[grown, 0] = moved.get((grown, 0), 0.0) + on
            off = ahead - on
            kept = (length, lapse + 1) if length and lapse < grace else (0, 0)
            moved[kept] = moved.get(kept, 0.0) + off
        live = moved
        done.append(reached)
    return np.array(done)


def more_than(
    start: Array, chains: Sequence[Chain], forbidden: Array, counted: Array, number: float
) -> float:
    """Probability that steps 1..T avoid one set of worlds and visit another more than `number` times."""
    law = {0: start}
    for chain in chains:
        moved: dict[int, Array] = {}
        for count, weights in law.items():
            ahead = np.where(forbidden, 0.0, weights @ chain)
            for extra in (0, 1):
                part = np.where(counted == bool(extra), ahead, 0.0)
                moved[count + extra] = moved.get(count + extra, 0.0) + part
        law = moved
    return float(sum(weights.sum() for count, weights in law.items() if count > number))


# ---- outcomes ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Marks:
    """Properties of worlds (..., N, N), each (...,) of bool."""

    entente: Array
    adversary: Array
    rivalry: Array

    @property
    def bloc(self) -> Array:
        """Entente and common adversary."""
        return self.entente & self.adversary


def mark(worlds: Array, members: Sequence[int]) -> Marks:
    """What holds in each world, for the members of a bloc."""
    pairs = [(i, j) for i in members for j in members if i != j]
    outside = [k for k in range(worlds.shape[-1]) if k not in members]
    none = np.zeros(worlds.shape[:-2], dtype=bool)
    hostile = [np.all([worlds[..., i, k] == -1 for i in members], axis=0) for k in outside]
    return Marks(
        entente=np.all([worlds[..., i, j] == 1 for i, j in pairs], axis=0),
        adversary=np.any([none, *hostile], axis=0),
        rivalry=np.all([worlds[..., i, j] == -1 for i, j in pairs], axis=0),
    )


def outcome_law(
    start: Array, chains: Sequence[Chain], marks: Marks, duration: int, grace: int
) -> dict[str, float]:
    """Probability of each outcome of a run.

    A stable bloc is a stable entente as well, so that P(STABLE_ENTENTE) is a difference of two.
    """
    bloc = reach_spell(start, chains, marks.bloc, duration, grace)[-1]
    stable = reach_spell(start, chains, marks.entente, duration, grace)[-1]
    some = reach_spell(start, chains, marks.entente, 1)[-1]
    rivalry = more_than(start, chains, marks.entente, marks.rivalry, len(chains) / 2)
    return {
        "STABLE_BLOC": bloc,
        "STABLE_ENTENTE": stable - bloc,
        "TRANSIENT_ENTENTE": some - stable,
        "RIVALRY": rivalry,
        "HEDGING": 1 - some - rivalry,
    }
