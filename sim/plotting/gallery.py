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
    """The figures of a sweep: points where an arm has several, a network where it can be
    read, a timeline where there is an example."""
    arms = summary.study.arms
    made = [plates.verdict(summary), plates.outcomes(summary)]
    made += [plates.points(summary, arm) for arm in arms if arm.points > 1]
    made += [plates.matrix(summary, arm) for arm in arms]
    if len(arms[0].case.names) <= STATES_MAX:
        made.append(plates.network(summary, arms[0]))
    made.append(plates.path(summary))
    if len(summary.spells):
        made.append(plates.timeline(summary))
    return made


def save_plate(plate: Plate, folder: Path) -> list[Path]:
    """Save a figure wide (SVG and PNG) and for a narrow screen (SVG, name ending in -narrow)."""
    wide = save(plate.draw(WIDE), folder / plate.name)
    return [*wide, *save(plate.draw(NARROW), folder / f"{plate.name}-narrow", ("svg",))]
