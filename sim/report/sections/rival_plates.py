"""The figures of rival theories: answers pair by pair, and the camps of a dated history."""

from typing import TYPE_CHECKING

from sim.analysis.records import records
from sim.analysis.study import Arm
from sim.analysis.wording import arm_size, count
from sim.plotting.camps_figure import draw_camps
from sim.plotting.plates import Plate
from sim.plotting.theories_figure import draw_theories
from sim.rivals.comparison import ANSWERS
from sim.rivals.history import History

if TYPE_CHECKING:
    import pandas as pd


def theories_plate(arm: Arm, table: "pd.DataFrame") -> Plate:
    """Pairs of the scenario, then histories; in brief where there is little room."""
    labels = {
        row["label"]: row["label"].split(":")[0]
        if ":" in row["label"]
        else row["members"].replace(", ", "\N{EN DASH}")
        for row in records(table)
    }
    first = records(table)[0]
    answers = [f"{word} {first[theory]}" for theory, word in ANSWERS.items()]
    return Plate(
        name="theories",
        title="What each theory says, pair by pair, and what the runs do",
        caption=(
            "Two dots that touch: in one camp; a bar between them: in two; a ring: undecided. The two "
            "columns apart are nulls: landscape theory with equal power, and with all opposed to all. Bars: "
            "shares of BALANCE, HEDGE and ALIGN over all steps and both directions, in per cent. Below the "
            "line: histories, which have propensities but no issues, so that nothing is simulated. No "
            "interval: the theories know no chance, and shares are of all steps. n = "
            f"{arm_size(arm)} × "
            f"{count(arm.scenario.horizon, 'quarter')}. Seed {arm.seed}."
        ),
        alt=f"Answers of six theories on {len(table)} pairs; {first['label']}: {', '.join(answers)}.",
        draw=lambda width: draw_theories(table, labels=labels, width=width),
    )


def camps_plate(history: History, table: "pd.DataFrame") -> Plate:
    """The camps of a dated history from `camps_by_year`."""
    last = records(table)[-1]
    index = table.groupby("year")["frustration"].first()
    low, high = index.min(), index.max()
    return Plate(
        name=f"camps_{history.name}",
        title=f"Two camps, year by year: {history.description}",
        caption=(
            "Above: the frustration index, the number of signed pairs that the best two camps leave "
            "unsatisfied. Below: the camps that reach it. Balanced triads in the last year: "
            f"{last['balanced']} of {last['balanced'] + last['unbalanced']}. No interval: exact, by listing "
            f"all camps. n = {count(len(index), 'year')} × {count(len(history.state_names), 'state')}. Seed: "
            "none, for nothing is drawn."
        ),
        alt=f"Bands of camps by year; frustration from {high:g} to {low:g}.",
        draw=lambda width: draw_camps(table, names=history.state_names, width=width),
    )
