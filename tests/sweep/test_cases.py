"""Cases beside the scenario: what changes, what stays, and what is refused."""

import numpy as np
import pytest

from sim.engine.simulate import simulate_points
from sim.errors import InputError
from sim.scenario.quantities import CLAIM, POSITION, SALIENCE
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from sim.sweep.cases import case_columns, read_cases
from sim.sweep.coding_steps import RUNGS, coding_jitter, coding_steps, ordinal_step
from sim.sweep.null_cases import EQUAL, OPPOSED, SHUFFLED, SIDES, null_cases


@pytest.fixture(scope="module")
def essay():
    return load_scenario("essay")


def scenario_of(essay, cases, label):
    columns = case_columns(cases, essay)
    place = [*cases].index(label) + 1
    return essay.replace({name: values.tolist()[place] for name, values in columns.items()})


def test_point_0_is_the_scenario(essay):
    cases = read_cases(
        {"more": {"dependence.RUS.CHN": 0.9}, "trade": {"issues.far_east_trade.salience": 1}}, "x"
    )
    columns = case_columns(cases, essay)
    assert columns["dependence.RUS.CHN"].tolist() == [0.6, 0.9, 0.6]
    assert columns["issues.far_east_trade.salience"].tolist() == [0.6, 0.6, 1.0]


def test_a_general_name_reaches_states_with_values_of_their_own(essay):
    cases = read_cases({"calm": {"issues.central_asia_energy.salience": 0.3}}, "x")
    k = essay.canonical_issues.index("central_asia_energy")
    assert (scenario_of(essay, cases, "calm").parameters.salience[:, k] == 0.3).all()


def test_events_of_a_case_start_when_they_say(essay):
    """Until its event a case is the scenario itself, run for run; afterwards it is not."""
    small = essay.replace({"horizon": 40})
    event = {"step": 21, "scale": {"behaviour.hedging_premium": 3.0}}
    columns = case_columns(read_cases({"later": {"events": [event]}}, "x"), small)
    runs = 60
    batches = [
        simulate_points(
            small,
            columns,
            np.full(runs, row),
            np.zeros(runs, np.uint64),
            np.arange(runs, dtype=np.uint64),
            seed=1,
        )
        for row in (0, 1)
    ]
    assert (batches[0].path[:21] == batches[1].path[:21]).all()
    assert (batches[0].path[21:] != batches[1].path[21:]).any()


@pytest.mark.parametrize(
    ("raw", "match"),
    [
        ({}, "must map labels"),
        ({"as coded": {"behaviour.noise": 1}}, "leave it out"),
        ({"a": {}}, "must map dotted names"),
        ({"a": {"behaviour.noise": "loud"}}, "must be a number"),
        ({"a": {"events": {"step": 1}}}, "list of events"),
    ],
)
def test_what_is_no_case_is_refused(raw, match):
    with pytest.raises(InputError, match=match):
        read_cases(raw, "cases")


def test_steps_go_from_rung_to_rung():
    ups = [ordinal_step(rung, 1, POSITION) for rung in RUNGS]
    assert ups == [*RUNGS[1:], 1.0]
    assert [ordinal_step(rung, -1, SALIENCE) for rung in (0.0, 0.3, 0.6, 1.0)] == [0.0, 0.0, 0.3, 0.6]
    assert ordinal_step(1.0, 1, CLAIM) == 1.0
    assert ordinal_step(1.4, -1, SALIENCE) == 1.4


def test_up_and_down_undo_each_other_inside_the_scale():
    for value in (-0.5, -0.4, 0.1, 0.3, 0.45):
        assert ordinal_step(ordinal_step(value, 1, POSITION), -1, POSITION) == pytest.approx(value)


def test_every_number_of_the_coding_moves_alone(essay):
    cases = coding_steps(essay)
    columns = case_columns(cases, essay)
    table = np.stack([values.astype(float) for values in columns.values()], axis=1)
    moved = (table[1:] != table[0]).sum(axis=1)
    assert (moved == 1).all()
    named = {name for changes in cases.values() for name in changes}
    assert {"issues.us_forces_europe.positions.CHN", "issues.russia_india.ties.RUS.IND"} <= named
    assert {"issues.central_asia_energy.claims.RUS", "issues.intervention.salience.USA"} <= named
    # 3 states get a side in Europe, up or down; 4 a claim to Central Asia's energy, up alone
    assert {"issues.us_forces_europe.positions.JPN", "issues.central_asia_energy.claims.IND"} <= named
    assert len(cases) == 145


def test_a_tie_moves_both_ways_and_a_state_without_a_side_gets_one(essay):
    cases = coding_steps(essay)
    label = "bilateral stake of Russia and Japan in “Russia's ties with Japan”: 0.3 → 0.6"
    tie = scenario_of(essay, cases, label).parameters.tie
    k = essay.canonical_issues.index("russia_japan")
    russia, japan = (essay.canonical_states.index(key) for key in ("RUS", "JPN"))
    assert tie[russia, japan, k] == tie[japan, russia, k] == 0.6
    label = "position of Japan on “US forces in Europe”: 0 → 0.3"
    side = scenario_of(essay, cases, label).parameters.position
    assert side[japan, essay.canonical_issues.index("us_forces_europe")] == 0.3


def test_random_codings_move_every_number_by_a_step_at_most(essay):
    columns = coding_jitter(essay, 600, 3)
    single = case_columns(coding_steps(essay), essay)
    assert set(columns) == set(single)
    for name, values in columns.items():
        own = values[0]
        assert own == single[name][0]
        steps = {own, *single[name].tolist()}
        assert set(values.tolist()) == steps, name
        # stays in a third of the draws, in two where the number stands at the end of its scale;
        # each bound is missed with a probability below 1e-6
        stays = float((values[1:] == own).mean())
        assert abs(stays - (1 if len(steps) == 3 else 2) / 3) < 0.1, name
    again, other = coding_jitter(essay, 600, 3), coding_jitter(essay, 600, 4)
    assert all((columns[name] == again[name]).all() for name in columns)
    assert any((columns[name] != other[name]).any() for name in columns)


def test_nulls(essay):
    cases = null_cases(essay, 3, 0)
    assert [*cases][:2] == [EQUAL, OPPOSED]
    assert len(cases) == 8
    assert len(set(scenario_of(essay, cases, EQUAL).parameters.capability.tolist())) == 1
    opposed = scenario_of(essay, cases, OPPOSED).parameters
    interest = (opposed.tie * opposed.salience[:, None, :]).sum(axis=2)
    others = ~np.eye(6, dtype=bool)
    assert (interest[others] == -1.0).all()
    dealt = scenario_of(essay, cases, f"{SHUFFLED} 2").parameters.salience
    assert not (dealt == essay.parameters.salience).all()
    assert np.sort(dealt.ravel()).tolist() == np.sort(essay.parameters.salience.ravel()).tolist()
    sides = scenario_of(essay, cases, f"{SIDES} 1").parameters
    assert (np.abs(sides.position) == np.abs(essay.parameters.position)).all()
    assert (sides.position != essay.parameters.position).any()


def test_draws_follow_the_seed(essay):
    one, same, other = (build_columns({"kind": "nulls", "draws": 2}, essay, seed=seed) for seed in (0, 0, 1))
    assert all((one[name] == same[name]).all() for name in one)
    assert any((one[name] != other[name]).any() for name in one)
