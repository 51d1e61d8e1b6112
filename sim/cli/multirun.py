"""`-m`: Hydra's multirun grammar, read once for each override and turned into tables of points.

It goes through `hydra.multirun`, though all is known before, so that sweeps are Hydra's own: other launchers
can be chosen (hydra/launcher=basic runs one job per point), and experiments bring `hydra.sweeper.params`.

Swept values of the scenario become the axes of one grid; swept scenarios and
seeds become arms; swept settings (engine, executor, replicates and the like) become sweeps of
their own, one after the other.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any, overload

from sim.cli.ask import Asked, ask_grid
from sim.cli.compose import check_choice, check_config_dir, compose, options, search_path
from sim.cli.hydra_keys import check_spoken, is_hydra
from sim.cli.literals import literal
from sim.cli.overrides import GROUPS, SETTINGS, Overrides, parse, read_overrides, sort_override, text_keys
from sim.errors import InputError
from sim.scenario.door import KEYS as SCENARIO_KEYS
from sim.sweep.axes import POINTS_MAX, check_room

TYPED = "typed"
"""Key under which overrides travel through Hydra untouched, whatever names the files spell out."""


@dataclass(frozen=True)
class SweepTask:
    """What is done with a request; called by Hydra's own launchers with one point each."""

    carry_out: Callable[[Asked], Any]
    config_dir: Path | None = None

    def __call__(self, config: Any) -> Any:
        """One job of a launcher that knows nothing of tables."""
        from hydra.core.hydra_config import HydraConfig

        from sim.cli.ask import ask

        texts = config.get(TYPED) or HydraConfig.get().overrides.task
        return self.carry_out(ask([str(text) for text in texts], self.config_dir))


@dataclass(kw_only=True)
class Swept:
    """A name and the values that it takes."""

    name: str
    values: list[Any]

    @property
    def texts(self) -> list[str]:
        """Each value as an override."""
        return [f"{self.name}={literal(value)}" for value in self.values]

    @property
    def text(self) -> str:
        """All values as one override, which is a sweep even where there is one value alone."""
        values = ",".join(map(literal, self.values))
        return f"{self.name}={values if len(self.values) > 1 else f'choice({values})'}"


