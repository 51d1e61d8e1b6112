"""How the answer follows one quantity."""

from typing import TYPE_CHECKING

from sim.analysis.records import number, one, records
from sim.analysis.response import is_line, response
from sim.analysis.study import Arm
from sim.analysis.wording import arm_size, percent, percent_interval
from sim.plotting.plates import INTERVAL, Plate
from sim.plotting.response_figure import draw_response
from sim.report.sections.regimes import axis_labels
from sim.report.sections.section import Section

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary


def response_section(summary: "Summary") -> Section | None:
    """The section of the first arm that varies one quantity along a grid; None where there is none."""
    arm = next((arm for arm in summary.study.arms if is_line(arm)), None)
    if arm is None:
        return None
    table = response(arm)
    return Section(
        key="response",
        title="How does the answer follow the quantity that was varied?",
        sentences=(response_sentence(arm, table),),
        plates=(_plate(summary, arm, table),),
        tables={"response": table},
    )


def response_sentence(arm: Arm, table: "pd.DataFrame") -> str:
    """The answer at both ends, and whether it reaches one half between them."""
    rows = [row for row in records(table) if row["measure"] == "stable_bloc"]
    first, last = (
        f"{percent_interval(float(row['share']), float(row['low']), float(row['high']))} at {row['value']:g}"
        for row in (rows[0], rows[-1])
    )
    over = [row for row in rows if row["share"] >= 0.5]
    most = max(float(row["share"]) for row in rows)
    half = (
        f"it reaches one half at {len(over)} of the {len(rows)} values"
        if over
        else f"it reaches one half nowhere, and is {percent(most, 1)} at most"
    )
    return (
        f"Over {axis_labels(arm)[0]}, the share of runs with a stable bloc goes from {first} to "
        f"{last}; {half}."
    )


def _plate(summary: "Summary", arm: Arm, table: "pd.DataFrame") -> Plate:
    (label,) = axis_labels(arm)
    own = number(one(summary.swept, arm=arm.name, quantity=arm.axes[0])["own_value"])
    return Plate(
        name="response",
        title=f"How the answer follows {label}",
        caption=(
            "Lines: the share of runs with a stable bloc (dark) and with some entente. Bands: "
            f"{INTERVAL} Wilson intervals, value by value. Dashed: one half; upright: the own value. "
            f"n = {arm_size(arm)}. Seed {arm.seed}."
        ),
        alt=response_sentence(arm, table),
        draw=lambda width: draw_response(table, label=label, own=own, width=width),
    )
