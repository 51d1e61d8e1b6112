"""The row of a run against a plain reading of its history, word for word from the definitions of outcomes."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.known_answers import chains
from tests.known_answers.columns import columns_of
from tests.known_answers.engines import ENGINES, histories
from tests.known_answers.scenes import TRIAD, changed
from tests.strategies import scenarios


def spells(holds: list[bool], grace: int) -> list[tuple[int, int]]:
    """(first step, length) of every spell in steps 1..T: runs of True, joined over short lapses."""
    steps = [step for step in range(1, len(holds)) if holds[step]]
    found: list[list[int]] = []
    for step in steps:
        if found and step - found[-1][1] <= grace + 1:
            found[-1][1] = step
        else:
            found.append([step, step])
    return [(first, last - first + 1) for first, last in found]


def read_record(mapping: dict[str, Any], postures: Any, multipliers: Any) -> dict[str, Any]:
    """Every column of one run, from postures (T+1, N, N) and multipliers (T+1, K), mapping without events."""
    keys, issues = list(mapping["states"]), list(mapping["issues"])
    bloc = mapping["bloc"]
    members = [keys.index(key) for key in bloc["members"]]
    horizon, duration, grace = mapping["horizon"], bloc["min_duration"], bloc["grace"]
    marks = chains.mark(postures, members)
    blocs, ententes = spells(list(marks.bloc), grace), spells(list(marks.entente), grace)
    stable = [spell for spell in blocs if spell[1] >= duration]
    long_ententes = [spell for spell in ententes if spell[1] >= duration]

    def cut_off(spell: tuple[int, int]) -> bool:
        return bool(horizon - (spell[0] + spell[1] - 1) <= grace)

    longest = max(blocs, key=lambda spell: spell[1], default=None)
    chosen = postures[1:].astype(int)
    rivalry = int(marks.rivalry[1:].sum())
    if stable:
        outcome = "STABLE_BLOC"
    elif long_ententes:
        outcome = "STABLE_ENTENTE"
    elif ententes:
        outcome = "TRANSIENT_ENTENTE"
    else:
        outcome = "RIVALRY" if rivalry > horizon / 2 else "HEDGING"
    joint = [3 * (chosen[:, i, j] + 1) + chosen[:, j, i] + 1 for i, j in combinations(members, 2)]
    ties = sum(
        int(np.sum((chosen[:, i, j] == 1) & (chosen[:, j, i] == 1)))
        for i, j in combinations(range(len(keys)), 2)
    )
    return {
        "outcome": outcome,
        "stable_bloc": bool(stable),
        "first_step": stable[0][0] if stable else 0,
        "stable_length": stable[0][1] if stable else 0,
        "stable_censored": bool(stable) and cut_off(stable[0]),
        "longest_spell": longest[1] if longest else 0,
        "spells": len(blocs),
        "censored": any(cut_off(spell) for spell in blocs),
        "alive_at_end": bool(marks.bloc[-1]),
        "entente_first_step": long_ententes[0][0] if long_ententes else 0,
        "longest_entente": max((length for _, length in ententes), default=0),
        "entente_spells": len(ententes),
        "entente_steps": int(marks.entente[1:].sum()),
        "adversary_steps": int(marks.adversary[1:].sum()),
        "bloc_steps": int(marks.bloc[1:].sum()),
        "rivalry_steps": rivalry,
        **{f"joint_{code}": int(np.sum(np.array(joint) == code)) for code in range(9)},
        "self_enforcing_share": self_enforcing(mapping, postures, multipliers, issues, members, longest),
        "ties": ties / horizon,
        "balanced_triangles": balanced(chosen),
    }


def self_enforcing(
    mapping: dict[str, Any],
    postures: Any,
    multipliers: Any,
    issues: list[str],
    members: list[int],
    spell: Any,
) -> float:
    """Share of the steps of a spell in which ALIGN is a best reply of every member toward every other."""
    if spell is None:
        return np.nan
    held = 0
    for step in range(spell[0], spell[0] + spell[1]):
        game = chains.read_game(mapping, dict(zip(issues, multipliers[step], strict=True)))
        values = [
            chains.values(game, postures[step].astype(int), i, j) for i in members for j in members if i != j
        ]
        held += all(value[2] >= value.max() - 1e-9 * game.noise - 1e-12 for value in values)
    return float(held / spell[1])


def balanced(chosen: Any) -> float:
    """Balanced among signed triangles, over all steps; NaN if none is signed."""
    sign = np.sign(chosen + chosen.transpose(0, 2, 1))
    product = [
        sign[:, i, j] * sign[:, j, k] * sign[:, i, k] for i, j, k in combinations(range(chosen.shape[1]), 3)
    ]
    signed = np.sum(np.abs(product)) if product else 0
    return float(np.sum(np.array(product) > 0) / signed) if signed else np.nan


@pytest.mark.parametrize("engine", ENGINES)
def test_every_column_of_random_scenarios(engine: str) -> None:
    @settings(
        max_examples=40 if engine == "batch" else 15,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(scenarios(max_states=5, max_events=0, max_horizon=20), st.integers(0, 2**64 - 1), st.booleans())
    def check(mapping: dict[str, Any], seed: int, friendly: bool) -> None:
        if friendly:  # otherwise blocs are rare
            mapping = {**mapping, "behaviour": {**mapping["behaviour"], "autonomy": 0.0, "noise": 0.8}}
        runs = 3
        observed = columns_of(mapping, runs, seed, engine)
        found = histories(mapping, engine, runs, seed)
        for run in range(runs):
            expected = read_record(mapping, found.postures[run], found.salience[run])
            row = {name: values[run] for name, values in observed.rows.items()} | {
                "outcome": observed.outcome[run]
            }
            assert set(row) == set(expected)
            for name, value in expected.items():
                same = row[name] == value or (value != value and row[name] != row[name])
                assert same, (name, row[name], value)

    check()


@pytest.mark.parametrize("engine", ENGINES)
def test_blocs_and_broken_blocs_are_among_what_is_compared(engine: str) -> None:
    """The comparison above has teeth only where spells exist: here are some of every sort."""
    runs = 60 if engine == "batch" else 12
    seen = set()
    for grace in (0, 1, 3):
        mapping = changed(TRIAD, grace=grace, noise=0.6, autonomy=0.7, horizon=40)
        observed, found = columns_of(mapping, runs, 23, engine), histories(mapping, engine, runs, 23)
        for run in range(runs):
            expected = read_record(mapping, found.postures[run], found.salience[run])
            for name, value in expected.items():
                actual = observed.outcome[run] if name == "outcome" else observed.rows[name][run]
                assert actual == value or (value != value and actual != actual), (name, actual, value)
            seen.add(expected["outcome"])
            seen.add(("censored", expected["censored"], "stable", expected["stable_bloc"]))
            if 0 < expected["self_enforcing_share"] < 1:
                seen.add("part enforced")
    assert {"STABLE_BLOC", "TRANSIENT_ENTENTE", "part enforced"} <= seen
    if engine == "batch":
        assert "STABLE_ENTENTE" in seen
        assert {("censored", c, "stable", s) for c in (True, False) for s in (True, False)} <= seen
