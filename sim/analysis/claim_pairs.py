"""Which claims work together: interaction indices of all pairs, with paired errors."""

from itertools import combinations
from typing import TYPE_CHECKING

from sim.analysis.claims import claims_of, played_coalitions
from sim.analysis.paired import paired_mean
from sim.analysis.shapley import interaction_values
from sim.analysis.study import Arm

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results

COLUMNS = ("claim", "other", "title", "other_title", "interaction", "low", "high")


def claim_pairs(results: "Results", arm: Arm, measure: str) -> "pd.DataFrame":
    """COLUMNS, a row a pair in the order of the claims; empty where there is one claim.

    `interaction` is what a pair of claims adds to the probability of a property of `MEASURES` beyond what
    each adds without the other, averaged over all orders; its interval is Student's over replicates, since
    all coalitions share their random numbers. Raises InputError where the claims have changed since.
    """
    import pandas as pd

    claims = claims_of(results, arm).claims
    if len(claims) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    found = paired_mean(interaction_values(played_coalitions(results, arm, measure)))
    rows = [
        (one.key, other.key, one.title, other.title, *(float(part[i, j]) for part in found))
        for (i, one), (j, other) in combinations(enumerate(claims), 2)
    ]
    return pd.DataFrame.from_records(rows, columns=list(COLUMNS))
