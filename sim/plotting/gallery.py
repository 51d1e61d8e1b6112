"""Every figure that the tables of a sweep allow, in the order of a report, and how they are saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from sim.plotting import plates
from sim.plotting.canvas import save
from sim.plotting.network_figure import STATES_MAX
from sim.plotting.plates import Plate
from sim.plotting.style import NARROW, WIDE

if TYPE_CHECKING:
    from sim.analysis.summary import Summary


def make_plates(summary: "Summary") -> list[Plate]:
    """The figures of a sweep: points where an arm has several, a network where it can be read, a timeline
    where there is an example, and what is counted over whole arms where that answers the question."""
    arms, whole = summary.study.answers, summary.study.counted
    made = [plates.verdict(summary), plates.outcomes(summary)]
    made += [plates.points(summary, arm) for arm in arms if arm.points > 1]
    made += [plates.matrix(summary, arm) for arm in whole]
    made += [plates.network(summary, arm) for arm in whole[:1] if len(arm.scenario.states) <= STATES_MAX]
    made += [plates.path(summary)] if whole else []
    if len(summary.spells) and _speaks_for_itself(summary):
        made.append(plates.timeline(summary))
    return made


def _speaks_for_itself(summary: "Summary") -> bool:
    """Whether the example is a run of the scenario asked about, not of one change of it among many."""
    about = summary.results.manifest["example"]
    base = summary.study.arm(about["arm"]).base
    return base is None or base == about["point"]


def save_plate(plate: Plate, folder: Path) -> list[Path]:
    """Save a figure wide (SVG and PNG) and for a narrow screen (SVG, name ending in -narrow)."""
    wide = save(plate.draw(WIDE), folder / plate.name)
    return [*wide, *save(plate.draw(NARROW), folder / f"{plate.name}-narrow", ("svg",))]
