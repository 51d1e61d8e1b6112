"""What was asked: arms, each a scenario, a table of points and a number of replicates."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.scenario.naming import without_words
from sim.scenario.scenario import Scenario
from sim.sweep.axes import check_room, numbers_of
from sim.sweep.designs import Columns

ARM_LENGTH = 60
ARM_NAME = re.compile(rf"[a-z0-9_]{{1,{ARM_LENGTH}}}")
ID_LENGTH = 12


@dataclass(frozen=True, kw_only=True, eq=False)
class Arm:
    """One design of a request. Run n is replicate n % replicates of point n // replicates."""

    name: str
    scenario: Scenario
    columns: Columns
    """Dotted name -> (points,) values; empty for the one point that is the scenario itself."""
    replicates: int
    seed: int
    design: Mapping[str, Any] = field(default_factory=lambda: {"kind": "list"})
    """The design as it was written, for the record and for how its points may be read."""

    @cached_property
    def points(self) -> int:
        """Number of points."""
        return len(next(iter(self.columns.values()))) if self.columns else 1

    @property
    def runs(self) -> int:
        """Number of runs."""
        return self.points * self.replicates

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the table of points, without the notes of events."""
        state = sha256()
        for name in sorted(self.columns):
            values, plain = self.columns[name], self.columns[name].tobytes()
            if values.dtype == object:
                rows = values.tolist()
                if name == "events":
                    rows = [[without_words(event) for event in events] for events in rows]
                plain = json.dumps(rows).encode()
            state.update(f"{name}:{values.dtype.str}:{len(values)}:".encode() + plain)
        return state.hexdigest()

    def summary(self) -> dict[str, Any]:
        """What decides the numbers of this arm."""
        return {
            "scenario": self.scenario.fingerprint,
            "points": self.points,
            "design": self.digest,
            "replicates": self.replicates,
            "seed": self.seed,
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class Request:
    """A sweep as it was asked for."""

    name: str
    """Name of the experiment; it names a folder."""
    arms: tuple[Arm, ...]
    engine: str = "batch"
    crn: bool = False
    """Common random numbers: every point draws those of point 0."""
    overrides: tuple[str, ...] = ()
    """What was typed, for the record."""

    @cached_property
    def id(self) -> str:
        """Hash of everything that decides the numbers: equal requests have equal ids, whatever the code."""
        asked = {
            "engine": self.engine,
            "crn": self.crn,
            "arms": {arm.name: arm.summary() for arm in self.arms},
        }
        return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:ID_LENGTH]

    @property
    def runs(self) -> int:
        """Number of runs of all arms."""
        return sum(arm.runs for arm in self.arms)

    @property
    def points(self) -> int:
        """Number of points of all arms."""
        return sum(arm.points for arm in self.arms)

    def arm(self, name: str) -> Arm:
        """The arm of a name."""
        return next(arm for arm in self.arms if arm.name == name)


def check_request(request: Request) -> None:
    """Check names, sizes and every value of every design against its scenario. Raises InputError."""
    from sim.engine.checks import check_counter, check_engine
    from sim.engine.simulate import check_columns
    from sim.numerics.streams import POINT_MAX, REPLICATE_MAX, SEED_MAX

    check_engine(request.engine)
    if not request.arms:
        raise InputError("a sweep needs at least one arm; give a `design` or an `experiment` with `arms`")
    names = [arm.name for arm in request.arms]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two arms are named `{name}`, which names their files; rename one")
    for arm in request.arms:
        if not ARM_NAME.fullmatch(arm.name):
            raise InputError(
                f"arm `{arm.name}` must be named with 1 to {ARM_LENGTH} small letters, digits and `_` "
                "(it names files)"
            )
        check_counter("replicates", arm.replicates, REPLICATE_MAX, low=1)
        check_counter("seed", arm.seed, SEED_MAX)
        check_counter("points", arm.points, POINT_MAX, low=1)
        check_room(arm.points, numbers_of(arm.scenario, arm.columns), f"arm `{arm.name}`")
        check_columns(arm.scenario, arm.columns)


def check_answers(request: Request) -> None:
    """Raises InputError for points at which no spell can be long enough to be stable.

    There every run would count as one without a stable bloc, whatever happens in it.
    """
    for arm in request.arms:
        bloc = arm.scenario.bloc
        horizon = np.full(arm.points, arm.columns.get("horizon", arm.scenario.horizon), dtype=np.float64)
        blocs: Any = arm.columns.get("bloc", [{}])
        own = [value.get("min_duration", bloc.min_duration) for value in blocs]
        needed = np.full(arm.points, arm.columns.get("bloc.min_duration", own), dtype=np.float64)
        short = np.flatnonzero(needed > horizon)
        if len(short):
            first = short[0]
            where = f" at {len(short):,} of {arm.points:,} points, first at {first}" if arm.points > 1 else ""
            raise InputError(
                f"arm `{arm.name}` cannot answer{where}: no spell lasts {needed[first]:g} "
                f"(`bloc.min_duration`) of {horizon[first]:g} steps (`horizon`); "
                "shorten the first or lengthen the second"
            )


def point_numbers(points: np.ndarray[Any, Any], *, crn: bool) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The point of each run as the random numbers know it."""
    return np.zeros(len(points), dtype=np.uint64) if crn else points.astype(np.uint64)
