"""The key of the three postures, alike in every figure."""

from typing import TYPE_CHECKING, Literal

from sim.plotting.style import POSTURE_COLOURS
from sim.vocabulary import Posture

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def posture_legend(ax: "Axes", place: Literal["outside upper center", "outside lower center"]) -> None:
    """Add the key outside the axes; `place` as in "outside upper center"."""
    from matplotlib.patches import Patch

    ax.figure.legend(
        handles=[Patch(facecolor=POSTURE_COLOURS[posture], label=posture.name) for posture in Posture],
        loc=place,
        ncols=3,
        handlelength=1.1,
        handleheight=1.1,
        columnspacing=1.6,
    )
