"""Shares of runs at each step, with bands."""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.records import shared
from sim.analysis.study import Study
from sim.sweep.intervals import wilson

if TYPE_CHECKING:
    import pandas as pd

PATH_WORDS = {"entente": "tie", "adversary": "common adversary", "bloc": "bloc"}
"""What the members have at a step, by its column of `Results.path`; an entente of two is a tie."""
COLUMNS = shared("arm") | {
    "step": "quarter of the run",
    "property": "`entente`, `adversary` or `bloc`",
    **shared("share", "low", "high"),
}


def path_bands(study: Study) -> "pd.DataFrame":
    """COLUMNS: share of runs that have each of PATH_WORDS at each step, of the arms that are `counted`.

    Bands are Wilson's, step by step. Where an arm has many points they treat each point as
    a single run (`Arm.independent`), which can only make them too wide. Step 0 is given and has none.
    """
    import pandas as pd

    tables = []
    for arm in study.counted:
        path = arm.path.sort_values("step")
        step = path["step"].to_numpy()
        for name in PATH_WORDS:
            share = path[name].to_numpy() / path["runs"].to_numpy()
            band = wilson(share * arm.independent, arm.independent)
            low, high = (np.where(step == 0, share, side) for side in (band.low, band.high))
            columns = {"step": step, "property": name, "share": share, "low": low, "high": high}
            tables.append(pd.DataFrame({"arm": arm.name, **columns}))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))
