"""Many histories: what became of them, and where the present numbers stand among others."""

from sim.app.controls import find_control
from sim.app.drawings.markup import element, markup
from sim.app.drawings.outcomes import draw_outcomes
from sim.app.drawings.regimes import Regimes, draw_regimes
from sim.app.many import RegimeMap
from sim.app.session import HISTORIES, Session, lesson_of

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
    chart = "" if regimes is None else draw_regimes(regimes_of(session, regimes))
    return f'{markup(head)}<div class="many"><div>{markup(said)}{shares}</div><div>{chart}</div></div>'


def regimes_of(session: Session, found: RegimeMap) -> Regimes:
    """The map with its axes in words."""
    across, up = (label_of(session, name) for name in found.axes)
    return Regimes(
        across=across,
        up=up,
        x=found.x.tolist(),
        y=found.y.tolist(),
        shares=found.probability.tolist(),
        own=found.own,
    )


def label_of(session: Session, name: str) -> str:
    """A number of the scenario in the words of its slider."""
    return find_control(session.origin, name).label
