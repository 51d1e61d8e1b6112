"""Every figure of every kind of sweep: drawn, legible, repeatable, and true to its table."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from sim.plotting.canvas import save
from sim.plotting.gallery import make_plates, save_plate
from sim.plotting.style import NARROW, OUTCOME_COLOURS, POSTURE_COLOURS, WIDE, ink_on

KINDS = ("essay", "pair", "three", "twenty", "many")
WIDTHS = {"wide": WIDE, "narrow": NARROW}


def drawn_texts(figure, monkeypatch):
    """Boxes in pixels of every text that is really drawn, with its words."""
    drawn, draw = [], Text.draw

    def note(self, renderer, *args, **kwargs):
        if self.get_visible() and self.get_text().strip():
            # a text alone, without the arrow that an annotation may have
            drawn.append((self.get_text(), Text.get_window_extent(self, renderer)))
        return draw(self, renderer, *args, **kwargs)

    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # the layout settles
    with monkeypatch.context() as patch:
        patch.setattr(Text, "draw", note)
        canvas.draw()
    return [(words, box) for words, box in drawn if box.width > 0 and box.height > 0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_overlaps_or_leaves_the_page(summaries, kind, width, monkeypatch):
    for plate in make_plates(summaries[kind]):
        figure = plate.draw(WIDTHS[width]).get_figure(root=True)
        assert figure is not None
        texts = drawn_texts(figure, monkeypatch)
        assert texts, plate.name
        page = figure.bbox
        for words, box in texts:
            across = page.x0 - 1 <= box.x0 and box.x1 <= page.x1 + 1
            along = page.y0 - 1 <= box.y0 and box.y1 <= page.y1 + 1
            assert all((across, along)), f"{plate.name}: {words!r} leaves the page"
        for (one, a), (other, b) in combinations(texts, 2):
            across = min(a.x1, b.x1) - max(a.x0, b.x0)
            along = min(a.y1, b.y1) - max(a.y0, b.y0)
            assert across < 1.0 or along < 1.0, f"{plate.name}: {one!r} overlaps {other!r}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_says_what_it_shows(summaries, kind):
    plates = make_plates(summaries[kind])
    assert len({plate.name for plate in plates}) == len(plates)
    for plate in plates:
        for demanded in ("n = ", "Seed 7", "nterval"):
            assert demanded in plate.caption, plate.name
        assert plate.title
        assert len(plate.alt) > 30


def test_the_figures_follow_from_what_there_is(summaries):
    names = [plate.name for plate in make_plates(summaries["essay"])]
    assert names[:2] == ["verdict", "outcomes"]
    assert names[2:5] == ["points_plausible", "postures_central", "postures_plausible"]
    assert names[5:] == ["network", "path", "example"]
    assert [plate.name for plate in make_plates(summaries["many"])] == [
        "verdict", "outcomes", "postures", "path", "example",
    ]  # fmt: skip


def test_same_table_same_bytes(summaries, tmp_path):
    for plate in make_plates(summaries["pair"]):
        first = [path.read_bytes() for path in save_plate(plate, tmp_path / "a")]
        second = [path.read_bytes() for path in save_plate(plate, tmp_path / "b")]
        assert first == second
        assert first[0].startswith(b"<?xml")
        assert first[1].startswith(b"\x89PNG")


def widths_of_bars(axes):
    return [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]


def test_bars_of_the_verdict_are_the_shares(summaries):
    summary = summaries["essay"]
    axes = make_plates(summary)[0].draw(WIDE)
    shares = summary.properties[summary.properties["property"] == "stable_bloc"]["share"]
    assert widths_of_bars(axes) == pytest.approx(list(shares))


def test_stacks_of_outcomes_fill_the_bar(summaries):
    axes = make_plates(summaries["essay"])[1].draw(WIDE)
    widths = widths_of_bars(axes)
    assert len(widths) == 10
    assert sum(widths[:5]) == pytest.approx(1.0)
    assert sum(widths[5:]) == pytest.approx(1.0)


def test_lines_of_the_path_are_the_shares(summaries):
    summary = summaries["essay"]
    axes = next(plate for plate in make_plates(summary) if plate.name == "path").draw(WIDE)
    path = summary.path.set_index(["arm", "property"]).sort_index()
    drawn = [tuple(np.asarray(line.get_ydata())) for line in axes.lines]
    for arm in ("central", "plausible"):
        for name in ("entente", "bloc"):
            assert tuple(path.loc[(arm, name), "share"]) in drawn


def test_draws_into_given_axes(summaries):
    from matplotlib.figure import Figure

    from sim.plotting.verdict_figure import draw_verdict

    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots(1, 2)
    given = draw_verdict(summaries["essay"].properties, axes[1], labels={"central": "here"})
    assert given is axes[1]
    assert not axes[0].patches


def test_the_callers_style_is_left_alone(summaries):
    import matplotlib

    def settings():
        return {name: value for name, value in matplotlib.rcParams.items() if name != "backend"}

    before = settings()
    make_plates(summaries["pair"])[0].draw(WIDE)
    assert settings() == before


def test_no_window_and_no_global_figure(summaries):
    import matplotlib.pyplot as plt

    make_plates(summaries["pair"])[0].draw(WIDE)
    assert plt.get_fignums() == []


def test_pdf_is_vector_too(summaries, tmp_path):
    plate = make_plates(summaries["pair"])[0]
    (path,) = save(plate.draw(WIDE), tmp_path / "figure", ("pdf",))
    assert path.read_bytes().startswith(b"%PDF")


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_postures_differ_in_lightness_and_text_on_them_is_legible():
    """Contrast as in WCAG 2: neighbours in a bar at least 1.6 apart, text at least 4.5."""

    def contrast(one, other):
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    for one, other in combinations(POSTURE_COLOURS.values(), 2):
        assert contrast(one, other) > 1.6
    for colour in (*POSTURE_COLOURS.values(), *OUTCOME_COLOURS.values()):
        assert contrast(ink_on(colour), colour) >= 4.5
