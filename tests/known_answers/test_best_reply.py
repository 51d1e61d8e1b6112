"""Noise near nothing: the noise-free best reply, and exact ties split evenly."""

from typing import Any

import numpy as np
import pytest

from tests.known_answers import chains
from tests.known_answers.engines import ENGINES, histories
from tests.known_answers.judge import assert_shares, smallest_error_seen
from tests.known_answers.scenes import PAIR, TRIAD, changed, crowd

QUIET = 1e-9


def best_reply(game: chains.Game, world: Any, i: int, j: int) -> int:
    """The posture of the highest value, which must be the only one."""
    values = chains.values(game, world, i, j)
    assert np.sort(values)[-1] - np.sort(values)[-2] > 1e-6
    return chains.POSTURES[int(np.argmax(values))]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("noise", [QUIET, 1e-300, 5e-324])
@pytest.mark.parametrize("base", [PAIR, TRIAD], ids=["pair", "triad"])
def test_all_reviewed_at_once_is_the_best_reply_dynamics(engine: str, noise: float, base: Any) -> None:
    """No chance is left: one path, worked out from the values alone."""
    mapping = changed(base, noise=noise, review_rate=1.0, horizon=8)
    game = chains.read_game(mapping)
    world = game.initial
    path = [world]
    for _ in range(8):
        after = np.zeros_like(world)
        for i, j in game.dyads:
            after[i, j] = best_reply(game, world, i, j)
        world = after
        path.append(world)
    postures = histories(mapping, engine, 3, seed=20).postures
    assert np.array_equal(postures, np.broadcast_to(path, postures.shape))
    assert len({step.tobytes() for step in path}) > 1  # the path moves


@pytest.mark.parametrize("engine", ENGINES)
def test_a_reviewed_dyad_takes_its_best_reply_and_another_stays(engine: str) -> None:
    """Error rate 1e-6 for the share that moves, out of those with something better to do."""
    runs = 30 if engine == "mesa" else 3000
    mapping = changed(TRIAD, noise=QUIET, review_rate=0.3, horizon=8)
    game = chains.read_game(mapping)
    postures = histories(mapping, engine, runs, seed=21).postures
    cache: dict[bytes, Any] = {}
    better = moved = 0
    for before, after in zip(
        postures[:, :-1].reshape(-1, 3, 3), postures[:, 1:].reshape(-1, 3, 3), strict=True
    ):
        if before.tobytes() not in cache:
            cache[before.tobytes()] = {
                dyad: best_reply(game, before.astype(int), *dyad) for dyad in game.dyads
            }
        for dyad, best in cache[before.tobytes()].items():
            assert after[dyad] in (before[dyad], best)
            better += before[dyad] != best
            moved += after[dyad] != before[dyad]
    assert better > 5 * runs
    assert_shares([moved], better, [0.3])


def tied(worth: float, **behaviour: float) -> dict[str, Any]:
    """A crowd in which nothing matters but what is given here; every number is a short binary fraction."""
    nothing = dict.fromkeys(
        ("autonomy", "entrapment", "hedging_premium", "confrontation", "trade_loss", "inertia"), 0.0
    )
    alone = dict.fromkeys(("reciprocity", "common_threat", "structural_balance"), 0.0)
    mapping = crowd(90, **{**nothing, **alone, "noise": 1e-300, "review_rate": 1.0, **behaviour})
    states = list(mapping["states"])
    mapping["issues"] = {"sea": {"kind": "stance", "positions": dict.fromkeys(states, 1), "salience": worth}}
    return mapping


TIES = {
    "nothing at stake": (tied(0.0), [1 / 3, 1 / 3, 1 / 3]),
    "ALIGN as good as HEDGE": (tied(0.5, autonomy=0.5), [0, 1 / 2, 1 / 2]),
    "BALANCE as good as HEDGE": (tied(0.0, autonomy=0.25), [1 / 2, 1 / 2, 0]),
    "HEDGE alone": (tied(0.5, autonomy=0.75), [0, 1, 0]),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", TIES)
def test_exact_ties_are_split_evenly(engine: str, case: str) -> None:
    """Error rate 1e-6 a case; an error of 1.6 points in a probability would be found."""
    mapping, expected = TIES[case]
    postures = histories(mapping, engine, 1 if engine == "mesa" else 2, seed=22).postures[:, 1:]
    off = ~np.eye(90, dtype=bool)
    drawn = postures[:, :, off].astype(int) + 1
    assert smallest_error_seen(drawn.size, 1 / 2, 3) < 0.016
    assert_shares(np.bincount(drawn.ravel(), minlength=3), drawn.size, expected)
