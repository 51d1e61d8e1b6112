"""The periods of a run: stretches of steps over which postures are counted."""

from sim.scenario.scenario import Scenario

PERIODS_MAX = 6
"""More phases than this are too many to look at side by side; thirds stand in for them."""


def period_starts(scenario: Scenario) -> tuple[int, ...]:
    """First step of each period, from 1 on; a period ends where the next begins, the last with the run.

    Periods are the phases that the scenario's events cut; without events, or with more than PERIODS_MAX
    phases, the thirds of the run.

    >>> from sim.scenario.scenario import load_scenario
    >>> period_starts(load_scenario("essay"))
    (1, 41, 81)
    >>> event = {"step": 8, "until": 47, "scale": {"states.USA.capability": 0.7}}
    >>> period_starts(load_scenario("essay").replace({"events": [event]}))
    (1, 8, 48)
    """
    horizon = scenario.horizon
    phases = tuple(sorted({1, *(start for start in scenario.timeline.starts if 1 < start <= horizon)}))
    if 1 < len(phases) <= PERIODS_MAX:
        return phases
    return tuple(sorted({1 + horizon * third // 3 for third in range(3)} & set(range(1, horizon + 1))))
