"""No weight on what others do (r = theta = s = 0): every dyad is a chain of three postures by itself."""

from typing import Any

import numpy as np
import pytest

from sim.scenario.scenario import load_scenario
from tests.known_answers import chains
from tests.known_answers.columns import columns_of
from tests.known_answers.engines import ENGINES, histories, shares
from tests.known_answers.judge import assert_shares, smallest_error_seen
from tests.known_answers.scenes import STILL, changed, crowd

ALONE = {**STILL, "reciprocity": 0.0, "common_threat": 0.0, "structural_balance": 0.0}


def essay_alone(**values: Any) -> dict[str, Any]:
    """The essay's states and issues, each dyad by itself; hotter, so that ententes form by chance."""
    return changed(load_scenario("essay").to_dict(), **ALONE, noise=0.7, review_rate=0.5, **values)


def chain_of(game: chains.Game, key_i: str, key_j: str) -> Any:
    return chains.dyad_chain(game, game.place(key_i), game.place(key_j))


def start_of(game: chains.Game, key_i: str, key_j: str) -> Any:
    return np.eye(3)[game.initial[game.place(key_i), game.place(key_j)] + 1]


def test_the_law_of_every_dyad_of_the_essay_at_every_step() -> None:
    """Error rate 1e-6 over 30 dyads and 8 steps; an error of 1.3 points in a probability would be found."""
    runs, horizon = 100_000, 8
    mapping = essay_alone(horizon=horizon)
    game = chains.read_game(mapping)
    expected = np.array(
        [
            chains.laws(np.eye(3)[game.initial[i, j] + 1], [chains.dyad_chain(game, i, j)] * horizon)[1:]
            for i, j in game.dyads
        ]
    )
    counts = shares(histories(mapping, "batch", runs, seed=3).postures[:, 1:])
    observed = np.array([counts[:, i, j] for i, j in game.dyads])
    assert smallest_error_seen(runs, 0.5, expected.size) < 0.013
    assert_shares(observed, runs, expected)


@pytest.mark.parametrize("grace", [0, pytest.param(2, marks=pytest.mark.slow)])
def test_the_probability_of_a_tie_spell_and_of_each_outcome_is_exact(grace: int) -> None:
    """Outcomes of the essay's pair. Error rate 2e-6 a case; an error of one point would be found.

    The whole that matters, 9^5 worlds of the pair and of both toward each outsider, moves as a product of
    independent parts; the length of a spell is counted beside it.
    """
    runs, horizon, duration = 120_000, 24, 4
    mapping = essay_alone(horizon=horizon, min_duration=duration, grace=grace)
    mapping["issues"]["western_institutions"]["salience"] = (
        1.3  # more BALANCE toward the others, so that blocs form
    )
    game = chains.read_game(mapping)
    outside = [key for key in game.keys if key not in ("RUS", "CHN")]
    pairs = [("RUS", "CHN", "CHN", "RUS"), *(("RUS", key, "CHN", key) for key in outside)]
    parts = [np.kron(chain_of(game, a, b), chain_of(game, c, d)) for a, b, c, d in pairs]
    start = np.ones(())
    for a, b, c, d in pairs:
        start = np.multiply.outer(start, np.kron(start_of(game, a, b), start_of(game, c, d)))
    index = np.indices(start.shape)
    marks = chains.Marks(
        entente=index[0] == 8, rivalry=index[0] == 0, adversary=np.any(index[1:] == 0, axis=0)
    )
    steps = [chains.Independent(*parts)] * horizon
    law = chains.outcome_law(start, steps, marks, duration, grace)
    assert sum(law.values()) == pytest.approx(1)
    assert law["STABLE_BLOC"] > 0.02

    columns = columns_of(mapping, runs, seed=4)
    assert smallest_error_seen(runs, law["STABLE_BLOC"], 5) < 0.01
    assert_shares([np.sum(columns.outcome == name) for name in law], runs, list(law.values()))
    paths = chains.laws(start, steps)[1:]
    for holds, counted in ((marks.entente, "entente"), (marks.adversary, "adversary"), (marks.bloc, "bloc")):
        assert_shares(columns.path[counted][1:], runs, [np.sum(step[holds]) for step in paths], 3e-7)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_law_of_a_crowd_of_dyads_alike(engine: str) -> None:
    """Error rate 2e-6. All dyads are alike and independent, so that one history holds thousands of chains;

    an error of one point in a probability would be found, of 1.5 points by the readable engine.
    """
    n, runs = 110, 4 if engine == "mesa" else 15
    mapping = crowd(n, **ALONE, review_rate=0.6)
    game = chains.read_game(crowd(2, **ALONE, review_rate=0.6))
    expected = chains.laws(np.array([0.0, 1.0, 0.0]), [chains.dyad_chain(game, 0, 1)] * 6)[1:]
    postures = histories(mapping, engine, runs, seed=5).postures[:, 1:]
    off = ~np.eye(n, dtype=bool)
    dyads = np.moveaxis(postures[:, :, off], 1, -1).reshape(-1, 6)
    assert smallest_error_seen(len(dyads), 0.5, 18) < (0.016 if engine == "mesa" else 0.011)
    assert_shares(shares(dyads), len(dyads), expected)
    # two steps of one dyad: the law of a path, not of a moment
    path = 3 * (dyads[:, 4] + 1) + dyads[:, 5] + 1
    joint = expected[4][:, None] * chains.dyad_chain(game, 0, 1)
    assert_shares(np.bincount(path, minlength=9), len(dyads), joint)
