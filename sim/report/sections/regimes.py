"""Where a stable bloc forms: maps over two axes."""

from typing import TYPE_CHECKING

from sim.analysis.regimes import is_plane, own_point, regime_table
from sim.analysis.study import Arm
from sim.analysis.wording import OUTCOME_WORDS, arm_size, percent
from sim.errors import InputError
from sim.plotting.plates import INTERVAL, Plate
from sim.plotting.regime_figure import draw_regime_map, draw_regimes
from sim.report.sections.section import Section
from sim.scenario.scenario import Scenario, load_scenario
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary


def regimes_section(summary: "Summary") -> Section | None:
    """Maps of every arm that is a grid over two axes; None where there is none."""
    arms = [arm for arm in summary.study.arms if is_plane(summary.results, arm)]
    if not arms:
        return None
    tables = {f"regimes_{arm.name}": regime_table(summary.results, arm) for arm in arms}
    return Section(
        key="regimes",
        title="Where does a stable bloc form?",
        sentences=tuple(regime_sentence(arm, tables[f"regimes_{arm.name}"]) for arm in arms),
        plates=tuple(plate for arm in arms for plate in _plates(summary, arm, tables[f"regimes_{arm.name}"])),
        tables=tables,
        about=dict.fromkeys(tables, "Share of each outcome over the cells of two axes"),
        method=(
            "Each cell of a map is a point of a grid with its own replicates; lines of one half are drawn "
            "through the cells' shares. All other values are the scenario's own.",
        ),
    )


def regime_sentence(arm: Arm, table: "pd.DataFrame") -> str:
    """How much of a map has a stable bloc in half of its runs or more, and which outcome reigns in most."""
    half = float((table["STABLE_BLOC"] >= 0.5).mean())
    most = table["reigning"].value_counts(normalize=True)
    first = OUTCOME_WORDS[Outcome[str(most.index[0])]]
    return (
        f"Over {axis_label(arm, arm.axes[0])} and {axis_label(arm, arm.axes[1])}, a stable bloc forms in at "
        f"least half of the runs in {percent(half)} of the cells; in {percent(float(most.iloc[0]))} the most "
        f"frequent outcome is {first}."
    )


def axis_label(arm: Arm, axis: str) -> str:
    """An axis in words: its last parts and its symbol."""
    scenario: Scenario = load_scenario(arm.case.document)
    parts = axis.split(".")
    words = " ".join(parts[1:] if len(parts) > 1 else parts).replace("_", " ")
    try:
        symbol = scenario.slot(axis).quantity.symbol
    except InputError:  # no number of the engine, such as the horizon
        symbol = ""
    return f"{words} ({symbol})" if symbol else words


def _plates(summary: "Summary", arm: Arm, table: "pd.DataFrame") -> list[Plate]:
    own = own_point(summary.results, summary.study, arm)
    labels = (axis_label(arm, arm.axes[0]), axis_label(arm, arm.axes[1]))
    half = percent(float((table["STABLE_BLOC"] >= 0.5).mean()))
    widest = 100.0 * float(((table["high"] - table["low"]) / 2.0).max())
    size = f"n = {arm_size(arm)}. Seed {arm.seed}."
    return [
        Plate(
            name=f"regime_map_{arm.name}",
            title=f"Where a stable bloc forms: {labels[0]} and {labels[1]}",
            caption=(
                "Colour: the share of runs with a stable bloc. Solid line: one half; broken line: one half "
                "have some entente. Cross: the scenario's own values. The "
                f"{INTERVAL} interval of a cell reaches at most {widest:.0f} points to either side. {size}"
            ),
            alt=f"Map; in {half} of the cells at least half of the runs have a stable bloc.",
            draw=lambda width: draw_regime_map(table, labels=labels, own=own, width=width),
        ),
        Plate(
            name=f"regimes_{arm.name}",
            title=f"Which outcome reigns: {labels[0]} and {labels[1]}",
            caption=(
                "Colour: the outcome that most runs of a cell have; paler where fewer than half have it. "
                f"Cross: the scenario's own values. No interval: every cell is shown. {size}"
            ),
            alt=regime_sentence(arm, table),
            draw=lambda width: draw_regimes(table, labels=labels, own=own, width=width),
        ),
    ]
