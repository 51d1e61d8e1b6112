"""A dated history through the eyes of structural balance: camps, frustration and triads, year by year."""

from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.rivals.balance import frustration, sign_matrix, triads
from sim.rivals.history import History

if TYPE_CHECKING:
    import pandas as pd


def camps_by_year(history: History) -> "pd.DataFrame":
    """One row a year and state.

    year, state     in the order of the history
    side            +1 in the camp of the first state, -1 in the other, 0 where the best camps differ on it
    frustration     the index of the year
    balanced, unbalanced    triads of the year whose three pairs all have a sign

    Raises InputError for a history without dates.

    >>> from sim.rivals.history import load_history
    >>> table = camps_by_year(load_history("powers_1872_1907"))
    >>> table[table["state"] == "RUS"].groupby("side")["year"].agg(["min", "max"]).to_dict("index")
    {-1: {'min': 1872, 'max': 1903}, 1: {'min': 1904, 'max': 1907}}
    """
    import pandas as pd

    if history.years is None:
        raise InputError(f"{history.name}: has no dates; give `years` and `propensity.spells`")
    rows = []
    for year in range(history.years.first, history.years.last + 1):
        case = history.case(year=year)
        signs = sign_matrix(case.propensity)
        best, three = frustration(signs), triads(signs)
        for place, state in enumerate(case.states):
            sides = {int(camps[place]) for camps in best.camps}
            rows.append(
                {
                    "year": year, "state": state, "side": sides.pop() if len(sides) == 1 else 0,
                    "frustration": best.index, "balanced": three.balanced, "unbalanced": three.unbalanced,
                }
            )  # fmt: skip
    return pd.DataFrame.from_records(rows)
