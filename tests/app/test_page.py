"""The page without a browser: what is drawn, and what stands in its place should drawing fail."""

from collections.abc import Callable
from typing import Any

import pytest

from sim.app import page
from sim.app.session import Session


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
