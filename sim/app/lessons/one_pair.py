"""Lesson 1: two neighbours with one shared interest; what aligning, hedging and balancing are."""

from sim.app.lessons.lesson import Lesson
from sim.app.lessons.worlds import NORTH, SOUTH, friends


def one_pair() -> Lesson:
    """The first lesson."""
    return Lesson(
        key="one_pair",
        title="Two neighbours",
        text=(
            "Northland and Southland share a sea. Both want it open to every ship, and they quarrel "
            "over nothing.",
            "A country can stand toward another in three ways. It can ALIGN: stand with the other and "
            "count on it. It can BALANCE: stand against it. Or it can HEDGE: keep both doors open, "
            "deal with the other and promise nothing. When both align, they have a tie.",
            "Each quarter of a year a country may think again. Most of the time it then takes what "
            "pays best. Aligning brings the gain of a shared interest, but it costs freedom: whoever "
            "gives a promise can no longer do as it likes.",
        ),
        guess="Both start by hedging. Will they align, and will it last?",
        do="Press play and watch the two arrows. Then pull down how much the open sea matters to both, "
        "and play again.",
        question="How little must the sea matter before they hedge more often than they align?",
        hint="Click an arrow: the bars show what speaks for aligning and what against it. The freedom "
        "given up always costs 0.5.",
        answer="Somewhere between 0.4 and 0.3. At 0.8 the two have a tie in almost nine quarters of "
        "ten: the gain pays for the freedom given up. At 0.3 it no longer does, and each hedges in "
        "about two quarters of three. Nobody has become an enemy. Aligning is just not worth its "
        "price.",
        scenario=friends(),
        dyad=(NORTH, SOUTH),
        sliders=(
            f"issues.open_sea.salience.{NORTH}",
            f"issues.open_sea.salience.{SOUTH}",
            "behaviour.autonomy",
        ),
    )
