"""The page: one component a reader, which shows the session and carries out what is chosen.

Solara runs this for each browser tab apart; all that a reader changes lives in the tab's own session.
"""

from pathlib import Path
from typing import Any

import solara

from sim.app.commands import Change, attempt, obey
from sim.app.limits import FILE_BYTES
from sim.app.offers import scenario_offers
from sim.app.palette import palette
from sim.app.session import Session, explore, first_session, luck, move, tick
from sim.app.share import to_yaml
from sim.app.uploads import upload
from sim.app.views.header import header
from sim.app.views.notice import broken, notice
from sim.app.views.results import results, shows_many
from sim.app.views.sliders import home, slider_groups, slider_head
from sim.app.views.stage import alarms, network, timeline, transport
from sim.app.views.story import question, story
from sim.app.views.why import why
from sim.app.widgets import Panel, Sliders, Sources, Ticker

PAUSE = 600
"""Milliseconds that a step is shown while the history plays."""
STYLE = palette() + Path(__file__).with_name("page.css").read_text(encoding="utf-8")


@solara.component
def Layout(children: Any = None) -> Any:
    """No frame around the page but its own."""
    return solara.Div(children=children or [], classes=["frame"])


@solara.component
def Page() -> None:
    """The page, and what stands in its place should it ever fail."""
    failure, forget = solara.use_exception()
    with solara.Div(classes=["entente"]):
        solara.Title("Entente: why states hedge")
        solara.Style(STYLE)
        if failure is None:
            Classroom()
        else:
            Panel(html=broken(failure), event_pick=lambda _: forget())


@solara.component
def Classroom() -> None:
    """One reader's lessons and free page."""
    session: solara.Reactive[Session] = solara.use_reactive(solara.use_memo(first_session, []))
    answered = solara.use_reactive(0)

    def change(how: Change) -> None:
        session.value = attempt(session.value, how)
        answered.value += 1

    def chosen(command: Any) -> None:
        session.value = obey(session.value, command)
        answered.value += 1

    def move_slider(told: Any) -> None:
        change(lambda before: move(before, {str(told["key"]): float(told["value"])}))

    now, count = session.value, answered.value

    def panel(html: str) -> None:
        if html:
            Panel(html=html, answered=count, event_pick=chosen)

    free = now.lesson is None
    groups = solara.use_memo(lambda: slider_groups(now), [now.lesson, now.origin, now.scenario])
    with solara.Div(classes=["sheet"]):
        Ticker(
            playing=now.playing,
            serial=now.shown,
            pause=PAUSE,
            answered=count,
            place=str(now.lesson),
            event_tick=lambda shown: change(lambda before: tick(before, shown)),
        )
        panel(header(now))
        panel(notice(now))
        with solara.Div(
            classes=[
                "room",
                "room-free" if free else "room-lesson",
                *(["room-many"] if shows_many(now) else []),
            ]
        ):
            with solara.Div(classes=["left"]):
                with card("at-story"):
                    panel(story(now))
                    if free:
                        Origins(now, change)
                if groups:
                    with card("at-sliders"):
                        panel(slider_head(now))
                        Sliders(groups=groups, home=home(now), event_move=move_slider)
                if not free:
                    with card("at-question"):
                        panel(question(now))
            with solara.Div(classes=["stage"]):
                with card("at-stage"):
                    panel(network(now))
                    panel(transport(now))
                    panel(alarms(now))
                with card("at-time"):
                    panel(timeline(now))
            with card("at-why"):
                panel(why(now))
            if free or shows_many(now):
                with card("at-results"):
                    panel(results(now))


def card(place: str) -> Any:
    """A box of the page."""
    return solara.Div(classes=["card", place])


@solara.component
def Origins(now: Session, change: Any) -> None:
    """Scenario, luck, files."""
    text = solara.use_memo(lambda: to_yaml(now.scenario), [now.scenario])
    Sources(
        scenarios=scenario_offers(now),
        chosen=now.source,
        seed=str(now.seed),
        text=text,
        filename=f"{now.scenario.name}.yaml",
        limit=FILE_BYTES,
        event_choose=lambda name: change(lambda before: explore(before, str(name))),
        event_luck=lambda given: change(lambda before: luck(before, str(given))),
        event_upload=lambda told: change(lambda before: upload(before, told)),
    )
