"""`sim.run_experiment`: what `entente run` does, asked for from Python."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.ask import ask_grid
from sim.cli.commands import complete, tell
from sim.cli.literals import literal
from sim.cli.multirun import Swept
from sim.cli.overrides import read_overrides
from sim.cli.planning import check_asked
from sim.errors import InputError
from sim.scenario.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from sim.report.opened import Sweep


def run_experiment(
    name: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    scenario: Scenario | Mapping[str, Any] | Path | str | None = None,
    axes: Mapping[str, Iterable[Any]] | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    outputs_dir: Path | str | None = None,
    quiet: bool = False,
) -> "Sweep":
    """Run a sweep as the command line does, and open it; what is stored already is not run again.

    name         a shipped experiment; without it `headline`, or a plain sweep where `axes` are given
    overrides    values by the dotted names of the command line: {"behaviour.noise": 0.3, "crn": True}
    scenario     anything that `load_scenario` takes, in the place of the experiment's own
    axes         dotted names and their values, crossed as by `entente run -m`
    replicates, seed, outputs_dir   short for the overrides of these names
    quiet        no bar of progress

    Results lie in `outputs_dir`/<experiment>/<id> and can be resumed, verified and reported from the
    command line. A scenario given as an object is kept there as `scenario.yaml`, the name by which the
    command on the page calls it. Raises InputError or ScenarioError before anything runs.
    """
    from sim.report.opened import open_sweep
    from sim.sweep.files import UNSEALED, seal, write_bytes
    from sim.sweep.manifest import SCENARIO_FILE
    from sim.sweep.open import find_or_create

    texts = _texts(name, overrides, {"replicates": replicates, "seed": seed, "outputs_dir": outputs_dir})
    base = None
    if scenario is not None:
        base = load_scenario(scenario)
        texts.append(f"scenario={literal(str(scenario) if _is_named(scenario) else SCENARIO_FILE)}")
    levels = {str(axis): _levels(str(axis), values) for axis, values in (axes or {}).items()}
    chosen = read_overrides(texts)
    swept = [Swept(name=axis, values=values).text for axis, values in levels.items()]
    typed = ["-m", *texts, *swept] if swept else texts
    asked = ask_grid(chosen, levels, {}, texts=typed, config_dir=None, base=base)
    settings = asked.settings
    check_asked(asked.request, settings)
    folder = find_or_create(asked.request, settings.outputs_dir, chunk_runs=settings.chunk_runs)
    if base is not None and not _is_named(scenario):
        write_bytes(folder.path / SCENARIO_FILE, seal(base.to_yaml().encode() + b"# " + UNSEALED + b"\n"))
    tell(complete(folder.path, settings.executor, settings.wishes, quiet=quiet))
    return open_sweep(folder.path)


def _texts(name: str | None, overrides: Mapping[str, Any] | None, short: Mapping[str, Any]) -> list[str]:
    """The overrides as they would be typed; raises InputError for a name that is said twice."""
    if overrides is not None and not isinstance(overrides, Mapping):
        raise InputError(
            f"`overrides` must map dotted names to values, got {type(overrides).__name__}; "
            'write {"behaviour.noise": 0.3}'
        )
    said = {key: value for key, value in {"experiment": name, **short}.items() if value is not None}
    given = {str(key): value for key, value in (overrides or {}).items()}
    for key in ("scenario", *said):
        if key in given:
            raise InputError(f"`{key}` stands among the overrides; give it as an argument of its own")
    return [f"{key}={literal(value)}" for key, value in {**said, **given}.items()]


def _levels(axis: str, values: Any) -> list[Any]:
    if isinstance(values, (str, Mapping)) or not hasattr(values, "__iter__"):
        raise InputError(f"`axes` must give `{axis}` a list of values, got {values!r}")
    found = [value.item() if hasattr(value, "item") else value for value in values]
    if not found:
        raise InputError(f"`axes` gives `{axis}` no values; give at least one")
    return found


def _is_named(scenario: Any) -> bool:
    return isinstance(scenario, (str, Path))
