"""Many histories: the numbers are those of `simulate_many`, and thirty sessions do not disturb each other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import sim
from sim.app import many
from sim.app.lessons.worlds import mixed, threatened
from sim.app.many import regime_map, run_many
from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.vocabulary import Outcome

AXES = ("behaviour.hedging_premium", "behaviour.common_threat")


def test_a_tally_counts_what_simulate_many_gives() -> None:
    scenario = threatened()
    tally = run_many(scenario, seed=3, replicates=300)
    rows = sim.simulate_many(scenario, replicates=300, seed=3)
    assert tally.runs == 300
    assert sum(tally.counts.values()) == 300
    for outcome in Outcome:
        assert tally.counts[outcome] == (rows["outcome"] == outcome.name).sum()
    assert tally.stable_bloc.estimate == rows["stable_bloc"].mean()
    assert tally.stable_bloc.low < tally.stable_bloc.estimate < tally.stable_bloc.high
    assert tally.shares[Outcome.STABLE_BLOC] == tally.counts[Outcome.STABLE_BLOC] / 300


def test_the_sentence_says_the_share() -> None:
    said = run_many(threatened(), replicates=200).sentence
    assert said.startswith("A stable bloc of Northland and Southland forms in ")
    assert "of 200 histories" in said
    nothing = run_many(mixed().replace({"behaviour.hedging_premium": 3.0}), replicates=200).sentence
    assert "in no run" in nothing


def test_each_cell_of_the_map_is_a_run_of_many_with_the_same_chance() -> None:
    scenario = threatened()
    found = regime_map(scenario, seed=1, size=3, replicates=40)
    assert found.axes == AXES
    assert found.own == (0.5, 0.5)
    assert found.x.tolist() == found.y.tolist() == [0.0, 0.5, 1.0]
    for row, threat in enumerate(found.y):
        for column, premium in enumerate(found.x):
            moved = scenario.replace({AXES[0]: float(premium), AXES[1]: float(threat)})
            tally = run_many(moved, seed=1, replicates=40)
            assert found.probability[row, column] == tally.stable_bloc.estimate
    assert found.probability[2, 0] > found.probability[0, 2] + 0.5, "rows are common threat, upward"


def test_the_map_takes_in_the_own_point_and_other_axes() -> None:
    scenario = load_scenario("toy_triad").replace({"behaviour.hedging_premium": 1.4})
    axes = ("behaviour.hedging_premium", "issues.river_water.salience.NOR")
    found = regime_map(scenario, axes=axes, size=2, replicates=2)
    assert found.x.tolist() == [0.0, 1.4]
    assert found.y.tolist() == [0.25, 0.75]
    mixed_values = scenario.replace({"behaviour.hedging_premium.NOR": 0.2})
    assert regime_map(mixed_values, size=2, replicates=2).own is None


def test_answers_are_shared_and_cannot_be_changed() -> None:
    scenario = threatened()
    one = regime_map(scenario, size=2, replicates=2)
    assert regime_map(load_scenario(scenario.to_dict()), size=2, replicates=2) is one
    for array in (one.x, one.y, one.probability):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 9.0


def test_thirty_sessions_at_once_get_their_own_answers() -> None:
    """Each asks about a scenario of its own, twice; the answers are those of asking alone."""
    cases = [mixed().replace({"behaviour.hedging_premium": 0.01 * k}) for k in range(30)]
    with ThreadPoolExecutor(30) as class_room:
        found = list(class_room.map(lambda case: run_many(case, seed=9, replicates=64), cases * 2))
    many._queued_tally.cache_clear()
    many._tally.cache_clear()
    for case, first, second in zip(cases, found[:30], found[30:], strict=True):
        assert first.counts == second.counts == run_many(case, seed=9, replicates=64).counts


def test_a_very_large_scenario_gets_fewer_histories_and_says_so() -> None:
    keys = [f"S{n}" for n in range(30)]
    large = load_scenario(
        {
            "name": "large",
            "horizon": 400,
            "states": {key: {"capability": 1} for key in keys},
            "distance_km": {key: dict.fromkeys(keys[n + 1 :], 1) for n, key in enumerate(keys[:-1])},
            "issues": {"all": {"kind": "stance", "positions": dict.fromkeys(keys, 1), "salience": 0.1}},
            "bloc": {"members": keys[:2]},
        }
    )
    tally = run_many(large)
    assert tally.runs < 400
    assert f"of {tally.runs:,} histories" in tally.sentence
    with pytest.raises(InputError, match="too much work"):
        regime_map(large)


@pytest.mark.parametrize(
    ("axes", "words"),
    [
        (("behaviour.noise", "behaviour.noise"), "two different axes"),
        (("behaviour.nois", "behaviour.noise"), "did you mean"),
        (("states.NOR.capability", "behaviour.noise"), "no plausible range"),
    ],
)
def test_axes_that_make_no_map(axes: tuple[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        regime_map(mixed(), axes=axes, size=2, replicates=2)


@pytest.mark.parametrize("asked", [{"replicates": 0}, {"replicates": 10**6}, {"seed": -1}, {"seed": 2**64}])
def test_what_cannot_be_counted_is_refused(asked: dict[str, int]) -> None:
    with pytest.raises(InputError, match="must be a whole number"):
        run_many(mixed(), **asked)
