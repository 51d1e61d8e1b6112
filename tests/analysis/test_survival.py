"""Survival curves against a textbook, hazards against a known law, and spans against the rows."""

import numpy as np
import pytest

from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.analysis.survival import (
    FORMATION,
    LIFE,
    Spans,
    half_begun,
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
    # the lower side of the log-log band first falls to one half at week 13, the upper side never does
    assert median_time(table) == (23.0, 13.0, float("inf"))
    assert set(table.loc[table["events"] > 0, "step"]) == set(PRINTED)
    assert curve.loc[10, "low"] == pytest.approx(0.503, abs=1e-3)
    assert curve.loc[10, "high"] == pytest.approx(0.889, abs=1e-3)


def placebo():
    """The other half of the trial: weeks of remission under placebo, none cut off."""
    return made([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [0] * 21)


def test_the_textbook_curve_of_the_other_arm():
    """As printed in the same book: of 21, so many are left after each week."""
    curve = survival_curve(placebo()).set_index("step")
    left = {1: 19, 2: 17, 3: 16, 4: 14, 5: 12, 8: 8, 11: 6, 12: 4, 15: 3, 17: 2, 22: 1, 23: 0}
    for week, number in left.items():
        assert curve.loc[week, "survival"] == pytest.approx(number / 21)
    high = curve["high"].to_numpy()
    assert high[-1] == high[-2]  # not known once none is left
    assert median_time(curve.reset_index()).estimate == 8.0


def mixed(rng, points, runs, cut):
    """Lives of blocs whose points end at 5 or 20 % a step, half of them each, watched for `cut` steps."""
    rate = np.repeat(np.where(rng.random(points) < 0.5, 0.05, 0.2), runs)
    time = rng.geometric(rate)
    return made(np.minimum(time, cut), time > cut, np.repeat(np.arange(points), runs))


def mixed_survival(step):
    return 0.5 * 0.95**step + 0.5 * 0.8**step


@pytest.mark.slow
@pytest.mark.parametrize("clustered", [False, True])
def test_bands_and_medians_cover(clustered):
    """400 samples: at 95 %, fewer than 91 % or more than 98.5 % come in less than 1 of 1,000 tests.

    One point of geometric lives, by Greenwood; and 80 points of two kinds with ten runs each, by drawing
    points. The bands of the latter taken by Greenwood fail by far. The median is a whole step, on
    which its limits may lie: it is covered more often.
    """
    rng = np.random.default_rng(14)
    steps, hits, middle, naive = (3, 8, 15), np.zeros(3), 0, np.zeros(3)
    for _ in range(400):
        if clustered:
            found = mixed(rng, 80, 10, 30)
        else:
            time, cut = rng.geometric(0.1, 120), rng.integers(10, 40, 120)
            found = made(np.minimum(time, cut), time > cut)
        truth = [mixed_survival(step) if clustered else 0.9**step for step in steps]
        curve = survival_curve(found, clustered=clustered, seed=1)
        hits += covered(curve, steps, truth)
        naive += covered(survival_curve(found), steps, truth)
        # 0.9^7 = 0.478 and mixed_survival(7) = 0.454 are the first below one half
        estimate, low, high = median_time(curve)
        middle += low <= 7 <= high
        assert low <= estimate <= high
    assert (hits >= 0.91 * 400).all()
    assert (hits <= 0.985 * 400).all()
    assert middle >= 0.91 * 400
    assert not clustered or (naive < 0.91 * 400).all()


def covered(curve, steps, truth):
    """Whether the band holds the truth at each step."""
    rows = [curve[curve["step"] <= step].iloc[-1] for step in steps]
    return np.array([row["low"] <= value <= row["high"] for row, value in zip(rows, truth, strict=True)])


@pytest.mark.slow
def test_hazard_covers_where_runs_of_a_point_are_alike():
    """400 samples of 80 points with ten runs: the rate is that of all steps watched, worked out exactly."""
    rng = np.random.default_rng(15)
    ended = [1.0 - (1.0 - rate) ** 30 for rate in (0.05, 0.2)]
    truth = sum(ended) / sum(part / rate for part, rate in zip(ended, (0.05, 0.2), strict=True))
    hits, naive = 0, 0
    for _ in range(400):
        found = mixed(rng, 80, 10, 30)
        for clustered in (True, False):
            rate = hazard(found, 1, 31, clustered=clustered)
            assert rate is not None
            inside = rate.low <= truth <= rate.high
            hits, naive = hits + (clustered and inside), naive + (not clustered and inside)
    assert hits >= 0.91 * 400
    assert naive < 0.91 * 400


@pytest.mark.slow
@pytest.mark.parametrize("clustered", [False, True])
def test_half_begun_covers(clustered):
    """300 samples: at 95 %, fewer than 90.5 % come in less than 1 of 1,000 tests.

    Waits that begin are uniform over 41 steps at one point; over 60 points, uniform over 41 or 21 of them.
    """
    rng = np.random.default_rng(16)
    hits = 0
    for _ in range(300):
        runs = 8 if clustered else 200
        span = np.repeat(np.where(rng.random(60) < 0.5, 41, 21), runs) if clustered else np.full(runs, 41)
        begins = rng.random(len(span)) < 0.4
        time = np.where(begins, rng.integers(1, span + 1), 101)
        found = made(time, ~begins, np.arange(len(span)) // 8)
        middle = half_begun(found, clustered=clustered, seed=2)
        # 0.5 k/41 + 0.5 k/21 = 1/2 at k = 13.9
        assert middle is not None
        hits += middle.low <= (14 if clustered else 21) <= middle.high
    assert hits >= 0.905 * 300


def test_half_begun_by_hand():
    assert half_begun(made([5, 101], [1, 1])) is None
    found = half_begun(made([4, 4, 9, 30, 101, 101], [0, 0, 0, 0, 1, 1]))
    assert found is not None
    assert found.estimate == 4.0
    assert 4.0 <= found.low <= found.high <= 30.0


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
    wait, life = spans(arm, FORMATION), spans(arm, LIFE)
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
    table = survival_tables(summary.study.arms)
    assert (table["low"] <= table["survival"] + 1e-12).all()
    assert (table["survival"] <= table["high"] + 1e-12).all()


def test_no_section_without_a_stable_bloc():
    results = invent_results(runs=6, points=0)
    results.rows["stable_bloc"] = False
    results.rows["first_step"] = results.rows["first_step"].where(results.rows["stable_bloc"])
    assert survival_section(summarise_results(results)) is None
