"""Words for people: what the states, the issues and the dotted names of a scenario are called.

The words are data of the scenario (`states.X.name` and `in_text`, `issues.X.name`); where it has none, the
key is made readable. They decide no number: `numbers_of` is a document without them. All functions take a
clean document, and a key that it does not have is made readable too.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.scenario.faults import Faults
from sim.scenario.kinds import KINDS
from sim.scenario.primitives import shown
from sim.scenario.sections import RESERVED

type Document = Mapping[str, Any]

WORDS = ("name", "in_text", "source", "note")
"""Keys of states, issues and events whose values are words alone."""
UNNAMED = "unnamed"
"""What stands in for a text that broke its rule, which is one fault already."""


def readable(key: str) -> str:
    """A key as words.

    >>> readable("old_treaty")
    'old treaty'
    """
    return " ".join(key.replace("_", " ").split())


def upper(text: str) -> str:
    """A text as the start of a sentence.

    >>> upper("the United States")
    'The United States'
    """
    return text[:1].upper() + text[1:]


def in_text(document: Document, state: str) -> str:
    """A state inside a sentence: `in_text`, such as "the United States", or its name."""
    if state == RESERVED:
        return "the other states"
    entry = document["states"].get(state)
    return readable(state) if entry is None else str(entry.get("in_text", entry["name"]))


def issue_name(document: Document, issue: str) -> str:
    """An issue as a heading: its name, such as "US forces in Europe"."""
    entry = document["issues"].get(issue, {})
    return str(entry.get("name", upper(readable(issue))))


def words(document: Document, name: str) -> str:
    """A dotted name as a noun without its article: "weight of “Open sea” to Northland"."""
    section, *rest = name.split(".")
    if section not in _NAMED or not rest:
        return " ".join(readable(part) for part in (section, *rest))
    return _NAMED[section](document, rest)


def check_names(faults: Faults, document: Document) -> None:
    """No two states, and no two issues, may be called alike: a reader could not tell them apart."""
    for section in ("states", "issues"):
        seen: dict[str, str] = {}
        for key, entry in document[section].items():
            name = str(entry["name"]) if section == "states" else issue_name(document, key)
            if seen.setdefault(name, key) != key and name != UNNAMED:
                faults.add(
                    f"{section}.{key}.name", f"is that of `{seen[name]}` too, {shown(name)}; give another"
                )


def numbers_of(document: Document) -> dict[str, Any]:
    """A clean document without the words that only people read, and without what has not broken out."""
    kept = {key: value for key, value in document.items() if key not in ("description", "crises")}
    for section in ("states", "issues"):
        kept[section] = {key: without_words(entry) for key, entry in document[section].items()}
    return kept | {"events": [without_words(event) for event in document["events"]]}


def without_words(entry: Document) -> dict[str, Any]:
    """A state, an issue or an event without what only people read."""
    return {key: value for key, value in entry.items() if key not in WORDS}


def _all(document: Document, states: Sequence[str]) -> str:
    return " and ".join(in_text(document, state) for state in states)


def _of(document: Document, what: str, states: Sequence[str]) -> str:
    return f"{readable(what)} of {_all(document, states)}" if states else readable(what)


def _issue(document: Document, rest: Sequence[str]) -> str:
    issue, *parts = rest
    quoted = f"“{issue_name(document, issue)}”"
    if not parts:
        return quoted
    part, *states = parts
    if part == "salience":
        return f"weight of {quoted}" + (f" to {_all(document, states)}" if states else "")
    kind = next((kind for kind in KINDS.values() if kind.values == part), None)
    noun = _of(document, kind.noun if kind else part, states)
    return f"{noun} {'in' if kind and kind.of_pairs else 'on'} {quoted}"


def _directed(what: str, link: str) -> Callable[[Document, Sequence[str]], str]:
    """Words of a number from one state to another."""

    def name(document: Document, rest: Sequence[str]) -> str:
        return f"{what} {f' {link} '.join(in_text(document, state) for state in rest)}"

    return name


_NAMED: dict[str, Callable[[Document, Sequence[str]], str]] = {
    "behaviour": lambda document, rest: _of(document, rest[0], rest[1:]),
    "states": lambda document, rest: _of(document, rest[1] if rest[1:] else "state", rest[:1]),
    "distance_km": _directed("distance between", "and"),
    "dependence": _directed("dependence of", "on"),
    "initial": _directed("first posture of", "toward"),
    "issues": _issue,
    "bloc": lambda _, rest: f"{readable(rest[0]).replace('min ', 'minimum ')} of the bloc",
}
"""Section of a scenario -> the words of what is below it."""
