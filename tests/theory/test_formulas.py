"""Each formula on numbers worked by hand, and the properties that the words of the theory promise."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.theory import choice, costs, effects, interests, power, salience, support, values

numbers = st.floats(-10, 10, allow_subnormal=False)
shares = st.floats(0, 1, allow_subnormal=False)
positive = st.floats(0.001, 10, allow_subnormal=False)


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [(-1, -1, 1), (-1, 1, -1), (0.3, -1, -0.3), (-0.4, 1, -0.4), (0.5, 0.3, 0.15), (0, 1, 0)],
)
def test_stance(own: float, other: float, expected: float) -> None:
    assert effects.stance_effect(own, other) == pytest.approx(expected)
    assert effects.stance_effect(other, own) == effects.stance_effect(own, other)


@pytest.mark.parametrize(("own", "other", "expected"), [(1, 1, -1), (0.5, 0.5, -0.25), (1, 0, 0), (0, 0, 0)])
def test_claim(own: float, other: float, expected: float) -> None:
    assert effects.claim_effect(own, other) == expected


def test_salience_moves_around_its_mean() -> None:
    # z(0) = 0.15 * 2 / sqrt(1 - 0.81); z(1) = 0.9 z(0) + 0.15 * -1
    first = salience.stationary_deviation(2.0, 0.9, 0.15)
    assert first == pytest.approx(0.3 / np.sqrt(0.19))
    assert salience.next_deviation(first, -1.0, 0.9, 0.15) == pytest.approx(0.9 * 0.3 / np.sqrt(0.19) - 0.15)
    assert salience.mean_correction(0.9, 0.15) == pytest.approx(0.0225 / 0.38)
    assert salience.multiplier(0.0, 0.0) == 1.0
    assert salience.multiplier(np.float64(0.7), 0.2) == pytest.approx(np.exp(0.5))


def test_the_mean_of_the_multiplier_is_one() -> None:
    """Quantiles at the middle of a million equal parts: the mean of exp of a normal law, to six digits."""
    from scipy.stats import norm

    normal = norm.ppf((np.arange(1_000_000) + 0.5) / 1_000_000)
    deviations = salience.stationary_deviation(normal, 0.8, 0.3)
    mean = np.mean(salience.multiplier(deviations, salience.mean_correction(0.8, 0.3)))
    assert mean == pytest.approx(1.0, abs=1e-5)
    assert np.std(deviations) == pytest.approx(0.5, abs=1e-4)


def test_the_spread_of_salience_does_not_change_with_time() -> None:
    """Var z(t) = phi^2 Var z(t-1) + sigma^2 leaves sigma^2 / (1 - phi^2) as it is."""
    phi, sigma = 0.95, 0.2
    variance = float(salience.stationary_deviation(1.0, phi, sigma)) ** 2
    carried = float(salience.next_deviation(1.0, 0.0, phi, sigma))
    fresh = float(salience.next_deviation(0.0, 1.0, phi, sigma))
    assert carried**2 * variance + fresh**2 == pytest.approx(variance)


def test_interests_of_a_dyad() -> None:
    """Three issues: +0.6 at e = 2, -0.5 at e = 1, -0.2 at e = 0.5."""
    e, signed = (
        np.array([2.0, 1.0, 0.5]),
        interests.stake(np.array([0.6, 1.0, 0.4]), np.array([1, -0.5, -0.5])),
    )
    agreement = interests.agreement_term(e, signed).sum()
    conflict = interests.conflict_term(e, signed).sum()
    assert (agreement, conflict) == (pytest.approx(1.2), pytest.approx(0.6))
    assert interests.net_interest(agreement, conflict) == pytest.approx(0.6)
    assert interests.ambivalence(agreement, conflict) == pytest.approx(0.6)


@given(numbers, numbers)
def test_ambivalence_is_what_either_commitment_gives_up(agreement: float, conflict: float) -> None:
    shared = interests.ambivalence(agreement, conflict)
    assert shared in (agreement, conflict)
    assert shared <= min(agreement, conflict)
    assert shared == interests.ambivalence(conflict, agreement)
    assert interests.net_interest(agreement, conflict) == -interests.net_interest(conflict, agreement)


def test_power_proximity_and_threat() -> None:
    # Russia toward China, 2012: 0.2204 / 0.26; to the United States 80 km
    assert power.relative_power(0.0396, 0.2204) == pytest.approx(0.8476923)
    assert power.proximity(80.0) == pytest.approx(0.9259259)
    assert power.exposure(0.5, 0.25) == 0.125
    assert power.threat(0.125, -1.6) == pytest.approx(0.2)
    assert power.threat(0.125, 1.6) == 0.0
    assert power.threat(0.125, 0.0) == 0.0


@given(positive, positive)
def test_power_is_shared_out(own: float, other: float) -> None:
    assert 0 < power.relative_power(own, other) < 1
    assert power.relative_power(own, other) + power.relative_power(other, own) == pytest.approx(1)
    assert power.relative_power(own, other + 1) > power.relative_power(own, other)


@given(st.floats(0, 20000), st.floats(0.1, 20000))
def test_proximity_falls_with_distance(km: float, more: float) -> None:
    assert 0 < power.proximity(km + more) < power.proximity(km) <= 1


def test_costs() -> None:
    # 0.5 (1 + 2 (0.6 - 0.3)); no relief for the side that depends less
    assert costs.commitment_cost(0.5, 2.0, 0.6, 0.3) == pytest.approx(0.8)
    assert costs.commitment_cost(0.5, 2.0, 0.3, 0.6) == 0.5
    # 0.4 * 0.85 + 0.5 * 0.6
    assert costs.confrontation_cost(0.4, 0.85, 0.5, 0.6) == pytest.approx(0.64)
    table = [[int(costs.posture_change(a, b)) for b in (-1, 0, 1)] for a in (-1, 0, 1)]
    assert table == [[0, 1, 2], [1, 0, 1], [2, 1, 0]]


def test_support_has_four_terms() -> None:
    # 0.4 + 0.3 * -1 + 0.5 * 0.6 + 0.1 * 3
    assert support.support(0.4, 0.3, -1.0, 0.5, 0.6, 0.1, 3.0) == pytest.approx(0.7)
    assert support.weight_per_third_state(0.2, 6) == pytest.approx(0.05)
    assert support.weight_per_third_state(0.2, 3) == 0.2
    assert np.isfinite(support.weight_per_third_state(0.2, 2))


@pytest.mark.parametrize(("posture", "expected"), [(-1.0, 0.8), (0.0, 0.0), (1.0, -0.8)])
def test_a_threat_counts_for_who_balances_it(posture: float, expected: float) -> None:
    assert support.balanced_threat(0.8, posture) == expected


def test_standing_alike() -> None:
    table = [[support.shared_posture(a, b) for b in (-1, 0, 1)] for a in (-1, 0, 1)]
    assert table == [[1, 0, -1], [0, 0, 0], [-1, 0, 1]]


@pytest.mark.parametrize(
    ("current", "align", "hedge", "balance"),
    [
        # S 1.0, kappa term 0.6, chi term 0.3, h 0.5, M 0.4, c 0.1
        (-1, 1.0 - 0.6 - 0.2 - 0.2, -0.1, -1.0 - 0.3 - 0.2 - 0.0),
        (0, 1.0 - 0.6 - 0.2 - 0.1, -0.0, -1.0 - 0.3 - 0.2 - 0.1),
        (1, 1.0 - 0.6 - 0.2 - 0.0, -0.1, -1.0 - 0.3 - 0.2 - 0.2),
    ],
)
def test_values(current: float, align: float, hedge: float, balance: float) -> None:
    assert values.align_value(1.0, 0.6, 0.5, 0.4, 0.1, current) == pytest.approx(align)
    assert values.hedge_value(0.1, current) == pytest.approx(hedge)
    assert values.balance_value(1.0, 0.3, 0.5, 0.4, 0.1, current) == pytest.approx(balance)


def probabilities(noise: float, *options: float) -> Any:
    best = choice.best_value(*options)
    weights = np.array([choice.logit_weight(value, best, choice.precision(noise)) for value in options])
    return weights / weights.sum()


def test_logit_probabilities() -> None:
    # exp(-2), 1, exp(-1) over their sum, at noise 0.5
    expected = np.exp([-2.0, 0.0, -1.0]) / np.exp([-2.0, 0.0, -1.0]).sum()
    assert probabilities(0.5, -1.0, 0.0, -0.5) == pytest.approx(expected)
    assert probabilities(1e12, -1.0, 0.0, 3.0) == pytest.approx(1 / 3)
    assert probabilities(1e-12, -1.0, 0.0, 3.0) == pytest.approx([0, 0, 1], abs=1e-300)
    assert probabilities(5e-324, 0.5, 0.5, 0.25) == pytest.approx([0.5, 0.5, 0], abs=1e-300)


@given(numbers, numbers, numbers, st.floats(0.05, 5), numbers)
def test_only_differences_of_values_count(
    one: float, two: float, three: float, noise: float, shift: float
) -> None:
    before = probabilities(noise, one, two, three)
    assert probabilities(noise, one + shift, two + shift, three + shift) == pytest.approx(before, abs=1e-9)
    assert before.sum() == pytest.approx(1)
    assert np.all(before >= 0)
    assert np.argmax(before) in np.flatnonzero(np.array([one, two, three]) >= max(one, two, three) - 1e-12)


@settings(max_examples=200)
@given(shares.filter(lambda u: 0 < u < 1), *[st.floats(0, 1, allow_subnormal=False)] * 3)
def test_a_draw_inverts_the_cumulative_weights(u: float, balance: float, hedge: float, align: float) -> None:
    if balance + hedge + align == 0:
        return
    mark = u * (balance + hedge + align)
    expected = -1 if mark < balance else 0 if mark < balance + hedge else 1
    drawn = int(choice.draw_posture(u, balance, hedge, align))
    assert drawn == expected
    assert (balance, hedge, align)[drawn + 1] > 0  # a posture without weight is never drawn


def test_draws_take_the_shares_of_the_weights() -> None:
    u = (np.arange(100_000) + 0.5) / 100_000
    drawn = choice.draw_posture(u, 0.2, 1.0, 0.8)
    assert [int(np.sum(drawn == posture)) for posture in (-1, 0, 1)] == [10_000, 50_000, 40_000]


def test_review() -> None:
    u = (np.arange(1000) + 0.5) / 1000
    assert int(choice.is_reviewed(u, 0.25).sum()) == 250
    assert int(choice.is_reviewed(u, 1.0).sum()) == 1000


def test_best_replies_within_a_tolerance_of_noise() -> None:
    precise = choice.precision(0.5)
    assert int(choice.is_best_reply(1.0, 1.0, precise)) == 1
    assert int(choice.is_best_reply(1.0 - 0.4e-9, 1.0, precise)) == 1  # 0.8e-9 units of noise
    assert int(choice.is_best_reply(1.0 - 0.6e-9, 1.0, precise)) == 0  # 1.2e-9
    assert float(choice.best_value(-1.0, -3.0, -2.0)) == -1.0


@given(st.lists(st.tuples(*[numbers] * 6), min_size=1, max_size=5))
def test_arrays_and_numbers_give_the_same_bits(rows: list[tuple[float, ...]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    whole = values.align_value(*columns)
    assert whole.tolist() == [float(values.align_value(*map(np.float64, row))) for row in rows]
    weighed = choice.logit_weight(columns[0], np.maximum(columns[0], columns[1]), columns[2] ** 2)
    single = [
        float(choice.logit_weight(np.float64(a), np.float64(max(a, b)), np.float64(c) ** 2))
        for a, b, c, *_ in rows
    ]
    assert weighed.tolist() == single
