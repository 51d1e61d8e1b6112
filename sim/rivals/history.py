"""Historical inputs, with their sources: the cases on which the rivals have published or known answers."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.config_folder import config_folder
from sim.errors import InputError
from sim.rivals.case import Case
from sim.rivals.history_checks import clean_history
from sim.scenario.document import read_yaml
from sim.scenario.faults import nearest


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A propensity that a pair held for consecutive years."""

    pair: tuple[str, str]
    value: float
    begin: int
    """The first year."""
    end: int
    """The first year after it, as the data of signed ties count."""


@dataclass(frozen=True, kw_only=True)
class Years:
    """The years that a history covers."""

    first: int
    last: int
    default: int
    """The year of the case if none is asked for."""


@dataclass(frozen=True, kw_only=True)
class History:
    """A checked historical input; make one with `load_history`."""

    name: str
    title: str
    """What tables and figures call it."""
    description: str
    source: str
    members: tuple[str, ...]
    """Whose common camp is asked about, if nobody says otherwise."""
    state_names: dict[str, str]
    """Full name of each state by key, in the order of the arrays."""
    sizes: dict[str, float]
    default: float
    """The propensity of a pair that nothing else names."""
    pairs: dict[tuple[str, str], float]
    """Propensities that hold throughout."""
    spells: tuple[Spell, ...]
    """Propensities that hold for some years."""
    years: Years | None
    """None where the input has no dates."""

    def case(self, *, year: int | None = None) -> Case:
        """The case of a year, or of the default one; raises InputError for a year that is not covered."""
        year = self._year(year)
        keys = list(self.state_names)
        matrix = np.full((len(keys), len(keys)), self.default)
        np.fill_diagonal(matrix, 0.0)
        current = {s.pair: s.value for s in self.spells if year is not None and s.begin <= year < s.end}
        for (a, b), value in {**self.pairs, **current}.items():
            i, j = keys.index(a), keys.index(b)
            matrix[i, j] = matrix[j, i] = value
        return Case(
            name=self.name if year is None else f"{self.name} {year}",
            states=tuple(keys),
            size=np.array(list(self.sizes.values())),
            propensity=matrix,
        )

    def _year(self, year: int | None) -> int | None:
        if self.years is None:
            if year is not None:
                raise InputError(f"{self.name}: has no dates, got year {year}; leave `year` out")
            return None
        if year is None:
            return self.years.default
        if not self.years.first <= year <= self.years.last:
            raise InputError(
                f"{self.name}: `year` must be from {self.years.first} to {self.years.last}, got {year};"
                " choose one of them"
            )
        return year


def history_names() -> list[str]:
    """Names of the shipped historical inputs, sorted."""
    return sorted(path.stem for path in (config_folder() / "history").glob("*.yaml"))


def shipped_histories() -> list[History]:
    """The shipped historical inputs, in the order of their names."""
    return [load_history(name) for name in history_names()]


def load_history(source: str | Path | Mapping[str, Any]) -> History:
    """A historical input from a shipped name, a path of a YAML file, or a mapping of the same form.

    Raises ScenarioError with one line for each fault, all at once; InputError for an unknown name.

    >>> load_history("unix_1987").members
    ('SUN', 'ATT')
    """
    if isinstance(source, Mapping):
        return _history(clean_history(deepcopy(dict(source)), "history"))
    path = Path(source)
    if path.suffix not in (".yaml", ".yml"):
        if str(source) not in history_names():
            raise InputError(
                f"no history is called `{source}`; give the path of a YAML file or a shipped name: "
                f"{nearest(str(source), history_names())}"
            )
        path = config_folder() / "history" / f"{source}.yaml"
    data, duplicates = read_yaml(path)
    return _history(clean_history(data, str(source), duplicates))


def _history(clean: dict[str, Any]) -> History:
    propensity = clean["propensity"]
    return History(
        name=clean["name"],
        title=clean["title"],
        description=clean["description"],
        source=clean["source"],
        members=tuple(clean["members"]),
        state_names={key: entry["name"] for key, entry in clean["states"].items()},
        sizes={key: entry["size"] for key, entry in clean["states"].items()},
        default=propensity["default"],
        pairs=propensity["pairs"],
        spells=tuple(Spell(**spell) for spell in propensity["spells"]),
        years=Years(**clean["years"]) if clean["years"] else None,
    )
