"""From what was typed to a checked request."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from sim.cli.compose import Composed, compose
from sim.cli.overrides import Overrides, read_overrides
from sim.cli.settings import Settings, lay_over, read_settings
from sim.errors import InputError
from sim.scenario.scenario import Scenario, load_scenario
from sim.sweep.build import build_columns, whole
from sim.sweep.request import ARM_LENGTH, Arm, Request, check_request

DEFAULT_EXPERIMENT = "headline"
DEFAULT_REPLICATES = 100
GRID = "grid"
"""Name of the arm of swept values."""
ARM_LETTERS = re.compile("[^a-z0-9]+")
HOW = ("executor", "stop", "shard")
"""Settings that change no number."""
UNNAMED = "sweep"
"""Name of the folder of sweeps that follow no experiment."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request and how it is to be carried out."""

    request: Request
    settings: Settings


def ask(texts: Sequence[str], config_dir: Path | None = None) -> Asked:
    """The checked request of a command line; raises InputError or ScenarioError before anything runs."""
    return ask_grid(read_overrides(texts), {}, {}, texts=texts, config_dir=config_dir)


def ask_grid(
    overrides: Overrides,
    axes: Mapping[str, Sequence[Any]],
    arms: Mapping[str, Sequence[Any]],
    *,
    texts: Sequence[str],
    config_dir: Path | None,
    base: Scenario | None = None,
) -> Asked:
    """The checked request of overrides, with values of the scenario to cross, and arms to multiply.

    `axes`: dotted names and their values, which make one grid in the place of a design.
    `arms`: values of `scenario` and of `seed`, each combination of which has arms of its own.
    `base`: a scenario in the place of the one that is named.
    """
    if not axes and not {"experiment", "design"} & set(overrides.choices):
        overrides.choices["experiment"] = DEFAULT_EXPERIMENT
    arms_of_all: list[Arm] = []
    for scenario in arms.get("scenario", [None]):
        chosen = overrides if scenario is None else _with_scenario(overrides, scenario)
        composed = compose(chosen, config_dir)
        settings = read_settings(lay_over(composed.settings, overrides.settings))
        for seed in arms.get("seed", [None]):
            own = settings if seed is None else replace(settings, seed=seed)
            mark = [PurePath(scenario).stem] if scenario is not None else []
            mark += [f"seed_{seed}"] if seed is not None else []
            arms_of_all += _arms(composed, own, overrides, axes, mark, base)
    own_files = [] if config_dir is None else [f"--config-dir={config_dir}"]
    request = Request(
        name=composed.experiment or UNNAMED,
        arms=_distinct(arms_of_all),
        engine=settings.engine,
        crn=settings.crn,
        overrides=(*own_files, *texts),
    )
    check_request(request)
    return Asked(request=request, settings=settings)


def _distinct(arms: Sequence[Arm]) -> tuple[Arm, ...]:
    """The same arms; one whose name is taken gets a number, since a name is that of files."""
    named: dict[str, Arm] = {}
    for arm in arms:
        name, number = arm.name, 1
        while name in named:
            number += 1
            name = f"{arm.name[: ARM_LENGTH - 5]}_{number}"
        named[name] = replace(arm, name=name)
    return tuple(named.values())


def _with_scenario(overrides: Overrides, scenario: Any) -> Overrides:
    return replace(overrides, choices={**overrides.choices, "scenario": str(scenario)})


def _arms(
    composed: Composed,
    settings: Settings,
    overrides: Overrides,
    axes: Mapping[str, Sequence[Any]],
    mark: Sequence[str],
    base: Scenario | None,
) -> list[Arm]:
    scenario, held = apply_scenario(composed, overrides, base)
    designs = specs(composed, settings)
    if axes:
        if designs:
            raise InputError(
                f"`{next(iter(axes))}` is swept, but {composed.experiment or 'the design'} brings points "
                f"of its own ({', '.join(designs)}); leave out one of them"
            )
        designs = {GRID: {"kind": "grid", "axes": {name: list(values) for name, values in axes.items()}}}
    return [
        _arm(
            _arm_name(*mark, name),
            spec,
            scenario,
            settings,
            held,
        )
        for name, spec in designs.items()
    ]


