"""The coding moved: every position, claim, tie and salience one ordinal step up and down, one at a time or
all at random.

The scale has the rungs 0, 0.3, 0.6 and 1 (none, low, medium, top), and their negatives for sides. A number
between two rungs moves to the same place between the next two. A number at the end of its scale stays. A
state that an issue does not name has no side and no claim, which is a coding too: it may get one.
"""

from collections.abc import Iterator

import numpy as np

from sim.scenario.quantities import SALIENCE, Quantity
from sim.scenario.scenario import Scenario
from sim.sweep.cases import Cases
from sim.sweep.designs import Columns
from sim.sweep.plausible import touched

RUNGS = (-1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0)
MINUS = "\N{MINUS SIGN}"
DECIMALS = 12
"""Numbers are rounded so far, so that a rung is a rung whatever the arithmetic."""


def ordinal_step(value: float, direction: int, quantity: Quantity) -> float:
    """A number one step up (1) or down (-1) its scale; the number itself at the end of it.

    >>> from sim.scenario.quantities import POSITION
    >>> ordinal_step(0.6, 1, SALIENCE), ordinal_step(0.0, -1, SALIENCE), ordinal_step(-0.45, 1, POSITION)
    (1.0, 0.0, -0.15)
    """
    scale = [rung for rung in RUNGS if quantity.admits(rung)]
    if direction == 0 or not scale[0] <= value <= scale[-1]:
        return value
    rank = float(np.interp(value, scale, range(len(scale)))) + direction
    moved = float(np.interp(rank, range(len(scale)), scale))
    return round(moved, DECIMALS) + 0.0


def coding_steps(scenario: Scenario) -> Cases:
    """A case for each number of the coding and direction in which it can move."""
    return {
        f"{scenario.words(name)}: {value:.2g} → {moved:.2g}".replace("-", MINUS): {name: moved}
        for name, value, quantity in _coded(scenario)
        for direction in (1, -1)
        if (moved := ordinal_step(value, direction, quantity)) != value
    }


def coding_jitter(scenario: Scenario, draws: int, seed: int) -> Columns:
    """Columns (1 + draws,): the scenario, then codings in which each number moves -1, 0 or +1 step at random.

    Moves are independent and equally likely; a step beyond the end of a scale is none.
    """
    rng = np.random.default_rng(seed)
    columns: Columns = {}
    for name, value, quantity in _coded(scenario):
        moved = np.array([ordinal_step(value, direction, quantity) for direction in (-1, 0, 1)])
        drawn = moved[rng.integers(0, 3, draws)]
        columns[name] = np.concatenate([[value], drawn])
    return columns


def _coded(scenario: Scenario) -> Iterator[tuple[str, float, Quantity]]:
    """Dotted name, value and quantity of every number of the issues."""
    p = scenario.parameters
    for k, issue in enumerate(scenario.canonical_issues):
        entry = scenario.issue(issue)
        if entry.kind.of_pairs:
            for name, value in entry.numbers(issue):
                yield name, value, entry.kind.quantity
        else:
            for place, state in enumerate(scenario.canonical_states):
                value = float(getattr(p, entry.kind.field)[place, k])
                yield f"issues.{issue}.{entry.kind.values}.{state}", value, entry.kind.quantity
        for i in np.flatnonzero(touched(scenario, issue)):
            name = f"issues.{issue}.salience.{scenario.canonical_states[i]}"
            yield name, float(p.salience[i, k]), SALIENCE
