"""A sweep as analysis reads it: each arm that was asked for, with the runs that it has so far."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import InputError
from sim.scenario.scenario import Scenario
from sim.sweep.design_kinds import DESIGN_KINDS, Spread
from sim.sweep.designs import Columns
from sim.sweep.request import Arm as RequestedArm
from sim.sweep.sensitivity_designs import drawn_together

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from sim.sweep.results import Results

MEMBERS_AXIS = "bloc.members"
"""How the name of an axis begins that changes whose bloc is asked about."""
OWN_VALUES, PLAUSIBLE = "central", "plausible"
"""Names of the arms with a meaning of their own: the scenario's own values; its plausible ranges."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Arm:
    """An arm of the request with its runs, as far as they are stored."""

    request: RequestedArm
    """What was asked."""
    rows: "pd.DataFrame"
    """Its rows of `Results.rows`; of `base` alone where only that is meant."""
    postures: "pd.DataFrame"
    """Its rows of `Results.postures`."""
    path: "pd.DataFrame"
    """Its rows of `Results.path`."""
    crossed: bool
    """Whether points share their replicates (common random numbers)."""
    base: int | None = None
    """Point that is the scenario itself where all others are changes of it; None in other designs."""
    base_alone: bool = False
    """Whether only the runs of `base` are meant."""

    @property
    def name(self) -> str:
        """Its name in the request."""
        return self.request.name

    @property
    def scenario(self) -> Scenario:
        """The scenario that its points change."""
        return self.request.scenario

    @property
    def seed(self) -> int:
        """Root of its random numbers."""
        return self.request.seed

    @property
    def asked(self) -> "Mapping[str, Any]":
        """The design as it was written."""
        return self.request.design

    @property
    def kind(self) -> str:
        """Kind of its design."""
        return str(self.asked["kind"])

    @property
    def columns(self) -> Columns:
        """Dotted name -> (points,) values, by number of the point."""
        return self.request.columns

    @property
    def axes(self) -> tuple[str, ...]:
        """Dotted names that the design varies; none for the scenario itself."""
        return () if self.base_alone else tuple(self.columns)

    @cached_property
    def _runs_of_points(self) -> "pd.Series[int]":
        return self.rows.groupby("point", observed=True).size()

    @property
    def points(self) -> int:
        """Points with at least one run."""
        return len(self._runs_of_points)

    @property
    def replicates(self) -> int:
        """Runs of the point that has most."""
        return int(self._runs_of_points.max())

    @property
    def runs(self) -> int:
        """Runs that are stored."""
        return len(self.rows)

    @property
    def missing(self) -> int:
        """Runs that were asked for and are not there."""
        return (self.request.replicates if self.base_alone else self.request.runs) - self.runs

    @property
    def drawn(self) -> bool:
        """Whether the points are a sample of ranges, not all that is asked about."""
        return DESIGN_KINDS[self.kind].spread is not Spread.CHOSEN

    @property
    def drawn_together(self) -> int:
        """Neighbouring points that share values by design and so are one draw: a row of a Saltelli design, a
        trajectory of a Morris design."""
        return drawn_together(self.asked, self.request.points)

    @cached_property
    def answer(self) -> "Arm":
        """What of the arm answers the question: all of it, or the scenario itself where others change it."""
        if self.base is None:
            return self
        return replace(self, rows=self.rows[self.rows["point"] == self.base], base_alone=True)

    @property
    def draws(self) -> int:
        """Independent draws of points."""
        return -(-self.points // self.drawn_together)

    @property
    def varies_members(self) -> bool:
        """Whether points differ in the members asked about: `scenario` then names one set of several."""
        return any(axis.startswith(MEMBERS_AXIS) for axis in self.axes)

    @property
    def independent(self) -> int:
        """A number of independent runs that the arm is worth at least.

        The variance of a share over P points that were drawn is at most p (1 - p) / P, whatever
        happens inside the points; over points that were chosen at most p (1 - p) / runs. Points drawn
        together count once. With shared replicates it is at most p (1 - p) / replicates as well.
        """
        if self.points == 1:
            return self.runs
        worth = self.draws if self.drawn else self.runs
        return min(worth, self.replicates) if self.crossed else worth


@dataclass(frozen=True, kw_only=True, eq=False)
class Study:
    """A sweep's question. Arms stand in the order of the request; the first gives the scenario."""

    experiment: str
    arms: tuple[Arm, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario of the first arm."""
        return self.arms[0].scenario

    @cached_property
    def answers(self) -> tuple[Arm, ...]:
        """`Arm.answer` of each arm; arms that change one same scenario, and draw alike, have one answer."""
        first: dict[Any, Arm] = {}
        for arm in self.arms:
            first.setdefault(arm.name if arm.base is None else (arm.scenario, arm.seed), arm.answer)
        return tuple(first.values())

    @property
    def counted(self) -> tuple[Arm, ...]:
        """The answers that are whole arms. Postures and paths are counted over all points of an arm: where
        these are changes of one scenario, the counts answer nothing."""
        return tuple(arm for arm in self.answers if not arm.base_alone)

    @property
    def alike(self) -> bool:
        """Whether all arms ask about the same members, by the same names."""
        named = {
            tuple((key, arm.scenario.state_names[key]) for key in arm.scenario.bloc.members)
            for arm in self.arms
        }
        return len(named) == 1

    @property
    def varies_members(self) -> bool:
        """Whether the points of any arm differ in the members whose bloc is asked about."""
        return any(arm.varies_members for arm in self.arms)

    def arm(self, name: str) -> Arm:
        """The arm of a name; raises InputError."""
        for arm in self.arms:
            if arm.name == name:
                return arm
        raise InputError(f"no arm is called `{name}`; there are {', '.join(arm.name for arm in self.arms)}")


def read_study(results: "Results") -> Study:
    """The study of stored results; raises InputError where no run is stored yet."""
    if len(results.rows) == 0:
        raise InputError(
            "the sweep has no runs yet, so there is nothing to report; finish it with `entente resume`"
        )
    arms = []
    for asked in results.request.arms:
        rows = _rows_of(results.rows, asked.name)
        if len(rows):
            arms.append(
                Arm(
                    request=asked,
                    rows=rows,
                    postures=_rows_of(results.postures, asked.name),
                    path=_rows_of(results.path, asked.name),
                    crossed=results.request.crn,
                    base=_base_point(asked, rows) if results.request.crn else None,
                )
            )
    return Study(experiment=results.request.name, arms=tuple(arms))


def _rows_of(table: "pd.DataFrame", arm: str) -> "pd.DataFrame":
    """The rows of an arm: a view, since they lie side by side."""
    places = np.flatnonzero(table["arm"] == arm)
    return table.iloc[places[0] : places[-1] + 1] if len(places) else table.iloc[:0]


def _base_point(arm: RequestedArm, rows: "pd.DataFrame") -> int | None:
    """The point that is the scenario itself, where all other points are changes of it.

    None where the design compares nothing with the scenario, or that point has no run. Cases have the
    scenario first. Among coalitions it is where every claim is as the scenario has it.
    """
    kind = str(arm.design["kind"])
    if DESIGN_KINDS[kind].changes:
        point = 0
    elif kind == "coalitions":
        own = {name: arm.scenario.own_values(name)[name] for name in arm.columns}
        alike = np.logical_and.reduce([arm.columns[name] == value for name, value in own.items()])
        if not alike.any():
            return None
        point = int(alike.argmax())
    else:
        return None
    return point if (rows["point"] == point).any() else None