def _arm_name(*parts: str) -> str:
    """A name for files: the parts in small letters and digits, those before the last cut to fit.

    >>> _arm_name("My region (2)", "seed_1", "central"), len(_arm_name("x" * 99, "plausible"))
    ('my_region_2_seed_1_central', 60)
    """
    *marks, last = [ARM_LETTERS.sub("_", part.lower()).strip("_") or "arm" for part in parts]
    room = ARM_LENGTH - len(last) - sum(len(mark) + 1 for mark in marks[1:]) - 1
    return "_".join([*(mark[: max(room, 1)] for mark in marks[:1]), *marks[1:], last])


def ask_how(texts: Sequence[str]) -> Settings:
    """How to carry out a sweep that is fixed already: executor, stop, shard. Raises InputError for more."""
    overrides = read_overrides(texts)
    fixed = [
        *(name for name in overrides.choices if name != "executor"),
        *(one.name for one in overrides.settings if one.name.split(".")[0] not in HOW),
        *overrides.scenario,
    ]
    if fixed:
        raise InputError(f"`{fixed[0]}` is fixed by the folder; here only {', '.join(HOW)} can be said")
    return read_settings(lay_over(compose(overrides).settings, overrides.settings))


def specs(composed: Composed, settings: Settings) -> dict[str, dict[str, Any]]:
    """Designs by arm: the chosen design alone, or else those of the experiment."""
    if settings.design is None:
        return settings.arms
    if settings.design.get("kind") == "point":
        return {"central": settings.design}
    name = "plausible" if settings.design.get("axes") == "plausible" else str(composed.design)
    return {name: settings.design}


def apply_scenario(
    composed: Composed, overrides: Overrides, base: Scenario | None = None
) -> tuple[Scenario, set[str]]:
    """The scenario with the experiment's differences and the overrides, and the names that these set.

    `base` stands in the place of the scenario that is named.
    """
    scenario = load_scenario(composed.scenario) if base is None else base
    changed = differences(composed.differences, scenario.to_dict())
    if changed:
        scenario = scenario.replace(changed)
    if overrides.scenario:
        scenario = scenario.replace(overrides.scenario)
    return scenario, {*changed, *overrides.scenario}


def differences(changed: Mapping[str, Any], document: Mapping[str, Any], stem: str = "") -> dict[str, Any]:
    """Dotted names of nested differences: as deep as both sides are mappings.

    >>> differences({"behaviour": {"noise": 0.3}, "horizon": 8}, {"behaviour": {"noise": 0.2}, "horizon": 9})
    {'behaviour.noise': 0.3, 'horizon': 8}
    """
    found: dict[str, Any] = {}
    for key, value in changed.items():
        name = f"{stem}{key}"
        inner = document.get(key)
        if isinstance(value, Mapping) and isinstance(inner, Mapping):
            found |= differences(value, inner, f"{name}.")
        else:
            found[name] = value
    return found


def _arm(name: str, spec: Mapping[str, Any], scenario: Scenario, settings: Settings, held: set[str]) -> Arm:
    design = {key: value for key, value in spec.items() if key != "replicates"}
    field = "design" if settings.design is not None else f"arms.{name}"
    own = spec.get("replicates", DEFAULT_REPLICATES)
    replicates = settings.replicates or whole(own, f"{field}.replicates", 1)
    columns = build_columns(design, scenario, seed=settings.seed, field=field, held=held)
    clash = sorted(set(columns) & held)
    if clash:
        raise InputError(f"`{clash[0]}` is both set and swept by `{field}`; leave out one of them")
    return Arm(
        name=name,
        scenario=scenario,
        columns=columns,
        replicates=replicates,
        seed=settings.seed,
        design=design,
    )
