"""What a change does: each case less the scenario itself, on the same random numbers."""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.intervals import Interval, wilson
from sim.analysis.measures import MEASURES, holds
from sim.analysis.paired import paired_share_difference
from sim.analysis.study import Arm
from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.sweep.cases import BASE, EVENTS, Cases, case_columns
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.sweep.labelled import labelled_cases

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


def is_of_cases(arm: Arm) -> bool:
    """Whether an arm compares cases on common random numbers and is complete."""
    return DESIGN_KINDS[arm.kind].labels and arm.crossed and not arm.missing


def case_differences(results: "Results", arm: Arm) -> "pd.DataFrame":
    """case, measure, share, share_low, share_high, difference, low, high: a row a case and measure.

    The first case is the scenario itself, with no difference. Differences are those of shares of the same
    replicates, with the intervals of `paired_share_difference`. Raises InputError where the cases of the
    design are not those of the program.
    """
    import pandas as pd

    labels = case_labels(results, arm)
    records = []
    for measure in MEASURES:
        found = holds(results, arm, measure).T
        for place, label in enumerate(labels):
            share = wilson(int(found[:, place].sum()), len(found))
            change = Interval(0.0, 0.0, 0.0)
            if place:
                change = paired_share_difference(found[:, place], found[:, 0])
            records.append((label, measure, *map(float, share), *map(float, change)))
    columns = ["case", "measure", "share", "share_low", "share_high", "difference", "low", "high"]
    return pd.DataFrame.from_records(records, columns=columns)


def case_labels(results: "Results", arm: Arm) -> list[str]:
    """The label of each point of an arm, the scenario itself first."""
    scenario = load_scenario(arm.case.document)
    asked = results.manifest["arms"][arm.name]["asked"]
    cases: Cases = labelled_cases(asked, scenario, seed=arm.seed)
    design = results.design[results.design["arm"] == arm.name].sort_values("point")
    expected = case_columns(cases, scenario)
    same = set(expected) == set(arm.axes) and all(
        np.array_equal(design[name].to_numpy(dtype=np.float64), values)
        for name, values in expected.items()
        if name != EVENTS
    )
    if not same or len(design) != len(cases) + 1:
        raise InputError(f"the cases of arm `{arm.name}` have changed since it was run; run the sweep again")
    return [BASE, *cases]
