"""A box that is known to be there is found, judged honestly, and not found where there is none."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis import discovery
from sim.analysis.discovery import discover_box, inside_box, score
from sim.analysis.records import records
from sim.errors import InputError

NAMES = ("a", "b", "c", "d", "e", "f")


def draw(points=4000, noise=0.1):
    """Points of interest lie at a < 0.4 and b > 0.5, but for some noise."""
    rng = np.random.default_rng(0)
    design = pd.DataFrame({name: rng.random(points) for name in NAMES})
    interest = inside_box(design, {"a": (0.0, 0.4), "b": (0.5, 1.0)}) ^ (rng.random(points) < noise)
    return design, interest


def test_the_box_is_found():
    pytest.importorskip("ema_workbench", reason="needs the extra `discovery`")
    box = discover_box(*draw())
    assert box is not None
    limits = {row["quantity"]: row for row in records(box.limits)}
    assert set(limits) == {"a", "b"}
    assert limits["a"]["high"] == pytest.approx(0.4, abs=0.04)
    assert limits["b"]["low"] == pytest.approx(0.5, abs=0.04)
    # 0.9 of the points inside; of those of interest 0.18 of 0.18 + 0.08
    assert box.density.low <= 0.9 <= box.density.high + 0.03
    assert box.coverage.estimate == pytest.approx(0.18 / 0.26, abs=0.06)
    assert box.points == 1200


def test_chance_makes_no_dense_box():
    """Interest by the toss of a coin: what the search likes is no denser than the rest when judged."""
    pytest.importorskip("ema_workbench", reason="needs the extra `discovery`")
    design, _ = draw()
    box = discover_box(design, np.random.default_rng(3).random(len(design)) < 0.2)
    assert box is None or box.density.low <= box.base <= box.density.high


def test_too_few_points_of_interest():
    pytest.importorskip("ema_workbench", reason="needs the extra `discovery`")
    design, interest = draw()
    assert discover_box(design, interest & (np.arange(len(design)) < 20)) is None


def test_without_the_extra_it_says_so(monkeypatch):
    monkeypatch.setattr(discovery, "is_installed", lambda: False)
    with pytest.raises(InputError, match="extra `discovery`"):
        discover_box(*draw())


def test_score_is_the_harmonic_mean():
    design, interest = draw()
    limits = {"a": (0.0, 0.4)}
    inside = inside_box(design, limits)
    density, coverage = interest[inside].mean(), interest[inside].sum() / interest.sum()
    assert score(design, interest, limits) == pytest.approx(2.0 / (1.0 / density + 1.0 / coverage))
    assert score(design, interest, {"a": (2.0, 3.0)}) == 0.0
