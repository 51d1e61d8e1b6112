"""How much the page takes: one server plays with a whole class, and nobody may take it from the others."""

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

SESSIONS = 100
"""Pages that are open at once: one takes about a megabyte."""
WAITING = 64
"""Clicks of one session that wait for their turn; more disconnect it, and they are dropped."""
MESSAGE_BYTES = 2 * FILE_BYTES
"""Size of one message from a page: an uploaded file in base64 and its envelope."""
WAITING_BYTES = 2 * MESSAGE_BYTES
"""Size of the waiting messages of one session together."""
REST_SECONDS = 1.0
"""A session's next click waits for as long as the last one took, and no longer than this."""
STARTING = 1
"""Pages that are made ready at once; more wait for their turn, and those who are inside come first."""
START_SECONDS = 2.0
"""A page that takes longer to start lets the next one begin."""
FIRST_SECONDS = 10.0
"""A connection that has asked for nothing by then is closed."""
SEND_SECONDS = 30.0
"""A page that takes no answer for so long is disconnected: the thread that answers it waits meanwhile."""
IDLE_SECONDS = 600.0
"""When the page is full, a session that has been left alone for so long gives way to a new one."""
CONNECTIONS = 100
"""Requests that are answered at once, besides the open pages; an idle connection gives way to a new one."""
REQUEST_SECONDS = 10.0
"""A request must have arrived by then."""
ANSWER_SECONDS = 60.0
"""An answer must have been taken by then."""
HEADER_BYTES = 16_384


def changes_in(events: Any) -> int:
    """How many numbers the events of a scenario file change together; what is no event counts for nothing."""
    return sum(
        len(event[verb])
        for event in (events if isinstance(events, list) else [])
        if isinstance(event, dict)
        for verb in ("set", "scale")
        if isinstance(event.get(verb), dict)
    )
