"""Lesson 2: the same net interest, made of agreement and conflict: hedging appears."""

from sim.app.lessons.lesson import Lesson
from sim.app.lessons.worlds import NORTH, SOUTH, mixed


def in_two_minds() -> Lesson:
    """The second lesson."""
    return Lesson(
        key="in_two_minds",
        title="In two minds",
        text=(
            "The same two countries, some years later. They now agree on more: the open sea and a "
            "common market are worth 2.0 to each. They also quarrel: over a river and over islands, "
            "worth 1.2 to each.",
            "Agreement less quarrels leaves 0.8. That is exactly as much as in the first lesson.",
            "There is one new thing. Whoever aligns must give in on the river and the islands; whoever "
            "balances loses the sea and the market. Taking a side for good throws half of the relation "
            "away.",
        ),
        guess="The sum is the same as before. Will they behave as before?",
        do="Press play. Click an arrow and look for a bar that was not there in the first lesson. Then "
        "pull “Worth of open doors” down to 0 and play again.",
        question="Why do they hedge, if the sum has not changed?",
        hint="Compare the two halves: in the first lesson 0.8 in agreement and nothing in conflict, "
        "now 2.0 and 1.2. What is lost by committing is the smaller half.",
        answer="Because the same sum hides two big halves. The smaller half, here 1.2, is called "
        "ambivalence. It is what any commitment gives away, and half of it, 0.6, is charged to "
        "aligning and to balancing alike. So now they have a tie in one quarter of eleven only, and "
        "each hedges in four quarters of five. With the worth of open doors at 0 they do as in the "
        "first lesson. Hedging is not indifference: it is what you do when you care about both halves.",
        scenario=mixed(),
        dyad=(NORTH, SOUTH),
        sliders=(
            "behaviour.hedging_premium",
            f"issues.river_water.salience.{NORTH}",
            f"issues.river_water.salience.{SOUTH}",
        ),
    )
