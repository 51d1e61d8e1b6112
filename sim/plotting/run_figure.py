"""One run, straight from the engine, as a timeline."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.analysis.example import example_spells
from sim.plotting.style import WIDE
from sim.plotting.timeline_figure import draw_timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.engine.run import Run


def draw_run(
    run: "Run", ax: "Axes | None" = None, *, members: Sequence[str] | None = None, width: float = WIDE
) -> "Axes":
    """Timeline of a run: postures of the members toward each other, their ties, adversaries and blocs.

    `members` are the scenario's bloc members unless others are named; raises InputError as
    `Run.outcome` does.
    """
    chosen, scenario = run.outcome(members).members, run.scenario
    spells = example_spells(
        run.to_frame(), chosen, scenario.state_names,
        min_duration=scenario.bloc.min_duration, grace=scenario.bloc.grace,
    )  # fmt: skip
    return draw_timeline(spells, ax, names=scenario.state_names, width=width)
