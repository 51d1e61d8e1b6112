"""Sobol indices of functions whose indices are known, with and without the chance of runs."""

import numpy as np
import pytest

from sim.analysis.records import records
from sim.analysis.sobol_indices import shares_and_chance, sobol_indices
from sim.errors import InputError
from sim.sweep.axes import Range
from sim.sweep.sensitivity_designs import factors_of, morris, problem, saltelli

FIRST = [0.3139, 0.4424, 0.0]
TOTAL = [0.5576, 0.4424, 0.2437]
"""Of the function of Ishigami and Homma (1990) with a = 7, b = 0.1."""
ANGLES = [Range(name=f"x{place}", low=-np.pi, high=np.pi) for place in range(3)]


def by_factor(table):
    return {row["factor"]: row for row in records(table)}


def ishigami(columns):
    x, y, z = (columns[f"x{place}"] for place in range(3))
    return np.sin(x) + 7.0 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def as_probability(values):
    """The function of Ishigami from -10.75 to 17.75, as a probability: its indices are the same."""
    return (values + 10.75) / 28.5


def indices(columns, shares, chance=None, runs=16):
    return sobol_indices(
        list(columns), shares, np.zeros(len(shares)) if chance is None else chance, runs=runs
    )


def toss(rng, probability, runs):
    """Shares of so many runs a point, and the variance that chance gives them."""
    return shares_and_chance(rng.random((len(probability), runs)) < probability[:, None])


def independent_rows(rng, rows):
    """Columns of a Saltelli design whose rows are drawn independently, for the theory of the intervals."""
    a, b = rng.uniform(-np.pi, np.pi, (2, rows, 3))
    points = [a]
    for base, other in ((a, b), (b, a)):
        for place in range(3):
            points.append(base.copy())
            points[-1][:, place] = other[:, place]
    table = np.stack([*points, b], axis=1).reshape(-1, 3)
    return {f"x{place}": table[:, place] for place in range(3)}


def test_ishigami():
    columns = saltelli(ANGLES, 4096, 0, grouped=False)
    found = indices(columns, ishigami(columns))
    table = by_factor(found.table)
    for place in range(3):
        row = table[f"x{place}"]
        assert row["first"] == pytest.approx(FIRST[place], abs=0.01)
        assert row["total"] == pytest.approx(TOTAL[place], abs=0.01)
        assert row["first_low"] <= FIRST[place] <= row["first_high"]
        assert row["total_low"] <= TOTAL[place] <= row["total_high"]
    assert found.variance == pytest.approx(13.845, rel=0.01)
    assert found.chance == 0.0
    assert found.converged
    assert found.samples == 4096


def test_designs_written_here_are_those_of_the_sweep():
    """The same order of points: with A and B of a design, the other points follow."""
    columns = saltelli(ANGLES, 4, 0, grouped=False)
    table = np.stack(list(columns.values()), axis=1).reshape(4, 8, 3)
    for place in range(3):
        others = [other for other in range(3) if other != place]
        for taken, base, other in ((1, 0, 7), (4, 7, 0)):
            assert (table[:, taken + place, place] == table[:, other, place]).all()
            assert (table[:, taken + place][:, others] == table[:, base][:, others]).all()


@pytest.mark.slow
@pytest.mark.parametrize("rows", ["independent", "sobol"])
def test_intervals_cover_the_exact_indices_of_a_probability(rows):
    """400 sweeps with 16 tosses a point, where chance is nine tenths of a run's variance.

    At 95 %, fewer than 91 % or more than 98.25 % of 400 come in less than 1 of 1,000 tests each. Rows of
    Sobol points are spread more evenly, which may only raise the coverage.
    """
    rng = np.random.default_rng(12)
    hits = {"first": np.zeros(3), "total": np.zeros(3)}
    for seed in range(400):
        even = rows == "sobol"
        columns = saltelli(ANGLES, 512, seed, grouped=False) if even else independent_rows(rng, 512)
        found = indices(columns, *toss(rng, as_probability(ishigami(columns)), 16))
        table = by_factor(found.table)
        for name, exact in (("first", FIRST), ("total", TOTAL)):
            for place in range(3):
                row = table[f"x{place}"]
                hits[name][place] += row[f"{name}_low"] <= exact[place] <= row[f"{name}_high"]
    assert 0.85 < found.chance < 0.95
    for count in hits.values():
        assert (count >= 0.91 * 400).all()
        assert rows == "sobol" or (count <= 0.9825 * 400).all()


