"""The sliders of a scenario: which numbers, between which limits, and what each means in plain words.

Limits come from the declarations in `sim.scenario.quantities`: from the smallest legal value (where that is
excluded, the smallest plausible one) to the largest plausible one, widened to take in the scenario's own.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.app.words import PLAIN
from sim.errors import InputError
from sim.scenario.faults import nearest
from sim.scenario.naming import upper
from sim.scenario.quantities import BEHAVIOUR, CAPABILITY, DEPENDENCE, SALIENCE, Quantity
from sim.scenario.scenario import Scenario
from sim.sweep.plausible import touched

type Touches = np.ndarray[tuple[int], np.dtype[np.bool_]]
"""(N,) whether an issue touches each state, canonical order."""

STEPS = 40
"""About so many stops of a slider."""
SALIENCE_HIGH = 1.5
"""Half as much again as a top priority."""
CAPABILITY_FACTOR = 4.0
"""A state may become four times as strong as it is, or shrink to a quarter, in stops that go with it."""
CAPABILITY_STOPS = 20
"""Stops from nothing to what it has."""


SCENARIOS_KEPT = 64
"""A class plays with few scenarios, and a page asks for its sliders at every step."""


@dataclass(frozen=True, kw_only=True)
class Control:
    """One slider. `low`, `own` and `high` lie on whole multiples of `step`, up to rounding."""

    name: str
    """Dotted name, as `Scenario.replace` takes it."""
    group: str
    """Under which heading it stands."""
    label: str
    """Short, under its heading."""
    full_label: str
    """By itself, without the heading."""
    meaning: str
    """One sentence."""
    low: float
    high: float
    step: float
    own: float
    """The scenario's own value."""


@dataclass(frozen=True, kw_only=True)
class ControlGroup:
    """Sliders under one heading."""

    title: str
    controls: tuple[Control, ...]


@lru_cache(maxsize=SCENARIOS_KEPT)
def controls(scenario: Scenario) -> tuple[ControlGroup, ...]:
    """Every slider of a scenario, in groups: how states choose, what each cares about, power, dependence.

    Members of the bloc come first. Groups without sliders are left out, and so is a behavioural parameter
    without a plausible range.
    """
    members = scenario.bloc.members
    ordered = [*members, *(key for key in scenario.states if key not in members)]
    touches = {issue: touched(scenario, issue) for issue in scenario.issues}
    sliders = [
        *_behaviour(scenario),
        *(control for key in ordered for control in _salience(scenario, key, touches)),
        *_dependence(scenario),
        *_capability(scenario, ordered),
    ]
    titles = dict.fromkeys(control.group for control in sliders)
    return tuple(
        ControlGroup(title=title, controls=tuple(c for c in sliders if c.group == title)) for title in titles
    )


def find_control(scenario: Scenario, name: str) -> Control:
    """The slider of a dotted name; raises InputError with the nearest one where there is none."""
    by_name = {control.name: control for group in controls(scenario) for control in group.controls}
    if name not in by_name:
        raise InputError(f"no slider is called `{name}`; {nearest(name, by_name)}")
    return by_name[name]


def _behaviour(scenario: Scenario) -> Iterator[Control]:
    for parameter, quantity in BEHAVIOUR.items():
        if quantity.plausible is None:  # no range to slide over: swept by name only
            continue
        plain = PLAIN[parameter]
        for name, own in scenario.own_values(f"behaviour.{parameter}").items():
            state = name.removeprefix(f"behaviour.{parameter}").removeprefix(".")
            whose = f" of {scenario.in_text(state)}" if state else ""
            yield _control(
                name, "How states choose", f"{plain.label}{whose}", plain.meaning, quantity, own,
                quantity.plausible,
            )  # fmt: skip


def _salience(scenario: Scenario, state: str, touches: Mapping[str, Touches]) -> Iterator[Control]:
    name, i = scenario.in_text(state), scenario.canonical_states.index(state)
    for issue, label in scenario.issue_names.items():
        if not touches[issue][i]:
            continue
        own = float(scenario.parameters.salience[i, scenario.canonical_issues.index(issue)])
        meaning = (
            f"How much “{label}” matters to {name}: 0 not at all, 0.3 little, 0.6 medium, 1 top priority."
        )
        assert SALIENCE.plausible is not None
        low, high = SALIENCE.plausible
        yield _control(
            f"issues.{issue}.salience.{state}", f"What matters to {name}", label,
            meaning, SALIENCE, own, (low * own, high * own), high=SALIENCE_HIGH,
            full_label=f"{label}, to {name}",
        )  # fmt: skip


def _dependence(scenario: Scenario) -> Iterator[Control]:
    keys = scenario.canonical_states
    for source in scenario.bloc.members:
        for target in scenario.bloc.members:
            if source == target:
                continue
            own = float(scenario.parameters.dependence[keys.index(source), keys.index(target)])
            one, other = scenario.in_text(source), scenario.in_text(target)
            yield _control(
                f"dependence.{source}.{target}", "Trade", upper(f"{one} relies on {other}"),
                f"How much {one} relies on trade with {other}: 0 not at all, 1 wholly.",
                DEPENDENCE, own, (0.0, 1.0),
            )  # fmt: skip


def _capability(scenario: Scenario, ordered: list[str]) -> Iterator[Control]:
    for state in ordered:
        own = float(scenario.parameters.capability[scenario.canonical_states.index(state)])
        name = scenario.in_text(state)
        limits = (own / CAPABILITY_FACTOR, own * CAPABILITY_FACTOR)
        yield _control(
            f"states.{state}.capability", "Power", f"Strength of {name}",
            f"The share of the world's people, industry and arms that {name} holds.",
            CAPABILITY, own, limits, step=own / CAPABILITY_STOPS,
        )  # fmt: skip


def _control(
    name: str,
    group: str,
    label: str,
    meaning: str,
    quantity: Quantity,
    own: float,
    plausible: tuple[float, float],
    high: float | None = None,
    full_label: str = "",
    step: float | None = None,
) -> Control:
    """A slider whose limits and stops are round numbers, own value included."""
    low = plausible[0] if quantity.low_open else quantity.low
    low, top = min(low, own), max(plausible[1] if high is None else high, own)
    step = _round_step(low, top, own) if step is None else step
    first, last = math.floor(low / step + 1e-9) * step, math.ceil(top / step - 1e-9) * step
    if not quantity.admits(first):
        first += step
    if not quantity.admits(last):
        last -= step
    first, last = min(round(first, 12), own), max(round(last, 12), own)
    return Control(
        name=name, group=group, label=label, full_label=full_label or label, meaning=meaning,
        low=first, high=last, step=step, own=own,
    )  # fmt: skip


def _round_step(low: float, high: float, own: float) -> float:
    """A round step (1, 2 or 5 times a power of ten) of about `STEPS` stops, fine enough to stop at `own`."""
    wanted = (high - low) / STEPS
    power = 10.0 ** math.floor(math.log10(wanted))
    step = max(factor * power for factor in (1.0, 2.0, 5.0) if factor * power <= wanted * (1.0 + 1e-9))
    for _ in range(4):
        if math.isclose(own / step, round(own / step), abs_tol=1e-6):
            break
        step = power = power / 10.0
    return float(f"{step:.6g}")
