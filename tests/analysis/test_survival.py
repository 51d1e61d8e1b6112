"""Survival curves against a textbook, hazards against a known law, and spans against the rows."""

import numpy as np
import pytest

from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.analysis.survival import (
    FORMATION,
    LIFE,
    Spans,
    hazard,
    hazard_by_year,
    median_time,
    spans,
    survival_curve,
    survival_tables,
    watched_ages,
)
from sim.report.sections.survival import survival_section
from tests.analysis.synthetic import invent_results

# Weeks of remission under 6-mercaptopurine; cut off where censored (Freireich and others 1963).
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
CUT = [0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1]
PRINTED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
"""Survival as printed by Kleinbaum and Klein (Survival Analysis, table 2.1)."""


def made(time, censored, point=None):
    size = len(time)
    return Spans(
        time=np.array(time),
        censored=np.array(censored, bool),
        point=np.arange(size) if point is None else np.array(point),
    )


def test_the_textbook_curve():
    table = survival_curve(made(WEEKS, CUT))
    curve = table.set_index("step")
    for week, share in PRINTED.items():
        assert curve.loc[week, "survival"] == pytest.approx(share, abs=5e-4)
    assert curve.loc[6, "at_risk"] == 21
    assert [curve.loc[23, name] for name in ("at_risk", "events")] == [6, 1]
    assert median_time(table) == 23.0
    assert curve.loc[10, "low"] == pytest.approx(0.503, abs=1e-3)
    assert curve.loc[10, "high"] == pytest.approx(0.889, abs=1e-3)


def test_nothing_censored_is_the_share_that_lasts_longer():
    time = np.random.default_rng(2).integers(1, 30, 200)
    curve = survival_curve(made(time, np.zeros(200)))
    for step, share in zip(curve["step"], curve["survival"], strict=True):
        assert share == pytest.approx(float((time > step).mean()))


def test_bands_over_points_agree_with_greenwood_where_runs_are_independent():
    rng = np.random.default_rng(8)
    time, cut = rng.geometric(0.1, 600), rng.integers(5, 40, 600)
    found = made(np.minimum(time, cut), time > cut)
    plain, clustered = survival_curve(found), survival_curve(found, clustered=True, seed=1)
    middle = plain["survival"].between(0.1, 0.9)
    assert (plain["survival"] == clustered["survival"]).all()
    widths = [(table["high"] - table["low"])[middle].to_numpy() for table in (plain, clustered)]
    assert widths[1] == pytest.approx(widths[0], rel=0.25)


def test_bands_widen_where_the_runs_of_a_point_are_alike():
    rng = np.random.default_rng(8)
    time = np.repeat(rng.geometric(0.1, 60), 10)
    found = made(time, np.zeros(600), np.repeat(np.arange(60), 10))
    plain, clustered = survival_curve(found), survival_curve(found, clustered=True)
    row = int(np.argmin(np.abs(plain["survival"].to_numpy() - 0.5)))
    width = [float((table["high"] - table["low"]).iloc[row]) for table in (plain, clustered)]
    assert width[1] > 2.0 * width[0]


@pytest.mark.parametrize("clustered", [False, True])
def test_hazard_covers_a_constant_one(clustered):
    """400 samples of 150 geometric lives: at least 91 % of 95 % intervals cover (chance < 1e-3 otherwise)."""
    rng = np.random.default_rng(4)
    hits = 0
    for _ in range(400):
        time = 19 + rng.geometric(0.12, 150)
        found = made(np.minimum(time, 40), time > 40)
        rate = hazard(found, 20, 41, clustered=clustered)
        assert rate is not None
        hits += rate.low <= 0.12 <= rate.high
    assert hits >= 364


def test_steps_watched_are_counted_by_hand():
    found = made([20, 21, 23, 22], [False, True, False, False])
    ended, watched = watched_ages(found, 20, 23)
    assert ended.tolist() == [True, False, False, True]
    assert watched.tolist() == [1, 2, 3, 3]
    table = hazard_by_year(found, 20)
    assert table[["steps_at_risk", "ended"]].to_numpy().tolist() == [[10, 3]]
    assert hazard(found, 30, 34) is None


@pytest.fixture(scope="module")
def results():
    return invent_results(runs=80, points=30, replicates=4)


def test_spans_are_those_of_the_rows(results):
    arm = read_study(results).arm("central")
    rows = results.rows[results.rows["arm"] == "central"]
    formed = rows["stable_bloc"].to_numpy()
    assert 0 < formed.sum() < len(rows)
    wait, life = spans(results, arm, FORMATION), spans(results, arm, LIFE)
    assert (wait.censored == ~formed).all()
    assert set(wait.time[wait.censored]) <= {120 - 20 + 1}
    assert len(life.time) == formed.sum()
    lengths = rows.loc[rows["stable_bloc"], "stable_length"].to_numpy()
    assert (life.time == lengths - life.censored).all()
    assert (life.time[~life.censored] >= 20).all()


def test_section(results):
    summary = summarise_results(results)
    section = survival_section(summary)
    assert section is not None
    assert {plate.name for plate in section.plates} == {"survival_formation", "survival_life"}
    for plate in section.plates:
        for demanded in ("n = ", "Seed 7", "nterval"):
            assert demanded in plate.caption
    table = survival_tables(results, summary.study.arms)
    assert (table["low"] <= table["survival"] + 1e-12).all()
    assert (table["survival"] <= table["high"] + 1e-12).all()


def test_no_section_without_a_stable_bloc():
    results = invent_results(runs=6, points=0)
    results.rows["stable_bloc"] = False
    results.rows["first_step"] = results.rows["first_step"].where(results.rows["stable_bloc"])
    assert survival_section(summarise_results(results)) is None
