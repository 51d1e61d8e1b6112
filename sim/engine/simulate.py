"""Simulation by either engine: one run, many runs, their whole histories, runs at the points of a design."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.checks import Engine, check_counter, check_engine, check_threads
from sim.engine.memory import check_memory
from sim.engine.points import Columns, group_points, point_scenario
from sim.engine.readable.weighing import mark_self_enforcing
from sim.engine.rows import (
    FIRST_STEPS,
    ROW,
    Batch,
    History,
    count_by_period,
    join_batches,
    period_starts,
    summarise_run,
)
from sim.engine.run import Histories, Run, in_scenario_order
from sim.errors import InputError
from sim.numerics.streams import POINT_MAX, REPLICATE_MAX, SEED_MAX
from sim.numerics.types import Array
from sim.scenario.scenario import Scenario, load_scenario
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd

type ScenarioLike = Scenario | str | Path | dict[str, Any]
type Progress = Callable[[int], None]
"""Called with the number of runs done since the last call."""


def simulate(
    scenario: ScenarioLike, seed: int = 0, replicate: int = 0, point: int = 0, engine: Engine = "batch"
) -> Run:
    """One run. Equal (scenario, seed, point, replicate) give an equal run in both engines, to the last bit.

    `scenario` is anything that `load_scenario` takes; `seed`, `replicate` and `point` are whole numbers >= 0.
    Raises ScenarioError or InputError before anything runs.
    """
    case = load_scenario(scenario)
    check_engine(engine)
    check_counter("seed", seed, SEED_MAX)
    check_counter("replicate", replicate, REPLICATE_MAX)
    check_counter("point", point, POINT_MAX)
    if engine == "mesa":
        from sim.engine.readable.model import simulate_history

        history = simulate_history(case, seed, point, replicate)
    else:
        _, kept = _keep_histories(case, seed, point, np.array([replicate], dtype=np.uint64), threads=1)
        history = History(kept.postures[0], kept.salience[0])
    return Run(
        scenario=case,
        seed=seed,
        point=point,
        replicate=replicate,
        engine=engine,
        **in_scenario_order(case, history)._asdict(),
    )


def simulate_many(
    scenario: ScenarioLike,
    design: "pd.DataFrame | None" = None,
    replicates: int = 1,
    seed: int = 0,
    engine: Engine = "batch",
    threads: int | None = None,
    crn: bool = False,
) -> "pd.DataFrame":
    """A table with one row per run: point, the columns of the design, replicate, and what became of the run.

    `design` has one row per point; its columns are dotted names. Row p of the design
    is point p in the random numbers, or point 0 for all with `crn` (common random
    numbers). Columns of the result are described in `sim.engine.rows.COLUMNS`;
    first steps are missing where there is no such spell.
    Raises ScenarioError or InputError before anything runs.
    """
    import pandas as pd

    case = load_scenario(scenario)
    check_engine(engine)
    check_counter("seed", seed, SEED_MAX)
    check_counter("replicates", replicates, REPLICATE_MAX, low=1)
    if design is not None and not isinstance(design, pd.DataFrame):
        raise InputError(
            f"`design` must be a pandas DataFrame of one row a point, got {type(design).__name__}"
        )
    if design is not None and not len(design.columns):
        raise InputError(
            "`design` must have columns, each a dotted name, got none; leave it out for one point"
        )
    columns = {} if design is None else {str(name): design[name].to_numpy() for name in design.columns}
    n_points = 1 if design is None else len(design)
    check_memory(n_points * replicates)
    rows = np.repeat(np.arange(n_points), replicates)
    numbers = np.tile(np.arange(replicates, dtype=np.uint64), n_points)
    points = np.zeros(len(rows), dtype=np.uint64) if crn else rows.astype(np.uint64)
    batch = simulate_points(case, columns, rows, points, numbers, seed=seed, engine=engine, threads=threads)
    head: dict[str, Any] = {"point": rows.astype(np.int64)}
    head |= {name: values[rows] for name, values in columns.items()}
    head["replicate"] = numbers.astype(np.int64)
    return pd.DataFrame({**head, **run_columns(batch.columns)})


def run_columns(columns: dict[str, Array]) -> dict[str, Any]:
    """Columns of a batch as a table shows them: outcomes by name, first steps missing where there is none."""
    import pandas as pd

    names = [outcome.name for outcome in Outcome]
    shown: dict[str, Any] = dict(columns)
    shown["outcome"] = pd.Categorical.from_codes(columns["outcome"], dtype=pd.CategoricalDtype(names))
    for name in FIRST_STEPS:
        shown[name] = pd.array(columns[name], dtype="Int32")
        shown[name][columns[name] == 0] = pd.NA
    return shown


def simulate_points(
    scenario: Scenario,
    columns: Columns,
    rows: Array,
    points: Array,
    replicates: Array,
    *,
    seed: int,
    engine: Engine = "batch",
    threads: int | None = None,
    on_progress: Progress | None = None,
) -> Batch:
    """Run r is replicate `replicates[r]` of the point with values `columns[...][rows[r]]`.

    `points[r]` (uint64) is the number of the point in the random numbers. The batch has
    one entry per run, in the order given, whatever the threads. Its periods are those of the scenario given,
    whatever the points change.
    """
    check_engine(engine)
    check_threads(threads)
    periods = period_starts(scenario)
    parts: list[tuple[Array, Batch]] = []
    for group in group_points(scenario, columns):
        local = np.full(int(group.rows.max()) + 1, -1, dtype=np.intp)
        local[group.rows] = np.arange(len(group.rows))
        inside = np.flatnonzero(np.isin(rows, group.rows))
        chosen = (rows[inside], points[inside], replicates[inside])
        if engine == "mesa":
            for place, batch in zip(
                inside, _one_by_one(scenario, columns, chosen, seed, periods), strict=True
            ):
                parts.append((np.array([place]), batch))
                if on_progress:
                    on_progress(1)
        else:
            from sim.engine.batch.slices import simulate_batch

            task = group.task(seed, periods)
            batch = simulate_batch(
                task, local[chosen[0]], *chosen[1:], threads=threads, on_progress=on_progress
            )
            parts.append((inside, batch))
    return parts[0][1] if len(parts) == 1 else join_batches(parts)


def _one_by_one(
    scenario: Scenario, columns: Columns, runs: tuple[Array, ...], seed: int, periods: tuple[int, ...]
) -> Iterator[Batch]:
    """A batch of one run for each element of (rows, points, replicates), by the readable engine."""
    from sim.engine.readable.model import simulate_history

    cases: dict[int, Scenario] = {}
    for row, point, replicate in zip(*(values.tolist() for values in runs), strict=True):
        if row not in cases:
            cases = {row: point_scenario(scenario, columns, row)}
        case = cases[row]
        history = simulate_history(case, seed, point, replicate)
        record, path = summarise_run(
            history.postures,
            mark_self_enforcing(case, history, case.canonical_members),
            members=case.canonical_members,
            min_duration=case.bloc.min_duration,
            grace=case.bloc.grace,
        )
        counts = count_by_period(history.postures, periods)
        yield Batch(rows=np.array([record], ROW), period_postures=counts, path=path)


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

    case = load_scenario(scenario)
    check_counter("replicates", replicates, REPLICATE_MAX, low=1)
    check_counter("seed", seed, SEED_MAX)
    check_counter("point", point, POINT_MAX)
    check_threads(threads)
    numbers = np.arange(replicates, dtype=np.uint64)
    batch, history = _keep_histories(case, seed, point, numbers, threads, folder)
    rows = {"point": point, "replicate": numbers.astype(np.int64), **run_columns(batch.columns)}
    return Histories(
        scenario=case,
        seed=seed,
        point=point,
        states=case.canonical_states,
        issues=case.canonical_issues,
        rows=pd.DataFrame(rows),
        **history._asdict(),
    )


def _keep_histories(
    case: Scenario,
    seed: int,
    point: int,
    replicates: Array,
    threads: int | None,
    folder: Path | str | None = None,
) -> tuple[Batch, History]:
    """Runs of one point by the compiled engine, with their histories."""
    from sim.engine.batch.slices import simulate_batch

    (group,) = group_points(case, {})
    batch = simulate_batch(
        group.task(seed),
        np.zeros(len(replicates), dtype=np.intp),
        np.full(len(replicates), point, dtype=np.uint64),
        replicates,
        threads=threads,
        keep_histories=True,
        folder=None if folder is None else Path(folder),
    )
    assert batch.history is not None
    return batch, batch.history


def check_columns(scenario: Scenario, columns: Columns) -> None:
    """Check every value of every column; raises InputError or ScenarioError."""
    group_points(scenario, columns)
