"""Lesson 4: the six states of 2012: Russia and China between agreement, quarrels and a common threat."""

from sim.app.lessons.lesson import Lesson
from sim.scenario.scenario import load_scenario


def six_states() -> Lesson:
    """The fourth lesson."""
    return Lesson(
        key="six_states",
        title="Six states in 2012",
        text=(
            "Now the real question. In 2012 some feared that Russia and China were becoming one bloc. "
            "An essay of that year said: probably not. Here are the two, and four states that matter "
            "to both, with the essay's reasons turned into numbers.",
            "Russia and China agree that the West should not run the world, and that nobody should "
            "meddle inside other states. Both gain from trade in the Far East. But both want the oil "
            "and gas of Central Asia, and Russia is uneasy about a China that grows.",
            "The weights of all issues now move with the news, so that no two histories are alike.",
        ),
        guess="How will Russia stand toward China most of the time: align, hedge or balance?",
        do="Press play, then click the arrow from Russia to China. Look at the two halves, agreement "
        "and quarrels, before you look at the bars.",
        question="Russia and China both stand against the United States most of the time. Why does "
        "that not make them allies?",
        hint="Look at the arrow from Russia to China. Which bars speak against aligning, and which one "
        "speaks most for it?",
        answer="Because they are in two minds about each other. At their usual weights Russia has 1.6 "
        "in agreement with China and 1.4 in conflict: almost nothing is left in sum, and closing a "
        "door costs 0.7. The common threat of the United States is worth about as much, 0.7, and just "
        "pays for that. But the freedom given up (0.5) and the fear of being trapped by a partner that "
        "it needs more than the partner needs it (0.15) remain unpaid. So Russia hedges toward China "
        "in three quarters of four, and the two have a tie in one quarter of twelve.",
        scenario=load_scenario("essay"),
        dyad=("RUS", "CHN"),
        sliders=(
            "behaviour.hedging_premium",
            "behaviour.common_threat",
            "issues.central_asia_energy.salience.RUS",
            "issues.us_forces_europe.salience.RUS",
        ),
    )
