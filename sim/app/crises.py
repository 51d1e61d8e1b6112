"""The crises that a student raises in mid-run: those of the scenario, and some for any scenario."""

from collections.abc import Iterator
from functools import lru_cache

from sim.app import limits
from sim.app.overlay import add_event
from sim.errors import InputError
from sim.scenario.crises import Crisis
from sim.scenario.naming import upper
from sim.scenario.scenario import Scenario

SCENARIOS_KEPT = 64
"""A class plays with few scenarios, and a page asks for its crises at every step."""


@lru_cache(maxsize=SCENARIOS_KEPT)
def crises(scenario: Scenario) -> tuple[Crisis, ...]:
    """The buttons of a scenario: its own crises, then those for any pair whose key it does not use."""
    own_keys = {crisis.key for crisis in scenario.crises}
    return (*scenario.crises, *(crisis for crisis in _generic(scenario) if crisis.key not in own_keys))


def raise_crisis(scenario: Scenario, crisis: Crisis, step: int) -> Scenario:
    """The scenario with a crisis that breaks out after a step: an event from `step` + 1 on.

    Where an event under way changes the same numbers, the two work together: factors multiply,
    and a crisis that sets a value prevails while it lasts. The past up to `step` is unchanged.
    Raises InputError where no step is left or too many crises have been raised, ScenarioError where a
    number would leave its range.
    """
    if step >= scenario.horizon:
        raise InputError(
            f"the history is over at step {scenario.horizon}: no quarter is left for a crisis; "
            "reset, and raise it earlier"
        )
    if step < 0:
        raise InputError(f"a crisis breaks out after a step >= 0, got {step}; give the present step")
    shaken = scenario
    for event in crisis.from_step(step + 1, scenario.horizon):
        shaken = add_event(shaken, event)
    events = shaken.events
    if len(events) > limits.N_EVENTS or limits.changes_in(events) > limits.N_CHANGES:
        raise InputError(
            f"a history holds at most {limits.N_EVENTS} events with {limits.N_CHANGES} changes, and this "
            "crisis would be one too many; reset, and start afresh"
        )
    return shaken


def _generic(scenario: Scenario) -> Iterator[Crisis]:
    """Crises for the first two members of any scenario, and for the strongest outside state."""
    one, two = scenario.bloc.members[:2]
    first, second = scenario.in_text(one), scenario.in_text(two)
    shared, contested = _issues_between(scenario, one, two)
    if contested:
        yield _crisis(
            "quarrel",
            "The quarrel sharpens",
            f"All that {first} and {second} quarrel over weighs half as much again for both.",
            scale=_weights(contested, (one, two), 1.5),
        )
    if shared:
        yield _crisis(
            "common_cause",
            "A common cause",
            f"All that {first} and {second} both want weighs half as much again for both.",
            scale=_weights(shared, (one, two), 1.5),
        )
    outside = [key for key in scenario.states if key not in scenario.bloc.members]
    if outside:
        power = scenario.parameters.capability
        strong = max(outside, key=lambda key: float(power[scenario.canonical_states.index(key)]))
        yield _crisis(
            "rising_power",
            upper(f"{scenario.in_text(strong)} arms"),
            f"The strongest of the others, {scenario.in_text(strong)}, grows by half.",
            scale={f"states.{strong}.capability": 1.5},
        )
    yield _crisis(
        "trade_stops",
        "Trade stops",
        f"{upper(first)} and {second} cut the trade that each relies on.",
        set={f"dependence.{one}.{two}": 0.0, f"dependence.{two}.{one}": 0.0},
    )


def _crisis(key: str, name: str, text: str, **changes: dict[str, float]) -> Crisis:
    """A crisis of one event that lasts to the end; `changes` are its `set` or `scale`."""
    return Crisis(key=key, name=name, text=text, events=({"step": 1, **changes},))


def _issues_between(scenario: Scenario, one: str, two: str) -> tuple[list[str], list[str]]:
    """Issues on which two states agree, and those over which they quarrel, in the order of the scenario."""
    from sim.engine.derive import derive

    i, j = (scenario.canonical_states.index(key) for key in (one, two))
    stakes = derive(scenario.parameters).stakes
    effect = {key: stakes[i, j, k] + stakes[j, i, k] for k, key in enumerate(scenario.canonical_issues)}
    return (
        [key for key in scenario.issues if effect[key] > 0.0],
        [key for key in scenario.issues if effect[key] < 0.0],
    )


def _weights(issues: list[str], states: tuple[str, ...], factor: float) -> dict[str, float]:
    """Salience of issues to states, scaled."""
    return {f"issues.{issue}.salience.{state}": factor for issue in issues for state in states}
