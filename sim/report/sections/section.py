"""A section of the report: a finding in sentences, with its figures and tables."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.plotting.plates import Plate
from sim.report.shown import Shown

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Section:
    """What one kind of analysis adds to the page."""

    key: str
    """Anchor on the page; small letters."""
    title: str
    sentences: tuple[str, ...]
    """The finding in words, the most important first."""
    plates: tuple[Plate, ...] = ()
    shown: tuple[Shown, ...] = ()
    """Tables as the page prints them."""
    tables: "dict[str, pd.DataFrame]" = field(default_factory=dict)
    """Tables to write, by name of file."""
    about: dict[str, str] = field(default_factory=dict)
    """What each table to write holds."""
    method: tuple[str, ...] = ()
    """How it was found, in sentences."""


def unanswered(key: str, title: str, reason: object) -> Section:
    """A section that says why its question has no answer in this sweep."""
    return Section(key=key, title=title, sentences=(f"No answer: {reason}.",))
