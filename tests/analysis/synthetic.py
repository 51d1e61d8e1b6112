"""Results with the columns of stored ones, made from invented histories: no engine, no disk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from sim.engine.rows import PATH_COLUMNS, ROW, Batch, count_by_period, period_starts, summarise_run
from sim.engine.simulate import run_columns
from sim.numerics.types import Array
from sim.scenario.scenario import Scenario, load_scenario
from sim.sweep.request import Arm, Request
from sim.sweep.results import Results
from sim.vocabulary import Posture


@dataclass(frozen=True, kw_only=True)
class SyntheticArm:
    """One arm: a batch whose runs are replicates of points, in order."""

    name: str
    batch: Batch
    replicates: int
    columns: Mapping[str, Array]
    asked: Mapping[str, Any] = field(default_factory=lambda: {"kind": "sobol"})
    """The design as somebody would write it."""


def invent_history(
    rng: np.random.Generator, n_states: int, horizon: int, warmth: float, hostile: Array
) -> Array:
    """int8 (T+1, N, N): postures that are kept for a while; `warmth` in [0, 1] makes ALIGN likelier.

    `hostile` (N, N) marks dyads that lean to BALANCE.
    """
    align = 0.97 * warmth**2
    friendly = np.array([0.1 * (1.0 - align), 0.9 * (1.0 - align), align])
    weights = np.where(hostile[..., None], np.array([0.98, 0.01, 0.01]), friendly)
    limits = np.cumsum(weights, axis=-1)
    postures = np.zeros((horizon + 1, n_states, n_states), np.int8)
    for step in range(1, horizon + 1):
        drawn = (rng.random((n_states, n_states, 1)) > limits).sum(axis=-1) - 1
        keep = rng.random((n_states, n_states)) > 0.2
        postures[step] = np.where(keep, postures[step - 1], np.minimum(drawn, 1))
        np.fill_diagonal(postures[step], 0)
    return postures


def invent_batch(case: Scenario, warmth: Array, seed: int) -> tuple[Batch, Array]:
    """A batch with one run for each value of `warmth`, and the history of its warmest run."""
    rng = np.random.default_rng(seed)
    keys = case.canonical_states
    members = case.canonical_members
    outside = [index for index in range(len(keys)) if index not in members]
    hostile = np.zeros((len(keys), len(keys)), bool)
    if outside:
        hostile[list(members), outside[-1]] = True
    periods = period_starts(case)
    found: list[dict[str, Any]] = []
    postures: Any = 0
    path: Any = 0
    shown: Array | None = None
    for place, value in enumerate(warmth):
        history = invent_history(rng, len(keys), case.horizon, float(value), hostile)
        record, run_path = summarise_run(
            history,
            rng.integers(0, 2, case.horizon + 1).astype(np.uint8),
            members=members,
            min_duration=case.bloc.min_duration,
            grace=case.bloc.grace,
        )
        found.append(record)
        postures = postures + count_by_period(history, periods)
        path = path + run_path
        if place == int(np.argmax(warmth)):
            shown = history
    assert shown is not None
    return Batch(rows=np.array(found, ROW), period_postures=postures, path=path), shown


def example_frame(case: Scenario, history: Array) -> pd.DataFrame:
    """step, source, target, posture of a history in canonical order."""
    keys = np.array(case.canonical_states)
    sources, targets = np.nonzero(~np.eye(len(keys), dtype=bool))
    steps = len(history)
    return pd.DataFrame(
        {
            "step": np.repeat(np.arange(steps), len(sources)),
            "source": np.tile(keys[sources], steps),
            "target": np.tile(keys[targets], steps),
            "posture": history[:, sources, targets].ravel(),
        }
    )


def assemble(
    case: Scenario,
    arms: list[SyntheticArm],
    example: pd.DataFrame | None,
    *,
    crn: bool = False,
    seed: int = 7,
) -> Results:
    """Stored results from batches."""
    rows, design, postures, path, asked = [], [], [], [], []
    for arm in arms:
        runs = len(arm.batch.columns["outcome"])
        points = runs // arm.replicates
        number = np.arange(runs)
        head = {"arm": arm.name, "point": number // arm.replicates, "replicate": number % arm.replicates}
        rows.append(pd.DataFrame({**head, **run_columns(arm.batch.columns)}))
        place = {"arm": arm.name, "point": np.arange(points), "replicates": arm.replicates}
        stored = {
            key: [json.dumps(value) for value in column] if column.dtype == object else column
            for key, column in arm.columns.items()
        }
        design.append(pd.DataFrame({**place, **stored}))
        postures.append(_posture_rows(arm, case))
        steps = pd.DataFrame(arm.batch.path, columns=list(PATH_COLUMNS))
        path.append(steps.assign(arm=arm.name, step=np.arange(len(steps)), runs=runs))
        asked.append(
            Arm(
                name=arm.name, scenario=case, columns=dict(arm.columns), replicates=arm.replicates, seed=seed,
                design=arm.asked,
            )
        )  # fmt: skip
    manifest: dict[str, Any] = {
        "id": "0123456789ab", "experiment": "headline", "status": "done", "engine": "batch",
        "seed": seed, "crn": crn, "runs": sum(len(table) for table in rows),
        "overrides": [],
        "code": {"hash": "abcdef0123456789", "files": {}},
        "versions": {"python": "3.12.1", "entente": "0.1.0", "numpy": "2.5.5"},
        "machine": {"system": "Linux", "release": "6.1", "processor": "x86_64", "cores": 2},
        "created": "2026-01-01T00:00:00+00:00", "finished": "2026-01-01T00:01:30+00:00",
    }  # fmt: skip
    if example is not None:
        manifest["example"] = {
            "arm": arms[0].name, "seed": seed, "point": 0, "replicate": 3, "outcome": "STABLE_BLOC",
            "why": "the first run with the most frequent outcome",
        }  # fmt: skip
    empty = pd.DataFrame({"step": [], "source": [], "target": [], "posture": []})
    return Results(
        request=Request(name="headline", arms=tuple(asked), crn=crn),
        manifest=manifest,
        design=pd.concat(design, ignore_index=True),
        rows=pd.concat(rows, ignore_index=True).astype({"arm": "category"}),
        postures=pd.concat(postures, ignore_index=True),
        path=pd.concat(path, ignore_index=True),
        example=empty if example is None else example,
    )


def _posture_rows(arm: SyntheticArm, case: Scenario) -> pd.DataFrame:
    keys, starts = case.canonical_states, period_starts(case)
    records = [
        {
            "arm": arm.name, "period": period + 1, "first": first, "last": last, "source": a, "target": b,
            "posture": posture.name, "steps": int(arm.batch.period_postures[period, i, j, index]),
        }
        for period, (first, last) in enumerate(
            zip(starts, [*(start - 1 for start in starts[1:]), case.horizon], strict=True)
        )
        for i, a in enumerate(keys)
        for j, b in enumerate(keys)
        if i != j
        for index, posture in enumerate(Posture)
    ]  # fmt: skip
    table = pd.DataFrame.from_records(records)
    dyad = table.groupby(["period", "source", "target"])["steps"]
    return table.assign(share=table["steps"] / dyad.transform("sum"))


def invent_results(
    scenario: str = "essay", *, runs: int = 60, points: int = 24, replicates: int = 4, example: bool = True,
    members: tuple[str, ...] | None = None, crn: bool = False, seed: int = 7,
) -> Results:  # fmt: skip
    """Central and plausible arms (no plausible one for 0 points) of invented histories."""
    case = load_scenario(scenario)
    if members is not None:
        case = case.replace({"bloc.members": list(members)})
    batch, history = invent_batch(case, np.full(runs, 0.9), seed)
    arms = [SyntheticArm(name="central", batch=batch, replicates=runs, columns={})]
    if points:
        noise = np.linspace(0.1, 0.4, points)
        batch, _ = invent_batch(case, np.repeat(np.linspace(0.1, 1.0, points), replicates), seed + 1)
        columns = {"behaviour.noise": noise, "behaviour.inertia": noise[::-1].copy()}
        arms.append(SyntheticArm(name="plausible", batch=batch, replicates=replicates, columns=columns))
    return assemble(case, arms, example_frame(case, history) if example else None, crn=crn, seed=seed)


def change_arm(results: Results, name: str, **changes: Any) -> Results:
    """The results with fields of an arm of their request changed."""
    arms = tuple(replace(arm, **changes) if arm.name == name else arm for arm in results.request.arms)
    return replace(results, request=replace(results.request, arms=arms))


def join(one: Results, other: Results) -> Results:
    """The arms of two sweeps as those of one."""
    return replace(
        one,
        request=replace(one.request, arms=(*one.request.arms, *other.request.arms)),
        rows=pd.concat([table.rows.astype({"arm": str}) for table in (one, other)], ignore_index=True),
        **{
            name: pd.concat([getattr(one, name), getattr(other, name)], ignore_index=True)
            for name in ("design", "postures", "path")
        },
    )
