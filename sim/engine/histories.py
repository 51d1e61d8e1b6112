"""Whole histories of many runs: postures and salience at every step, in memory or in files."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.points import group_points
from sim.engine.run import Run, in_scenario_order
from sim.engine.simulate import ScenarioLike, check_counter, check_threads, make_task, run_columns
from sim.numerics.streams import POINT_MAX, REPLICATE_MAX, SEED_MAX
from sim.scenario.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True, eq=False)
class Histories:
    """The histories of replicates 0, 1, 2, … of one scenario."""

    scenario: Scenario
    seed: int
    point: int
    states: tuple[str, ...]
    """Keys of the N states in the order of `postures`: sorted."""
    issues: tuple[str, ...]
    """Keys of the K issues in the order of `salience`: sorted."""
    postures: np.ndarray[Any, np.dtype[np.int8]]
    """(runs, T+1, N, N) posture of i toward j after each step; a memory-mapped file where it is large."""
    salience: np.ndarray[Any, np.dtype[np.float64]]
    """(runs, T+1, K) multipliers of salience, likewise."""
    rows: "pd.DataFrame"
    """One row a run, as `simulate_many` gives."""

    def __repr__(self) -> str:
        runs, steps = len(self.postures), self.postures.shape[1] - 1
        name, size = self.scenario.name, f"{runs:,} runs, {steps} steps"
        return f"Histories({name!r}, seed={self.seed}, point={self.point}: {size})"

    def run(self, replicate: int) -> Run:
        """One of the runs, as `simulate` gives it; raises InputError for a replicate that is not there."""
        check_counter("replicate", replicate, len(self.postures) - 1)
        postures, salience = in_scenario_order(
            self.scenario, self.postures[replicate], self.salience[replicate]
        )
        return Run(
            scenario=self.scenario,
            seed=self.seed,
            point=self.point,
            replicate=replicate,
            engine="batch",
            postures=postures,
            salience=salience,
        )


def simulate_histories(
    scenario: ScenarioLike,
    replicates: int,
    seed: int = 0,
    point: int = 0,
    folder: Path | str | None = None,
    threads: int | None = None,
) -> Histories:
    """Simulate replicates 0 to `replicates` - 1 with the compiled engine and keep every step.

    Histories too large for memory are streamed to `postures.npy` and `salience.npy` in `folder`.
    Raises ScenarioError, or InputError where they are large and no folder is given.
    """
    import pandas as pd

    from sim.engine.batch.run import simulate_batch

    case = load_scenario(scenario)
    check_counter("replicates", replicates, REPLICATE_MAX, low=1)
    check_counter("seed", seed, SEED_MAX)
    check_counter("point", point, POINT_MAX)
    check_threads(threads)
    numbers = np.arange(replicates, dtype=np.uint64)
    batch = simulate_batch(
        make_task(group_points(case, {})[0], seed),
        np.zeros(replicates, dtype=np.intp),
        np.full(replicates, point, dtype=np.uint64),
        numbers,
        threads=threads,
        record="postures",
        folder=None if folder is None else Path(folder),
    )
    postures, salience = batch.histories(slice(None))
    rows = pd.DataFrame({"point": point, "replicate": numbers.astype(np.int64), **run_columns(batch.columns)})
    return Histories(
        scenario=case,
        seed=seed,
        point=point,
        states=case.canonical_states,
        issues=case.canonical_issues,
        postures=postures,
        salience=salience,
        rows=rows,
    )
