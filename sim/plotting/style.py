"""The one style: colours, words, sizes. Colours differ in lightness too, so that they survive
colour-blindness and grey print; order and words say the same again."""

from typing import Any

from sim.vocabulary import Outcome, Posture

WIDE, NARROW = 7.2, 3.75
"""Widths of figures in inches: a page or a slide; a phone or a journal's column."""

INK, MUTED, RULE, PAPER = "#1F2328", "#5D6570", "#D5D9DE", "#FFFFFF"

POSTURE_COLOURS = {Posture.BALANCE: "#E08A3C", Posture.HEDGE: "#E4DFD3", Posture.ALIGN: "#1F5F8B"}
"""BALANCE orange, HEDGE pale sand, ALIGN deep blue: middle, light and dark in grey print."""

OUTCOME_COLOURS = {
    Outcome.STABLE_BLOC: "#0B3954",
    Outcome.STABLE_ENTENTE: "#2A76AA",
    Outcome.TRANSIENT_ENTENTE: "#A9CDE5",
    Outcome.RIVALRY: "#E08A3C",
    Outcome.HEDGING: "#E4DFD3",
}

PROPERTY_COLOURS = {"entente": "#2A76AA", "adversary": POSTURE_COLOURS[Posture.BALANCE], "bloc": "#0B3954"}

ARM_COLOURS = ("#1F5F8B", "#B3541E", "#3F6B35", "#6A4C93")
"""Lines of arms, in order; dark enough to be read as text."""

FONT = "DejaVu Sans"
"""Comes with matplotlib: the same on every machine."""

RC: Any = {
    "font.family": FONT,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "font.size": 9.0,
    "axes.titlesize": 9.5,
    "axes.labelsize": 9.0,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "hatch.linewidth": 0.6,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "path",  # letters as shapes: no font is needed where the picture is seen
    "svg.hashsalt": "entente",  # the same picture gives the same bytes
    "pdf.fonttype": 42,
}


def ink_on(colour: str) -> str:
    """White or ink, whichever reads better on a colour (relative luminance, WCAG 2)."""
    channels = [int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return PAPER if luminance < 0.3 else INK
