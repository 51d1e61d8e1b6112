"""Where a stable bloc forms: maps over two axes."""

from typing import TYPE_CHECKING

from sim.analysis.axes import slot_of
from sim.analysis.records import records
from sim.analysis.regimes import is_plane, own_point, regime_table
from sim.analysis.study import Arm
from sim.analysis.wording import OUTCOME_WORDS, arm_size, count, decimals_for, percent, percent_interval
from sim.plotting.outcome_maps_figure import draw_outcome_maps
from sim.plotting.plane import HALF, Plane
from sim.plotting.plates import INTERVAL, Plate
from sim.plotting.regime_figure import draw_regime_map, draw_regimes
from sim.report.sections.section import Section
from sim.scenario.scenario import Scenario
from sim.sweep.intervals import wilson
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary


def regimes_section(summary: "Summary") -> Section | None:
    """Maps of every arm that is a grid over two axes; None where there is none."""
    arms = [arm for arm in summary.study.arms if is_plane(arm)]
    if not arms:
        return None
    whole = [arm for arm in arms if not arm.missing]
    tables = {f"regimes_{arm.name}": regime_table(arm) for arm in whole}
    return Section(
        key="regimes",
        title="Where does a stable bloc form?",
        sentences=tuple(
            line
            for arm in arms
            for line in (
                [_no_map(arm)] if arm.missing else regime_sentences(arm, tables[f"regimes_{arm.name}"])
            )
        ),
        plates=tuple(
            plate for arm in whole for plate in _plates(summary, arm, tables[f"regimes_{arm.name}"])
        ),
        tables=tables,
        method=(
            "Each cell of a map is a point of a grid with its own runs; lines of one half are drawn "
            "through the cells' shares, and only where some cells lie below and some above. All other values "
            "are the scenario's own.",
        ),
    )


def regime_sentences(arm: Arm, table: "pd.DataFrame") -> tuple[str, ...]:
    """How much of a map has a stable bloc in half of its runs or more, and which outcome reigns in most."""
    half = float((table["STABLE_BLOC"] >= HALF).mean())
    most = table["reigning"].value_counts(normalize=True)
    first = OUTCOME_WORDS[Outcome[str(most.index[0])]]
    return (
        f"Over {' and '.join(axis_labels(arm))}, a stable bloc forms in at "
        f"least half of the runs in {percent(half)} of the {len(table):,} cells; in "
        f"{percent(float(most.iloc[0]))} the most frequent outcome is {first}.",
        *half_sentences(table),
    )


def half_sentences(table: "pd.DataFrame") -> tuple[str, ...]:
    """Why the map has no line of one half, where it has none."""
    rows = sorted(records(table), key=lambda row: float(row["STABLE_BLOC"]))
    least, most = rows[0], rows[-1]
    if least["STABLE_BLOC"] < HALF < most["STABLE_BLOC"]:
        return ()
    below = most["STABLE_BLOC"] <= HALF
    cell = most if below else least
    shown = percent_interval(cell["STABLE_BLOC"], cell["low"], cell["high"])
    return (
        f"No cell is {'above' if below else 'below'} one half, so that there is no line of one half: "
        f"the cell with {'most' if below else 'least'} has {shown}.",
    )


def axis_labels(arm: Arm) -> list[str]:
    """The axes of an arm in words, each with its symbol."""
    return [axis_label(arm.scenario, axis) for axis in arm.axes]


def axis_label(scenario: Scenario, axis: str) -> str:
    """An axis in words, with its symbol if it has one."""
    words, slot = scenario.words(axis), slot_of(scenario, axis)
    return f"{words} ({slot.quantity.symbol})" if slot and slot.quantity.symbol else words


def _no_map(arm: Arm) -> str:
    return (
        f"No map over {' and '.join(axis_labels(arm))}: {count(arm.missing, 'run')} of arm {arm.name} "
        "are missing; `entente resume` makes them."
    )


def _plates(summary: "Summary", arm: Arm, table: "pd.DataFrame") -> list[Plate]:
    across, up = axis_labels(arm)
    plane = Plane(labels=(across, up), own=own_point(summary.swept, arm))
    axes = f"{across} and {up}"
    half = percent(float((table["STABLE_BLOC"] >= HALF).mean()))
    widest = float(((table["high"] - table["low"]) / 2.0).max())
    size = f"n = {arm_size(arm)}. Seed {arm.seed}."
    cross = (
        "Cross: the scenario's own values."
        if plane.has_own
        else "The states of an axis have values of their own, so that the scenario has no point here."
    )
    return [
        Plate(
            name=f"regime_map_{arm.name}",
            title=f"Where a stable bloc forms: {axes}",
            caption=(
                f"Colour: the share of runs with a stable bloc. {_lines(table)} {cross} The {INTERVAL} "
                f"interval of a cell reaches at most {_points(widest)} points to either side. {size}"
            ),
            alt=f"Map; in {half} of the cells at least half of the runs have a stable bloc.",
            draw=lambda width: draw_regime_map(table, plane=plane, width=width),
        ),
        Plate(
            name=f"regimes_{arm.name}",
            title=f"Which outcome reigns: {axes}",
            caption=(
                "Colour: the outcome that most runs of a cell have; paler where fewer than half have it. "
                f"{cross} No interval: every cell is shown. {size}"
            ),
            alt=regime_sentences(arm, table)[0],
            draw=lambda width: draw_regimes(table, plane=plane, width=width),
        ),
        Plate(
            name=f"outcome_maps_{arm.name}",
            title=f"How often each outcome comes about: {axes}",
            caption=(
                "Share of runs with each outcome, and with some entente, stable or not; a line where it is "
                f"one half. {cross} The {INTERVAL} interval of a cell reaches at most "
                f"{_points(widest_of(table))} points to either side. {size}"
            ),
            alt=f"Six maps of shares; {regime_sentences(arm, table)[0]}",
            draw=lambda width: draw_outcome_maps(table, plane=plane, width=width),
        ),
    ]


def widest_of(table: "pd.DataFrame") -> float:
    """Half the width of the widest interval that any share of a cell can have."""
    runs = float(table["runs"].min())
    interval = wilson(0.5 * runs, runs)
    return float(interval.high - interval.low) / 2.0


def _points(half_width: float) -> str:
    """Half the width of an interval of a share, in points, with the decimals that it needs.

    >>> _points(0.0672), _points(0.0031)
    ('7', '0.3')
    """
    return f"{100.0 * half_width:.{decimals_for(half_width)}f}"


def _lines(table: "pd.DataFrame") -> str:
    """What the lines of one half are, and which are not there."""
    words = []
    for column, dash, what in (
        ("STABLE_BLOC", "Solid", "one half have a stable bloc"),
        ("ENTENTE", "Broken", "one half have some entente"),
    ):
        low, high = float(table[column].min()), float(table[column].max())
        if low < HALF < high:
            words.append(f"{dash} line: {what}.")
        else:
            words.append(
                f"No {dash.lower()} line: {'fewer' if high <= HALF else 'more'} than {what} in every cell."
            )
    return " ".join(words)
