"""How large a scenario the page takes: one server plays with a whole class at once."""

N_STATES = 30
"""States: more do not fit on the circle, nor thirty histories a second on the server."""
N_ISSUES = 60
N_EVENTS = 100
"""Events, each with at most as many changes."""
HORIZON = 400
"""Steps: a hundred years."""
FILE_BYTES = 200_000
"""Size of a file that is read: the essay's scenario has 5,000 bytes."""
NAME_LENGTH = 60
"""Letters of a name of a state, or of a key: more breaks the drawings."""
