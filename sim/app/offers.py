"""The scenarios that the page offers."""

from sim.app.session import Session
from sim.scenario.shipped import shipped_names


def scenario_offers(session: Session) -> list[dict[str, str]]:
    """The shipped scenarios, and the reader's own file while it is open."""
    found = {name: name.replace("_", " ") for name in shipped_names()}
    if session.source and session.source not in found:
        found[session.source] = f"{session.origin.name} (your file)"
    return [{"key": key, "label": label} for key, label in found.items()]
