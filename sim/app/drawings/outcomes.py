"""What became of many histories: one bar, cut by outcome."""

from collections.abc import Mapping

from sim.analysis.wording import OUTCOME_WORDS, percent
from sim.app.drawings.markup import element, markup
from sim.plotting.style import OUTCOME_COLOURS, ink_on
from sim.vocabulary import Outcome

MEANINGS = {
    Outcome.STABLE_BLOC: "tied, against a common adversary, for long enough",
    Outcome.STABLE_ENTENTE: "tied for long enough, against no one",
    Outcome.TRANSIENT_ENTENTE: "tied, but never for long",
    Outcome.RIVALRY: "against each other most of the time",
    Outcome.HEDGING: "never tied: both doors stay open",
}
WRITTEN = 0.08
"""A share is written into the bar from this size on."""


def draw_outcomes(shares: Mapping[Outcome, float]) -> str:
    """HTML: a bar of all runs and its key. `shares` sum to 1."""
    parts = [
        element(
            "span",
            {
                "class": "out-part",
                "style": f"flex-grow:{shares[outcome]:.5g};background:{OUTCOME_COLOURS[outcome]};"
                f"color:{ink_on(OUTCOME_COLOURS[outcome])}",
                "title": f"{OUTCOME_WORDS[outcome]}: {percent(shares[outcome])}",
            },
            percent(shares[outcome]) if shares[outcome] >= WRITTEN else "",
        )
        for outcome in Outcome
        if shares[outcome] > 0.0
    ]
    key = [
        element(
            "li",
            {"data-testid": f"share-{outcome.name}"},
            element("i", {"style": f"background:{OUTCOME_COLOURS[outcome]}"}),
            element("b", None, f"{OUTCOME_WORDS[outcome]} {percent(shares[outcome])}"),
            element("span", None, MEANINGS[outcome]),
        )
        for outcome in Outcome
    ]
    return markup(
        element(
            "div",
            {"class": "out", "data-testid": "outcomes"},
            element("div", {"class": "out-bar", "aria-hidden": "true"}, *parts),
            element("ul", {"class": "out-key"}, *key),
        )
    )
