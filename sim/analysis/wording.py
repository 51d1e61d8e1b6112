"""Numbers and names in words, the same in the terminal, in captions and in the report."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sim.analysis.changes import changed_values
from sim.analysis.study import OWN_VALUES, PLAUSIBLE, Arm, Study
from sim.vocabulary import Outcome

SPACE = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"

NEARLY = 0.95
"""From this share on a natural frequency is "nearly every run"."""

OUTCOME_WORDS = {
    Outcome.STABLE_BLOC: "stable bloc",
    Outcome.STABLE_ENTENTE: "stable entente",
    Outcome.TRANSIENT_ENTENTE: "transient entente",
    Outcome.RIVALRY: "rivalry",
    Outcome.HEDGING: "hedging",
}


def enumerate_words(words: Sequence[str]) -> str:
    """A list in words.

    >>> enumerate_words(["Russia", "China", "India"])
    'Russia, China and India'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def decimals_for(half_width: float) -> int:
    """Decimals of a percentage that the half width of its interval (a share) justifies, 0 to 3.

    >>> decimals_for(0.02), decimals_for(0.003), decimals_for(0.0004)
    (0, 1, 2)
    """
    if not half_width > 0.0:
        return 0
    return min(3, max(0, -math.floor(math.log10(100.0 * half_width))))


def percent(share: float, decimals: int = 0) -> str:
    """A share as a percentage; what is not quite none or all is never shown as 0 or 100.

    >>> percent(0.0643, 1).replace(SPACE, " "), percent(0.001).replace(SPACE, " ")
    ('6.4 %', '<1 %')
    """
    if share in (0.0, 1.0):
        return f"{100.0 * share:.0f}{SPACE}%"
    smallest = 10.0 ** -(decimals + 2)
    if 0.0 < share < smallest / 2.0:
        return f"<{100.0 * smallest:.{decimals}f}{SPACE}%"
    if 1.0 - smallest / 2.0 < share < 1.0:
        return f">{100.0 * (1.0 - smallest):.{decimals}f}{SPACE}%"
    return f"{100.0 * share:.{decimals}f}{SPACE}%"


def percent_range(low: float, high: float, decimals: int) -> str:
    """The limits of an interval; more decimals where the upper would read 0, or the lower 100, and is not.

    >>> percent_range(0.0619, 0.0668, 1).replace(SPACE, " ")
    '6.2–6.7 %'
    >>> percent_range(0.0, 0.0000021, 3).replace(SPACE, " ")
    '0–0.0002 %'
    """
    for gap in (high, 1.0 - low):
        if gap > 0.0 and round(100.0 * gap, decimals) == 0.0:
            decimals = -math.floor(math.log10(100.0 * gap))
    shown = [f"{100.0 * x:.0f}" if x in (0.0, 1.0) else f"{100.0 * x:.{decimals}f}" for x in (low, high)]
    return f"{DASH.join(shown)}{SPACE}%"


def percent_interval(share: float, low: float, high: float, *, label: str = "") -> str:
    """A percentage with its interval in brackets, to the decimals that the interval justifies.

    >>> percent_interval(0.0643, 0.0619, 0.0668, label="95 % interval ").replace(SPACE, " ")
    '6.4 % (95 % interval 6.2–6.7 %)'
    """
    shown, limits = percent_and_limits({"share": share, "low": low, "high": high})
    return f"{shown} ({label}{limits})"


def percent_and_limits(row: Mapping[str, Any], least: int = 0) -> tuple[str, str]:
    """A share and the limits of its interval as percentages: `share`, `low` and `high` of a row of a table.

    To the decimals that the interval justifies, and `least` of them at least.
    """
    decimals = max(least, decimals_for((row["high"] - row["low"]) / 2.0))
    return percent(row["share"], decimals), percent_range(row["low"], row["high"], decimals)


