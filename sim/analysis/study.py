"""What was asked, read once from a sweep's manifest: scenario, members, arms, seed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.analysis.base_point import base_point
from sim.errors import InputError
from sim.sweep.design_kinds import DESIGN_KINDS, Spread
from sim.sweep.sensitivity_designs import drawn_together

if TYPE_CHECKING:
    from sim.sweep.results import Results

MEMBERS_AXIS = "bloc.members"
"""How the name of an axis begins that changes whose bloc is asked about."""
OWN_VALUES, PLAUSIBLE = "central", "plausible"
"""Names of the arms with a meaning of their own: the scenario's own values; its plausible ranges."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """The words of a scenario that analysis needs, from its clean document."""

    document: Mapping[str, Any]

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return str(self.document["name"])

    @property
    def horizon(self) -> int:
        """Number of steps T."""
        return int(self.document["horizon"])

    @cached_property
    def names(self) -> dict[str, str]:
        """Full name of each state by key, in the order of the scenario."""
        return {key: str(entry["name"]) for key, entry in self.document["states"].items()}

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Keys of the states whose bloc is asked about."""
        return tuple(self.document["bloc"]["members"])

    @property
    def min_duration(self) -> int:
        """Steps that make a spell stable."""
        return int(self.document["bloc"]["min_duration"])

    @property
    def grace(self) -> int:
        """Steps of lapse that do not end a spell."""
        return int(self.document["bloc"]["grace"])


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One design with its replicates, as far as it was run."""

    name: str
    case: Case
    seed: int
    axes: tuple[str, ...]
    """Dotted names that the design varies; none for the scenario itself."""
    points: int
    """Points with at least one run."""
    replicates: int
    """Runs of the point that has most."""
    runs: int
    crossed: bool
    """Whether points share their replicates (common random numbers)."""
    drawn: bool
    """Whether the points are a sample of ranges, not all that is asked about."""
    kind: str = "point"
    """Kind of its design."""
    missing: int = 0
    """Runs that were asked for and are not there."""
    drawn_together: int = 1
    """Neighbouring points that share values by design and so are one draw: a row of a Saltelli design, a
    trajectory of a Morris design."""
    base: int | None = None
    """Point that is the scenario itself where all others are changes of it; None in other designs."""
    base_alone: bool = False
    """Whether only the runs of `base` are meant."""

    @property
    def answer(self) -> "Arm":
        """What of the arm answers the question: all of it, or the scenario itself where others change it."""
        if self.base is None:
            return self
        return replace(self, axes=(), points=1, runs=self.replicates, base_alone=True)

    @property
    def draws(self) -> int:
        """Independent draws of points."""
        return -(-self.points // self.drawn_together)

    @property
    def varies_members(self) -> bool:
        """Whether points differ in the members asked about: `case` then names one set of several."""
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


@dataclass(frozen=True, kw_only=True)
class Study:
    """A sweep's question. Arms stand in the order of the manifest; the first gives the scenario."""

    experiment: str
    arms: tuple[Arm, ...]

    @property
    def case(self) -> Case:
        """The scenario of the first arm."""
        return self.arms[0].case

    @cached_property
    def answers(self) -> tuple[Arm, ...]:
        """`Arm.answer` of each arm; arms that change one same scenario, and draw alike, have one answer."""
        seen: dict[Any, Arm] = {}
        for arm in self.arms:
            shared = None if arm.base is None else (repr(arm.case.document), arm.seed)
            seen.setdefault(arm.name if shared is None else shared, arm.answer)
        return tuple(seen.values())

    @property
    def counted(self) -> tuple[Arm, ...]:
        """The answers that are whole arms. Postures and paths are counted over all points of an arm: where
        these are changes of one scenario, the counts answer nothing."""
        return tuple(arm for arm in self.answers if not arm.base_alone)

    @property
    def alike(self) -> bool:
        """Whether all arms ask about the same members, by the same names."""
        return len({tuple((key, arm.case.names[key]) for key in arm.case.members) for arm in self.arms}) == 1

    @property
    def varies_members(self) -> bool:
        """Whether the points of any arm differ in the members whose bloc is asked about."""
        return any(arm.varies_members for arm in self.arms)

    def answer(self, name: str) -> Arm:
        """What of the arm of a name answers the question; raises InputError."""
        return self.arm(name).answer

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
    counts = results.rows.groupby(["arm", "point"], observed=True).size()
    manifest, arms = results.manifest, []
    for name, entry in manifest["arms"].items():
        if name not in counts.index.get_level_values("arm"):
            continue
        of_points = counts.loc[name]
        asked = entry["asked"]
        arms.append(
            Arm(
                name=name,
                case=Case(document=entry["scenario"]),
                seed=int(entry["seed"]),
                axes=tuple(entry["axes"]),
                points=len(of_points),
                replicates=int(of_points.max()),
                runs=int(of_points.sum()),
                crossed=bool(manifest["crn"]),
                drawn=DESIGN_KINDS[asked["kind"]].spread is not Spread.CHOSEN,
                kind=asked["kind"],
                missing=int(entry["runs"]) - int(of_points.sum()),
                drawn_together=drawn_together(asked, int(entry["points"])),
                base=base_point(results, name) if results.manifest["crn"] else None,
            )
        )
    return Study(experiment=str(manifest["experiment"]), arms=tuple(arms))
