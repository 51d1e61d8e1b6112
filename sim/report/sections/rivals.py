"""What rival theories say about the members from the same weights, beside the simulation."""

import math
from typing import TYPE_CHECKING

from sim.analysis.records import Record, one, records
from sim.analysis.study import Arm
from sim.analysis.theories import historical_answers, pair_answers, theory_statements
from sim.analysis.wording import (
    SPACE,
    arm_place,
    arm_title,
    count,
    enumerate_words,
    members_of,
    percent,
    percent_and_limits,
    percent_interval,
    percent_range,
)
from sim.errors import InputError
from sim.report.sections.rival_plates import camps_plate, theories_plate
from sim.report.sections.section import Section, unanswered
from sim.report.shown import Cell, Shown
from sim.rivals.by_year import camps_by_year
from sim.rivals.comparison import ANSWERS, WORDS
from sim.rivals.history import shipped_histories
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary

EXPERIMENT = "rivals"
"""The experiment whose report shows the histories as well, and all pairs of the scenario."""
KEY, TITLE = "rivals", "What do rival theories say?"
MEASURES = {
    "landscape": ("energy gap", "energy, together less apart, as a share of all"),
    "structural balance": ("frustration gap", "pairs unsatisfied, together less apart"),
    "leading eigenvector": ("least product of entries", "product of their entries"),
    "flow": ("time of blow-up", "time until two factions part"),
    "null: equal_power": ("energy gap", "energy gap if power were equal"),
    "null: all_opposed": ("energy gap", "energy gap if all opposed all"),
}
"""The measure of each theory whose sign decides, and what it is in words."""
SPOKEN = {
    "landscape": "landscape theory",
    "structural balance": "structural balance",
    "leading eigenvector": "the leading eigenvector",
    "flow": "the flow dX/dt = X²",
}
DRAWN = {"null: shuffled_weights": "weights dealt anew", "null: random_signs": "signs drawn by a coin"}


def rivals_section(summary: "Summary") -> Section:
    """The theories on the scenario of the first arm, at its own values."""
    study = summary.study
    if study.varies_members:
        return unanswered(KEY, TITLE, "the points differ in the members whose camp would be asked about")
    arm = study.answers[0]
    try:
        statements = theory_statements(arm)
    except InputError as reason:
        return unanswered(KEY, TITLE, reason)
    asked = study.experiment == EXPERIMENT and arm in study.counted
    table = _with_histories(pair_answers(arm, summary.dyads)) if asked else None
    dated = [history for history in shipped_histories() if history.years] if asked else []
    years = {f"camps_{history.name}": camps_by_year(history) for history in dated}
    return Section(
        key=KEY,
        title=TITLE,
        sentences=rival_sentences(summary, statements),
        plates=(
            *(() if table is None else (theories_plate(arm, table),)),
            *(camps_plate(history, years[f"camps_{history.name}"]) for history in dated),
        ),
        shown=(_side_by_side(summary, statements), *((_histories(),) if asked else ())),
        tables={"theories": statements, **({} if table is None else {"theories_of_pairs": table}), **years},
        method=(
            "The rivals read one size a state (capability) and one propensity a pair (the mean net interest "
            "of the two, salience at its mean), at the scenario's own values and its first step. Landscape "
            "theory (Axelrod and Bennett 1993) asks for the two camps of least energy; structural balance "
            "(Heider 1946; Harary 1959) for those that leave fewest signs unsatisfied; the leading "
            "eigenvector and the flow dX/dt = X² (Marvel et al. 2011) for two factions. They know two camps, "
            "no chance, no time and no hedging, so that an answer of theirs has no interval.",
        ),
    )


