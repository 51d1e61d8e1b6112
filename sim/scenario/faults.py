"""A list of everything that is wrong with a document, one clear line per fault."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import NoReturn

from sim.errors import ScenarioError

FAULTS_MAX = 60
"""Most faults that are listed; a reader corrects these first, and a hostile file costs no more."""
UNKNOWN_MAX = 20
"""Most unknown names of one place that are listed one by one."""
NEAR_MAX = 500
"""Most names among which the nearest is looked for."""


def nearest(name: str, valid: Iterable[str]) -> str:
    """Advice for a name that is not known: the nearest valid one, or all of them if few.

    >>> nearest("nois", ["noise", "inertia"])
    'did you mean `noise`?'
    """
    names = sorted(str(candidate) for candidate in islice(valid, NEAR_MAX))
    lowered = {candidate.lower(): candidate for candidate in names}
    match = get_close_matches(str(name)[:80].lower(), list(lowered), n=1, cutoff=0.5)
    if match:
        return f"did you mean `{lowered[match[0]]}`?"
    if not names:
        return "none is possible here"
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return f"use one of: {shown}"


class Faults:
    """Collects faults of a document as lines `field: what is wrong, with the value; the remedy`."""

    def __init__(self, source: str = "", lines: Iterable[str] = ()) -> None:
        """`source` names the document; `lines` are faults that reading it has found already."""
        self.source = source
        self.lines = list(lines)[:FAULTS_MAX]

    def add(self, field: str, problem: str) -> None:
        """Note one fault of a field (dotted name). Raises ScenarioError where there are too many to list."""
        line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in f"`{brief(field, 160)}` {problem}")
        if line in self.lines:
            return
        if len(self.lines) >= FAULTS_MAX:
            raise ScenarioError(
                self.source, [*self.lines, f"has more than {FAULTS_MAX} faults; correct these first"]
            )
        self.lines.append(line)

    def stop(self, field: str, problem: str) -> NoReturn:
        """Note a fault after which nothing more can be said. Raises ScenarioError."""
        self.add(field, problem)
        raise ScenarioError(self.source, self.lines)

    def check(self) -> None:
        """Raises ScenarioError if a fault was noted."""
        if self.lines:
            raise ScenarioError(self.source, self.lines)

    def unknown(self, field: str, name: object, valid: Iterable[str], what: str = "key") -> None:
        """Note a name that is not known in a place."""
        self.add(field, f"has no {what} `{brief(name)}`; {nearest(str(name), valid)}")


def brief(name: object, most: int = 60) -> str:
    """A name, cut where it is longer than `most` letters."""
    text = str(name)
    return text if len(text) <= most else text[: most - 3] + "..."
