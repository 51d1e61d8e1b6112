from typing import Any

import numpy as np
import pytest

from sim.engine.simulate import check_columns
from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.sweep import designs
from sim.sweep.axes import read_axes
from sim.sweep.build import build_columns
from sim.sweep.design_kinds import DESIGN_KINDS


def ranges(count: int = 3):
    return read_axes({f"x{place}": {"uniform": [place, place + 2]} for place in range(count)}, "axes")


def test_a_grid_has_every_combination_once_the_last_axis_fastest():
    columns = designs.grid(read_axes({"a": [1, 2], "b": [3, 4, 5], "c": [6, 7]}, "axes"))
    points = list(zip(*columns.values(), strict=True))
    assert points[:3] == [(1, 3, 6), (1, 3, 7), (1, 4, 6)]
    assert len(set(points)) == len(points) == 12


def test_zip_pairs_values_and_refuses_unequal_lengths():
    columns = designs.zipped(read_axes({"a": [1, 2], "b": [3, 4]}, "axes"))
    np.testing.assert_array_equal(columns["b"], [3, 4])
    with pytest.raises(InputError, match="a: 2, b: 1"):
        designs.zipped(read_axes({"a": [1, 2], "b": [3]}, "axes"))


def test_a_list_keeps_its_order_and_needs_the_same_names_throughout():
    columns = designs.listed([{"a": 1, "b": 2}, {"b": 4, "a": 3}], "design.points")
    np.testing.assert_array_equal(columns["a"], [1, 3])
    with pytest.raises(InputError, match=r"points\[1\]` must name a, b"):
        designs.listed([{"a": 1, "b": 2}, {"a": 1}], "design.points")


def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_axis():
    for name, values in designs.latin_hypercube(ranges(), 50, seed=3).items():
        low = float(name[1:])
        slices = np.floor((values - low) / 2 * 50).astype(int)
        assert sorted(slices) == list(range(50))


def test_sobol_points_fill_halves_evenly_and_begin_every_larger_design():
    small, large = designs.sobol(ranges(), 64, seed=1), designs.sobol(ranges(), 256, seed=1)
    for name, values in large.items():
        assert ((values - float(name[1:])) < 1).sum() == 128
        np.testing.assert_array_equal(values[:64], small[name])


@pytest.mark.parametrize("draw", [designs.sobol, designs.latin_hypercube])
def test_drawn_designs_depend_on_the_seed_alone(draw):
    one, again, other = draw(ranges(), 16, 0), draw(ranges(), 16, 0), draw(ranges(), 16, 1)
    np.testing.assert_array_equal(one["x1"], again["x1"])
    assert (one["x1"] != other["x1"]).any()


def test_levels_and_ranges_are_not_mixed_up():
    with pytest.raises(InputError, match=r"needs values, got \{uniform: \[0, 2\]\}"):
        designs.grid(ranges(1))
    with pytest.raises(InputError, match="use the design `grid`"):
        designs.sobol(read_axes({"a": [1, 2]}, "axes"), 4, 0)


def test_a_design_that_fits_no_machine_is_refused():
    axes = read_axes({name: {"linspace": [0, 1, 10_000]} for name in "abc"}, "axes")
    with pytest.raises(InputError, match="1,000,000,000,000"):
        designs.grid(axes)


RANGES = {"behaviour.noise": {"uniform": [0.1, 0.5]}}
LEVELS = {"behaviour.noise": [0.1, 0.5]}
SPECS: dict[str, dict[str, Any]] = {
    "point": {},
    "grid": {"axes": LEVELS},
    "zip": {"axes": LEVELS},
    "list": {"points": [{"behaviour.noise": 0.1}]},
    "latin_hypercube": {"axes": RANGES, "points": 2},
    "sobol": {"axes": RANGES, "points": 2},
    "file": {"path": "points.csv"},
    "coalitions": {"claims": "essay"},
    "cases": {"cases": {"louder": {"behaviour.noise": 0.4}}},
    "coding_steps": {},
    "nulls": {"draws": 1},
    "coding_jitter": {"draws": 1},
    "saltelli": {"axes": RANGES, "samples": 2},
    "morris": {"axes": RANGES, "trajectories": 2},
}


@pytest.mark.parametrize("kind", DESIGN_KINDS)
def test_every_kind_of_design_makes_its_points(kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "points.csv").write_text("behaviour.noise\n0.1\n", encoding="utf-8")
    scenario = load_scenario("essay")
    columns = build_columns({"kind": kind, **SPECS[kind]}, scenario, seed=0)
    check_columns(scenario, columns)
    assert len({len(values) for values in columns.values()}) == (kind != "point")
    if DESIGN_KINDS[kind].changes:
        own = {name: scenario.own_values(name)[name] for name in columns}
        assert {name: values[0] for name, values in columns.items()} == own


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_points_come_from_a_file(tmp_path, suffix):
    import pandas as pd

    frame = pd.DataFrame({"behaviour.noise": [0.1, 0.2], "horizon": [10, 20]})
    path = tmp_path / f"points.{suffix}"
    frame.to_csv(path, index=False) if suffix == "csv" else frame.to_parquet(path)
    columns = build_columns({"kind": "file", "path": str(path)}, load_scenario("toy_pair"), seed=0)
    np.testing.assert_array_equal(columns["behaviour.noise"], [0.1, 0.2])
    np.testing.assert_array_equal(columns["horizon"], [10, 20])


def test_a_file_with_a_hole_names_the_row(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("behaviour.noise,horizon\n0.1,10\n,20\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"no value for `behaviour.noise` in row 1"):
        build_columns({"kind": "file", "path": str(path)}, load_scenario("toy_pair"), seed=0)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"kind": "sobl"}, "did you mean `sobol`"),
        ({}, "must be one of point, grid"),
        ({"kind": "grid", "axis": {}}, "did you mean `axes`"),
        ({"kind": "sobol", "axes": "plausible"}, r"`design.points` must be a whole number >= 1, got None"),
        ({"kind": "sobol", "axes": "plausible", "points": 0}, ">= 1, got 0"),
        ({"kind": "file", "path": "none.csv"}, "cannot be read"),
        ({"kind": "file", "path": "points.xlsx"}, r"must end in .csv or .parquet"),
    ],
)
def test_a_wrong_design_is_refused_with_its_rule(spec, message):
    with pytest.raises(InputError, match=message):
        build_columns(spec, load_scenario("toy_pair"), seed=0)
