"""Small worlds in which every index and every number of the compiled engine makes a difference.

`tests/engine/batch/mutants.py` breaks the engine in one place after another and asks whether one of
them notices; the quick tests run them with the engine as it is.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.engine.batch import slices
from sim.engine.batch.plan import BatchPlan
from sim.engine.points import Task
from sim.engine.rows import History
from sim.scenario.scenario import Scenario, load_scenario
from tests.engine.batch.tasks import Answer, assert_answers, readable_answers, simulate_runs, task_of

LANES = 2
PLAN = BatchPlan(lanes=LANES, runs_per_slice=2 * LANES, threads=1)
"""Three runs are a slice of two blocks, the last with a lane too many; five are two slices."""

FIRST_POINT = 10
"""So that the number of a point is not its row."""


class World(NamedTuple):
    """Runs of a scenario; `columns` are those of a design, `rows` the points of the runs."""

    mapping: dict[str, Any]
    columns: dict[str, list[float]]
    rows: tuple[int, ...] = (0, 0, 0)
    replicates: tuple[int, ...] = (0, 2**33 + 5, 1)
    periods: tuple[int, ...] = (1, 3)
    keep: bool = True


STATES = {
    "EAS": {"name": "East", "capability": 0.3},
    "SOU": {"name": "South", "capability": 0.07},
    "NOR": {"name": "North", "capability": 0.13},
    "WES": {"name": "West", "capability": 0.11},
}
KILOMETRES = {
    "EAS": {"SOU": 300, "NOR": 1100, "WES": 2500},
    "SOU": {"EAS": 700, "NOR": 400, "WES": 5000},
    "NOR": {"WES": 900},
}
ISSUES = {
    "straits": {
        "kind": "stance",
        "positions": {"NOR": 1.0, "SOU": 0.9, "EAS": -0.8, "WES": 0.3},
        "salience": {"NOR": 0.9, "SOU": 0.7, "EAS": 0.6, "WES": 0.5},
    },
    "islands": {
        "kind": "claim",
        "claims": {"EAS": 1.0, "SOU": 0.4, "WES": 0.7, "NOR": 0.5},
        "salience": 0.45,
    },
    "trade": {
        "kind": "tie",
        "ties": {"NOR": {"SOU": 0.7, "WES": -0.2}, "SOU": {"NOR": 0.9}, "EAS": {"NOR": -0.6, "SOU": 0.2}},
        "salience": {"default": 0.55, "EAS": 0.35},
    },
}
BEHAVIOUR = {
    "autonomy": {"default": 0.1, "SOU": 0.3, "EAS": 0.2},
    "hedging_premium": {"default": 0.3, "NOR": 0.6, "WES": 0.1},
    "confrontation": {"default": 0.25, "EAS": 0.55, "SOU": 0.1},
    "entrapment": 0.8,
    "trade_loss": 0.35,
    "reciprocity": 0.3,
    "common_threat": 0.7,
    "structural_balance": 0.4,
    "inertia": 0.15,
    "noise": 0.3,
    "salience_persistence": 0.6,
    "salience_volatility": 0.4,
    "review_rate": 0.6,
}
FOUR = {
    "name": "four",
    "horizon": 7,
    "states": STATES,
    "distance_km": KILOMETRES,
    "dependence": {"EAS": {"SOU": 0.3}, "SOU": {"EAS": 0.7, "NOR": 0.2}, "NOR": {"SOU": 0.5, "WES": 0.4}},
    "issues": ISSUES,
    "initial": {"SOU": {"EAS": "BALANCE", "NOR": "ALIGN"}, "EAS": {"SOU": "HEDGE"}, "NOR": {"WES": "ALIGN"}},
    "behaviour": BEHAVIOUR,
    "events": [
        {"step": 2, "until": 3, "set": {"issues.straits.salience.EAS": 0.1, "behaviour.noise": 0.5}},
        {"step": 5, "scale": {"states.WES.capability": 3.0, "behaviour.reciprocity": 0.5}},
    ],
    "bloc": {"members": ["SOU", "NOR"], "min_duration": 2, "grace": 1},
}
SWEPT = {
    "behaviour.autonomy.NOR": [0.4, 0.0, 0.2],
    "behaviour.confrontation": [0.3, 0.5, 0.1],
    "behaviour.hedging_premium.SOU": [1.2, 0.3, 0.0],
    "behaviour.trade_loss": [0.1, 0.6, 0.3],
    "behaviour.entrapment": [0.0, 1.0, 2.0],
    "behaviour.common_threat": [0.9, 0.1, 0.5],
    "behaviour.structural_balance": [0.1, 0.6, 0.2],
    "behaviour.inertia": [0.3, 0.0, 0.1],
    "behaviour.salience_persistence": [0.1, 0.8, 0.5],
    "behaviour.salience_volatility": [0.5, 0.2, 0.3],
    "behaviour.review_rate": [1.0, 0.5, 0.8],
    "behaviour.reciprocity": [0.1, 0.4, 0.2],
    "behaviour.noise": [0.2, 1e-4, 0.5],
    "states.SOU.capability": [0.05, 0.2, 0.1],
    "distance_km.NOR.EAS": [100.0, 4000.0, 900.0],
    "dependence.WES.NOR": [0.0, 0.9, 0.4],
    "issues.straits.positions.WES": [-0.7, 0.6, 0.0],
    "issues.islands.claims.NOR": [0.0, 0.9, 0.5],
    "issues.trade.ties.EAS.WES": [0.5, -0.9, 0.0],
    "issues.trade.salience.SOU": [0.2, 0.9, 0.0],
}
PAIR = {
    "name": "pair",
    "horizon": 1,
    "states": {key: STATES[key] for key in ("SOU", "NOR")},
    "distance_km": {"SOU": {"NOR": 400}},
    "issues": {
        "islands": {"kind": "claim", "claims": {"NOR": 1.0, "SOU": 0.9}, "salience": 0.6},
        "straits": {"kind": "stance", "positions": {"NOR": 1.0, "SOU": 0.4}, "salience": 0.6},
        "trade": {"kind": "tie", "ties": {"SOU": {"NOR": 0.3}}, "salience": 0.3},
    },
    "initial": {"SOU": {"NOR": "BALANCE"}},
    "bloc": {"members": ["SOU", "NOR"], "min_duration": 9},
}
RESTLESS = {
    "horizon": 12,
    "behaviour": BEHAVIOUR
    | {
        "autonomy": 0.6, "reciprocity": 0.2, "common_threat": 1.0, "review_rate": 0.1,
        "salience_volatility": 0.8,
    },
    "initial": {
        "SOU": {"EAS": "BALANCE", "NOR": "ALIGN", "WES": "ALIGN"},
        "NOR": {"EAS": "BALANCE", "WES": "ALIGN"},
        "WES": {"EAS": "BALANCE"},
    },
    "events": [],
    "bloc": {"members": ["SOU", "WES", "NOR"], "min_duration": 2, "grace": 1},
}  # fmt: skip
WORLDS = {
    "events": World(FOUR, {}),
    "points that differ in everything": World(
        FOUR, SWEPT, rows=(2, 0, 1, 2, 0), replicates=(0, 2**33 + 5, 1, 7, 3), periods=(1, 2, 6)
    ),
    "a bloc of three that is not always self-enforcing": World(
        FOUR | RESTLESS,
        {"behaviour.noise": [0.3, 1e10, 0.6]},
        rows=(1, 0, 0, 2, 2),
        replicates=(0, 1, 15, 24, 30),
    ),
    "members that quarrel": World(
        FOUR | {"bloc": {"members": ["EAS", "SOU"], "min_duration": 2}, "events": []},
        {"behaviour.noise": [0.5, 1.0]},
        rows=(0, 1, 1, 0, 1),
        replicates=(0, 1, 2, 3, 4),
        keep=False,
    ),
    "one step of a pair": World(
        PAIR, {"states.SOU.capability": [0.1, 0.2, 0.3]}, rows=(2,), replicates=(7,), periods=(1,)
    ),
}


def _task(world: World) -> tuple[Scenario, Task, dict[str, Any]]:
    case = load_scenario(world.mapping)
    columns = {name: np.array(values) for name, values in world.columns.items()}
    return case, task_of(case, 3, columns, world.periods), columns


@cache
def _answers(name: str) -> list[Answer]:
    world = WORLDS[name]
    case, task, columns = _task(world)
    return readable_answers(case, task, world.replicates, world.rows, columns, FIRST_POINT)


def check_world(name: str) -> None:
    """Both engines say the same of a world. Raises AssertionError where they do not."""
    world, answers = WORLDS[name], _answers(name)
    _, task, _ = _task(world)
    batch = run_as_planned(task, world)
    assert (batch.history is not None) == world.keep
    assert_answers(batch, answers, world.periods)


def run_as_planned(task: Task, world: World) -> Any:
    """The runs of a world by the compiled engine, cut by PLAN, with histories that hold nonsense at first."""
    engine: Any = slices
    plan, allocate = engine.plan_batch, engine.allocate_history

    def allocate_nonsense(*sizes: Any) -> History:
        history: History = allocate(*sizes)
        history.postures[:], history.salience[:] = 77, np.nan
        return history

    engine.plan_batch, engine.allocate_history = (lambda *_, **__: PLAN), allocate_nonsense
    try:
        return simulate_runs(
            task, world.replicates, world.rows, FIRST_POINT, threads=1, keep_histories=world.keep
        )
    finally:
        engine.plan_batch, engine.allocate_history = plan, allocate
