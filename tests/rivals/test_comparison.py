"""The table of what each theory says."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.errors import InputError
from sim.rivals.case import Case, case_of
from sim.rivals.comparison import compare, historical_questions, side_by_side
from sim.rivals.history import load_history
from sim.rivals.landscape import energy_gap, local_minima
from sim.rivals.nulls import DRAWN

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def essay():
    """The essay scenario."""
    return sim.load_scenario("essay")


def value(table: Any, theory: str, measure: str, column: str = "value") -> Any:
    """One number of a table."""
    rows = table[(table["theory"] == theory) & (table["measure"] == measure)]
    assert len(rows) == 1
    return rows[column].iloc[0]


def test_the_essay(essay):
    """The theories disagree on Russia and China, by hand from the scenario's numbers."""
    table = compare(essay, ("RUS", "CHN"))
    assert value(table, "input", "propensity among the members") == pytest.approx(0.155)
    assert value(table, "landscape", "energy gap") == pytest.approx(-0.0379, abs=1e-4)
    assert value(table, "landscape", "energy gap", "together")
    assert value(table, "landscape", "energy gap", "reading") == "RUS, CHN against USA, IND, JPN, VNM"
    assert value(table, "landscape", "share of minima together") == 1.0
    assert not value(table, "structural balance", "frustration gap", "together")
    assert value(table, "structural balance", "frustration index") == 2.0
    assert value(table, "structural balance", "share of balanced triads") == 0.7
    assert value(table, "leading eigenvector", "least product of entries", "together")
    assert value(table, "flow", "time of blow-up") == pytest.approx(0.2110, abs=1e-4)
    assert not value(table, "null: equal_power", "energy gap", "together")
    assert table["draws"].eq(0).all()


def test_a_scenario_and_its_case_agree(essay):
    """The same rows from either."""
    one, two = compare(essay, ("RUS", "IND")), compare(case_of(essay), ("RUS", "IND"))
    assert one.equals(two)


def test_nulls_are_a_distribution(essay):
    """Seeded, ordered, and the essay lies inside it."""
    one, two = (compare(essay, ("RUS", "CHN"), rng=np.random.default_rng(0), draws=100) for _ in range(2))
    assert one.equals(two)
    for name in ("null: shuffled_weights", "null: random_signs"):
        low, middle, high = (value(one, name, "energy gap", c) for c in ("low", "value", "high"))
        assert low < middle < high
        assert low < value(one, "landscape", "energy gap") < high
        assert 0.2 < value(one, name, "share of draws together") < 0.8
        as_low = value(one, name, "share of draws with as low a gap")
        assert 0.0 < as_low < 1.0
    assert set(one["draws"]) == {0, 100}


def test_shares_of_the_nulls_by_hand(essay):
    """The same generator, one draw at a time."""
    case, rng = case_of(essay), np.random.default_rng(5)
    table = compare(case, ("RUS", "CHN"), rng=np.random.default_rng(5), draws=25)
    observed = energy_gap(case.weights, [0, 1]) / np.abs(case.weights).sum()
    for name in ("shuffled_weights", "random_signs"):
        drawn = [DRAWN[name](case, rng).weights for _ in range(25)]
        gaps = np.array([energy_gap(weights, [0, 1]) / np.abs(weights).sum() for weights in drawn])
        assert value(table, f"null: {name}", "energy gap") == pytest.approx(np.median(gaps))
        assert value(table, f"null: {name}", "share of draws together") == np.mean(gaps < 0.0)
        assert value(table, f"null: {name}", "share of draws with as low a gap") == np.mean(gaps <= observed)


def test_share_of_starts():
    """Five powers: one minimum of four joins Britain and the Soviet Union, and 7 of 16 starts end there."""
    case = load_history("europe_1936_powers").case()
    table = compare(case, ("GBR", "USSR"))
    assert value(table, "landscape", "share of minima together") == 0.25
    assert value(table, "landscape", "share of starts together") == 7 / 16
    # Strict minima leave some starts out; the share is of those that end in a minimum.
    case = load_history("europe_1936_states").case()
    minima = local_minima(case.weights, ties="strict")
    joined = minima.sides[:, case.states.index("USSR")] == 1
    table = compare(case, ("GBR", "USSR"), ties="strict")
    share = minima.basin[joined].sum() / (1.0 - minima.stranded)
    assert value(table, "landscape", "share of starts together") == pytest.approx(share)


def test_draws_need_a_generator(essay):
    """No hidden seed; no negative number."""
    with pytest.raises(InputError, match="needs `rng`"):
        compare(essay, ("RUS", "CHN"), draws=10)
    with pytest.raises(InputError, match="`draws` must be at least 1, got -1"):
        compare(essay, ("RUS", "CHN"), draws=-1, rng=np.random.default_rng(0))


def test_three_members_stand_together_or_not(essay):
    """Russia and China share a camp, and India is not in it."""
    assert not value(compare(essay, ("RUS", "CHN", "IND")), "landscape", "energy gap", "together")
    assert value(compare(essay, ("USA", "JPN", "IND")), "landscape", "energy gap", "together")


def test_no_interests_leave_everything_open():
    """All theories are undecided, and no number is made up."""
    case = Case(name="calm", states=("A", "B", "C"), size=np.ones(3), propensity=np.zeros((3, 3)))
    table = compare(case, ("A", "B"), ties="strict")
    asked = table["theory"].isin(["landscape", "structural balance", "leading eigenvector", "flow"])
    assert table.loc[asked, "together"].isna().all()
    assert np.isnan(value(table, "landscape", "share of minima together"))
    assert value(table, "landscape", "energy gap", "reading") == "no local minimum"
    assert np.isnan(value(table, "structural balance", "share of balanced triads"))
    assert np.isnan(value(table, "leading eigenvector", "least product of entries"))
    assert value(table, "flow", "time of blow-up") == np.inf


def test_the_historical_table():
    """One row an input; theories that see power part from those that see signs alone."""
    table = side_by_side(historical_questions()).set_index("case")
    assert table.index.tolist() == [
        "europe_1936_powers", "europe_1936_states", "middle_east_2016", "powers_1872_1907 1907",
        "un_votes_1990_2019 2012", "unix_1987",
    ]  # fmt: skip
    assert table.loc["unix_1987", "landscape"] == "undecided"
    assert table.loc["unix_1987", "minima_together"] == 0.5
    assert table.loc["middle_east_2016", "landscape"] == "together"
    assert table.loc["middle_east_2016", "leading_eigenvector"] == "apart"
    theories = ["landscape", "structural_balance", "leading_eigenvector", "flow"]
    assert set(table.loc["powers_1872_1907 1907", theories]) == {"together"}


def test_the_turn_of_1904():
    """Britain and Russia are joined three years before their own tie turns, by the tie with France."""
    history = load_history("powers_1872_1907")
    cases = [(history.case(year=year), history.members) for year in (1903, 1904, 1907)]
    table = side_by_side(cases)
    assert table["propensity"].tolist() == [-1.0, -1.0, 1.0]
    assert table["landscape"].tolist() == ["apart", "together", "together"]


def test_light_to_import():
    """Pandas and SciPy come in only where a table or the flow is asked for."""
    heavy = "{'pandas', 'scipy', 'mesa', 'numba'}"
    code = f"import sys, sim.rivals.comparison; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"
