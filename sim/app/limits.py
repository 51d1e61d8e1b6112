"""How large a scenario the page takes: one server plays with a whole class at once."""

from typing import Any

N_STATES = 30
"""States: more do not fit on the circle, nor thirty histories a second on the server."""
N_ISSUES = 60
N_EVENTS = 100
N_CHANGES = 500
"""Numbers that all events change together: each is compared with each."""
HORIZON = 400
"""Steps: a hundred years."""
FILE_BYTES = 200_000
"""Size of a file that is read: the essay's scenario has 5,000 bytes."""
NAME_LENGTH = 60
"""Letters of a name of a state, or of a key: more breaks the drawings."""


def changes_in(events: Any) -> int:
    """How many numbers the events of a scenario file change together; what is no event counts for nothing."""
    return sum(
        len(event[verb])
        for event in (events if isinstance(events, list) else [])
        if isinstance(event, dict)
        for verb in ("set", "scale")
        if isinstance(event.get(verb), dict)
    )
