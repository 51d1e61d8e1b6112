"""Axes that a notebook shows as a picture, although no window and no global figure stands behind them."""

from io import BytesIO

from matplotlib.axes import Axes

from sim.plotting.text import fit_text, house_style

PIXELS_PER_INCH = 160
"""Twice the pixels of a page of usual size: sharp on a screen with small pixels."""
SHOWN_PER_INCH = 96
"""Pixels of the page for an inch of the figure."""


class DisplayedAxes(Axes):
    """Axes of a new figure; Jupyter asks them for a picture of the whole figure."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        return picture(self)


def picture(ax: Axes) -> tuple[bytes, dict[str, int]]:
    """The figure of some axes as PNG, and the width and height in pixels at which a page should show it."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes made here or given stand in a figure
    width, height = (round(SHOWN_PER_INCH * float(side)) for side in figure.get_size_inches())
    target = BytesIO()
    with house_style():
        fit_text(figure)
        figure.savefig(target, format="png", dpi=PIXELS_PER_INCH, metadata={"Software": None})
    return target.getvalue(), {"width": width, "height": height}
