"""Text of users in figures: any script, any sign, any length, whatever the reader's own matplotlib says."""

import warnings

import matplotlib
import pandas as pd
import pytest
from matplotlib.text import Text

from sim.plotting import text as figure_text
from sim.plotting.canvas import save
from sim.plotting.matrix_figure import draw_matrix
from sim.plotting.text import FontWarning, clip, fit_text


def matrix(name, width=7.2):
    shares = {"BALANCE": 0.2, "HEDGE": 0.5, "ALIGN": 0.3, "mean": 0.1}
    rows = [{"source": a, "target": b, **shares} for a, b in (("AAA", "BBB"), ("BBB", "AAA"))]
    return draw_matrix(pd.DataFrame(rows), names={"AAA": name, "BBB": "Bor"}, width=width)


def words_in(ax):
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    return {text.get_text() for text in figure.findobj(Text)}


@pytest.fixture
def no_font_has(monkeypatch):
    """Let no installed font have any character that DejaVu lacks, and let every warning be said again."""
    monkeypatch.setattr(figure_text, "_font_with", lambda letter: "")
    figure_text._warn.cache_clear()


def test_dollar_signs_are_not_mathematics(tmp_path):
    ax = matrix("Cost $5 and $6")
    assert "Cost $5 and $6" in words_in(ax)
    assert not any(text.get_parse_math() for text in ax.get_figure().findobj(Text) if "$" in text.get_text())
    save(ax, tmp_path / "matrix")


def test_the_matplotlibrc_of_the_reader_changes_nothing(tmp_path):
    plain = save(matrix("Ava"), tmp_path / "plain")
    with matplotlib.rc_context(
        {"text.usetex": True, "font.size": 30, "savefig.bbox": "tight", "axes.grid": True}
    ):
        same = save(matrix("Ava"), tmp_path / "same")
    for one, other in zip(plain, same, strict=True):
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("width", [3.75, 7.2])
def test_long_names_are_cut_and_the_layout_holds(tmp_path, width):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = matrix("The Very Long Commonwealth Of " * 10, width)
        save(ax, tmp_path / "matrix")
    assert all(len(words) <= 26 for words in words_in(ax))
    assert ("The Very Long Commonwealt…" in words_in(ax)) == (width > 5)  # keys where there is little room


def test_a_name_that_no_font_has_gives_way_to_its_key(tmp_path, no_font_has):
    with pytest.warns(FontWarning, match="no font on this machine has all characters of “中国”"):
        ax = matrix("中国")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # one line per name, and none of matplotlib's own
        save(ax, tmp_path / "matrix")
    assert "AAA" in words_in(ax)
    assert not any("中" in words for words in words_in(ax))


def test_other_text_that_no_font_has_is_marked_where_it_is_missing(no_font_has):
    ax = matrix("Ava")
    ax.set_title("Ava and 中国")
    with pytest.warns(FontWarning):
        fit_text(ax.get_figure())
    assert ax.get_title() == "Ava and ??"


@pytest.mark.filterwarnings("ignore:Glyph")  # DejaVu Serif, of every machine, has no such glyph either
def test_another_font_draws_what_the_house_font_lacks(monkeypatch):
    monkeypatch.setattr(figure_text, "_font_with", lambda letter: "DejaVu Serif")
    ax = matrix("中国")
    labels = ax.get_xticklabels() + ax.get_yticklabels()
    families = [label.get_fontfamily() for label in labels if label.get_text() == "中国"]
    assert families == [["DejaVu Sans", "DejaVu Serif"]] * 2


def test_each_line_is_cut_by_itself():
    assert clip("one two\nthree four five", 9) == "one two\nthree fo…"
