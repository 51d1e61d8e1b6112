"""The waterfall of claims is true to its table, ends where it must, and can be read."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation

from sim.analysis.claims import ClaimValues
from sim.analysis.wording import MINUS, SPACE
from sim.plotting.claims_figure import BAR, draw_claims
from sim.plotting.pairs_figure import draw_pairs
from sim.plotting.style import NARROW, WIDE
from sim.sweep.intervals import wilson
from tests.plotting.test_figures import drawn_texts

SHAPLEY = [0.395, 0.387, -0.409, -0.0098, 0.033, -0.342, 0.012, 0.016, -0.026, -0.0382]
TITLES = ["Both resist dominance", "Both reject intervention", "US build-up in Asia, Chinese expansion"]


@pytest.fixture(scope="module")
def values():
    after = np.linspace(0.0, 1.0, len(SHAPLEY))
    table = pd.DataFrame(
        {
            "claim": [f"E{place + 1}" for place in range(len(SHAPLEY))],
            "title": [TITLES[place % 3] for place in range(len(SHAPLEY))],
            "coded": [True] * 9 + [False],
            "shapley": SHAPLEY,
            "shapley_low": np.array(SHAPLEY) - 0.004,
            "shapley_high": np.array(SHAPLEY) + 0.004,
            "after": after,
        }
    )
    return ClaimValues(
        measure="stable_bloc",
        table=table,
        none=wilson(10, 1000),
        every=wilson(28, 1000),
        own=wilson(66, 1000),
        own_claims=tuple(f"E{place}" for place in range(1, 10)),
        replicates=1000,
    )


def test_bars_lead_from_none_to_all(values):
    axes = draw_claims(values)
    bars = [
        bar for bar in axes.patches if isinstance(bar, Rectangle) and bar.get_height() == pytest.approx(BAR)
    ]
    steps = bars[1:-2]
    assert [bar.get_width() for bar in steps] == pytest.approx([row["shapley"] for row in values.ordered])
    level = values.none.estimate
    for bar in steps:
        assert bar.get_x() == pytest.approx(level)
        level += bar.get_width()
    assert level == pytest.approx(values.every.estimate)
    assert [bars[place].get_width() for place in (0, -2, -1)] == pytest.approx([0.01, 0.028, 0.066])


def test_what_raises_comes_before_what_lowers_as_far_as_probabilities_allow(values):
    assert [row["claim"] for row in values.ordered] == [
        "E1", "E2", "E5", "E8", "E7", "E3", "E6", "E10", "E9", "E4",
    ]  # fmt: skip
    assert [head for head, _ in values.groups] == ["for", "against"]
    high = replace(values, none=wilson(220, 1000))
    assert [head for head, _ in high.groups] == [""]
    assert [row["claim"] for row in high.ordered][:4] == ["E1", "E3", "E2", "E6"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_texts_stay_apart_and_on_the_page(values, width, monkeypatch):
    figure = draw_claims(values, width=width).get_figure(root=True)
    assert figure is not None
    texts = drawn_texts(figure, monkeypatch)
    for words, box in texts:
        assert figure.bbox.x0 - 1 <= box.x0, words
        assert box.x1 <= figure.bbox.x1 + 1, words
        assert figure.bbox.y0 - 1 <= box.y0, words
        assert box.y1 <= figure.bbox.y1 + 1, words
    for (one, a), (other, b) in combinations(texts, 2):
        across, along = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across < 1.0 or along < 1.0, f"{one!r} overlaps {other!r}"


def test_headings_add_up_their_claims(values):
    texts = {text.get_text() for text in draw_claims(values).texts}
    assert "Claims for a stable bloc: +84.3 points" in texts
    assert f"Claims against a stable bloc: {MINUS}82.5 points" in texts


def test_only_what_turns_the_verdict_is_bold_in_the_last_column(values):
    bold = {
        text.get_text()
        for text in draw_claims(values).texts
        if text.get_fontweight() == "bold" and text.get_horizontalalignment() == "right"
    }
    turning = values.table["after"] >= 0.5
    assert len(bold) == turning.sum() == 5
    assert f"with it 100{SPACE}%" in bold


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_pairs_show_only_what_is_clear(width):
    pairs = pd.DataFrame(
        [("A", "B", "One", "Two", 0.2, 0.1, 0.3), ("A", "C", "One", "Three", -0.4, -0.5, -0.3),
         ("B", "C", "Two", "Three", 0.05, -0.1, 0.2)],
        columns=["claim", "other", "title", "other_title", "interaction", "low", "high"],
    )  # fmt: skip
    axes = draw_pairs(pairs, width=width)
    shown = {text.xy: text.get_text() for text in axes.texts if isinstance(text, Annotation)}
    assert shown[0, 1] == "+20"
    assert shown[0, 2] == f"{MINUS}40"
    assert shown[1, 2] == "\N{MIDDLE DOT}"
    assert [shown[place, place] for place in range(3)] == ["A", "B", "C"]


def test_an_interval_wider_than_the_scale_leaves_the_labels_on_the_page(values):
    table = values.table.assign(shapley_high=values.table["shapley"] + 6.0)
    axes = draw_claims(replace(values, table=table))
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    assert axes.get_window_extent().width > figure.bbox.width / 4
    assert max(text.xy[0] for text in axes.texts if isinstance(text, Annotation)) <= 1.0
