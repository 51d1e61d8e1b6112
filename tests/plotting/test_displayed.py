"""Figures in a notebook: drawn alone they show themselves; given axes they leave as they are."""

import ast
from html import escape
from io import BytesIO
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

import sim
import sim.plotting
from sim.analysis.example import example_spells
from sim.plotting import draw_run, draw_timeline
from sim.plotting.displayed import DisplayedAxes
from sim.plotting.gallery import make_plates
from sim.plotting.style import NARROW, POSTURE_COLOURS, WIDE


@pytest.fixture(scope="module")
def run():
    return sim.simulate("toy_triad", seed=1, engine="mesa")


def colours_of(data):
    picture = Image.open(BytesIO(data)).convert("RGB")
    pixels = np.unique(np.asarray(picture).reshape(-1, 3), axis=0)
    return picture, {"#{:02X}{:02X}{:02X}".format(*pixel) for pixel in pixels}


def bars(ax):
    return [tuple(bar.get_bbox().bounds) for bar in ax.patches]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_figure_alone_shows_itself(run, width):
    before = dict(matplotlib.rcParams)
    ax = draw_run(run, width=width)
    assert isinstance(ax, DisplayedAxes)
    data, size = ax._repr_png_()
    picture, colours = colours_of(data)
    assert picture.width / picture.height == pytest.approx(size["width"] / size["height"], abs=0.01)
    assert size["width"] == round(96 * width) < picture.width
    assert set(POSTURE_COLOURS.values()) & colours, "postures are drawn"
    assert dict(matplotlib.rcParams) == before


def test_a_figure_on_given_axes_leaves_them_the_callers(run):
    ax = Figure(figsize=(WIDE, 3)).subplots()
    assert draw_run(run, ax) is ax
    assert not hasattr(ax, "_repr_png_")


def test_a_run_is_drawn_as_its_spells(run):
    case = run.scenario
    spells = example_spells(
        run.to_frame(), ("EAS", "NOR"), case.state_names, min_duration=case.bloc.min_duration, grace=0
    )
    table = draw_timeline(spells, names=case.state_names)
    direct = draw_run(run, members=("EAS", "NOR"))
    boxes = [bars(ax) for ax in (table, direct)]
    assert boxes[0] == boxes[1]
    assert len(boxes[0]) > 5
    assert boxes[0] != bars(draw_run(run))
    with pytest.raises(sim.InputError, match="no state `EAST`"):
        draw_run(run, members=("EAST", "NOR"))


def test_a_plate_is_shown_with_its_words(summaries):
    for plate in make_plates(summaries["pair"]):
        shown = plate._repr_html_()
        assert "data:image/png;base64," in shown
        assert escape(plate.title) in shown
        assert "<script" not in shown
        assert plate.name in repr(plate)
        assert "lambda" not in repr(plate)


def test_every_figure_function_has_its_name():
    folder = Path(sim.plotting.__file__).parent
    names = {
        node.name
        for path in folder.glob("*_figure.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("draw_")
    }
    assert names == {name for name in sim.plotting.__all__ if name.startswith("draw_")}
    assert len(names) >= 23
    for name in names:
        assert getattr(sim.plotting, name).__doc__
    assert sim.plotting.__all__ == dir(sim.plotting)
    door = ast.parse(Path(sim.plotting.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.name: node.module
        for node in ast.walk(door)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim.plotting.")
        for alias in node.names
    }
    homes = {name: f"sim.plotting.{home}" for name, home in sim.plotting._HOMES.items()}
    assert seen == homes, "what type checkers see is what is loaded"
    with pytest.raises(AttributeError, match="draw_nothing"):
        sim.plotting.draw_nothing  # noqa: B018
