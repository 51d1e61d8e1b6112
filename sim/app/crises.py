"""Crises: events that a student raises in mid-run, from the shipped experiments and for any scenario."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from sim.app import limits
from sim.app.overlay import add_event
from sim.app.words import called, upper
from sim.config_folder import config_folder
from sim.errors import InputError
from sim.scenario.document import read_yaml
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Crisis:
    """One button."""

    key: str
    label: str
    meaning: str
    """One sentence: what happens, and what to look for."""
    set: tuple[tuple[str, float], ...] = ()
    """Values replaced, by dotted name."""
    scale: tuple[tuple[str, float], ...] = ()
    """Values multiplied."""
    lasting: int | None = None
    """Steps that it lasts; None: to the end."""


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A crisis whose numbers stand in a shipped experiment."""

    key: str
    label: str
    meaning: str
    experiment: str
    case: str


SHIPPED = (
    Shipped(
        key="sanctions",
        label="Sanctions",
        meaning="Russia and the United States clash for good: Western institutions and US forces in Europe "
        "weigh half as much again for both.",
        experiment="shock_sanctions",
        case="sanctions for good",
    ),
    Shipped(
        key="us_withdrawal",
        label="The US goes home",
        meaning="US forces matter half as much to everybody, and US power falls by 30 %: does the bond "
        "outlive its adversary?",
        experiment="us_retrenchment",
        case="both",
    ),
    Shipped(
        key="chinese_expansion",
        label="China expands",
        meaning="China's claims weigh half as much again, for China and for its neighbours.",
        experiment="chinese_expansion_up",
        case="it weighs half as much again",
    ),
)
"""Crises of the essay, by experiment and case in `configs/experiment/`."""

CODED = (
    Crisis(
        key="energy_deal",
        label="An energy deal",
        meaning="Russia and China share out Central Asia: China's claim falls to a third, and trade in the "
        "Far East weighs half as much again.",
        set=(("issues.central_asia_energy.claims.CHN", 0.3),),
        scale=(("issues.far_east_trade.salience.RUS", 1.5), ("issues.far_east_trade.salience.CHN", 1.5)),
    ),
    Crisis(
        key="central_asia_clash",
        label="A clash in Central Asia",
        meaning="For five years, the quarrel over energy weighs twice as much for Russia and China.",
        scale=(
            ("issues.central_asia_energy.salience.RUS", 2.0),
            ("issues.central_asia_energy.salience.CHN", 2.0),
        ),
        lasting=20,
    ),
)
"""Crises of the essay that no experiment asks about; the numbers are an analyst's coding."""


SCENARIOS_KEPT = 64
"""A class plays with few scenarios, and a page asks for its crises at every step."""


@lru_cache(maxsize=SCENARIOS_KEPT)
def crises(scenario: Scenario) -> tuple[Crisis, ...]:
    """The buttons of a scenario: those of the essay where it knows their names, then those for any pair."""
    found = chain((_read(shipped) for shipped in SHIPPED), CODED)
    known = [crisis for crisis in found if _fits(scenario, crisis)]
    return (*known, *_generic(scenario))


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
    event: dict[str, Any] = {"step": step + 1, "note": crisis.label}
    if crisis.lasting is not None and step + crisis.lasting < scenario.horizon:
        event["until"] = step + crisis.lasting
    event |= {verb: dict(pairs) for verb, pairs in (("set", crisis.set), ("scale", crisis.scale)) if pairs}
    shaken = add_event(scenario, event)
    events = shaken.to_dict()["events"]
    if len(events) > limits.N_EVENTS or limits.changes_in(events) > limits.N_CHANGES:
        raise InputError(
            f"a history holds at most {limits.N_EVENTS} events with {limits.N_CHANGES} changes, and this "
            "crisis would be one too many; reset, and start afresh"
        )
    return shaken


def _fits(scenario: Scenario, crisis: Crisis) -> bool:
    """Whether a scenario has every number that a crisis changes."""
    try:
        for name, _ in (*crisis.set, *crisis.scale):
            scenario.slot(name)
    except InputError:
        return False
    return True


def _read(shipped: Shipped) -> Crisis:
    """A crisis from the first event of a case of a shipped experiment."""
    data, _ = read_yaml(config_folder() / "experiment" / f"{shipped.experiment}.yaml")
    event = data["arms"]["what_if"]["cases"][shipped.case]["events"][0]
    return Crisis(
        key=shipped.key,
        label=shipped.label,
        meaning=shipped.meaning,
        set=tuple((str(name), float(value)) for name, value in event.get("set", {}).items()),
        scale=tuple((str(name), float(value)) for name, value in event.get("scale", {}).items()),
    )


def _generic(scenario: Scenario) -> Iterator[Crisis]:
    """Crises for the first two members of any scenario, and for the strongest outside state."""
    one, two = scenario.bloc.members[:2]
    first, second = (called(scenario.state_names[key]) for key in (one, two))
    shared, contested = _issues_between(scenario, one, two)
    if contested:
        yield Crisis(
            key="quarrel",
            label="The quarrel sharpens",
            meaning=f"All that {first} and {second} quarrel over weighs half as much again for both.",
            scale=_weights(contested, (one, two), 1.5),
        )
    if shared:
        yield Crisis(
            key="common_cause",
            label="A common cause",
            meaning=f"All that {first} and {second} both want weighs half as much again for both.",
            scale=_weights(shared, (one, two), 1.5),
        )
    outside = [key for key in scenario.states if key not in scenario.bloc.members]
    if outside:
        power = scenario.parameters.capability
        strong = max(outside, key=lambda key: float(power[scenario.canonical_states.index(key)]))
        yield Crisis(
            key="rising_power",
            label=upper(f"{called(scenario.state_names[strong])} arms"),
            meaning=f"The strongest of the others, {called(scenario.state_names[strong])}, grows by half.",
            scale=((f"states.{strong}.capability", 1.5),),
        )
    yield Crisis(
        key="trade_stops",
        label="Trade stops",
        meaning=f"{upper(first)} and {second} cut the trade that each relies on.",
        set=((f"dependence.{one}.{two}", 0.0), (f"dependence.{two}.{one}", 0.0)),
    )


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


def _weights(issues: list[str], states: tuple[str, ...], factor: float) -> tuple[tuple[str, float], ...]:
    """Salience of issues to states, scaled."""
    return tuple((f"issues.{issue}.salience.{state}", factor) for issue in issues for state in states)
