"""Composing shipped and own configuration files with Hydra, into plain data that ran no code."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cli.hydra_keys import refuse_hydra
from sim.cli.literals import literal
from sim.cli.overrides import GROUPS, SETTINGS, Overrides, refuse_interpolation, refuse_target
from sim.config_folder import config_folder
from sim.errors import InputError
from sim.scenario.door import KEYS as SCENARIO_KEYS
from sim.scenario.faults import nearest


@dataclass(frozen=True, kw_only=True)
class Composed:
    """What the chosen files say."""

    scenario: str
    """Name or path of the scenario."""
    experiment: str | None
    design: str | None
    settings: dict[str, Any]
    """Values of SETTINGS, of `design` and of `executor`."""
    differences: dict[str, Any]
    """What the experiment changes in the scenario, nested as in its file."""
    sweeps: bool = False
    """Whether the experiment brings values to sweep with -m."""


def compose(overrides: Overrides, config_dir: Path | None = None) -> Composed:
    """Compose the chosen groups; overrides of single values are not applied yet.

    `config_dir` holds further files in folders `experiment`, `design`, `scenario`.
    Raises InputError for an unknown choice (with the nearest) or a file that cannot be composed.
    """
    choices = dict(overrides.choices)
    for group, choice in choices.items():
        check_choice(group, choice, config_dir)
    scenario = choices.pop("scenario", None)
    if scenario is None:
        scenario = _composed(choices, config_dir).hydra.runtime.choices.scenario
    if scenario is None:
        raise InputError("`scenario` is missing; name a shipped scenario or the path of a YAML file")
    data = _composed(choices, config_dir, without="scenario")
    from omegaconf import OmegaConf

    plain = OmegaConf.to_container(data, resolve=False)
    assert isinstance(plain, dict)
    hydra = plain.pop("hydra")
    content = {str(key): value for key, value in plain.items()}
    refuse_target(content, f"experiment `{choices.get('experiment')}`")
    refuse_interpolation(content, f"experiment `{choices.get('experiment')}`")
    if config_dir is not None:
        refuse_hydra(hydra, _shipped_hydra(hydra["runtime"]["choices"]), str(config_dir))
    for key in content:
        if key not in (*GROUPS, *SETTINGS, *SCENARIO_KEYS):
            raise InputError(
                f"experiment `{choices.get('experiment')}` has an unknown key `{key}`; "
                f"{nearest(key, (*SETTINGS, *SCENARIO_KEYS))}"
            )
    return Composed(
        scenario=str(_own_file(str(scenario), config_dir) or scenario),
        experiment=choices.get("experiment"),
        design=data.hydra.runtime.choices.design,
        settings={key: value for key, value in content.items() if key not in SCENARIO_KEYS},
        differences={key: value for key, value in content.items() if key in SCENARIO_KEYS},
        sweeps=bool((hydra["sweeper"] or {}).get("params")),
    )


def check_config_dir(config_dir: Path | None) -> None:
    """Raises InputError where own files lie in no folder, or hold settings of Hydra's own plug-ins."""
    if config_dir is None:
        return
    if not config_dir.is_dir():
        raise InputError(
            f"--config-dir {config_dir} is no folder; give the folder that holds `experiment` and so on"
        )
    if (config_dir / "hydra").exists():
        raise InputError(
            f"--config-dir {config_dir} must hold no folder `hydra`: no configuration runs code; take it out"
        )


def _shipped_hydra(chosen: Mapping[str, str | None]) -> dict[str, Any]:
    """What Hydra is told without own files, with the same sweeper and launcher. Raises InputError."""
    from omegaconf import OmegaConf

    named = {group: chosen.get(group) for group in ("hydra/sweeper", "hydra/launcher")}
    plain = OmegaConf.to_container(_composed(named, None).hydra, resolve=False)
    assert isinstance(plain, dict)
    return {str(key): value for key, value in plain.items()}


def options(group: str, config_dir: Path | None = None) -> list[Path]:
    """Files of a group, shipped and own, in order of name."""
    folders = [config_folder() / group, *([config_dir / group] if config_dir else [])]
    return sorted((path for folder in folders for path in folder.glob("*.yaml")), key=lambda path: path.stem)


def check_choice(group: str, choice: str | None, config_dir: Path | None) -> None:
    """Raises InputError unless the choice of a group exists."""
    names = [path.stem for path in options(group, config_dir)]
    is_path = group == "scenario" and choice is not None and choice.endswith((".yaml", ".yml"))
    if choice is None or choice in names or is_path:
        return
    raise InputError(f"no {group} is called `{choice}`; {nearest(choice, names)}")


def _own_file(name: str, config_dir: Path | None) -> Path | None:
    if config_dir is None or name.endswith((".yaml", ".yml")):
        return None
    path = config_dir / "scenario" / f"{name}.yaml"
    return path if path.exists() else None


def _composed(
    choices: Mapping[str, str | None], config_dir: Path | None, *, without: str | None = None
) -> Any:
    from hydra import compose as hydra_compose
    from hydra import initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    typed = [f"{group}={literal(choice)}" for group, choice in choices.items() if choice is not None]
    if without is not None:
        typed.append(f"~{without}")
    if config_dir is not None:
        check_config_dir(config_dir)
        typed.append(search_path(config_dir))
    try:
        with _aside(), initialize_config_dir(str(config_folder().resolve()), version_base="1.3"):
            return hydra_compose("config", typed, return_hydra_config=True)
    except (HydraException, OmegaConfBaseException, OSError, ValueError) as error:
        raise InputError(f"the configuration cannot be composed: {_one_line(error)}") from None


def search_path(config_dir: Path) -> str:
    """The override that adds a folder of own files, read as `hydra_plugins.entente.source` reads them."""
    return f"hydra.searchpath={literal([f'entente://{config_dir.resolve()}'])}"


@contextmanager
def _aside() -> Iterator[None]:
    """Compose inside a running multirun too: Hydra's global state is set aside meanwhile."""
    from hydra.core.global_hydra import GlobalHydra

    world = GlobalHydra.instance()
    earlier, world.hydra = world.hydra, None
    try:
        yield
    finally:
        world.hydra = earlier


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
