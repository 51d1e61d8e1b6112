"""The head of the page: its name, and the way through the lessons."""

from xml.etree.ElementTree import Element

from sim.app.drawings.markup import element, markup
from sim.app.lessons import lessons
from sim.app.session import Session


def header(session: Session) -> str:
    """HTML of the head."""
    return markup(
        element(
            "header",
            {"class": "head"},
            element(
                "p",
                {"class": "brand"},
                element("b", None, "Entente"),
                element("span", None, "why states hedge"),
            ),
            element(
                "nav",
                {"aria-label": "Lessons"},
                element(
                    "ol",
                    None,
                    *(_entry(session, place) for place in range(len(lessons()))),
                    element(
                        "li", None, _button("explore", "Explore", "all the controls", session.lesson is None)
                    ),
                ),
            ),
        )
    )


def _entry(session: Session, place: int) -> Element:
    lesson = lessons()[place]
    done = lesson.key in session.done
    about = f"Lesson {place + 1}: {lesson.title}{', done' if done else ''}"
    entry = _button(f"lesson {place}", str(place + 1), about, session.lesson == place)
    entry.set("class", "dot is-done" if done else "dot")
    return element("li", {"data-key": lesson.key}, entry)


def _button(command: str, label: str, about: str, here: bool) -> Element:
    return element(
        "button",
        {
            "type": "button",
            "data-pick": command,
            "data-testid": f"go-{command.replace(' ', '-')}",
            "aria-label": about if label.isdigit() else None,
            "title": about,
            "aria-current": "step" if here else None,
        },
        label,
    )
