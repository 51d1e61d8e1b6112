"""The style sheet of the pages, with the colours of the figures, so that page and report look alike."""

from pathlib import Path

from sim.plotting.style import ARM_COLOURS, INK, MUTED, OUTCOME_COLOURS, PAPER, POSTURE_COLOURS, RULE
from sim.vocabulary import Outcome, Posture

COLOURS = {
    "ink": INK,
    "muted": MUTED,
    "rule": RULE,
    "paper": PAPER,
    "align": POSTURE_COLOURS[Posture.ALIGN],
    "hedge": POSTURE_COLOURS[Posture.HEDGE],
    "balance": POSTURE_COLOURS[Posture.BALANCE],
    "bloc": OUTCOME_COLOURS[Outcome.STABLE_BLOC],
    "agree": ARM_COLOURS[2],
    "clash": ARM_COLOURS[1],
}


def palette() -> str:
    """CSS that declares the colours."""
    return ":root{" + "".join(f"--{name}:{colour};" for name, colour in COLOURS.items()) + "}\n"


STYLE = palette() + Path(__file__).with_name("page.css").read_text(encoding="utf-8")
