"""Who does what toward whom, by the engine: what every page is compared with."""

from sim.engine.run import Run
from sim.vocabulary import Posture


def postures_at(run: Run, step: int) -> dict[tuple[str, str], Posture]:
    """The posture of every dyad at a step of a run."""
    return {
        (one, other): Posture(int(run.postures[step, i, j]))
        for i, one in enumerate(run.states)
        for j, other in enumerate(run.states)
        if i != j
    }


def named(postures: dict[tuple[str, str], Posture]) -> dict[str, str]:
    """The same as a page's lines say it: `RUS>CHN` and the posture's name."""
    return {f"{one}>{other}": posture.name for (one, other), posture in postures.items()}
