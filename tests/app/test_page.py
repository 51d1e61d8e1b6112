"""The page without a browser: what is drawn, and what stands in its place should drawing fail."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from sim.app import page
from sim.app.session import Session, first_session, many, open_scenario, pick, say, step
from sim.app.share import from_yaml
from sim.app.views.drawn import draw
from sim.scenario.scenario import load_scenario


@pytest.fixture
def shown() -> Any:
    import solara

    box, context = solara.render(page.Page(), handle_error=False)
    yield lambda: [widget for widget in walk(box) if hasattr(widget, "html")]
    context.close()


def walk(widget: Any) -> Any:
    yield widget
    for child in getattr(widget, "children", []):
        if not isinstance(child, str):
            yield from walk(child)


def panel(shown: Callable[[], list[Any]], text: str) -> Any:
    return next(widget for widget in shown() if text in widget.html)


def test_a_click_is_carried_out(shown: Callable[[], list[Any]]) -> None:
    panel(shown, 'data-testid="play"')._event_callbacks["pick"]("step")
    assert 'data-step="1"' in panel(shown, 'data-testid="play"').html
    panel(shown, "<header")._event_callbacks["pick"]("explore")
    assert panel(shown, "<h1>Explore</h1>")


def test_should_drawing_fail_a_sentence_stands_there(
    shown: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And from there the page starts again."""

    def fail(session: Session) -> str:
        raise ZeroDivisionError(f"at {session.shown}")

    with monkeypatch.context() as patched:
        patched.setattr("sim.app.views.drawn.network", fail)
        panel(shown, 'data-testid="play"')._event_callbacks["pick"]("step")
        (broken,) = shown()
        assert "could not be drawn" in broken.html
        assert "Traceback" not in broken.html
    broken._event_callbacks["pick"]("again")
    assert panel(shown, 'data-testid="network"')


SLY = '"><img src=x onerror=alert(1)>{{7*7}}'


class Elements(HTMLParser):
    """What a browser would make of markup."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}


def test_no_text_of_a_file_is_markup() -> None:
    """Names and sentences of an uploaded scenario, in every part of the page. A key is letters and digits."""
    text = load_scenario("toy_pair").to_yaml()
    for number, own in enumerate(("Northland", "Southland", "invented; both claim it")):
        text = text.replace(own, json.dumps(f"{SLY}{number}"))
    session = open_scenario(first_session(), from_yaml(text.encode()), f"file:{SLY}")
    drawn = draw(say(many(step(pick(session, "NOR"))), SLY))
    elements = Elements()
    for part in vars(drawn).values():
        elements.feed(part if isinstance(part, str) else "")
    assert {"svg", "table", "button"} <= elements.tags
    assert elements.tags.isdisjoint({"img", "script"})
    assert not [name for name in elements.names if name.startswith("on")]
    assert "&lt;img" in drawn.network
    assert "&lt;img" in drawn.notice