def points(change: float) -> str:
    """A change of a share in percentage points, with its sign.

    >>> points(0.0314), points(-0.5)
    ('+3.1', '−50.0')
    """
    return f"{100.0 * change:+.1f}".replace("-", MINUS)


def signed_points(change: float) -> str:
    """The same, with no sign where it reads 0.

    >>> signed_points(0.0002), signed_points(-0.4087)
    ('0.0', '−40.9')
    """
    shown = points(change)
    return shown[1:] if shown[1:] == "0.0" else shown


def points_and_half(change: float, half_width: float) -> str:
    """A change in percentage points with the half width of its interval.

    >>> points_and_half(-0.4087, 0.005)
    '−40.9 ± 0.5'
    """
    return f"{signed_points(change)} ± {100.0 * half_width:.1f}"


def one_in(share: float) -> str:
    """A share as a natural frequency, rounded to what can be pictured.

    >>> [one_in(share) for share in (0.0, 0.0003, 0.0643, 0.24, 0.72, 0.98)]
    ['no run', '1 run in 3,300', '1 run in 16', '1 run in 4', '7 runs in 10', 'nearly every run']
    """
    if share <= 0.0:
        return "no run"
    if share >= NEARLY:
        return "every run" if share >= 1.0 else "nearly every run"
    if share < 0.225:
        number = round(1.0 / share)
        return f"1 run in {round(number, 2 - len(str(number))) if number > 99 else number:,}"
    near = min(
        (Fraction(a, b) for b in (2, 3, 4, 5, 10) for a in range(1, b)), key=lambda part: abs(part - share)
    )
    return f"{count(near.numerator, 'run')} in {near.denominator}"


def count(number: int, noun: str) -> str:
    """A number and its noun.

    >>> count(1, "run"), count(4000, "point")
    ('1 run', '4,000 points')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def members_of(study: Study) -> str:
    """The members whose bloc is asked about, by name; "its members" where arms differ in them.

    "the members" where points of an arm differ in them: a share is then one over several sets of members.
    """
    if study.varies_members:
        return "the members"
    if not study.alike:
        return "its members"
    return enumerate_words([study.scenario.in_text(key) for key in study.scenario.bloc.members])


def arm_title(arm: Arm) -> str:
    """Short name of an arm for a figure: a line or two of a few words."""
    named = {OWN_VALUES: "own values", PLAUSIBLE: "plausible ranges"}
    if arm.base_alone:
        return named[OWN_VALUES]
    return named.get(arm.name, arm.name.replace("_", " "))


def arm_place(arm: Arm) -> str:
    """Where the runs of an arm were made, as the end of a sentence."""
    if arm.name == PLAUSIBLE:
        return f"over the plausible ranges{_but(arm)}"
    if arm.name == OWN_VALUES or not arm.axes:
        name = "" if arm.name == OWN_VALUES or arm.base_alone else f" (arm {arm.name})"
        return f"at the {arm.scenario.name} scenario's own values{_but(arm)}{name}"
    where = "at the point" if arm.points == 1 else f"over the {arm.points:,} points"
    return f"{where} of arm {arm.name}{_but(arm)}"


def _but(arm: Arm) -> str:
    """What an arm's scenario says otherwise than the shipped one of its name."""
    changed = changed_values(arm.scenario)
    if len(changed) > 2:
        return f" with {len(changed)} values changed"
    listed = [f"the {arm.scenario.words(name)} at {value}" for name, value in changed.items()]
    return f" with {enumerate_words(listed)}" if listed else ""


def arm_size(arm: Arm) -> str:
    """n of an arm.

    "2,048 points × 16 runs", or "4,000 runs" where there is one point.
    """
    if arm.points == 1:
        return count(arm.runs, "run")
    if arm.runs == arm.points * arm.replicates:
        return f"{count(arm.points, 'point')} × {count(arm.replicates, 'run')}"
    return f"{count(arm.runs, 'run')} at {count(arm.points, 'point')}"
