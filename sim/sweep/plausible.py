"""The plausible ranges of a scenario, as axes."""

from collections.abc import Collection, Iterator

import numpy as np

from sim.errors import InputError
from sim.scenario.quantities import BEHAVIOUR, SALIENCE
from sim.scenario.scenario import Scenario
from sim.scenario.sections import RESERVED
from sim.scenario.slots import SLOT_SECTIONS
from sim.sweep.axes import Range


def plausible_axes(scenario: Scenario, held: Collection[str] = ()) -> list[Range]:
    """Every behavioural parameter, and every salience of a state on an issue that touches it.

    Ranges are those declared in `sim.scenario.quantities`; that of a salience is a factor of its own
    value. What the names in `held` stand for keeps the scenario's value, because somebody has set it on
    purpose: `issues.x.salience.RUS` holds one state, `issues.x.salience` all of them, `issues.x` the issue.
    Raises InputError where nothing is left to sweep.
    """
    fixed = {cell for name in held for cell in _cells(scenario, name)}
    swept = [*_behaviour(scenario), *_salience(scenario)]
    axes = [
        axis
        for axis in swept
        if not _below(axis.name, held) and not fixed.issuperset(_cells(scenario, axis.name))
    ]
    if not axes:
        raise InputError("the plausible ranges leave nothing to sweep; hold fewer values fixed")
    return axes


def _below(name: str, held: Collection[str]) -> bool:
    """Whether a name is held, or stands below a held one such as `issues.x`."""
    return any(name == one or name.startswith(f"{one}.") for one in held)


def _cells(scenario: Scenario, name: str) -> set[tuple[str, tuple[int, ...]]]:
    """Fields and cells of a dotted name; none for a name that stands for no numbers of one kind."""
    if name.split(".")[0] not in SLOT_SECTIONS:
        return set()
    try:
        slot = scenario.slot(name)
    except InputError:  # a section as a whole, such as `issues.x`
        return set()
    return {(slot.field, cell) for cell in slot.cells}


def _behaviour(scenario: Scenario) -> Iterator[Range]:
    values = scenario.behaviour
    for name, quantity in BEHAVIOUR.items():
        if quantity.plausible is None:
            continue
        low, high = quantity.plausible
        own = values[name]
        if not isinstance(own, dict):
            yield Range(name=f"behaviour.{name}", low=low, high=high)
            continue
        # states with a value of their own are swept apart from the rest
        shared = set(scenario.states) - set(own)
        for key in [*([RESERVED] if shared else []), *sorted(set(own) - {RESERVED})]:
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
    k = scenario.canonical_issues.index(issue)
    kind = scenario.issue(issue).kind
    involved = getattr(scenario.parameters, kind.field)[..., k] != 0.0
    if kind.of_pairs:
        return np.asarray(involved.any(axis=1))
    return np.asarray(involved & (involved.sum() > 1))
