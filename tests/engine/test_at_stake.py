"""The table of interests agrees with the formulas, in the scenario's order and with its events."""

from itertools import permutations

import numpy as np
import pytest

import sim
from sim.rivals.case import case_of


def by_dyad(table):
    return table.set_index(["source", "target"])


def test_the_essay_by_hand():
    """Russia toward China: E1 and E2 .6 each and trade .36; E6 twice (.09 and .24), energy 1, markets .09."""
    row = by_dyad(sim.interests("essay")).loc["RUS", "CHN"]
    assert row["agreement"] == pytest.approx(0.6 + 0.6 + 0.36)
    assert row["conflict"] == pytest.approx(0.3 * 0.3 + 0.6 * 0.4 + 1.0 + 0.3 * 0.3)
    assert row["net"] == pytest.approx(row["agreement"] - row["conflict"])
    assert row["ambivalence"] == pytest.approx(row["conflict"])
    assert row["threat"] == 0.0


def test_order_and_net_are_the_scenarios():
    scenario = sim.load_scenario("essay")
    table = sim.interests(scenario)
    assert list(dict.fromkeys(table["source"])) == list(scenario.states)
    net = by_dyad(table)["net"].unstack().reindex(index=scenario.states, columns=scenario.states)
    mean = (net.to_numpy() + net.to_numpy().T) / 2.0
    np.fill_diagonal(mean, 0.0)
    np.testing.assert_allclose(mean, case_of(scenario).propensity, atol=1e-12)


def test_events_count_from_their_step():
    scenario = sim.load_scenario("toy_pair").replace(
        {"events": [{"step": 5, "until": 9, "scale": {"issues.open_sea.salience.SOU": 2.0}}]}
    )
    agreement = [
        by_dyad(sim.interests(scenario, step)).loc[("SOU", "NOR"), "agreement"] for step in (4, 5, 10)
    ]
    assert agreement == pytest.approx([1.0, 2.0, 1.0])


@pytest.mark.parametrize("step", [-1, 41, 1.5])
def test_a_step_outside_the_run_is_refused(step):
    with pytest.raises(sim.InputError, match="`step` must be a whole number from 0 to 40"):
        sim.interests("toy_pair", step)


def test_records_are_short_in_a_notebook():
    run = sim.simulate("toy_pair", seed=3, replicate=2)
    assert repr(run) == ("Run('toy_pair', seed=3, point=0, replicate=2, engine='batch': 2 states, 40 steps)")
    shown = repr(run.outcome())
    assert run.outcome().outcome.name in shown
    assert "array" not in shown
    assert (
        repr(sim.simulate_histories("toy_pair", 3))
        == "Histories('toy_pair', seed=0, point=0: 3 runs, 40 steps)"
    )


def test_a_world_is_read_off_the_run_by_name():
    run = sim.simulate("toy_triad", seed=2)
    for step in (None, 0, 7):
        world = run.world(step)
        for source, target in permutations(run.states, 2):
            taken = run.posture(source, target)[-1 if step is None else step]
            assert sim.Posture[str(world.loc[source, target])] == taken
        assert all(world.loc[state, state] == "" for state in run.states)
    for step in (-1, 41):
        with pytest.raises(sim.InputError, match="`step` must be a whole number from 0 to 40"):
            run.world(step)
