"""The page: one component a reader, which shows the session and carries out what is chosen.

Solara runs this for each browser tab apart; all that a reader changes lives in the tab's own session.
"""

import sys
import traceback
from collections.abc import Callable
from typing import Any, NamedTuple

import solara

from sim.app.commands import Change, attempt, obey
from sim.app.limits import FILE_BYTES
from sim.app.session import Session, explore, first_session, luck, move, tick
from sim.app.share import scenario_offers, upload
from sim.app.style import STYLE
from sim.app.views.drawn import Drawn, draw
from sim.app.views.notice import broken
from sim.app.widgets import Panel, Sliders, Sources, Ticker

PAUSE = 600
"""Milliseconds that a step is shown while the history plays."""


class Held(NamedTuple):
    """One record, so that an answer is drawn once: each change of a reactive value draws the page."""

    session: Session
    answered: int = 0
    """Answers given. What a reader is about to change is put right by the next one."""
    moved: int = 0
    """The number of the last slider move that was answered."""


@solara.component
def Layout(children: Any = None) -> Any:
    """No frame around the page but its own."""
    return solara.Div(children=children or [], classes=["frame"])


@solara.component
def Page() -> None:
    """The page of one reader."""
    with solara.Div(classes=["entente"]):
        solara.Title("Entente: why states hedge")
        solara.Style(STYLE)
        Classroom()


@solara.component
def Classroom() -> None:
    """One reader's lessons and free page; should drawing them fail, a sentence and a way to start again."""
    held: solara.Reactive[Held] = solara.use_reactive(solara.use_memo(lambda: Held(first_session()), []))
    session = held.value.session

    def answer(how: Change, moved: int | None = None) -> None:
        before, count, last = held.value
        held.value = Held(how(before), count + 1, last if moved is None else moved)

    def change(how: Change, moved: int | None = None) -> None:
        answer(lambda before: attempt(before, how), moved)

    def chosen(command: Any) -> None:
        answer(lambda before: obey(before, command))

    def start_again(_: Any) -> None:
        answer(lambda _: first_session())

    try:
        drawn = draw(session)
    except Exception as failure:  # noqa: BLE001  # the last resort, so that no reader meets a traceback
        traceback.print_exc(file=sys.stderr)
        Panel(html=broken(failure), answered=held.value.answered, event_pick=start_again)
    else:
        Room(held.value, drawn, chosen, change)


@solara.component
def Room(
    held: Held,
    drawn: Drawn,
    chosen: Callable[[Any], None],
    change: Callable[..., None],
) -> None:
    """The parts of the page in their places."""
    now, count, moved = held

    def panel(html: str) -> None:
        if html:
            Panel(html=html, answered=count, event_pick=chosen)

    def move_slider(message: Any) -> None:
        match message:
            case {"key": str(key), "value": int() | float() as value, "serial": int(serial)}:
                change(lambda before: move(before, {key: float(value)}), serial)

    with solara.Div(classes=["sheet"]):
        Ticker(
            playing=now.playing,
            serial=now.shown,
            pause=PAUSE,
            answered=count,
            place=str(now.lesson),
            event_tick=lambda shown: change(lambda before: tick(before, shown)),
        )
        panel(drawn.header)
        panel(drawn.notice)
        with solara.Div(classes=list(drawn.rooms)):
            with solara.Div(classes=["left"]):
                with card("at-story"):
                    panel(drawn.story)
                    if now.lesson is None:
                        Origins(now, count, change)
                if drawn.sliders:
                    with card("at-sliders"):
                        panel(drawn.slider_head)
                        Sliders(groups=drawn.sliders, home=drawn.home, moved=moved, event_move=move_slider)
                if drawn.question:
                    with card("at-question"):
                        panel(drawn.question)
            with solara.Div(classes=["stage"]):
                with card("at-stage"):
                    panel(drawn.network)
                    panel(drawn.transport)
                    panel(drawn.alarms)
                with card("at-time"):
                    panel(drawn.timeline)
            with card("at-why"):
                panel(drawn.why)
            if drawn.results:
                with card("at-results"):
                    panel(drawn.results)


def card(place: str) -> Any:
    """A box of the page."""
    return solara.Div(classes=["card", place])


@solara.component
def Origins(now: Session, count: int, change: Callable[..., None]) -> None:
    """Scenario, luck, files."""
    text = solara.use_memo(lambda: now.scenario.to_yaml(), [now.scenario])
    Sources(
        scenarios=scenario_offers(now),
        now={"source": now.source, "seed": str(now.seed), "answered": count},
        text=text,
        filename=f"{now.scenario.name}.yaml",
        limit=FILE_BYTES,
        event_choose=lambda name: change(lambda before: explore(before, str(name))),
        event_luck=lambda text: change(lambda before: luck(before, str(text))),
        event_upload=lambda file: (
            change(lambda before: upload(before, file)) if isinstance(file, dict) else None
        ),
    )
