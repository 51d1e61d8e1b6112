"""A list of everything that is wrong with a document, one clear line a fault."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, valid: Iterable[str]) -> str:
    """Advice for a name that is not known: the nearest valid one, or all of them if few.

    >>> nearest("nois", ["noise", "inertia"])
    'did you mean `noise`?'
    """
    names = sorted(str(candidate) for candidate in valid)
    lowered = {candidate.lower(): candidate for candidate in names}
    match = get_close_matches(str(name).lower(), list(lowered), n=1, cutoff=0.5)
    if match:
        return f"did you mean `{lowered[match[0]]}`?"
    if not names:
        return "none is possible here"
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return f"use one of: {shown}"


class Faults:
    """Collects faults as lines `field: what is wrong, with the value; the remedy`."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, field: str, problem: str) -> None:
        """Note one fault of a field (dotted name)."""
        line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in f"`{field}` {problem}")
        if line not in self.lines:
            self.lines.append(line)

    def unknown(self, field: str, name: object, valid: Iterable[str], what: str = "key") -> None:
        """Note a name that is not known in a place."""
        self.add(field, f"has no {what} `{name}`; {nearest(str(name), valid)}")
