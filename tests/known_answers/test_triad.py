"""Three states, salience still, all terms at work: 729 worlds, an exact chain."""

from typing import Any

import numpy as np
import pytest

from sim.scenario.scenario import load_scenario
from tests.known_answers import chains
from tests.known_answers.columns import columns_of
from tests.known_answers.engines import histories
from tests.known_answers.judge import assert_law, assert_shares, smallest_error_seen
from tests.known_answers.scenes import TRIAD, changed

RUNS = 120_000
RIVALS = {
    "river": {"kind": "claim", "claims": {"AAA": 0.9, "BBB": 1}, "salience": 1.4},
    "treaty": {"kind": "tie", "ties": {"AAA": {"BBB": -0.6}, "BBB": {"AAA": 0.1}}, "salience": 0.6},
}
VARIANTS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "rivals": {"issues": RIVALS, "noise": 0.6},
    "the third state matters most": {"common_threat": 3.0, "structural_balance": 0.9, "reciprocity": 0.0},
    "all at once, and cold": {"review_rate": 1.0, "noise": 0.15},
    "hedging by state": {"hedging_premium": {"default": 1.0, "BBB": 0.0}, "inertia": 0.4},
}
SLOWER = [
    name if number < 2 else pytest.param(name, marks=pytest.mark.slow) for number, name in enumerate(VARIANTS)
]


def members_of(game: chains.Game, mapping: dict[str, Any]) -> list[int]:
    return [game.place(key) for key in mapping["bloc"]["members"]]


def start_of(game: chains.Game) -> Any:
    return np.eye(729)[chains.world_number(game, game.initial)]


def test_the_values_of_one_dyad_by_hand() -> None:
    """All terms of one choice worked out on paper, so that the reference itself stands on something."""
    game = chains.read_game(TRIAD)
    ccc, aaa, bbb = range(3)
    # AAA toward CCC: straits 1.0 * -1, rules 0.3 * 0.5; H = (0.5 / 0.8) / 1.7 * 0.85
    assert game.interest[aaa, ccc] == pytest.approx(-0.85)
    threat = 0.625 / 1.7 * 0.85
    assert game.threat[aaa, ccc] == pytest.approx(threat)
    # AAA toward BBB: straits 0.5, rules 0.3, river -0.432, treaty 0.12; BBB has BALANCE toward CCC
    assert game.interest[aaa, bbb] == pytest.approx(0.488)
    world = game.initial.copy()
    world[aaa, ccc] = -1
    support = 0.488 + 0.25 * 1 + 0.9 * threat * 1 + 0.3 * 1
    premium = 0.4 * 0.432
    expected = [
        -support - 0.1 * 0.2 / 0.5 - premium - 0.15 * 2,
        -0.15,
        support - 0.5 - premium,
    ]
    assert chains.values(game, world, aaa, bbb) == pytest.approx(expected)
    # the distance from BBB to AAA is given by itself, and so is the treaty's worth to BBB
    assert game.power[bbb, aaa] == pytest.approx(0.6)
    assert game.interest[bbb, aaa] == pytest.approx(0.6 * 0.5 + 0.3 - 0.432 + 0.24)


@pytest.mark.parametrize("variant", SLOWER)
def test_the_law_of_the_whole_world(variant: str) -> None:
    """Error rate 5e-6 a variant: chi-square of 729 worlds at four steps, and every posture at every step.

    An error of 1.1 points in the probability of a posture would be found.
    """
    mapping = changed(TRIAD, **VARIANTS[variant])
    game = chains.read_game(mapping)
    worlds = chains.all_worlds(game)
    expected = chains.laws(start_of(game), [chains.world_chain(game)] * mapping["horizon"])
    postures = histories(mapping, "batch", RUNS, seed=11).postures
    numbers = chains.world_number(game, postures)
    for step in (1, 2, 6, mapping["horizon"]):
        assert_law(np.bincount(numbers[:, step], minlength=729), expected[step])
    marginal = np.array([[worlds[:, i, j] == posture for posture in chains.POSTURES] for i, j in game.dyads])
    observed = [
        [[np.sum(postures[:, step, i, j] == posture) for posture in chains.POSTURES] for i, j in game.dyads]
        for step in range(1, mapping["horizon"] + 1)
    ]
    assert smallest_error_seen(RUNS, 0.5, 360) < 0.011
    assert_shares(observed, RUNS, np.einsum("tw,dpw->tdp", expected[1:], marginal))


@pytest.mark.parametrize("variant", SLOWER)
@pytest.mark.parametrize("grace", [0, pytest.param(2, marks=pytest.mark.slow)])
def test_the_probability_of_a_stable_bloc_and_of_each_outcome(variant: str, grace: int) -> None:
    """Error rate 4e-6 a case; an error of one point in a probability would be found."""
    assert smallest_error_seen(RUNS, 0.5, 5) < 0.01
    check_outcomes(changed(TRIAD, **VARIANTS[variant], grace=grace), seed=12)


@pytest.mark.slow
@pytest.mark.parametrize("members", [["AAA", "CCC"], ["BBB", "AAA", "CCC"]])
def test_other_members(members: list[str]) -> None:
    """Error rate 4e-6 a case; three members have no outside state and so never a bloc."""
    law = check_outcomes(changed(TRIAD, members=members, min_duration=2, noise=0.8), seed=13)
    assert (law["STABLE_BLOC"] == 0) == (len(members) == 3)


def test_the_shipped_triad() -> None:
    """Error rate 4e-6: outcome shares of `toy_triad`."""
    check_outcomes(load_scenario("toy_triad").to_dict(), seed=14)


def check_outcomes(mapping: dict[str, Any], seed: int) -> dict[str, float]:
    """Compare outcomes, and at each step the shares of runs in an entente, with an adversary, in a bloc."""
    game = chains.read_game(mapping)
    steps = [chains.world_chain(game)] * mapping["horizon"]
    marks = chains.mark(chains.all_worlds(game), members_of(game, mapping))
    start = start_of(game)
    bloc = mapping["bloc"]
    law = chains.outcome_law(start, steps, marks, bloc["min_duration"], bloc["grace"])
    columns = columns_of(mapping, RUNS, seed)
    assert_shares([np.sum(columns.outcome == name) for name in law], RUNS, list(law.values()))
    paths = chains.laws(start, steps)
    for holds, name in ((marks.entente, "entente"), (marks.adversary, "adversary"), (marks.bloc, "bloc")):
        assert_shares(columns.path[name], RUNS, paths[:, holds].sum(axis=1))
    return law


def test_the_readable_engine_follows_the_same_law() -> None:
    """Error rate 2e-6; few runs, and so only an error of several points would be found here.

    What the readable engine does in long is told by its equality with the compiled one, bit for bit.
    """
    runs, horizon = 250, 5
    mapping = changed(TRIAD, horizon=horizon)
    game = chains.read_game(mapping)
    worlds = chains.all_worlds(game)
    expected = chains.laws(start_of(game), [chains.world_chain(game)] * horizon)[-1]
    postures = histories(mapping, "mesa", runs, seed=15).postures[:, -1]
    for posture in (-1, 1):
        observed = [np.sum(postures[:, i, j] == posture) for i, j in game.dyads]
        assert_shares(observed, runs, [expected[worlds[:, i, j] == posture].sum() for i, j in game.dyads])
