"""What states have at stake with each other before anything happens: tables to read beside a scenario."""

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.checks import check_counter
from sim.engine.derive import derive
from sim.engine.readable.weighing import weigh_interests
from sim.engine.simulate import ScenarioLike
from sim.scenario.scenario import load_scenario

if TYPE_CHECKING:
    import pandas as pd


def interests(scenario: ScenarioLike, step: int = 0) -> "pd.DataFrame":
    """One row a dyad: source, target, agreement, conflict, net, ambivalence, threat, in stakes.

    Salience is at its mean (every multiplier 1); events that hold at `step` are counted.
    Raises ScenarioError, or InputError for a step outside 0..horizon.

    >>> table = interests("toy_pair")
    >>> table[["source", "target", "agreement", "conflict", "net", "ambivalence"]].round(3).values.tolist()
    [['NOR', 'SOU', 0.6, 0.4, 0.2, 0.4], ['SOU', 'NOR', 1.0, 0.4, 0.6, 0.4]]
    """
    import pandas as pd

    case = load_scenario(scenario)
    check_counter("step", step, case.horizon)
    timeline = case.timeline
    constants = derive(timeline.epochs[timeline.epoch_at(step)])
    weighed = weigh_interests(constants, np.ones(len(case.issues)))
    keys = case.states
    place = [case.canonical_states.index(key) for key in keys]
    dyads = [(i, j) for i in range(len(keys)) for j in range(len(keys)) if i != j]
    columns: dict[str, object] = {
        "source": [keys[i] for i, _ in dyads],
        "target": [keys[j] for _, j in dyads],
    }
    for name, values in weighed._asdict().items():
        columns[name] = [float(values[place[i], place[j]]) for i, j in dyads]
    return pd.DataFrame(columns)
