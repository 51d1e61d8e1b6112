"""A box that is known to be there is found, judged honestly, and not found where there is none."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.analysis import discovery
from sim.analysis.discovery import discover_box, inside_box, point_question, score
from sim.analysis.records import records
from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.errors import InputError
from sim.report.sections.discovery import discovery_section
from sim.scenario.scenario import load_scenario
from tests.analysis.synthetic import SyntheticArm, assemble, invent_batch, invent_results

NAMES = ("a", "b", "c", "d", "e", "f")


def draw(points=4000, noise=0.1):
    """Points of interest lie at a < 0.4 and b > 0.5, but for some noise."""
    rng = np.random.default_rng(0)
    design = pd.DataFrame({name: rng.random(points) for name in NAMES})
    interest = inside_box(design, {"a": (0.0, 0.4), "b": (0.5, 1.0)}) ^ (rng.random(points) < noise)
    return design, interest


def test_the_box_is_found():
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
    design, _ = draw()
    box = discover_box(design, np.random.default_rng(3).random(len(design)) < 0.2)
    assert box is None or box.density.low <= box.base <= box.density.high


@pytest.mark.slow
def test_density_is_honest_where_the_search_finds_chance():
    """Interest by chance alone, so that every box has the base rate in truth: 60 searches, half find one.

    Boxes chosen by what they hold look denser on the points that chose them. At 95 %, fewer than 80 %
    of some 30 that cover come in less than 1 of 1,000 tests.
    """
    rng = np.random.default_rng(9)
    covered, found, flattered = 0, 0, 0.0
    for seed in range(60):
        design = pd.DataFrame({name: rng.random(500) for name in NAMES[:3]})
        interest = rng.random(500) < 0.3
        box = discover_box(design, interest, seed=seed)
        if box is None:
            continue
        found += 1
        covered += box.density.low <= 0.3 <= box.density.high
        inside = inside_box(
            design, {row["quantity"]: (row["low"], row["high"]) for row in records(box.limits)}
        )
        flattered += float(interest[inside].mean()) - box.density.estimate
    assert found >= 20
    assert covered / found >= 0.8
    assert flattered / found > 0.0  # on all points, those searched included, it looks better than it is


def test_too_few_points_of_interest():
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


def test_the_rarer_side_is_of_interest():
    results = invent_results(runs=6, points=40, replicates=4)
    rows = results.rows
    rows["entente_steps"] = np.where(rows["point"] < 30, 5, 0)
    rows["stable_bloc"] = rows["point"] < 10
    arm = read_study(results).arm("plausible")
    bloc, entente = (point_question(arm, measure) for measure in ("stable_bloc", "entente"))
    assert (bloc.fewer, int(bloc.interest.sum())) == (False, 10)
    assert (entente.fewer, int(entente.interest.sum())) == (True, 10)
    short = replace(results, rows=rows.iloc[:-2])
    assert len(point_question(read_study(short).arm("plausible"), "entente").interest) == 39


def test_section_says_it_in_words():
    """3,000 points of two quantities; a bloc where noise is low, an entente where inertia is not high."""
    rng = np.random.default_rng(1)
    case = load_scenario("toy_pair")
    columns = {"behaviour.noise": rng.uniform(0.1, 0.5, 3000), "behaviour.inertia": rng.random(3000)}
    few, _ = invent_batch(case, np.full(8, 0.5), 3)
    batch = replace(few, rows=np.resize(few.rows, 3000))
    batch.columns["stable_bloc"][:] = columns["behaviour.noise"] < 0.2
    batch.columns["entente_steps"][:] = np.where(columns["behaviour.inertia"] < 0.75, 9, 0)
    arm = SyntheticArm(name="discovery", batch=batch, replicates=1, columns=columns)
    section = discovery_section(summarise_results(assemble(case, [arm], None)))
    assert section is not None
    bloc, entente = section.sentences
    assert re.search(r"With the noise at most 0.2, a stable bloc forms in at least half of the runs at", bloc)
    assert re.search(
        r"With the inertia at least 0.7\d, some entente forms in fewer than half of the runs", entente
    )
    assert [plate.name for plate in section.plates] == ["box", "box_entente"]
    for plate in section.plates:
        for demanded in ("n = ", "Seed 7", "nterval"):
            assert demanded in plate.caption
        plate.draw(7.2)
