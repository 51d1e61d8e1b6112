"""The point of a design that is the scenario itself, where all other points are changes of it."""

from typing import TYPE_CHECKING

import numpy as np

from sim.scenario.scenario import load_scenario
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.sweep.own_values import own_values

if TYPE_CHECKING:
    from sim.sweep.results import Results


def base_point(results: "Results", arm: str) -> int | None:
    """The point of an arm; None where its design compares nothing with the scenario, or the point has no run.

    Cases have the scenario first. Among coalitions it is where every claim stands as the scenario has it.
    """
    entry = results.manifest["arms"][arm]
    kind = entry["asked"]["kind"]
    if DESIGN_KINDS[kind].changes:
        point = 0
    elif kind == "coalitions":
        scenario = load_scenario(entry["scenario"])
        design = results.design[results.design["arm"] == arm]
        own = {name: own_values(scenario, name)[name] for name in entry["axes"]}
        found = np.logical_and.reduce([design[name].to_numpy() == value for name, value in own.items()])
        if not found.any():
            return None
        point = int(design["point"].to_numpy()[found][0])
    else:
        return None
    mine = results.rows[results.rows["arm"] == arm]
    return point if (mine["point"] == point).any() else None
