"""Camps year by year agree with the camps of each year, and say where the best camps differ."""

import pytest

from sim.errors import InputError
from sim.rivals.balance import frustration, sign_matrix
from sim.rivals.by_year import camps_by_year
from sim.rivals.history import load_history


def test_the_powers():
    history = load_history("powers_1872_1907")
    table = camps_by_year(history)
    assert len(table) == 36 * 6
    for year in range(1872, 1908):
        rows = table[table["year"] == year]
        best = frustration(sign_matrix(history.case(year=year).propensity))
        assert set(rows["frustration"]) == {best.index}
        for row, place in zip(rows.itertuples(), range(6), strict=True):
            sides = set(best.camps[:, place].tolist())
            assert row.side == (sides.pop() if len(sides) == 1 else 0)
    undecided = table[table["side"] == 0]
    assert set(undecided["state"]) == {"ITA"}
    assert undecided["year"].tolist() == list(range(1872, 1882))
    last = table[table["year"] == 1907]
    assert last.set_index("state")["side"].to_dict() == {
        "GBR": 1, "FRA": 1, "RUS": 1, "DEU": -1, "AUH": -1, "ITA": -1,
    }  # fmt: skip
    assert set(last["balanced"]) == {20}


def test_a_history_without_dates():
    with pytest.raises(InputError, match="unix_1987: has no dates"):
        camps_by_year(load_history("unix_1987"))
