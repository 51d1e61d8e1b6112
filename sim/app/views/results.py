"""Many histories: what became of them, and where the present numbers stand among others."""

from sim.app.drawings.markup import element, markup
from sim.app.drawings.outcomes import draw_outcomes
from sim.app.drawings.regimes import Regimes, draw_regimes
from sim.app.many import HISTORIES, RegimeMap
from sim.app.session import Session, lesson_of
from sim.app.words import PLAIN

NO_ADVERSARY = "A bloc stands against somebody, and here there is nobody else: look at the ties."


def shows_many(session: Session) -> bool:
    """Whether the lesson is about many histories."""
    lesson = lesson_of(session)
    return lesson is not None and lesson.many


def results(session: Session) -> str:
    """HTML: the button, and what came of it."""
    tally, regimes = session.tally, session.regimes
    head = element(
        "div",
        {"class": "many-head"},
        element("h2", None, "One history proves nothing"),
        element(
            "p",
            None,
            f"Luck decides much. Run {HISTORIES:,} histories of the present numbers, each with other luck.",
        ),
        element(
            "button",
            {
                "type": "button",
                "class": "primary",
                "data-pick": "many",
                "data-busy": "",
                "data-testid": "many",
            },
            f"Run {HISTORIES:,} histories",
        ),
    )
    if tally is None:
        return markup(head)
    alone = len(session.scenario.states) == len(session.scenario.bloc.members)
    said = element(
        "p",
        {"class": "verdict", "data-testid": "verdict"},
        tally.sentence,
        f" {NO_ADVERSARY}" if alone else "",
    )
    shares = draw_outcomes(tally.shares)
    chart = "" if regimes is None else draw_regimes(regimes_of(regimes))
    return f'{markup(head)}<div class="many"><div>{markup(said)}{shares}</div><div>{chart}</div></div>'


def regimes_of(regimes: RegimeMap) -> Regimes:
    """The map with its axes in words."""
    across, up = (PLAIN[name.removeprefix("behaviour.")].label for name in regimes.axes)
    return Regimes(
        across=across,
        up=up,
        x=regimes.x.tolist(),
        y=regimes.y.tolist(),
        shares=regimes.probability.tolist(),
        own=regimes.own,
    )
