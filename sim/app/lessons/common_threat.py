"""Lesson 3: a strong third state that both quarrel with: a common threat, and a bloc."""

from sim.app.lessons.lesson import Lesson
from sim.app.lessons.worlds import EAST, NORTH, SOUTH, threatened


def common_threat() -> Lesson:
    """The third lesson."""
    return Lesson(
        key="common_threat",
        title="A giant next door",
        text=(
            "Northland and Southland are still in two minds about each other. But now there is "
            "Eastland: three times as strong as either, right at the border, and at odds with both.",
            "A threat is made of three things: how strong the other is, how near, and how much it "
            "wants what you do not want. Eastland has all three.",
            "“The enemy of my enemy is my friend”: a partner that stands against Eastland is worth "
            "more to you. When the two have a tie and both balance against the same third state, we "
            "call it a bloc. A bloc that lasts five years without a break is a stable bloc.",
        ),
        guess="Nothing has changed between the two. Will they still hedge?",
        do="Press play. Click the arrow from Northland to Southland and find the bar of the common "
        "threat. Then pull “Enemy of my enemy” to 0, and play again.",
        question="What holds this bloc together: the friendship of the two, or Eastland?",
        hint="Take Eastland away in your mind: pull its strength down, or “Enemy of my enemy” to 0, "
        "and see what is left.",
        answer="Eastland. With the common threat they have a tie in two quarters of three; without it "
        "in one of eleven, as in the second lesson. All that they quarrelled over is still there. Such "
        "a bloc lives as long as its adversary does: remember that when we come to Russia, China and "
        "the United States.",
        scenario=threatened(),
        dyad=(NORTH, SOUTH),
        sliders=(
            "behaviour.common_threat",
            f"states.{EAST}.capability",
            f"issues.northland_border.salience.{NORTH}",
            "behaviour.hedging_premium",
        ),
    )
