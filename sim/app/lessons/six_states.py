"""Lesson 4: the essay's six states of 2012: Russia and China between agreement, quarrels and the United States."""

from sim.app.lessons.lesson import Lesson
from sim.scenario.scenario import load_scenario


def six_states() -> Lesson:
    """The fourth lesson."""
    return Lesson(
        key="six_states",
        title="Six states in 2012",
        text=(
            "Now the real question. In 2012 many feared that Russia and China were becoming one bloc. An essay "
            "of that year said: probably not. Here are the two, and four states that matter to both, with the "
            "essay's reasons turned into numbers.",
            "Russia and China agree that the West should not run the world, and that nobody should step into the "
            "affairs of others. Both gain from trade in the Far East. But they want the same oil and gas in Central "
            "Asia, and Russia sells arms to India and Vietnam, China's rivals.",
            "The weights of these issues now move with the news, so that no two histories are alike.",
        ),
        guess="How will Russia stand toward China most of the time: align, hedge or balance?",
        do="Press play, then click the arrow from Russia to China. Look at the two halves, agreement and "
        "quarrels, before you look at the bars.",
        question="Russia and China both stand against the United States most of the time. Why is that not enough?",
        hint="Find the biggest bar against aligning. Then find the bar of the common threat, and compare.",
        answer="Because they are in two minds about each other. At their usual weights Russia has 1.6 in agreement "
        "with China and 1.4 in conflict: next to nothing is left in sum, and the closed door costs 0.7, more than a "
        "common threat can pay for most of the time. So Russia hedges toward China in three quarters of "
        "four, and the two have a tie in one quarter of twelve.",
        scenario=load_scenario("essay"),
        dyad=("RUS", "CHN"),
        sliders=(
            "behaviour.hedging_premium",
            "behaviour.common_threat",
            "issues.central_asia_energy.salience.RUS",
            "issues.us_forces_europe.salience.RUS",
        ),
    )