class Jobs(Sequence[Sequence[str]]):
    """Jobs of a multirun: a sequence of override lists that is never written out, and its tables."""

    def __init__(self, texts: Sequence[str], config_dir: Path | None = None) -> None:
        """Read the overrides; a later one of the same name replaces an earlier one. Raises InputError.

        `config_dir` holds own files among which `glob` chooses too.
        """
        self.plain: dict[str, str] = {}
        self.swept: dict[str, Swept] = {}
        for text in texts:
            parsed = parse(text)
            name = parsed.key_or_group
            self.plain.pop(name, None)
            self.swept.pop(name, None)
            if parsed.is_sweep_override():
                self.swept[name] = _read_sweep(parsed, text, config_dir)
            else:
                self.plain[name] = text

    def __len__(self) -> int:
        total = 1
        for one in self.swept.values():
            total *= len(one.values)
        return total

    @overload
    def __getitem__(self, place: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return next(islice(iter(self), place % len(self), None))

    def __iter__(self) -> Iterator[Sequence[str]]:
        """One override a job, in which all of its own travel; the last swept name moves fastest."""
        for texts in product(*(one.texts for one in self.swept.values())):
            yield [pack_texts([*self.plain.values(), *texts])]

    def ask(self, config_dir: Path | None) -> list[Asked]:
        """Checked requests: one for each combination of swept settings. Raises InputError.

        Each keeps the overrides that ask for it alone.
        """
        axes = {name: one.values for name, one in self.swept.items() if name.split(".")[0] in SCENARIO_KEYS}
        arms = {name: one.values for name, one in self.swept.items() if name in ("scenario", "seed")}
        outer = [one for name, one in self.swept.items() if name not in {*axes, *arms}]
        for experiment in self.swept["experiment"].values if "experiment" in self.swept else []:
            if compose(Overrides(choices={"experiment": experiment}), config_dir).sweeps:
                raise InputError(f"experiment `{experiment}` brings a sweep of its own; ask for it alone")
        kept = ["-m", *self.plain.values(), *(self.swept[name].text for name in (*axes, *arms))]
        asked = []
        for values in product(*(one.values for one in outer)):
            overrides = read_overrides(list(self.plain.values()))
            for one, value in zip(outer, values, strict=True):
                sort_override(overrides, one.name, value, deletes=False, text=f"{one.name}={value}")
            chosen = [f"{one.name}={literal(value)}" for one, value in zip(outer, values, strict=True)]
            asked.append(ask_grid(overrides, axes, arms, texts=[*kept, *chosen], config_dir=config_dir))
        return asked


def _read_sweep(parsed: Any, text: str, config_dir: Path | None) -> Swept:
    from hydra.core.override_parser.types import Override, ValueType

    name = parsed.key_or_group
    if parsed.value_type is ValueType.INTERVAL_SWEEP:
        raise InputError(
            f"`{text}` names no values; draw points with design=sobol "
            f"design.axes={{{name}:{{uniform:[a,b]}}}}"
        )
    if parsed.value_type is ValueType.GLOB_CHOICE_SWEEP:
        return _read_glob(parsed, text, config_dir)
    _check_range(parsed.value(), text)
    values = [text_keys(Override._convert_value(value)) for value in parsed.sweep_iterator()]
    for value in values if not all(isinstance(value, (int, float)) for value in values) else values[:1]:
        sort_override(Overrides(), name, value, deletes=parsed.is_delete(), text=text)
    if not values:
        raise InputError(f"`{text}` gives no value; correct the range")
    return Swept(name=name, values=values)


def _check_range(swept: Any, text: str) -> None:
    """Raises InputError for a range without an end or with more values than can be planned."""
    from hydra.core.override_parser.types import RangeSweep

    if not isinstance(swept, RangeSweep):
        return
    start, stop, step = swept.start, swept.stop, swept.step
    if start is None or stop is None or not all(map(math.isfinite, (start, stop, step))) or step == 0:
        raise InputError(f"`{text}` has no end; write range(first,end,step) with a step that is not 0")
    count = abs(stop - start) / abs(step)
    if count > POINTS_MAX:
        raise InputError(f"`{text}` gives {count:.3g} values; a sweep has at most {POINTS_MAX:,} points")
    check_room(max(int(count), 1), 1, f"`{text}`")


def _read_glob(parsed: Any, text: str, config_dir: Path | None) -> Swept:
    name = parsed.key_or_group
    if name not in GROUPS:
        raise InputError(f"`{text}`: glob chooses among files; use it with {', '.join(GROUPS)}")
    values = parsed.value().filter([path.stem for path in options(name, config_dir)])
    if not values:
        raise InputError(f"`{text}` matches no {name}; see `entente list`")
    return Swept(name=name, values=values)


def pack_texts(texts: Sequence[str]) -> str:
    """Overrides as the one override that carries them through Hydra."""
    return f"++{TYPED}=[" + ",".join(literal(text) for text in texts) + "]"


def typed_texts(arguments: Sequence[str]) -> list[str]:
    """The overrides that Hydra hands to a sweeper, with those that travelled in one unpacked."""
    texts: list[str] = []
    for argument in arguments:
        parsed = parse(argument)
        if parsed.key_or_group == TYPED:
            texts += [str(text) for text in parsed.value()]
        else:
            texts.append(argument)
    return texts


def multirun(texts: Sequence[str], task: SweepTask) -> None:
    """Send overrides through Hydra's multirun. Raises InputError for what is wrong with them."""
    from hydra import initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    from sim.config_folder import config_folder

    spoken = [text for text in texts if is_hydra(text)]
    for text in spoken:
        check_spoken(text)
    mine = [text for text in texts if text not in spoken]
    _check_own_files(mine, task.config_dir)
    if _sweeper(spoken) == "entente":
        _refuse_unknown(mine, task.config_dir)
        chosen = [text for name, text in Jobs(mine, task.config_dir).plain.items() if name == "experiment"]
        mine = [*chosen, pack_texts([text for text in mine if text not in chosen])]
    if task.config_dir is not None:
        spoken.append(search_path(task.config_dir))
    try:
        with initialize_config_dir(str(config_folder().resolve()), job_name="entente", version_base="1.3"):
            hydra = GlobalHydra.instance().hydra
            assert hydra is not None  # it has just been initialised
            hydra.multirun(
                "config", task, [*mine, *spoken, "hydra.mode=MULTIRUN"], with_log_configuration=False
            )
    except (HydraException, OmegaConfBaseException) as error:
        raise InputError(" ".join(str(error).split()).split(" Config search path")[0]) from None


def _check_own_files(texts: Sequence[str], config_dir: Path | None) -> None:
    """Compose own files once before Hydra acts on what they tell it. Raises InputError."""
    check_config_dir(config_dir)
    if config_dir is None:
        return
    jobs = Jobs(texts, config_dir)
    for group in GROUPS:
        own = {path.stem for path in (config_dir / group).glob("*.yaml")}
        swept = jobs.swept[group].values if group in jobs.swept else []
        plain = [parse(jobs.plain[group]).value()] if group in jobs.plain else []
        for choice in [*plain, *swept]:
            if choice in own:
                compose(Overrides(choices={group: choice}), config_dir)


def _refuse_unknown(texts: Sequence[str], config_dir: Path | None) -> None:
    """Raises InputError for names and choices that are wrong whatever the values."""
    for group, choice in read_overrides(list(Jobs(texts, config_dir).plain.values())).choices.items():
        check_choice(group, choice, config_dir)
    for text in texts:
        parsed = parse(text)
        root = parsed.key_or_group.split(".")[0]
        if root not in (*GROUPS, *SETTINGS, *SCENARIO_KEYS):
            sort_override(Overrides(), parsed.key_or_group, None, deletes=False, text=text)


def _sweeper(spoken: Sequence[str]) -> str:
    chosen = [text.split("=", 1)[1] for text in spoken if text.startswith("hydra/sweeper=")]
    return chosen[-1] if chosen else "entente"
