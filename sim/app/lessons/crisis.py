"""Lesson 5: a crisis in mid-run: what pushes the two together, and what lets them."""

from sim.app.lessons.lesson import Lesson
from sim.scenario.scenario import load_scenario


def crisis() -> Lesson:
    """The fifth lesson."""
    return Lesson(
        key="crisis",
        title="A crisis",
        text=(
            "History does not stand still. In 2014 the West put sanctions on Russia. What if China had "
            "expanded instead? What if the two had shared out Central Asia?",
            "Each button below raises a crisis: from the next quarter on, some issues weigh more, or "
            "less. The past stays as it was, and so does chance: what differs afterwards is the work "
            "of the crisis.",
        ),
        guess="Which brings Russia and China closer together: sanctions from outside, or an energy "
        "deal between the two?",
        do="Play for two years (8 quarters), raise the sanctions, and play on. Then press "
        "Restart and raise the energy deal instead: the same history, but for the crisis.",
        question="In which of the two does a tie last, and why?",
        hint="Click the arrow from Russia to China after each crisis. Sanctions lengthen the bars that "
        "speak for aligning; the deal shortens one that speaks against it.",
        answer="After the deal. We let thousands of histories run, each with a crisis after two years. "
        "Sanctions lift the chance of a stable bloc from about 7 histories in a hundred to about 12; "
        "the deal lifts it to more than 80. Pressure from outside gives the two more in common, but "
        "leaves their quarrels where they are; the deal takes away the biggest of them. And if China "
        "expands, the chance falls to about 2 in a hundred: a quarrel has become heavier.",
        scenario=load_scenario("essay"),
        dyad=("RUS", "CHN"),
        crises=("sanctions", "chinese_expansion", "energy_deal"),
    )
