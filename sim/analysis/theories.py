"""What rival theories say from the weights of a sweep's scenario, beside what its runs do."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.records import records
from sim.analysis.study import Arm
from sim.rivals.case import Case, case_of
from sim.rivals.comparison import compare, side_by_side
from sim.rivals.history import History, shipped_histories
from sim.scenario.scenario import load_scenario
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 500
"""Draws of each null that draws."""
DRAWN_MAX = 12
"""With more states than this the nulls that draw are left out: each draw lists all camps anew."""
PAIRS_MAX = 21
"""Most pairs of a scenario that are asked about one by one: those of seven states."""


def arm_case(arm: Arm) -> Case:
    """What the rivals read of an arm's scenario, at its own values."""
    return case_of(load_scenario(dict(arm.case.document)))


def theory_statements(arm: Arm) -> "pd.DataFrame":
    """The rows of `compare` for the members of an arm; nulls draw from the arm's seed.

    Raises InputError for more states than can be listed.
    """
    case = arm_case(arm)
    draws = DRAWS if len(case.states) <= DRAWN_MAX else 0
    return compare(case, arm.case.members, rng=np.random.default_rng(arm.seed), draws=draws)


def pair_answers(arm: Arm, dyads: "pd.DataFrame") -> "pd.DataFrame":
    """What each theory says about the members and about pairs of states, beside the postures of the runs.

    label, the columns of `side_by_side`, then BALANCE, HEDGE and ALIGN: shares of steps, from
    `dyad_postures`, over both directions of every pair named. The members come first, then all pairs where
    they are few enough.
    """
    names, members = arm.case.names, arm.case.members
    pairs = list(combinations(names, 2))
    sets = [members, *(pair for pair in pairs if set(pair) != set(members) and len(pairs) <= PAIRS_MAX)]
    case = arm_case(arm)
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
