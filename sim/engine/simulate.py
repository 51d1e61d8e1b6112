"""Simulation by either engine: one run, many runs, runs at the points of a design."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.engine.memory import available_memory
from sim.engine.periods import period_starts
from sim.engine.points import Columns, Group, group_points, plain, point_scenario
from sim.engine.records import COLUMNS, Batch, count_by_period, summarise_run
from sim.engine.run import Run, in_scenario_order
from sim.engine.task import Task
from sim.errors import InputError
from sim.numerics.streams import POINT_MAX, REPLICATE_MAX, SEED_MAX
from sim.scenario.faults import nearest
from sim.scenario.scenario import Scenario, load_scenario
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd

type Engine = Literal["batch", "mesa"]
type ScenarioLike = Scenario | str | Path | dict[str, Any]
type Array = np.ndarray[Any, Any]
type Progress = Callable[[int], None]
"""Called with the number of runs done since the last call."""

ENGINES = {
    "batch": "compiled, many runs side by side; the default",
    "mesa": "readable Mesa agents, one run at a time; the specification",
}
THREADS_MAX = 1024
TABLE_BYTES = 400
"""Memory of a run while its row is computed and put into a table."""
FIRST_STEPS = ("first_step", "entente_first_step")


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
        from sim.engine.readable.runs import simulate_history

        postures, salience = simulate_history(case, seed, point, replicate)
    else:
        from sim.engine.batch.run import simulate_batch

        group = group_points(case, {})[0]
        batch = simulate_batch(
            make_task(group, seed),
            np.zeros(1, dtype=np.intp),
            np.array([point], dtype=np.uint64),
            np.array([replicate], dtype=np.uint64),
            threads=1,
            record="postures",
        )
        postures, salience = batch.histories(0)
    postures, salience = in_scenario_order(case, postures, salience)
    return Run(
        scenario=case,
        seed=seed,
        point=point,
        replicate=replicate,
        engine=engine,
        postures=postures,
        salience=salience,
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
    """A table with one row a run: point, the columns of the design, replicate, and what became of the run.

    `design` has one row a point; its columns are dotted names. Row p of the design
    is point p in the random numbers, or point 0 for all with `crn` (common random
    numbers). Columns of the result are described in `sim.engine.records.COLUMNS`;
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

    `points[r]` (uint64) stands for the point in the random numbers. The batch has
    one entry a run, in the order given, whatever the threads. Its periods are those of the scenario given,
    whatever the points change.
    """
    check_engine(engine)
    check_threads(threads)
    periods = period_starts(scenario)
    parts = []
    for group in group_points(scenario, columns):
        local = np.full(int(group.rows.max()) + 1, -1, dtype=np.intp)
        local[group.rows] = np.arange(len(group.rows))
        inside = np.flatnonzero(np.isin(rows, group.rows))
        if engine == "mesa":
            batch = _simulate_mesa(
                scenario,
                columns,
                rows[inside],
                points[inside],
                replicates[inside],
                seed,
                periods,
                on_progress,
            )
        else:
            from sim.engine.batch.run import simulate_batch

            batch = simulate_batch(
                make_task(group, seed, periods),
                local[rows[inside]],
                points[inside],
                replicates[inside],
                threads=threads,
                on_progress=on_progress,
            )
        parts.append((inside, batch))
    return _join(parts, len(rows))


def make_task(group: Group, seed: int, periods: tuple[int, ...] = (1,)) -> Task:
    """What the compiled engine needs of a group of points."""
    case = group.scenario
    return Task(
        state_keys=case.canonical_states,
        issue_keys=case.canonical_issues,
        timeline=group.timeline,
        initial=case.initial,
        horizon=case.horizon,
        members=tuple(case.canonical_states.index(key) for key in case.bloc.members),
        min_duration=case.bloc.min_duration,
        grace=case.bloc.grace,
        seed=seed,
        periods=periods,
    )


def _simulate_mesa(
    scenario: Scenario,
    columns: Columns,
    rows: Array,
    points: Array,
    replicates: Array,
    seed: int,
    periods: tuple[int, ...],
    on_progress: Progress | None,
) -> Batch:
    """The same by the readable engine, one run after the other."""
    from sim.engine.readable.runs import self_enforcing, simulate_history

    found: list[dict[str, Any]] = []
    cases: dict[int, Scenario] = {}
    postures: Any = 0
    path: Any = 0
    for row, point, replicate in zip(rows.tolist(), points.tolist(), replicates.tolist(), strict=True):
        if row not in cases:
            cases = {row: point_scenario(scenario, columns, row)}
        case = cases[row]
        history, salience = simulate_history(case, seed, point, replicate)
        members = tuple(case.canonical_states.index(key) for key in case.bloc.members)
        flags = self_enforcing(case, history, salience, members)
        record, run_path = summarise_run(
            history, flags, members=members, min_duration=case.bloc.min_duration, grace=case.bloc.grace
        )
        found.append(record)
        postures = postures + count_by_period(history, periods)
        path = path + run_path
        if on_progress:
            on_progress(1)
    values = {
        name: np.array([record[name] for record in found], dtype=kind) for name, kind in COLUMNS.items()
    }
    return Batch(columns=values, period_postures=postures, path=path)


def _join(parts: list[tuple[Array, Batch]], n_runs: int) -> Batch:
    """Batches of groups as one, every run at its place; paths of shorter horizons are padded with 0."""
    if len(parts) == 1:
        return parts[0][1]
    columns = {name: np.zeros(n_runs, dtype=kind) for name, kind in COLUMNS.items()}
    longest = max(len(batch.path) for _, batch in parts)
    path = np.zeros((longest, parts[0][1].path.shape[1]), dtype=np.int64)
    for inside, batch in parts:
        for name, values in batch.columns.items():
            columns[name][inside] = values
        path[: len(batch.path)] += batch.path
    counts = np.sum([batch.period_postures for _, batch in parts], axis=0)
    return Batch(columns=columns, period_postures=counts, path=path)


def check_columns(scenario: Scenario, columns: Columns) -> None:
    """Check every value of every column; raises InputError or ScenarioError."""
    group_points(scenario, columns)


def check_engine(engine: object) -> None:
    """Raises InputError unless the engine exists."""
    if not isinstance(engine, str) or engine not in ENGINES:
        raise InputError(f"no engine is called `{engine}`; {nearest(str(engine), ENGINES)}")


def check_threads(threads: Any) -> None:
    """Raises InputError unless threads are None (one a processor) or a whole number from 1 up."""
    if threads is not None:
        check_counter("threads", threads, THREADS_MAX, low=1)


def check_memory(runs: int) -> None:
    """Raises InputError where the rows of so many runs would not fit into memory."""
    needed, free = runs * TABLE_BYTES, available_memory()
    if needed > free:
        raise InputError(
            f"a table of {runs:,} runs needs {needed / 2**30:,.0f} GiB of memory, "
            f"{free / 2**30:,.0f} GiB are free; ask for fewer replicates, "
            "or use `entente run`, which stores rows in files"
        )


def check_counter(name: str, value: Any, high: int, low: int = 0) -> None:
    """Raises InputError unless the value is a whole number in the range of a counter."""
    number = plain(value)
    if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
        raise InputError(f"`{name}` must be a whole number from {low} to {high}, got {value!r}")