def rival_sentences(summary: "Summary", statements: "pd.DataFrame") -> tuple[str, ...]:
    """The answers in one sentence, what the runs do, and what chance would answer."""
    study, arm = summary.study, summary.study.answers[0]
    who = members_of(study)
    answers: dict[str, list[str]] = {}
    for theory, words in SPOKEN.items():
        answers.setdefault(_word(_row(statements, theory)), []).append(words)
    clauses = [
        f"{enumerate_words(theories)} {'leave' if len(theories) > 1 else 'leaves'} it open"
        if word == WORDS[None]
        else f"{enumerate_words(theories)} {'put' if len(theories) > 1 else 'puts'} them {word}"
        for word, theories in answers.items()
    ]
    stable = one(summary.properties, arm=arm.name, property="stable_bloc")
    interval = percent_interval(stable["share"], stable["low"], stable["high"])
    lines = [
        f"From the same weights of {who}, {'; '.join(clauses)}. In the simulation, which lets them hedge, "
        f"a stable bloc forms in {interval} of runs {arm_place(arm)}{_hedging(summary, arm)}."
    ]
    drawn = [row for row in records(statements) if row["measure"] == "share of draws together"]
    if drawn:
        parts = [f"{percent(row['value'])} ({DRAWN[row['theory']]})" for row in drawn]
        lines.append(
            f"Where the weights mean nothing, landscape theory joins them in {enumerate_words(parts)} of "
            f"{count(drawn[0]['draws'], 'draw')} each."
        )
    return tuple(lines)


def _hedging(summary: "Summary", arm: Arm) -> str:
    rows = [
        row
        for row in records(summary.members)
        if row["arm"] == arm.name and row["posture"] == Posture.HEDGE.name
    ]
    clauses = [
        f"{arm.scenario.in_text(row['source'])} {'in' if place else 'hedges in'} {percent(row['share'])}"
        f"{'' if place else ' of steps'}"
        for place, row in enumerate(rows)
    ]
    return f", and {enumerate_words(clauses)}" if clauses else ""


def _row(statements: "pd.DataFrame", theory: str) -> Record:
    return one(statements, theory=theory, measure=MEASURES[theory][0])


def _word(row: Record) -> str:
    """together, apart or undecided."""
    answer = row["together"]
    return WORDS[bool(answer) if answer in (True, False) else None]


def _side_by_side(summary: "Summary", statements: "pd.DataFrame") -> Shown:
    """Theories down; the simulation of each arm first."""
    rows = []
    for arm in summary.study.answers:
        row = one(summary.properties, arm=arm.name, property="stable_bloc")
        share = Cell(*percent_and_limits(row))
        rows.append(
            [Cell(f"Simulation, {arm_title(arm)}"), Cell("stable bloc"), Cell("share of runs"), share]
        )
        for posture in records(summary.members):
            if posture["arm"] == arm.name and posture["posture"] == Posture.HEDGE.name:
                source, target = (arm.scenario.in_text(posture[end]) for end in ("source", "target"))
                rows.append([
                    Cell(f"Simulation, {arm_title(arm)}"), Cell("hedging"),
                    Cell(f"share of steps, {source} toward {target}"),
                    Cell(percent(posture["share"], 1), percent_range(posture["low"], posture["high"], 1)),
                ])  # fmt: skip
    for theory in MEASURES:
        row = _row(statements, theory)
        rows.append([
            Cell(theory.replace("null: ", "").replace("_", " ").capitalize()),
            Cell(_word(row), row["reading"]), Cell(MEASURES[theory][1]), Cell(_number(row["value"])),
        ])  # fmt: skip
    for theory, words in DRAWN.items():
        of_theory = [row for row in records(statements) if row["theory"] == theory]
        if of_theory:
            joined = next(row for row in of_theory if row["measure"] == "share of draws together")
            rows.append([
                Cell(theory.replace("null: ", "").replace("_", " ").capitalize()), Cell("a distribution"),
                Cell(f"share of {count(joined['draws'], 'draw')} together; {words}"),
                Cell(percent(joined["value"])),
            ])  # fmt: skip
    return Shown(
        caption=(
            f"What each theory says about {members_of(summary.study)} from the same weights; the simulation "
            f"with 95{SPACE}% intervals"
        ),
        head=["Theory", "answer", "number behind it", "value"],
        rows=rows,
        words=3,
    )


def _number(value: float) -> str:
    """Five decimals without idle zeros; a time of blow-up may be infinite, and a product undefined.

    >>> [_number(value) for value in (-0.0379, 1.0, float("inf"), float("nan"))]
    ['−0.0379', '1', 'never', 'none']
    """
    if not math.isfinite(value):
        return "none" if math.isnan(value) else "never"
    return f"{value:.5f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")


def _histories() -> Shown:
    return Shown(
        caption="What each theory says about the shipped histories",
        head=["History", *ANSWERS.values()],
        rows=[
            [Cell(row["label"]), *(Cell(row[theory]) for theory in ANSWERS)]
            for row in records(historical_answers())
        ],
    )


def _with_histories(pairs: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    return pd.concat([pairs, historical_answers()], ignore_index=True)
