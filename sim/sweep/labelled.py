"""The cases behind a design whose points have labels, by its kind."""

from collections.abc import Callable, Mapping
from typing import Any

from sim.scenario.scenario import Scenario
from sim.sweep.cases import Cases, read_cases
from sim.sweep.coding_steps import coding_steps
from sim.sweep.null_cases import null_cases

DRAWS = 100


def labelled_cases(spec: Mapping[str, Any], scenario: Scenario, *, seed: int, field: str = "design") -> Cases:
    """The cases of a design of a kind with labels; point 0 of each is the scenario itself."""
    own = spec.get("seed")
    makers: dict[str, Callable[[], Cases]] = {
        "cases": lambda: read_cases(spec.get("cases"), f"{field}.cases"),
        "coding_steps": lambda: coding_steps(scenario),
        "nulls": lambda: null_cases(
            scenario, int(spec.get("draws", DRAWS)), seed if own is None else int(own)
        ),
    }
    return makers[spec["kind"]]()
