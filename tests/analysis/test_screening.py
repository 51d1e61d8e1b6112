"""Morris's effects of functions whose effects are known, with and without the chance of runs."""

import numpy as np
import pytest

from sim.analysis.screening import effect_intervals, trajectory_effects
from sim.sweep.axes import Range
from sim.sweep.sensitivity_designs import morris

AXES = [Range(name=name, low=0.0, high=1.0) for name in ("a", "b", "c", "d")]
TOGETHER = len(AXES) + 1


def probability(unit):
    """0.1 + 0.4 a + 0.3 b d: the effect of b is 0.3 d, that of d is 0.3 b, that of c nothing."""
    return 0.1 + 0.4 * unit[:, 0] + 0.3 * unit[:, 1] * unit[:, 3]


def points(trajectories, seed):
    return np.stack(list(morris(AXES, trajectories, seed).values()), axis=1)


LEVELS = np.array([0.0, 1.0, 2.0, 3.0]) / 3.0
INTERACTION = 0.3 * np.sqrt(np.mean(LEVELS**2))
"""Root mean square of 0.3 times a level that is any of the four alike."""
EXACT = np.array([0.4, INTERACTION, 0.0, INTERACTION])


def test_without_chance_the_effects_are_those_of_the_function():
    unit = points(4000, 0)
    known = np.repeat(probability(unit)[:, None], 2, axis=1)
    found = effect_intervals(trajectory_effects(unit, known, TOGETHER), crossed=False)
    assert found["mean"] == pytest.approx([0.4, 0.15, 0.0, 0.15], abs=0.006)
    assert found["size"] == pytest.approx(EXACT, abs=0.006)
    assert (found["mean_high"] - found["mean_low"])[0] == pytest.approx(0.0, abs=1e-9)


def shared_runs(rng, chance, replicates, crossed):
    """bool (points, replicates); crossed: a run at every point happens if one same number is small enough."""
    shape = (1 if crossed else len(chance), replicates)
    return (rng.random(shape) < chance[:, None]).astype(float)


@pytest.mark.parametrize("crossed", [False, True])
def test_few_runs_do_not_make_a_quantity_matter(crossed):
    """Size of c, which does nothing, and of a: SALib's mean absolute effect would give c 0.2 and more."""
    rng = np.random.default_rng(5)
    unit, runs = points(300, 1), 32 if crossed else 8
    effects = trajectory_effects(unit, shared_runs(rng, probability(unit), runs, crossed), TOGETHER)
    found = effect_intervals(effects, crossed=crossed)
    assert crossed or np.abs(effects.mean(axis=2)[:, 2]).mean() > 0.2
    assert found["size_low"][2] == 0.0
    assert found["size"][2] < 0.06
    assert found["size_low"][0] <= 0.4 <= found["size_high"][0]


@pytest.mark.parametrize("crossed", [False, True])
def test_intervals_cover(crossed):
    """400 designs of 60 trajectories: at 95 %, fewer than 91 % of 400 come in less than 1 of 1,000 tests."""
    rng = np.random.default_rng(7)
    hits = {"mean": np.zeros(4), "size": np.zeros(4)}
    exact = {"mean": np.array([0.4, 0.15, 0.0, 0.15]), "size": EXACT}
    for seed in range(400):
        unit = points(60, seed)
        runs = shared_runs(rng, probability(unit), 32 if crossed else 12, crossed)
        found = effect_intervals(trajectory_effects(unit, runs, TOGETHER), crossed=crossed)
        for name, truth in exact.items():
            hits[name] += (found[f"{name}_low"] <= truth + 1e-9) & (truth - 1e-9 <= found[f"{name}_high"])
    for name, count in hits.items():
        assert (count >= 0.91 * 400).all(), (name, count / 400)
