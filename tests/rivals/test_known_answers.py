"""What is published or known of the rivals on historical inputs comes out of the shipped configs."""

import numpy as np
import pytest

from sim.rivals.balance import frustration, sign_matrix, triads
from sim.rivals.camps import Sides, named_camps, together
from sim.rivals.case import Case
from sim.rivals.history import history_names, load_history
from sim.rivals.landscape import local_minima


def camps_of(case: Case, sides: Sides) -> list[set[frozenset[str]]]:
    """Each configuration as a set of its two camps."""
    return [{frozenset(camp) for camp in named_camps(row, case.states)} for row in sides]


def test_shipped_histories():
    """The inputs are there."""
    assert history_names() == [
        "europe_1936_powers", "europe_1936_states", "middle_east_2016", "powers_1872_1907",
        "un_votes_1990_2019", "unix_1987",
    ]  # fmt: skip


@pytest.mark.parametrize("ties", ["strict", "count"])
@pytest.mark.parametrize("descent", ["split", "first"])
def test_unix_1987(ties, descent):
    """Two minima of one energy, -3828.9, each the end of 128 of 256 starts."""
    case = load_history("unix_1987").case()
    minima = local_minima(case.weights, ties=ties, descent=descent)
    np.testing.assert_allclose(minima.energy, [-3828.9, -3828.9], atol=0.05)
    assert abs(minima.energy[0] - minima.energy[1]) < minima.tolerance
    np.testing.assert_array_equal(minima.basin * 256, [128, 128])
    assert minima.stranded == 0.0
    half = {
        frozenset({"SUN", "PRIME", "DEC", "HP"}),
        frozenset({"ATT", "IBM", "APOLLO", "INTERGRAPH", "SGI"}),
    }
    assert half in camps_of(case, minima.sides)


@pytest.mark.parametrize("ties", ["strict", "count"])
def test_five_powers_of_1936(ties):
    """All opposed: four minima, and every start ends in one."""
    minima = local_minima(load_history("europe_1936_powers").case().weights, ties=ties)
    np.testing.assert_allclose(minima.energy, [-936.1328, -933.9602, -923.8208, -890.4], atol=1e-4)
    assert minima.basin.sum() == pytest.approx(1.0)


@pytest.mark.parametrize(("ties", "count"), [("strict", 195), ("count", 226)])
def test_seventeen_states_of_1936(ties, count):
    """All opposed: 195 minima, 226 if level stretches count; 209 are published."""
    minima = local_minima(load_history("europe_1936_states").case().weights, ties=ties)
    assert len(minima.energy) == count
    assert minima.basin.sum() + minima.stranded == pytest.approx(1.0)
    assert (minima.stranded > 0.0) == (ties == "strict")
    # The best split of all: the two camps are equal to the last digit of the sizes.
    sizes = load_history("europe_1936_states").case().size
    best = minima.sides[0] @ sizes
    assert best == pytest.approx(0.0, abs=1e-9)


def test_middle_east_2016():
    """One minimum: Turkey, ISIS and Nusra against the other eight, E = -83,200."""
    case = load_history("middle_east_2016").case()
    for ties in ("strict", "count"):
        minima = local_minima(case.weights, ties=ties)
        assert minima.energy.tolist() == [-83200.0]
        assert minima.basin.tolist() == [1.0]
        assert frozenset({"TUR", "ISIS", "NUSRA"}) in camps_of(case, minima.sides)[0]


ENTENTE = {frozenset({"GBR", "FRA", "RUS"}), frozenset({"DEU", "AUH", "ITA"})}


@pytest.mark.parametrize("year", range(1872, 1908))
def test_powers_before_1914(year):
    """Frustration 1 until 1906 and 0 in 1907; the camps of the war from 1904."""
    case = load_history("powers_1872_1907").case(year=year)
    best = frustration(sign_matrix(case.propensity))
    assert best.index == (0.0 if year == 1907 else 1.0)
    found = camps_of(case, best.camps)
    assert (found == [ENTENTE]) == (year >= 1904)
    # Italy has no tie before 1882 and may stand in either camp.
    assert len(found) == (2 if year < 1882 else 1)


@pytest.mark.parametrize(
    ("year", "balanced", "unbalanced"),
    [(1872, 5, 2), (1882, 6, 2), (1890, 3, 2), (1904, 6, 2), (1907, 20, 0)],
)
def test_triads_of_the_powers(year, balanced, unbalanced):
    """20 of 20 triads are balanced in 1907; before, pairs without a tie leave most triads open."""
    found = triads(sign_matrix(load_history("powers_1872_1907").case(year=year).propensity))
    assert (found.balanced, found.unbalanced) == (balanced, unbalanced)


@pytest.mark.parametrize("year", range(1990, 2020))
def test_votes_of_the_six_states(year):
    """The deepest two camps join Russia, China and Vietnam in every year: also in 1993, at odds."""
    case = load_history("un_votes_1990_2019").case(year=year)
    places = case.places(("RUS", "CHN", "VNM"))
    minima = local_minima(case.weights)
    assert together(minima.sides[minima.deepest()], places).all()
    assert (case.propensity[places[0], places[1]] < 0.0) == (year == 1993)
    # 0 is the usual agreement: the values of all pairs and years were centred on it.
    history = load_history("un_votes_1990_2019")
    values = [spell.value for spell in history.spells]
    assert len(values) == 15 * 30
    assert np.mean(values) == pytest.approx(0.0, abs=1e-3)
