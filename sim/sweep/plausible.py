"""The plausible ranges of a scenario, as axes."""

from collections.abc import Collection, Iterator

import numpy as np

from sim.errors import InputError
from sim.scenario.quantities import BEHAVIOUR, SALIENCE
from sim.scenario.scenario import Scenario
from sim.scenario.sections import RESERVED
from sim.sweep.axes import Range
from sim.vocabulary import IssueKind


def plausible_axes(scenario: Scenario, held: Collection[str] = ()) -> list[Range]:
    """Every behavioural parameter, and every salience of a state on an issue that touches it.

    Ranges are those declared in `sim.scenario.quantities`; that of a salience is a factor of its own
    value. Behavioural parameters in `held` keep the scenario's value: somebody has set them on purpose.
    Raises InputError where nothing is left to sweep.
    """
    axes = [*_behaviour(scenario, held), *_salience(scenario)]
    if not axes:
        raise InputError("the plausible ranges leave nothing to sweep; hold fewer values fixed")
    return axes


def _behaviour(scenario: Scenario, held: Collection[str]) -> Iterator[Range]:
    values = scenario.to_dict()["behaviour"]
    for name, quantity in BEHAVIOUR.items():
        if quantity.plausible is None or f"behaviour.{name}" in held:
            continue
        low, high = quantity.plausible
        own = values[name]
        if not isinstance(own, dict):
            yield Range(name=f"behaviour.{name}", low=low, high=high)
            continue
        # states with a value of their own are swept apart from the rest
        shared = set(scenario.states) - set(own)
        for key in [*([RESERVED] if shared else []), *sorted(set(own) - {RESERVED})]:
            if f"behaviour.{name}.{key}" not in held:
                yield Range(name=f"behaviour.{name}.{key}", low=low, high=high)


def _salience(scenario: Scenario) -> Iterator[Range]:
    assert SALIENCE.plausible is not None
    low, high = SALIENCE.plausible
    salience = scenario.parameters.salience
    for k, issue in enumerate(scenario.canonical_issues):
        for i in np.flatnonzero(touched(scenario, issue)):
            state, own = scenario.canonical_states[i], float(salience[i, k])
            name = f"issues.{issue}.salience.{state}"
            if own > 0.0:
                yield Range(name=name, low=low * own, high=high * own)


def touched(scenario: Scenario, issue: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """(N,) whether an issue has an effect on a state toward somebody, in canonical order."""
    entry = scenario.to_dict()["issues"][issue]
    k = scenario.canonical_issues.index(issue)
    p = scenario.parameters
    if IssueKind(entry["kind"]) is IssueKind.TIE:
        return np.asarray((p.tie[:, :, k] != 0.0).any(axis=1))
    involved = (p.position if entry["kind"] == IssueKind.STANCE else p.claim)[:, k] != 0.0
    return np.asarray(involved & (involved.sum() > 1))
