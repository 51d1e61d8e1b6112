"""What the pictures show: small tables, fixed by hand or by rule, that no simulation enters."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import permutations, product
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.summary import summarise_results
from sim.plotting.along_figure import draw_along
from sim.plotting.box_figure import draw_box
from sim.plotting.camps_figure import draw_camps
from sim.plotting.differences_figure import draw_differences
from sim.plotting.matrix_figure import draw_matrix
from sim.plotting.network_figure import draw_network
from sim.plotting.nulls_figure import draw_nulls
from sim.plotting.outcomes_figure import draw_outcomes
from sim.plotting.path_figure import draw_path
from sim.plotting.points_figure import draw_points
from sim.plotting.survival_figure import draw_survival
from sim.plotting.theories_figure import draw_theories
from sim.plotting.timeline_figure import draw_timeline
from sim.plotting.verdict_figure import draw_verdict
from sim.report.sections import make_sections
from sim.rivals.comparison import ANSWERS
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.vocabulary import Outcome
from tests.analysis.synthetic import SyntheticArm, assemble, invent_batch

type Draw = Callable[..., Any]
"""Draws a figure at a `width` in inches; gives its axes."""

ARMS = {"central": "own values\n400 runs", "plausible": "plausible ranges\n64 points × 8 runs"}
NAMES = {"RUS": "Russia", "CHN": "China", "USA": "United States", "IND": "India"}
CROWD = {f"S{place:02d}": f"State {place:02d}" for place in range(18)}
REPLICATES = 8


def drawings() -> dict[str, Draw]:
    """Every figure whose table is written here, by name."""
    steps = np.arange(0, 41)
    return {
        "verdict": partial(draw_verdict, shares(), labels=ARMS),
        "outcomes": partial(draw_outcomes, outcomes(), labels=ARMS),
        "points": partial(draw_points, point_classes()),
        "matrix": partial(draw_matrix, postures(NAMES), names=NAMES, members=("RUS", "CHN")),
        "matrix_of_many": partial(draw_matrix, postures(CROWD), names=CROWD, members=("S00", "S01")),
        "network": partial(draw_network, network(NAMES), names=NAMES, members=("RUS", "CHN")),
        "network_of_many": partial(draw_network, network(CROWD), names=CROWD, members=("S00", "S01")),
        "path": partial(draw_path, path(steps), labels={arm: arm for arm in ARMS}),
        "timeline": partial(draw_timeline, spells(), names=NAMES),
        "formation": partial(
            draw_survival, survival(steps), labels={arm: arm for arm in ARMS}, kind="formation"
        ),
        "life": partial(
            draw_survival, survival(steps), labels={arm: arm for arm in ARMS}, kind="life", start=10
        ),
        "box": partial(draw_box, box(), labels={"noise": "noise", "premium": "hedging premium"}),
        "along": partial(draw_along, along(), label="hedging premium"),
        "nulls": partial(draw_nulls, nulls(), base=0.07, measure="a stable bloc forms"),
        "differences": partial(draw_differences, differences(), base=0.07),
        "theories": partial(
            draw_theories, theories(), labels={"Russia – China": "RUS–CHN", "Unix: A – B": "Unix"}
        ),
        "camps": partial(
            draw_camps, camps(), names={"GBR": "Great Britain", "FRA": "France", "RUS": "Russia"}
        ),
    }


def shares() -> pd.DataFrame:
    rows = [("central", 0.07, 0.05, 0.10), ("plausible", 0.56, 0.44, 0.67)]
    return pd.DataFrame(rows, columns=["arm", "share", "low", "high"]).assign(property="stable_bloc")


def outcomes() -> pd.DataFrame:
    parts = {"central": (0.07, 0.01, 0.62, 0.0, 0.30), "plausible": (0.46, 0.04, 0.2, 0.1, 0.2)}
    return pd.DataFrame(
        [(arm, o.name, s) for arm, row in parts.items() for o, s in zip(Outcome, row, strict=True)],
        columns=["arm", "outcome", "share"],
    )


def point_classes() -> pd.DataFrame:
    level = np.arange(9) / 8.0
    return pd.DataFrame(
        {"low": level, "high": level, "share_of_points": [0.4, 0.2, 0.1, 0.1, 0.05, 0.05, 0.05, 0.004, 0.046]}
    )


def postures(names: Mapping[str, str]) -> pd.DataFrame:
    """Shares by rule: ALIGN grows with the place of the source, BALANCE with that of the target."""
    keys = list(names)
    table = pd.DataFrame([(a, b) for a, b in permutations(keys, 2)], columns=["source", "target"])
    place = {key: index / (len(keys) - 1) for index, key in enumerate(keys)}
    align, balance = 0.8 * table["source"].map(place), 0.2 + 0.6 * table["target"].map(place)
    total = np.maximum(1.0, align + balance)
    table["ALIGN"], table["BALANCE"] = align / total, balance / total
    table["HEDGE"] = 1.0 - table["ALIGN"] - table["BALANCE"]
    return table.assign(mean=table["ALIGN"] - table["BALANCE"])


def network(names: Mapping[str, str]) -> pd.DataFrame:
    """Two periods; in the second every mean is halved and the first state has shrunk."""
    one = postures(names).assign(period=1, first=1, last=20)
    one["capability"] = 0.05 + 0.3 * one["source"].map({key: place % 3 for place, key in enumerate(names)})
    two = one.assign(period=2, first=21, last=40, mean=one["mean"] / 2.0)
    two.loc[two["source"] == next(iter(names)), "capability"] /= 2.0
    return pd.concat([one, two], ignore_index=True)


def path(steps: Any) -> pd.DataFrame:
    frames = []
    for (arm, top), (name, part) in product(
        {"central": 0.3, "plausible": 0.6}.items(), {"entente": 1.0, "adversary": 1.2, "bloc": 0.7}.items()
    ):
        share = top * part * (1.0 - np.exp(-steps / 10.0))
        frames.append(
            pd.DataFrame({"step": steps, "share": share, "low": 0.9 * share, "high": 1.1 * share}).assign(
                arm=arm, property=name
            )
        )
    return pd.concat(frames, ignore_index=True)


def spells() -> pd.DataFrame:
    rows = [
        ("posture", "RUS", "CHN", "HEDGE", 0, 9, False),
        ("posture", "RUS", "CHN", "ALIGN", 9, 41, False),
        ("posture", "CHN", "RUS", "BALANCE", 0, 4, False),
        ("posture", "CHN", "RUS", "ALIGN", 4, 41, False),
        ("entente", "", "", "", 9, 41, True),
        ("adversary", "", "USA", "", 12, 34, False),
        ("bloc", "", "", "", 12, 34, True),
    ]
    columns = ["track", "source", "target", "value", "start", "stop", "stable"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(length=table["stop"] - table["start"], open=table["stop"] == 41)


def survival(steps: Any) -> pd.DataFrame:
    frames = []
    for (arm, rate), (kind, start) in product(
        {"central": 60.0, "plausible": 25.0}.items(), (("formation", 0), ("life", 10))
    ):
        value = np.exp(-np.maximum(0, steps - start) / rate)
        frames.append(
            pd.DataFrame({"step": steps, "survival": value, "low": value**1.2, "high": value**0.8}).assign(
                arm=arm, kind=kind
            )
        )
    return pd.concat(frames, ignore_index=True)


def box() -> pd.DataFrame:
    rows = [("noise", 0.1, 0.24, 0.1, 0.4), ("premium", 0.2, 0.6, 0.0, 1.0)]
    return pd.DataFrame(rows, columns=["quantity", "low", "high", "range_low", "range_high"])


def differences() -> pd.DataFrame:
    rows = [("sanctions: for good", 0.12, 0.1, 0.14, 0.19), ("forces withdrawn", -0.04, -0.06, -0.02, 0.03)]
    return pd.DataFrame(rows, columns=["case", "difference", "low", "high", "share"])


def along() -> pd.DataFrame:
    premium = np.linspace(0.0, 1.0, 11)
    return pd.DataFrame(
        {"premium": premium, "BALANCE": 0.1 + 0.0 * premium, "HEDGE": 0.2 + 0.6 * premium}
    ).assign(ALIGN=0.7 - 0.6 * premium)


def nulls() -> dict[str, Any]:
    return {"shuffled weights": np.linspace(0.0, 0.8, 25) ** 2, "equal power": np.array([0.3])}


def theories() -> pd.DataFrame:
    words = ["together", "apart", "undecided"]
    rows = [
        {"label": label, "BALANCE": b, "HEDGE": h, "ALIGN": a}
        | {theory: words[(place + shift) % 3] for place, theory in enumerate(ANSWERS)}
        for shift, (label, b, h, a) in enumerate(
            [("Russia – China", 0.05, 0.8, 0.15), ("Unix: A – B", np.nan, np.nan, np.nan)]
        )
    ]
    return pd.DataFrame(rows)


def camps() -> pd.DataFrame:
    rows = [
        (year, state, {"GBR": 1, "FRA": 1 if year > 1903 else -1, "RUS": 0 if year < 1900 else -1}[state])
        for year in range(1895, 1908)
        for state in ("GBR", "FRA", "RUS")
    ]
    table = pd.DataFrame(rows, columns=["year", "state", "side"])
    return table.assign(frustration=np.where(table["year"] < 1904, 2.0, 0.0))


def designs() -> dict[str, Draw]:
    """Figures of what only some designs have, as their sections of the report draw them."""
    ranges = {
        "behaviour.noise": [0.1, 0.5],
        "behaviour.inertia": [0.0, 0.4],
        "behaviour.autonomy": [0.0, 1.0],
    }
    uniform = {name: {"uniform": limits} for name, limits in ranges.items()}
    lines = {name: {"linspace": [*limits, 7]} for name, limits in list(ranges.items())[:2]}
    asked: dict[str, dict[str, Any]] = {
        "surface": {"kind": "grid", "axes": lines},
        "sensitivity": {"kind": "saltelli", "axes": uniform, "samples": 256, "grouped": True},
        "screening": {"kind": "morris", "axes": uniform, "trajectories": 16},
        "claims": {"kind": "coalitions", "claims": "essay"},
        "line": {"kind": "grid", "axes": {"behaviour.noise": {"linspace": [0.1, 0.5, 7]}}},
    }
    found: dict[str, Draw] = {}
    for name, spec in asked.items():
        summary = summarise_results(invent_design(name, spec))
        for section in make_sections(summary):
            if section.key not in ("survival", "rivals"):
                found |= {plate.name: plate.draw for plate in section.plates}
    return found


def invent_design(name: str, spec: Mapping[str, Any]) -> Any:
    """Results of a design in which quantities decide by rule: a share of the replicates of each point."""
    case = load_scenario("essay")
    columns = build_columns(spec, case, seed=0)
    points = len(next(iter(columns.values())))
    few, _ = invent_batch(case, np.full(8, 0.5), 3)
    batch = replace(few, rows=np.resize(few.rows, points * REPLICATES))
    point, replicate = np.divmod(np.arange(points * REPLICATES), REPLICATES)
    none = np.zeros(points)
    made = [point >> bit & 1 for bit in range(10)]  # the claims of a coalition
    chance = (
        0.1 + 0.2 * made[0] + 0.1 * made[1] * (1 + 4 * made[0]) - 0.3 * made[5] - 0.1 * made[9]
        if spec["kind"] == "coalitions"
        else 1.2
        - 2.0 * columns.get("behaviour.noise", none)[point]
        - columns.get("behaviour.inertia", none)[point]
    )
    # Even shares where points are compared one by one; chance where a statistic allows for it.
    luck = np.random.default_rng(1).random(points * REPLICATES)
    luck = (replicate + 0.5) / REPLICATES if spec["kind"] in ("coalitions", "grid") else luck
    stable = luck < chance
    batch.columns["stable_bloc"][:] = stable
    batch.columns["entente_steps"][:] = 30 * (luck < chance + 0.3)
    batch.columns["outcome"][:] = np.where(stable, Outcome.STABLE_BLOC, Outcome.HEDGING)
    arm = SyntheticArm(name=name, batch=batch, replicates=REPLICATES, columns=columns, asked=spec)
    kind = DESIGN_KINDS[spec["kind"]]
    return assemble(case, [arm], None, crn=kind.changes or spec["kind"] == "coalitions")
