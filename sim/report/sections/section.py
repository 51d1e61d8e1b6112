"""A section of the report: a finding in sentences, with its figures and tables."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.analysis.study import Arm
from sim.analysis.wording import count
from sim.plotting.plates import Plate
from sim.report.shown import Shown

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.summary import Summary


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
    """Tables to write, by name of file; `sim.report.tables.CATALOGUE` says what each holds."""
    method: tuple[str, ...] = ()
    """How it was found, in sentences."""


def unanswered(key: str, title: str, reason: object) -> Section:
    """A section that says why its question has no answer in this sweep."""
    return Section(key=key, title=title, sentences=(f"No answer: {reason}.",))


def incomplete(key: str, title: str, arm: Arm) -> Section:
    """A section of an arm whose question only all of its runs can answer, while some are missing."""
    return unanswered(
        key,
        title,
        f"{count(arm.missing, 'run')} of arm {arm.name} are missing, and only all of them together answer "
        "this; `entente resume` makes them",
    )


def unpaired_or_incomplete(key: str, title: str, arm: Arm) -> Section:
    """A section of an arm that compares points run by run, while it cannot."""
    if arm.missing:
        return incomplete(key, title, arm)
    return unanswered(
        key,
        title,
        f"the points of arm {arm.name} have random numbers of their own, so that their runs cannot be "
        "compared one by one; run it again with crn=true",
    )


def first_of_kind(summary: "Summary", kind: str) -> Arm | None:
    """The first arm with a design of a kind."""
    return next((arm for arm in summary.study.arms if arm.kind == kind), None)
