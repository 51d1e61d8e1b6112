"""The two properties of a run whose probability designs are asked about."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.outcomes import arm_rows
from sim.analysis.study import Arm
from sim.numerics.types import Array

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


MEASURES = {"stable_bloc": "a stable bloc forms", "entente": "some entente forms"}


def measured(rows: "pd.DataFrame", measure: str) -> "pd.Series[Any]":
    """bool, a row a run: whether it has a property of MEASURES."""
    return rows["stable_bloc"] if measure == "stable_bloc" else rows["entente_steps"] > 0


def holds(results: "Results", arm: Arm, measure: str) -> Array:
    """bool (points, replicates) whether a run has a property of MEASURES; of an arm without missing runs."""
    rows = arm_rows(results, arm)
    found = np.zeros((arm.points, arm.replicates), dtype=np.bool_)
    place = rows["point"].to_numpy(), rows["replicate"].to_numpy()
    found[place] = measured(rows, measure).to_numpy(dtype=np.bool_)
    return found
