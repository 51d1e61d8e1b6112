"""The Mesa model: the phases of a step in their order, events, and a Mesa user's conventions."""

from typing import Any

import mesa
import numpy as np
import pytest

from sim.engine.readable.model import BalanceOfPower, StateAgent, simulate_history
from sim.errors import ScenarioError
from sim.scenario.scenario import load_scenario
from sim.vocabulary import Posture
from tests.known_answers import chains
from tests.known_answers.scenes import PAIR, TRIAD

CRISIS = {
    "step": 3,
    "until": 5,
    "set": {"behaviour.noise": 0.05, "issues.river_water.salience.NOR": 1.5},
    "scale": {"states.EAS.capability": 2.0},
}


def short(horizon: int = 6, **values: Any) -> Any:
    return load_scenario("toy_triad").replace(
        {"horizon": horizon, "bloc.min_duration": 2, **{k.replace("__", "."): v for k, v in values.items()}}
    )


# ---- one step ---------------------------------------------------------------------------------------


def test_the_phases_of_a_step_follow_each_other_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    model = BalanceOfPower(short(), rng=1)
    seen: list[str] = []

    def spy(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def watched(self: Any, *args: Any) -> Any:
            seen.append(name)
            return original(self, *args)

        monkeypatch.setattr(owner, name, watched)

    for name in ("_begin_epoch", "move_salience", "weigh_interests", "_gather_postures"):
        spy(BalanceOfPower, name)
    for name in ("decide", "commit"):
        spy(StateAgent, name)
    spy(mesa.DataCollector, "collect")
    model.step()
    assert seen == [
        "_begin_epoch", "move_salience", "weigh_interests", *["decide"] * 3, *["commit"] * 3,
        "_gather_postures", "collect",
    ]  # fmt: skip


def test_nobody_sees_what_another_decides_before_all_commit() -> None:
    """Decisions are simultaneous: the postures that a state reads are those of the previous step."""
    model = BalanceOfPower(short(behaviour__review_rate=1.0, behaviour__noise=5.0), rng=2)
    model.step()
    before = model.postures.copy()
    model.draws = model._draws.posture(99)
    for agent in model.agents:
        agent.decide()
        assert np.array_equal(model.postures, before)
        assert np.array_equal(agent.postures, before[agent.place])
    intended = {agent.key: agent.intended.copy() for agent in model.agents}
    for agent in reversed(list(model.agents)):
        agent.decide()  # in another order
        assert np.array_equal(agent.intended, intended[agent.key])
    model.agents.do("commit")
    assert all(np.array_equal(agent.postures, intended[agent.key]) for agent in model.agents)
    assert not all(np.array_equal(before[agent.place], intended[agent.key]) for agent in model.agents)


def test_a_posture_toward_oneself_is_never_taken() -> None:
    postures, _ = simulate_history(short(20, behaviour__noise=10.0, behaviour__review_rate=1.0), 3, 0, 0)
    assert not np.any(postures[:, range(3), range(3)])
    assert set(np.unique(postures)) == {-1, 0, 1}


def test_dyads_that_are_not_reviewed_keep_their_posture() -> None:
    """At a review rate of 1e-9 nothing moves; the initial world stands."""
    scenario = short(30, behaviour__review_rate=1e-9, initial={"NOR": {"SOU": "ALIGN", "EAS": "BALANCE"}})
    postures, _ = simulate_history(scenario, 4, 0, 0)
    assert np.array_equal(postures, np.broadcast_to(scenario.initial, postures.shape))


def test_step_0_is_the_initial_world_and_the_horizon_ends_the_run() -> None:
    scenario = short(initial={"NOR": {"SOU": "ALIGN"}})
    model = BalanceOfPower(scenario, rng=5)
    assert np.array_equal(model.postures, scenario.initial)
    assert (model.running, int(model.steps)) == (True, 0)
    model.run()
    assert (model.running, int(model.steps)) == (False, 6)


# ---- events -----------------------------------------------------------------------------------------


def test_events_take_effect_at_step_and_end_after_until() -> None:
    calm, crisis = short(8), short(8, events=[CRISIS])
    inside = BalanceOfPower(calm.replace({
        "behaviour.noise": 0.05, "issues.river_water.salience.NOR": 1.5, "states.EAS.capability": 1.0,
    }), rng=6)  # fmt: skip
    outside, model = BalanceOfPower(calm, rng=6), BalanceOfPower(crisis, rng=6)
    nor, sou = (model.case.canonical_states.index(key) for key in ("NOR", "SOU"))
    assert inside.interests.net[nor, sou] != outside.interests.net[nor, sou]
    assert np.array_equal(model.interests.net, outside.interests.net)
    for step in range(1, 9):
        model.step()
        expected = inside if 3 <= step <= 5 else outside
        assert np.array_equal(model.interests.net, expected.interests.net), step
        assert np.array_equal(model.interests.threat, expected.interests.threat), step
        assert float(model.parameters.noise) == float(expected.parameters.noise), step
        assert float(model.constants.precision) == float(expected.constants.precision), step


def test_nothing_changes_before_an_event() -> None:
    before, after = (
        simulate_history(case, 7, 0, 0)[0] for case in (short(8), short(8, events=[CRISIS | {"until": 8}]))
    )
    assert np.array_equal(before[:3], after[:3])


def test_an_event_on_salience_persistence_moves_the_mean_with_it() -> None:
    """The multiplier keeps mean 1 under the parameters of its own step."""
    event = {"step": 2, "set": {"behaviour.salience_volatility": 0.5}}
    scenario = short(3, behaviour__salience_volatility=0.1, events=[event])
    model = BalanceOfPower(scenario, rng=8)
    phi = 0.9
    for sigma in (0.1, 0.5, 0.5):
        before = model.deviations.copy()
        model.step()
        shock = model._draws.salience(int(model.steps))
        assert np.allclose(model.deviations, phi * before + sigma * shock)
        assert np.allclose(model.multipliers, np.exp(model.deviations - sigma**2 / (2 * (1 - phi**2))))


# ---- a Mesa user's conventions ----------------------------------------------------------------------


def test_every_parameter_has_a_default() -> None:
    model = BalanceOfPower()
    assert model.case.name == "essay"
    assert len(model.agents) == 6


def test_agents_are_states_in_the_order_of_the_scenario() -> None:
    model = BalanceOfPower("essay", rng=1)
    assert [agent.key for agent in model.agents] == list(model.case.states)
    japan = next(agent for agent in model.agents if agent.key == "JPN")
    assert japan.name == "Japan"
    assert japan.posture_toward("USA") is Posture.ALIGN
    assert [japan.count(posture) for posture in Posture] == [0, 4, 1]


def test_the_collector_has_a_row_a_step_and_a_row_a_state() -> None:
    model = BalanceOfPower(short(), rng=9)
    model.run()
    world = model.datacollector.get_model_vars_dataframe()
    assert list(world.columns) == ["ties", "entente", "common_adversary", "bloc"]
    assert len(world) == 7
    states = model.datacollector.get_agent_vars_dataframe()
    assert list(states.columns) == ["state", "aligns", "hedges", "balances"]
    assert len(states) == 7 * 3
    assert set(states["state"]) == {"EAS", "NOR", "SOU"}
    assert (states[["aligns", "hedges", "balances"]].sum(axis=1) == 2).all()


def test_what_is_collected_is_what_the_history_shows() -> None:
    scenario = short(40, behaviour__noise=0.6)
    postures, _ = simulate_history(scenario, 10, 0, 0)
    model = BalanceOfPower(scenario, rng=10)
    model.run()
    world = model.datacollector.get_model_vars_dataframe()
    eas, nor, sou = (scenario.canonical_states.index(key) for key in ("EAS", "NOR", "SOU"))
    entente = (postures[:, nor, sou] == 1) & (postures[:, sou, nor] == 1)
    adversary = (postures[:, nor, eas] == -1) & (postures[:, sou, eas] == -1)
    ties = sum(
        ((postures[:, i, j] == 1) & (postures[:, j, i] == 1)).astype(int) for i, j in ((0, 1), (0, 2), (1, 2))
    )
    assert world["entente"].tolist() == entente.tolist()
    assert world["common_adversary"].tolist() == adversary.tolist()
    assert world["bloc"].tolist() == (entente & adversary).tolist()
    assert world["ties"].tolist() == ties.tolist()
    assert 0 < entente.sum() < len(entente)


def test_zero_is_a_seed() -> None:
    runs = [BalanceOfPower(short(), rng=0) for _ in range(2)]
    for model in runs:
        model.run()
        assert model.root_seed == 0
    assert np.array_equal(runs[0].postures, runs[1].postures)
    assert np.array_equal(simulate_history(short(), 0, 0, 0)[0][-1].astype(float), runs[0].postures)


@pytest.mark.parametrize("rng", [None, np.random.default_rng(5)], ids=["none", "generator"])
def test_any_rng_can_be_repeated_from_its_root_seed(rng: Any) -> None:
    first = BalanceOfPower(short(behaviour__salience_volatility=0.3), rng=rng)
    assert 0 <= first.root_seed < 2**64
    first.run()
    again = BalanceOfPower(short(behaviour__salience_volatility=0.3), rng=first.root_seed)
    again.run()
    assert np.array_equal(first.postures, again.postures)
    assert np.array_equal(first.multipliers, again.multipliers)


def test_two_models_without_rng_differ() -> None:
    assert BalanceOfPower(short(), rng=None).root_seed != BalanceOfPower(short(), rng=None).root_seed


@pytest.mark.parametrize("changed", [{"rng": 2}, {"replicate": 1}, {"point": 1}])
def test_seed_replicate_and_point_each_make_another_run(changed: dict[str, int]) -> None:
    scenario = short(30, behaviour__salience_volatility=0.3)
    one = BalanceOfPower(scenario, rng=1)
    other = BalanceOfPower(scenario, **{"rng": 1, **changed})
    one.run()
    other.run()
    assert not np.array_equal(one.multipliers, other.multipliers)


def test_values_are_replaced_by_name() -> None:
    model = BalanceOfPower("toy_pair", rng=1, behaviour__noise=0.7, behaviour__autonomy__NOR=0.9, horizon=3)
    assert float(model.parameters.noise) == 0.7
    assert model.parameters.autonomy.tolist() == [0.9, 0.5]
    assert model.horizon == 3
    with pytest.raises(ScenarioError, match="did you mean `noise`"):
        BalanceOfPower("toy_pair", behaviour__nois=0.7)


def test_batch_run_sweeps_a_dotted_name() -> None:
    results = mesa.batch_run(
        BalanceOfPower,
        {"scenario": "toy_pair", "horizon": 4, "behaviour__noise": [0.1, 0.9], "replicate": [0, 1]},
        rng=[0],
        max_steps=10,
        number_processes=1,
        data_collection_period=1,
        display_progress=False,
    )
    assert {row["behaviour__noise"] for row in results} == {0.1, 0.9}
    assert {row["Step"] for row in results} == {0, 1, 2, 3, 4}
    assert len({row["RunId"] for row in results}) == 4
    last = {(row["behaviour__noise"], row["replicate"]): row["ties"] for row in results if row["Step"] == 4}
    for (noise, replicate), ties in last.items():
        model = BalanceOfPower("toy_pair", replicate, rng=0, horizon=4, behaviour__noise=noise)
        model.run()
        assert model.ties == ties


def test_mesa_numbers_are_not_used() -> None:
    """Drawing from the model's own generators between steps changes nothing."""
    quiet, noisy = (BalanceOfPower(short(), rng=11) for _ in range(2))
    while quiet.running:
        quiet.step()
        noisy.rng.random(10)
        noisy.random.random()
        noisy.agents.shuffle(inplace=True)
        noisy.step()
    assert np.array_equal(quiet.postures, noisy.postures)


# ---- weighing ---------------------------------------------------------------------------------------


def test_a_state_weighs_its_postures() -> None:
    """NOR toward SOU of the shipped pair, by hand.

    P = 0.6 (open sea), Q = 0.5 * 0.8 (river), S = 0.2 at HEDGE all round;
    kappa 0.5, D 0; chi 0.5 * 0.4; h 0.5, c 0.1.
    """
    model = BalanceOfPower("toy_pair", rng=1)
    north = next(agent for agent in model.agents if agent.key == "NOR")
    values = north.weigh()
    sou = model.case.canonical_states.index("SOU")
    assert values.support[sou] == pytest.approx(0.2)
    assert values.align[sou] == pytest.approx(0.2 - 0.5 - 0.5 * 0.4 - 0.1)
    assert values.hedge[sou] == 0.0
    assert values.balance[sou] == pytest.approx(-0.2 - 0.2 - 0.5 * 0.4 - 0.1)


ESSAY_STILL = load_scenario("essay").replace({"behaviour.salience_volatility": 0.0, "behaviour.noise": 0.5})


@pytest.mark.parametrize("mapping", [PAIR, TRIAD, ESSAY_STILL.to_dict()], ids=["pair", "triad", "essay"])
def test_weighing_agrees_with_the_independent_values(mapping: dict[str, Any]) -> None:
    """Every dyad in worlds on the way; pair and triad have tables that differ by direction."""
    scenario = load_scenario(mapping)
    model = BalanceOfPower(scenario, rng=12)
    game = chains.read_game(mapping)
    order = [scenario.canonical_states.index(key) for key in scenario.states]
    for _ in range(10):
        world = model.postures[np.ix_(order, order)]
        for i, agent in enumerate(model.agents):
            found = agent.weigh()
            for j in range(len(order)):
                if i != j:
                    three = [found.balance[order[j]], found.hedge[order[j]], found.align[order[j]]]
                    assert three == pytest.approx(chains.values(game, world, i, j), abs=1e-12)
        model.step()
