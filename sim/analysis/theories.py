"""What rival theories say from the weights of a sweep's scenario, beside what its runs do."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.records import records
from sim.analysis.study import Arm
from sim.rivals.case import case_of
from sim.rivals.comparison import compare, side_by_side
from sim.rivals.history import History, shipped_histories
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 500
"""Draws of each null that draws."""
DRAWN_MAX = 12
"""With more states than this the nulls that draw are left out: each draw lists all camps anew."""
PAIRS_MAX = 21
"""Most pairs of a scenario that are asked about one by one: those of seven states."""
COLUMNS = {
    "theory": "name of the theory",
    "measure": "what it says a number of",
    "value": "the number",
    "low": "5 % quantile, where the number is a distribution's",
    "high": "95 % quantile, likewise",
    "draws": "size of the distribution, 0 where there is none",
    "together": "whether the members stand in one camp; missing where undecided or not said",
    "reading": "the number in words",
}
PAIR_COLUMNS = {
    "label": "the question in words",
    "case": "scenario or history",
    "members": "the states asked about",
    "propensity": "net interest of the members, both ways together",
    "landscape": "`together`, `apart` or `undecided`",
    "minima_together": "share of the local minima of landscape theory in which they stand together",
    "structural_balance": "`together`, `apart` or `undecided`",
    "frustration": "frustration index of the signed graph",
    "leading_eigenvector": "`together`, `apart` or `undecided`",
    "flow": "`together`, `apart` or `undecided`",
    "equal_power": "landscape theory with equal capabilities",
    "all_opposed": "landscape theory with every pair opposed",
    "BALANCE": "share of steps, both directions together; missing for histories",
    "HEDGE": "share of steps, likewise",
    "ALIGN": "share of steps, likewise",
}
CAMP_COLUMNS = {
    "year": "year of the history",
    "state": "key of the state",
    "side": "1 in the camp of the first state, -1 in the other, 0 where the best camps differ on it",
    "frustration": "frustration index of the year",
    "balanced": "balanced triads whose three pairs all have a sign",
    "unbalanced": "unbalanced triads, likewise",
}
"""Of `sim.rivals.by_year.camps_by_year`."""


def theory_statements(arm: Arm) -> "pd.DataFrame":
    """COLUMNS: the rows of `compare` for the members of an arm; nulls draw from the arm's seed.

    Raises InputError for more states than can be listed.
    """
    case = case_of(arm.scenario)
    draws = DRAWS if len(case.states) <= DRAWN_MAX else 0
    return compare(case, arm.scenario.bloc.members, rng=np.random.default_rng(arm.seed), draws=draws)


def pair_answers(arm: Arm, dyads: "pd.DataFrame") -> "pd.DataFrame":
    """PAIR_COLUMNS: what each theory says about the members and about pairs of states, beside the runs.

    Shares of steps are from `dyad_postures`, over both directions of every pair named. The members come
    first, then all pairs where they are few enough.
    """
    names, members = arm.scenario.state_names, arm.scenario.bloc.members
    pairs = list(combinations(names, 2))
    sets = [members, *(pair for pair in pairs if set(pair) != set(members) and len(pairs) <= PAIRS_MAX)]
    case = case_of(arm.scenario)
    table = side_by_side([(case, chosen) for chosen in sets])
    shares = {(row["source"], row["target"]): row for row in records(dyads) if row["arm"] == arm.name}
    table.insert(0, "label", [_dashed([names[key] for key in chosen]) for chosen in sets])
    for posture in Posture:
        table[posture.name] = [
            float(np.mean([shares[dyad][posture.name] for dyad in permutations(chosen, 2)]))
            for chosen in sets
        ]
    return table


@cache
def historical_answers() -> "pd.DataFrame":
    """The same for the shipped histories, each with its own members; no runs, so no postures (NaN)."""
    histories = shipped_histories()
    table = side_by_side([(history.case(), history.members) for history in histories])
    table.insert(0, "label", [f"{history.title}: {_members(history)}" for history in histories])
    return table.assign(**dict.fromkeys((posture.name for posture in Posture), np.nan))


def _members(history: History) -> str:
    return _dashed([history.state_names[key] for key in history.members])


def _dashed(words: Sequence[str]) -> str:
    return " \N{EN DASH} ".join(words)
