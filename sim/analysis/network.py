"""The network of alignment: postures of every dyad in each period, and how large the states then are."""

from typing import TYPE_CHECKING

from sim.analysis.postures import period_postures
from sim.analysis.study import Arm
from sim.scenario.scenario import load_scenario

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


def alignment_network(results: "Results", arm: Arm) -> "pd.DataFrame":
    """period, first, last, source, target, BALANCE, HEDGE, ALIGN, mean, capability: a row a period and dyad.

    Shares are of the steps of the period over all runs of the arm; `mean` is ALIGN less BALANCE, and
    `capability` that of the source at the first step of the period, at the scenario's own values.
    """
    table = period_postures(results, arm.name)
    scenario = load_scenario(dict(arm.case.document))
    timeline, keys = scenario.timeline, scenario.canonical_states
    capability = {
        int(first): dict(
            zip(keys, timeline.epochs[timeline.epoch_at(int(first))].capability.tolist(), strict=True)
        )
        for first in table["first"].unique()
    }
    sizes = [
        capability[int(first)][source] for first, source in zip(table["first"], table["source"], strict=True)
    ]
    return table.assign(capability=sizes)
