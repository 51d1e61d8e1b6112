"""Tasks to measure: the essay scenario, and invented ones of any size."""

from typing import Any

import numpy as np

from sim.engine.points import Task, group_points
from sim.scenario.scenario import load_scenario


def essay_task(**values: Any) -> Task:
    """The essay scenario, with values replaced by dotted name (`__` for the dot)."""
    case = load_scenario("essay").replace({name.replace("__", "."): value for name, value in values.items()})
    (group,) = group_points(case, {})
    return group.task(seed=0)


def invented_task(n_states: int, n_issues: int, horizon: int = 120) -> Task:
    """A task of random numbers in which every state has a side on every issue: the densest there is."""
    generator = np.random.default_rng(n_states)
    names = [f"s{place:03}" for place in range(n_states)]

    def signed() -> float:
        return round(float(generator.uniform(-1, 1)), 3)

    case = load_scenario(
        {
            "name": f"invented_{n_states}",
            "horizon": horizon,
            "states": {
                name: {"name": name, "capability": float(generator.uniform(0.01, 0.2))} for name in names
            },
            "distance_km": {
                name: {other: float(generator.integers(0, 9000)) for other in names[place + 1 :]}
                for place, name in enumerate(names[:-1])
            },
            "issues": {
                f"i{issue:03}": {
                    "kind": "stance",
                    "positions": {name: signed() for name in names},
                    "salience": {"default": 0.6 / np.sqrt(n_issues).item()},
                }
                for issue in range(n_issues)
            },
            "bloc": {"members": names[:2], "min_duration": 20, "grace": 0},
        }
    )
    (group,) = group_points(case, {})
    return group.task(seed=0)
