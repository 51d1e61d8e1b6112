"""From a design as somebody writes it to a table of points."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.scenario.faults import nearest
from sim.scenario.primitives import shown
from sim.scenario.scenario import Scenario
from sim.sweep import designs
from sim.sweep.axes import Axis, check_room, numbers_of, read_axes
from sim.sweep.cases import case_columns
from sim.sweep.claims import load_claims
from sim.sweep.coalitions import coalitions
from sim.sweep.coding_steps import coding_jitter
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.sweep.designs import Columns
from sim.sweep.labelled import DRAWS, labelled_cases
from sim.sweep.plausible import plausible_axes
from sim.sweep.points_file import read_points
from sim.sweep.sensitivity_designs import morris, saltelli

PLAUSIBLE = "plausible"


def build_columns(
    spec: Mapping[str, Any],
    scenario: Scenario,
    *,
    seed: int,
    field: str = "design",
    held: Collection[str] = (),
) -> Columns:
    """Columns of the points of a design, unchecked against the scenario; empty for the scenario's own point.

    `seed` serves where the design names none. `held` are names that the ranges called
    `plausible` leave alone. Raises InputError for a design that breaks its rules.
    """
    kind = check_spec(spec, field)

    def axes() -> list[Axis]:
        if spec.get("axes") == PLAUSIBLE:
            return list(plausible_axes(scenario, held))
        return read_axes(spec.get("axes"), f"{field}.axes")

    def drawn(draw: Callable[[list[Axis], int, int], Columns], size: str = "points") -> Columns:
        own = spec.get("seed")
        draws, drawn_axes = whole(spec.get(size), f"{field}.{size}", 1), axes()
        least = draws if size == "points" else draws * (len(drawn_axes) + 1)
        check_room(least, numbers_of(scenario, [axis.name for axis in drawn_axes]), f"`{field}`")
        return draw(drawn_axes, draws, seed if own is None else whole(own, f"{field}.seed", 0))

    def labelled() -> Columns:
        for key in {"draws", "seed"} & set(spec):
            if spec[key] is not None:
                whole(spec[key], f"{field}.{key}", 0 if key == "seed" else 1)
        return case_columns(labelled_cases(spec, scenario, seed=seed, field=field), scenario)

    makers: dict[str, Callable[[], Columns]] = {
        "point": dict,
        "grid": lambda: designs.grid(axes()),
        "zip": lambda: designs.zipped(axes()),
        "list": lambda: designs.listed(spec.get("points"), f"{field}.points"),
        "latin_hypercube": lambda: drawn(designs.latin_hypercube),
        "sobol": lambda: drawn(designs.sobol),
        "file": lambda: read_points(spec.get("path"), f"{field}.path", scenario),
        "saltelli": lambda: drawn(partial(saltelli, grouped=_grouped(spec, field)), "samples"),
        "morris": lambda: drawn(morris, "trajectories"),
        **dict.fromkeys((name for name, known in DESIGN_KINDS.items() if known.labels), labelled),
        "coding_jitter": lambda: drawn_codings(spec, scenario, seed, field),
        "coalitions": lambda: coalitions(load_claims(spec.get("claims"), f"{field}.claims"), scenario),
    }
    return makers[kind]()


def drawn_codings(spec: Mapping[str, Any], scenario: Scenario, seed: int, field: str) -> Columns:
    """Columns of `coding_jitter`; raises InputError for an invalid number of draws or seed."""
    draws, own = spec.get("draws"), spec.get("seed")
    return coding_jitter(
        scenario,
        whole(DRAWS if draws is None else draws, f"{field}.draws", 1),
        seed if own is None else whole(own, f"{field}.seed", 0),
    )


def _grouped(spec: Mapping[str, Any], field: str) -> bool:
    grouped = spec.get("grouped", True)
    if not isinstance(grouped, bool):
        raise InputError(f"`{field}.grouped` must be true or false, got {shown(grouped)}")
    return grouped


def check_spec(spec: Mapping[str, Any], field: str) -> str:
    """The kind of a design whose keys are all known; raises InputError otherwise."""
    kind = spec.get("kind")
    if kind not in DESIGN_KINDS:
        raise InputError(
            f"`{field}.kind` must be one of {', '.join(DESIGN_KINDS)}, got {shown(kind)}; "
            f"{nearest(str(kind), DESIGN_KINDS)}"
        )
    known = ("kind", *DESIGN_KINDS[kind].keys)
    for key in spec:
        if key not in known:
            raise InputError(f"`{field}` of kind {kind} has no key `{key}`; {nearest(str(key), known)}")
    return str(kind)


def whole(value: Any, field: str, low: int) -> int:
    """A whole number of at least `low`; raises InputError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < low:
        raise InputError(f"`{field}` must be a whole number >= {low}, got {shown(value)}")
    return int(value)
