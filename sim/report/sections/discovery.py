"""In which box of parameters a stable bloc is likely, and in which an entente is."""

from typing import TYPE_CHECKING

from sim.analysis.discovery import BOXES, EXTRA, Box, Question, discover_box, is_installed, point_question
from sim.analysis.outcomes import MEASURES, PROPERTIES
from sim.analysis.records import records
from sim.analysis.study import Arm
from sim.analysis.wording import arm_size, count, enumerate_words, percent, percent_interval
from sim.plotting.box_figure import draw_box
from sim.plotting.plates import INTERVAL, Plate
from sim.report.sections.section import Section, unanswered

if TYPE_CHECKING:
    from sim.analysis.summary import Summary

ARM, TITLE = "discovery", "Which box of parameters gives a bloc?"


def discovery_section(summary: "Summary") -> Section | None:
    """The boxes of the arm called `discovery`; None where there is none. Says where the extra is missing."""
    arm = next((arm for arm in summary.study.arms if arm.name == ARM), None)
    if arm is None:
        return None
    if not is_installed():
        return unanswered(
            ARM, TITLE, f"no box was sought; install the extra ({EXTRA}), then `entente report`"
        )
    sentences, plates, tables = [], [], {}
    for measure, name in BOXES.items():
        question = point_question(arm, measure)
        box = discover_box(question.design, question.interest, seed=arm.seed)
        if box is None:
            sentences.append(_no_box(measure, question))
            continue
        sentences.append(box_sentence(arm, measure, question, box))
        plates.append(_plate(arm, measure, question, box))
        tables[name] = box.limits
    return Section(
        key=ARM,
        title=TITLE,
        sentences=tuple(sentences),
        plates=tuple(plates),
        tables=tables,
        method=(
            "A point is of interest if at least half of its runs have the property, or if fewer have it, "
            "whichever is rarer. PRIM (Friedman and Fisher 1999; ema-workbench) peels slices off the ranges "
            "of two fifths of the points; of its boxes, the one with the largest harmonic mean of density "
            "and coverage on a further three tenths is taken, less its idle limits. Density (of the box, how "
            "much is of interest) and coverage (of the interest, how much is in the box) are those on the "
            "rest of the points, which neither search nor choice saw; points are judged by their runs alone, "
            "so that those near one half are on either side by chance.",
        ),
    )


def box_sentence(arm: Arm, measure: str, question: Question, box: Box) -> str:
    """The box as a sentence, with density and coverage."""
    parts = []
    for row in records(box.limits):
        word = f"the {arm.scenario.words(str(row['quantity']))}"
        if row["low"] <= row["range_low"]:
            parts.append(f"{word} at most {row['high']:.2g}")
        elif row["high"] >= row["range_high"]:
            parts.append(f"{word} at least {row['low']:.2g}")
        else:
            parts.append(f"{word} from {row['low']:.2g} to {row['high']:.2g}")
    return (
        f"With {enumerate_words(parts)}, {MEASURES[measure]} in {_side(question)} the runs at "
        f"{percent_interval(*map(float, box.density))} of the points (density), against "
        f"{percent(box.base, 1)} of all points; the box holds "
        f"{percent_interval(*map(float, box.coverage))} of such points (coverage) in "
        f"{percent(box.mass, 1)} of the space."
    )


def _side(question: Question) -> str:
    return "fewer than half of" if question.fewer else "at least half of"


def _no_box(measure: str, question: Question) -> str:
    return (
        f"No box was found in which {MEASURES[measure]} in {_side(question)} the runs: that is so at "
        f"{int(question.interest.sum()):,} of {count(len(question.interest), 'point')}, too few, or at "
        "points that no limits set apart."
    )


def _plate(arm: Arm, measure: str, question: Question, box: Box) -> Plate:
    sentence = box_sentence(arm, measure, question, box)
    labels = {str(row["quantity"]): arm.scenario.words(str(row["quantity"])) for row in records(box.limits)}
    likely = "less" if question.fewer else "more"
    return Plate(
        name=BOXES[measure],
        title=f"The box in which {PROPERTIES[measure].noun} is {likely} likely than elsewhere",
        caption=(
            f"{sentence} Grey: the whole range; dark: what the box keeps. Intervals: {INTERVAL}, Wilson's "
            f"over {count(box.points, 'point')} not searched. n = {arm_size(arm)}. Seed {arm.seed}."
        ),
        alt=sentence,
        draw=lambda width: draw_box(box.limits, labels=labels, width=width),
    )
