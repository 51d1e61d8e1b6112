"""Every figure of every section: legible at both widths, and it says what it shows."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from sim.plotting.nulls_figure import draw_nulls
from sim.plotting.style import NARROW, WIDE
from sim.report.sections import make_sections
from sim.report.sections.rivals import rivals_section
from tests.plotting.test_figures import drawn_texts


@pytest.fixture(scope="session")
def section_plates(summaries):
    essay = summaries["essay"]
    asked = replace(essay, study=replace(essay.study, experiment="rivals"))  # shows histories as well
    return [
        plate
        for summary in (essay, summaries["pair"])
        for section in make_sections(summary)
        for plate in section.plates
    ] + list(rivals_section(asked).plates)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_texts_stay_apart_and_on_the_page(section_plates, width, monkeypatch):
    assert section_plates
    for plate in section_plates:
        figure = plate.draw(width).get_figure(root=True)
        assert figure is not None
        texts = drawn_texts(figure, monkeypatch)
        for words, box in texts:
            room = (
                box.x0 - figure.bbox.x0,
                figure.bbox.x1 - box.x1,
                box.y0 - figure.bbox.y0,
                figure.bbox.y1 - box.y1,
            )
            assert min(room) >= -1.0, f"{plate.name}: {words!r} leaves the page"
        for (one, a), (other, b) in combinations(texts, 2):
            across = min(a.x1, b.x1) - max(a.x0, b.x0)
            along = min(a.y1, b.y1) - max(a.y0, b.y0)
            assert across < 1.0 or along < 1.0, f"{plate.name}: {one!r} overlaps {other!r}"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nulls_stand_in_rows_beside_the_scenario(width):
    groups = {"equal power": np.array([0.07]), "shuffled weights": np.linspace(0.0, 0.6, 25)}
    axes = draw_nulls(groups, base=0.06, measure="a stable bloc forms", width=width)
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert [len(line.get_xdata()) for line in dots] == [1, 25]
    assert np.abs(dots[1].get_ydata() - 1).max() <= 0.31
    assert len(np.unique(dots[1].get_ydata())) == 25
    assert [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in axes.texts] == ["as coded 6.0 %"]
    medians = [
        line.get_xdata()[0] for line in axes.lines if line.get_linewidth() == 2.0 and line.get_marker() != "o"
    ]
    assert 0.3 in [round(float(value), 6) for value in medians]
