"""All of the page as markup, made at once: a page is drawn whole or not at all."""

from dataclasses import dataclass
from typing import Any

from sim.app.session import Session
from sim.app.views.header import header
from sim.app.views.notice import notice
from sim.app.views.results import results, shows_many
from sim.app.views.sliders import home, slider_groups, slider_head
from sim.app.views.stage import alarms, network, timeline, transport
from sim.app.views.story import question, story
from sim.app.views.why import why


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The parts of the page; HTML where nothing else is said, empty where the page does not show it."""

    header: str
    notice: str
    story: str
    slider_head: str
    sliders: list[dict[str, Any]]
    home: str
    """What the sliders' own values are called."""
    question: str
    network: str
    transport: str
    alarms: str
    timeline: str
    why: str
    results: str
    rooms: tuple[str, ...]
    """Classes of the style sheet that order the parts."""


def draw(session: Session) -> Drawn:
    """The page of a session."""
    free, many = session.lesson is None, shows_many(session)
    groups = slider_groups(session)
    return Drawn(
        header=header(session),
        notice=notice(session),
        story=story(session),
        slider_head=slider_head(session) if groups else "",
        sliders=groups,
        home=home(session),
        question=question(session),
        network=network(session),
        transport=transport(session),
        alarms=alarms(session),
        timeline=timeline(session),
        why=why(session),
        results=results(session) if free or many else "",
        rooms=("room", "room-free" if free else "room-lesson", *(["room-many"] if many else [])),
    )
