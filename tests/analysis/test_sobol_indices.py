"""Sobol indices of functions whose indices are known, with and without the chance of runs."""

import numpy as np
import pytest

from sim.analysis.records import records
from sim.analysis.sobol_indices import sobol_indices
from sim.errors import InputError
from sim.sweep.axes import Range
from sim.sweep.sensitivity_designs import morris, problem, saltelli

FIRST = [0.3139, 0.4424, 0.0]
TOTAL = [0.5576, 0.4424, 0.2437]
"""Of the function of Ishigami and Homma (1990) with a = 7, b = 0.1."""
ANGLES = [Range(name=f"x{place}", low=-np.pi, high=np.pi) for place in range(3)]


def by_factor(table):
    return {row["factor"]: row for row in records(table)}


def ishigami(columns):
    x, y, z = (columns[f"x{place}"] for place in range(3))
    return np.sin(x) + 7.0 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def test_ishigami():
    columns = saltelli(ANGLES, 4096, 0, grouped=False)
    found = sobol_indices(problem(ANGLES, grouped=False), ishigami(columns))
    table = by_factor(found.table)
    for place in range(3):
        row = table[f"x{place}"]
        assert row["first"] == pytest.approx(FIRST[place], abs=0.02)
        assert row["total"] == pytest.approx(TOTAL[place], abs=0.02)
        assert row["first_low"] <= FIRST[place] <= row["first_high"]
        assert row["total_low"] <= TOTAL[place] <= row["total_high"]
    assert found.variance == pytest.approx(13.845, rel=0.02)
    assert found.chance == 0.0
    assert found.converged
    assert found.samples == 4096


def test_chance_is_taken_out():
    """Noise of twice the variance of the function: without the correction the total of x2 is above 0.4."""
    columns = saltelli(ANGLES, 8192, 3, grouped=False)
    rng = np.random.default_rng(6)
    clean = ishigami(columns)
    noisy = clean + rng.normal(0.0, np.sqrt(27.7 / 4.0), len(clean))
    asked = problem(ANGLES, grouped=False)
    raw = by_factor(sobol_indices(asked, noisy).table)
    assert raw["x2"]["total"] > 0.4
    found = sobol_indices(asked, noisy, within=27.7, runs=4)
    table = by_factor(found.table)
    for place in range(3):
        assert table[f"x{place}"]["first"] == pytest.approx(FIRST[place], abs=0.06)
        assert table[f"x{place}"]["total"] == pytest.approx(TOTAL[place], abs=0.06)
    assert found.chance == pytest.approx(2.0 / 3.0, abs=0.03)


def test_groups_are_factors():
    """Of a sum of equal terms, two of them in a group, the group decides two thirds."""
    axes = [
        Range(name=name, low=0.0, high=1.0)
        for name in ("issues.a.salience.RUS", "issues.a.salience.CHN", "behaviour.noise")
    ]
    columns = saltelli(axes, 1024, 1, grouped=True)
    assert len(columns["behaviour.noise"]) == 1024 * 4
    found = sobol_indices(problem(axes, grouped=True), np.sum(list(columns.values()), axis=0))
    assert found.table["factor"].tolist() == ["issues.a.salience", "behaviour.noise"]
    assert found.table["first"].tolist() == pytest.approx([2 / 3, 1 / 3], abs=0.02)


def test_nothing_but_chance_is_refused():
    columns = saltelli(ANGLES, 64, 0, grouped=False)
    flat = np.random.default_rng(0).normal(0.0, 0.1, len(columns["x0"]))
    with pytest.raises(InputError, match="no more than chance"):
        sobol_indices(problem(ANGLES, grouped=False), flat, within=0.25, runs=4)


def test_half_of_a_design_is_a_design():
    small, large = (saltelli(ANGLES, samples, 5, grouped=False) for samples in (64, 128))
    for name, values in small.items():
        assert (values == large[name][: len(values)]).all()


def test_samples_must_be_a_power_of_two():
    with pytest.raises(InputError, match="power of two"):
        saltelli(ANGLES, 100, 0, grouped=False)


def test_trajectories_move_one_axis_at_a_time():
    columns = morris(ANGLES, 20, 0)
    table = np.stack(list(columns.values()), axis=1).reshape(20, 4, 3)
    moved = np.diff(table, axis=1) != 0.0
    assert (moved.sum(axis=2) == 1).all()
    assert (moved.sum(axis=1) == 1).all()


@pytest.mark.parametrize("kind", [saltelli, morris])
def test_the_same_seed_gives_the_same_points(kind):
    options = {"grouped": False} if kind is saltelli else {}
    one, same, other = (kind(ANGLES, 8, seed, **options) for seed in (0, 0, 1))
    assert all((one[name] == same[name]).all() for name in one)
    assert any((one[name] != other[name]).any() for name in one)
