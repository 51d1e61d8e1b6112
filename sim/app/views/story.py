"""The words of a lesson: what it is about, a guess, what to do, and a question with its answer."""

from xml.etree.ElementTree import Element

from sim.app.drawings.markup import element, markup
from sim.app.lessons import Lesson, lessons
from sim.app.session import Session, lesson_of

FREE = (
    "Every number is yours. Moving a slider replays the same history, with the same luck, under the new "
    "value; the mark is the value that the scenario came with.",
    "Choose a state or a line to see why it stands as it stands.",
)


def story(session: Session) -> str:
    """HTML: title and text of the lesson, or what the free page is for."""
    lesson = lesson_of(session)
    if lesson is None:
        parts = [element("h1", None, "Explore"), *(element("p", None, text) for text in FREE), _viewer()]
    else:
        done = lesson.key in session.done
        parts = [
            element("p", {"class": "kicker"}, f"Lesson {(session.lesson or 0) + 1} of {len(lessons())}"),
            element("h1", None, lesson.title),
            *(element("p", None, text) for text in lesson.text),
            element(
                "p",
                {"class": "guess", "data-testid": "guess"},
                element("b", None, "Guess first. "),
                lesson.guess,
            ),
            element(
                "p",
                {"class": "task is-done" if done else "task", "data-testid": "task"},
                element("b", None, "✓ Done. " if done else "Do this. "),
                lesson.do,
            ),
        ]
    return markup(element("div", {"class": "story", "data-testid": "story"}, *parts))


def _viewer() -> Element:
    """The way to the same model as Mesa shows models."""
    link = element("a", {"href": "mesa", "data-testid": "mesa"}, "Mesa's own viewer")
    return element("p", None, "Those who know Mesa find the model in ", link, " as well.")


def question(session: Session) -> str:
    """HTML: the question of the lesson, hint and answer each behind a click, and the way on."""
    lesson = lesson_of(session)
    if lesson is None or session.lesson is None:
        return ""
    return markup(
        element(
            "div",
            {"class": "question"},
            element("h2", None, "Think"),
            element("p", {"data-testid": "question"}, lesson.question),
            _fold(lesson, "hint", "Show a hint", lesson.hint),
            _fold(lesson, "answer", "Show an answer", lesson.answer),
            _way(session, session.lesson, lesson.key in session.done),
        )
    )


def _fold(lesson: Lesson, name: str, label: str, text: str) -> Element:
    return element(
        "details",
        {"data-key": f"{lesson.key}-{name}", "data-testid": name},
        element("summary", None, label),
        element("p", None, text),
    )


def _way(session: Session, place: int, done: bool) -> Element:
    last = place == len(lessons()) - 1
    onward = "Explore on your own" if last else f"Next: {lessons()[place + 1].title}"
    back = {
        "type": "button",
        "data-pick": f"lesson {place - 1}",
        "data-testid": "back",
        "disabled": place == 0,
    }
    forth = {
        "type": "button",
        "class": "primary" if done else None,
        "data-pick": "explore" if last else f"lesson {place + 1}",
        "data-testid": "next",
    }
    return element(
        "div", {"class": "row way"}, element("button", back, "Back"), element("button", forth, onward)
    )
