"""What a change does: each case less the scenario itself, on the same random numbers."""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.outcomes import MEASURES, holds
from sim.analysis.records import with_limits
from sim.analysis.shares import paired_share_difference
from sim.analysis.study import Arm
from sim.errors import InputError
from sim.sweep.cases import BASE, EVENTS, case_columns
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.sweep.intervals import Interval, wilson
from sim.sweep.labelled import labelled_cases

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "case": "what is changed; the scenario itself first",
    "measure": "`stable_bloc` or `entente`",
    **with_limits(share="share of runs with it"),
    "difference": "share of the case less that of the scenario itself, on the same random numbers",
    "low": "lower end of the 95 % interval of the difference",
    "high": "upper end of the 95 % interval of the difference",
}


def is_of_cases(arm: Arm) -> bool:
    """Whether an arm compares cases on common random numbers and is complete."""
    return DESIGN_KINDS[arm.kind].labels and arm.crossed and not arm.missing


def case_differences(arm: Arm) -> "pd.DataFrame":
    """COLUMNS: one row per case and measure.

    The first case is the scenario itself, with no difference. Differences are those of shares of the same
    replicates, with the intervals of `paired_share_difference`. Raises InputError where the cases of the
    design are not those of the program.
    """
    import pandas as pd

    labels = case_labels(arm)
    rows = []
    for measure in MEASURES:
        held = holds(arm, measure).T
        for place, label in enumerate(labels):
            share = wilson(int(held[:, place].sum()), len(held))
            change = Interval(0.0, 0.0, 0.0)
            if place:
                change = paired_share_difference(held[:, place], held[:, 0])
            rows.append((label, measure, *map(float, share), *map(float, change)))
    return pd.DataFrame.from_records(rows, columns=list(COLUMNS))


def case_labels(arm: Arm) -> list[str]:
    """The label of each point of an arm, the scenario itself first."""
    cases = labelled_cases(arm.asked, arm.scenario, seed=arm.seed)
    expected = case_columns(cases, arm.scenario)
    same = set(expected) == set(arm.axes) and all(
        np.array_equal(arm.columns[name], values) for name, values in expected.items() if name != EVENTS
    )
    if not same or arm.request.points != len(cases) + 1:
        raise InputError(f"the cases of arm `{arm.name}` have changed since it was run; run the sweep again")
    return [BASE, *cases]
