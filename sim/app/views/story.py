"""The words of a lesson: what it is about, what to do, and a question with its answer."""

from sim.app.drawings.markup import element, markup
from sim.app.lessons import LESSONS, Lesson
from sim.app.session import Session, lesson_of

TASKS = {
    "play": "Press Play and watch.",
    "raise crisis": "Play for a while, then raise a crisis.",
    "run many": "Run 2,000 histories.",
}


def story(session: Session) -> str:
    """HTML: title and text of the lesson, or what the free page is for."""
    lesson = lesson_of(session)
    if lesson is None:
        return markup(
            element(
                "div",
                {"class": "story", "data-testid": "story"},
                element("h1", {"tabindex": "-1"}, "Explore"),
                element(
                    "p",
                    None,
                    "Every number is yours. The mark on each slider is the value the scenario came with. "
                    "Moving one replays the same history, with the same luck, under the new value.",
                ),
            )
        )
    done = lesson.key in session.done
    return markup(
        element(
            "div",
            {"class": "story", "data-testid": "story"},
            element("p", {"class": "kicker"}, f"Step {(session.lesson or 0) + 1} of {len(LESSONS)}"),
            element("h1", {"tabindex": "-1"}, lesson.title),
            *(element("p", None, text) for text in lesson.text),
            element(
                "p",
                {"class": "task is-done" if done else "task", "data-testid": "task"},
                element("b", None, "Done. " if done else "Do this: "),
                task(lesson),
            ),
        )
    )


def task(lesson: Lesson) -> str:
    """What the reader is asked to do."""
    return TASKS[lesson.ask]


def question(session: Session) -> str:
    """HTML: the question of the lesson, its answer behind a click, and the way on."""
    lesson = lesson_of(session)
    if lesson is None or session.lesson is None:
        return ""
    last = session.lesson == len(LESSONS) - 1
    return markup(
        element(
            "div",
            {"class": "question"},
            element("h2", None, "Think"),
            element("p", {"data-testid": "question"}, lesson.question),
            element(
                "details",
                {"data-key": lesson.key, "data-testid": "answer"},
                element("summary", None, "Show an answer"),
                element("p", None, lesson.answer),
            ),
            element(
                "div",
                {"class": "row way"},
                element(
                    "button",
                    {
                        "type": "button",
                        "data-pick": f"lesson {session.lesson - 1}",
                        "data-testid": "back",
                        "disabled": session.lesson == 0,
                    },
                    "Back",
                ),
                element(
                    "button",
                    {
                        "type": "button",
                        "class": "primary" if lesson.key in session.done else "",
                        "data-pick": "explore" if last else f"lesson {session.lesson + 1}",
                        "data-testid": "next",
                    },
                    "Explore" if last else f"Next: {LESSONS[session.lesson + 1].title}",
                ),
            ),
        )
    )
