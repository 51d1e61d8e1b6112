"""A sentence for the reader, above everything else."""

from sim.app.drawings.markup import element, markup
from sim.app.session import Session


def notice(session: Session) -> str:
    """HTML of what is to be said now; a place that screen readers watch."""
    said = element("p", None, session.said) if session.said else None
    hush = element("button", {"type": "button", "data-pick": "hush", "aria-label": "Close this message"}, "×")
    return markup(
        element(
            "div",
            {
                "class": "notice is-open" if session.said else "notice",
                "role": "status",
                "aria-live": "polite",
                "data-testid": "notice",
            },
            said,
            hush if session.said else None,
        )
    )


def broken(failure: BaseException) -> str:
    """HTML in place of the page, should drawing it fail."""
    return markup(
        element(
            "div",
            {"class": "notice is-open", "role": "alert", "data-testid": "broken"},
            element("p", None, f"The page could not be drawn ({type(failure).__name__})."),
            element("button", {"type": "button", "data-pick": "again"}, "Start again"),
        )
    )
