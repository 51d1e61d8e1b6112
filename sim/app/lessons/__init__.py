"""The guided path: six short playable lessons, from two friendly neighbours to the verdict.

Reading order: `lesson` (what a lesson is), `worlds` (the invented ones), then `one_pair`, `in_two_minds`,
`common_threat`, `six_states`, `crisis`, `verdict`: a file for each, in the order in which they are played.
"""

from functools import cache

from sim.app.lessons.common_threat import common_threat
from sim.app.lessons.crisis import crisis
from sim.app.lessons.in_two_minds import in_two_minds
from sim.app.lessons.lesson import Lesson
from sim.app.lessons.one_pair import one_pair
from sim.app.lessons.six_states import six_states
from sim.app.lessons.verdict import verdict

__all__ = ["Lesson", "lessons"]


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons, in their order."""
    return (one_pair(), in_two_minds(), common_threat(), six_states(), crisis(), verdict())
