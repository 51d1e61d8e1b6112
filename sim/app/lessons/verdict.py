"""Lesson 6: many histories and the verdict."""

from sim.app.lessons.lesson import Lesson
from sim.app.many import HISTORIES
from sim.scenario.scenario import load_scenario


def verdict() -> Lesson:
    """The last lesson."""
    return Lesson(
        key="verdict",
        title=f"{HISTORIES:,} histories",
        text=(
            "One history proves nothing. In one of them Russia and China form a bloc, in the next they "
            "never do. So let us play "
            f"{HISTORIES:,}, each with its own news and its own luck, and count those in which a stable bloc "
            "stood at some time.",
            "The map beside the count shows how that share changes where open doors are worth more (to "
            "the right) and where the enemy of my enemy counts for more (upward). The mark is where "
            "the essay's numbers stand.",
        ),
        guess="In how many of a hundred histories does a stable bloc form?",
        do=f"Press “Run {HISTORIES:,} histories”. Then pull “Worth of open doors” and “Enemy of my enemy” "
        "toward the corner of the map where the bloc forms, and run them again.",
        question="What would have to be true of the world for a stable bloc to be likely?",
        hint="Find the corner of the map where the bloc forms. Are open doors worth much there, or little?",
        answer="At the essay's numbers about 7 histories in a hundred see a stable bloc, while in two "
        "of three ties come and go. The bloc becomes likely only toward one corner: where states "
        "hardly mind closing a door, and care very much for the enemy of their enemy. There it forms "
        "in nine histories of ten; in the opposite corner almost never. This is no prediction. It "
        "tells you what you would have to believe in order to expect a bloc.",
        scenario=load_scenario("essay"),
        dyad=("RUS", "CHN"),
        sliders=("behaviour.hedging_premium", "behaviour.common_threat", "behaviour.autonomy"),
        many=True,
    )
