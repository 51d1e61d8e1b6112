"""Shares of runs at each step, with bands."""

from typing import TYPE_CHECKING

from sim.analysis.intervals import wilson
from sim.analysis.study import Study

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results

PROPERTIES = ("entente", "adversary", "bloc")


def path_bands(results: "Results", study: Study) -> "pd.DataFrame":
    """arm, step, property, share, low, high: share of runs with a property at each step.

    Bands are Wilson's, step by step. Where an arm has many points they treat each point as
    a single run (`Arm.independent`), which can only make them too wide. Step 0 is given and has none. Of the
    arms that are `counted`.
    """
    import numpy as np
    import pandas as pd

    tables = []
    for arm in study.counted:
        path = results.path[results.path["arm"] == arm.name].sort_values("step")
        for name in PROPERTIES:
            share = path[name].to_numpy() / path["runs"].to_numpy()
            band = wilson(share * arm.independent, arm.independent)
            given = path["step"].to_numpy() == 0
            tables.append(
                pd.DataFrame(
                    {
                        "arm": arm.name,
                        "step": path["step"].to_numpy(),
                        "property": name,
                        "share": share,
                        "low": np.where(given, share, band.low),
                        "high": np.where(given, share, band.high),
                    }
                )
            )
    columns = ["arm", "step", "property", "share", "low", "high"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