def test_chance_is_taken_out():
    """Tosses of which nine tenths of the variance is chance: left in, the total of x2 would be above 0.4."""
    columns = saltelli(ANGLES, 8192, 3, grouped=False)
    shares, chance = toss(np.random.default_rng(6), as_probability(ishigami(columns)), 16)
    raw = by_factor(indices(columns, shares).table)
    assert raw["x2"]["total"] > 0.4
    found = indices(columns, shares, chance)
    table = by_factor(found.table)
    for place in range(3):
        assert table[f"x{place}"]["first"] == pytest.approx(FIRST[place], abs=0.05)
        assert table[f"x{place}"]["total"] == pytest.approx(TOTAL[place], abs=0.05)
    variance = 13.845 / 28.5**2
    assert found.variance == pytest.approx(variance, rel=0.1)
    mean = as_probability(3.5)
    assert found.chance == pytest.approx(1.0 - variance / (mean * (1.0 - mean)), abs=0.01)


def test_settled_is_not_said_of_wide_intervals_nor_of_halves_that_differ():
    columns = saltelli(ANGLES, 256, 3, grouped=False)
    few = indices(columns, *toss(np.random.default_rng(6), as_probability(ishigami(columns)), 64))
    assert few.agree
    assert not few.precise
    assert not few.converged
    large = saltelli(ANGLES, 4096, 3, grouped=False)
    # a fault: from the middle of the design on, the program is another one
    values = np.where(np.arange(len(large["x0"])) < len(large["x0"]) // 2, ishigami(large), 3.0 * large["x2"])
    broken = indices(large, values)
    assert not broken.agree
    assert not broken.converged


def test_halves_of_a_sound_design_agree():
    """100 sweeps: more than 6 that disagree come in less than 1 of 1,000 tests if 1 % do, as they should."""
    rng = np.random.default_rng(4)
    doubted = 0
    for _ in range(100):
        columns = independent_rows(rng, 256)
        doubted += not indices(columns, *toss(rng, as_probability(ishigami(columns)), 32)).agree
    assert doubted <= 6


def test_groups_are_factors():
    """Of a sum of equal terms, two of them in a group, the group decides two thirds."""
    axes = [
        Range(name=name, low=0.0, high=1.0)
        for name in ("issues.a.salience.RUS", "issues.a.salience.CHN", "behaviour.noise")
    ]
    columns = saltelli(axes, 1024, 1, grouped=True)
    assert len(columns["behaviour.noise"]) == 1024 * 6
    values = np.sum(list(columns.values()), axis=0)
    found = sobol_indices(factors_of(problem(axes, grouped=True)), values, np.zeros(len(values)))
    assert found.table["factor"].tolist() == ["issues.a.salience", "behaviour.noise"]
    assert found.table["first"].tolist() == pytest.approx([2 / 3, 1 / 3], abs=0.02)


def test_nothing_but_chance_is_refused():
    columns = saltelli(ANGLES, 64, 0, grouped=False)
    flat = np.full(len(columns["x0"]), 0.3)
    with pytest.raises(InputError, match="no more than chance"):
        indices(columns, *toss(np.random.default_rng(0), flat, 4))


def test_one_run_a_point_is_refused():
    with pytest.raises(InputError, match="replicates=2"):
        shares_and_chance(np.ones((8, 1), bool))


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
