"""In which box of parameters a stable bloc is likely."""

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.discovery import EXTRA, Box, discover_box, is_installed
from sim.analysis.points import point_shares
from sim.analysis.records import records
from sim.analysis.sensitivity import factor_words
from sim.analysis.study import Arm
from sim.analysis.wording import arm_size, enumerate_words, percent, percent_interval
from sim.plotting.box_figure import draw_box
from sim.plotting.plates import INTERVAL, Plate
from sim.report.sections.section import Section

if TYPE_CHECKING:
    from sim.analysis.summary import Summary

ARM, TITLE = "discovery", "Which box of parameters gives a bloc?"
HALF = 0.5


def discovery_section(summary: "Summary") -> Section | None:
    """The box of the arm called `discovery`; None where there is none. Says so where the extra is missing."""
    arm = next((arm for arm in summary.study.arms if arm.name == ARM), None)
    if arm is None:
        return None
    if not is_installed():
        return Section(
            key=ARM, title=TITLE,
            sentences=(f"No box was sought: install the extra ({EXTRA}), then `entente report`.",),
        )  # fmt: skip
    shares = point_shares(summary.results, arm).set_index("point")["share"].sort_index()
    design = summary.results.design[summary.results.design["arm"] == arm.name].set_index("point")
    box = discover_box(
        design.loc[shares.index, list(arm.axes)].astype(np.float64).reset_index(drop=True),
        shares.to_numpy() >= HALF,
        seed=arm.seed,
    )
    if box is None:
        return Section(
            key=ARM, title=TITLE,
            sentences=("No box was found: too few points have a stable bloc in half of their runs.",),
        )  # fmt: skip
    labels = {
        str(row["quantity"]): factor_words(str(row["quantity"]), arm.case.names)
        for row in records(box.limits)
    }
    plate = Plate(
        name="box",
        title="The box in which a stable bloc is likely",
        caption=(
            f"{box_sentence(arm, box)} Grey: the whole range; dark: what the box keeps. "
            f"Intervals: {INTERVAL}, Wilson's over points not searched. n = {arm_size(arm)}. Seed {arm.seed}."
        ),
        alt=box_sentence(arm, box),
        draw=lambda width: draw_box(box.limits, labels=labels, width=width),
    )
    return Section(
        key=ARM,
        title=TITLE,
        sentences=(box_sentence(arm, box),),
        plates=(plate,),
        tables={"box": box.limits},
        about={"box": "Limits of the box in which a stable bloc is likely"},
        method=(
            "A point is of interest if at least half of its runs have a stable bloc. PRIM (Friedman and "
            "Fisher 1999; ema-workbench) peels slices off the ranges of two fifths of the points; of its "
            "boxes, the one with the largest harmonic mean of density and coverage on a further three tenths "
            "is taken, less its idle limits; density and coverage are those on the rest, which neither saw.",
        ),
    )


def box_sentence(arm: Arm, box: Box) -> str:
    """The box as a sentence, with density and coverage."""
    parts = []
    for row in records(box.limits):
        word = factor_words(str(row["quantity"]), arm.case.names)
        if row["low"] <= row["range_low"]:
            parts.append(f"{word} at most {row['high']:.2g}")
        elif row["high"] >= row["range_high"]:
            parts.append(f"{word} at least {row['low']:.2g}")
        else:
            parts.append(f"{word} from {row['low']:.2g} to {row['high']:.2g}")
    return (
        f"With {enumerate_words(parts)}, a stable bloc forms in at least half of the runs at "
        f"{percent_interval(*map(float, box.density))} of the points (density), against "
        f"{percent(box.base, 1)} of all points; the box holds "
        f"{percent_interval(*map(float, box.coverage))} of such points (coverage) in "
        f"{percent(box.mass, 1)} of the space."
    )
