"""What each theory says about a set of members, as statements with a number and a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sim.rivals.balance import frustration, frustration_gap, sign_matrix, triads
from sim.rivals.camps import TOLERANCE, Sides, named_camps, together
from sim.rivals.case import Case
from sim.rivals.factions import leading_factions
from sim.rivals.flow import follow
from sim.rivals.landscape import DescentRule, Minima, TieRule, energy_gap, local_minima


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One number of one theory."""

    theory: str
    measure: str
    value: float
    low: float = float("nan")
    """5 % quantile, where the number is a distribution's."""
    high: float = float("nan")
    """95 % quantile."""
    draws: int = 0
    """Size of the distribution, 0 where there is none."""
    together: bool | None = None
    """Whether the members stand in one camp; None where undecided or where the number does not say."""
    reading: str = ""
    """The number in words."""


def verdict(gap: float, tolerance: float = TOLERANCE) -> bool | None:
    """From a gap between together and apart: True below 0, False above, None within the tolerance.

    >>> verdict(-0.1), verdict(0.1), verdict(0.0)
    (True, False, None)
    """
    return None if abs(gap) <= tolerance else gap < 0.0


def relative_gap(case: Case, places: list[int]) -> float:
    """Energy gap as a share of the sum of |m_i m_j p_ij|, which has no unit; 0 where every weight is 0."""
    total = float(np.abs(case.weights).sum())
    return energy_gap(case.weights, places) / total if total > 0.0 else 0.0


def landscape_statements(
    case: Case, places: list[int], *, ties: TieRule = "count", descent: DescentRule = "split"
) -> list[Statement]:
    """Landscape theory: the energy gap, and how many minima and starts join the members."""
    gap = relative_gap(case, places)
    minima = local_minima(case.weights, ties=ties, descent=descent)
    joined = together(minima.sides, places)
    count = len(joined)
    share = float(joined.mean()) if count else float("nan")
    ended = float(minima.basin.sum())
    starts = float(minima.basin[joined].sum()) / ended if ended > 0.0 else float("nan")
    return [
        Statement(
            theory="landscape", measure="energy gap", value=gap, together=verdict(gap),
            reading=_deepest(case, minima),
        ),
        Statement(
            theory="landscape", measure="share of minima together", value=share,
            reading=f"{int(joined.sum())} of {count} local minima ({ties})",
        ),
        Statement(
            theory="landscape", measure="share of starts together", value=starts,
            reading=f"of the starts that end in a minimum by steepest descent ({descent})",
        ),
    ]  # fmt: skip


def balance_statements(case: Case, places: list[int]) -> list[Statement]:
    """Structural balance: frustration, its gap, the best camps and the triads."""
    signs = sign_matrix(case.propensity)
    best = frustration(signs)
    gap = frustration_gap(signs, places)
    joined = together(best.camps, places)
    three = triads(signs)
    return [
        Statement(
            theory="structural balance", measure="frustration gap", value=gap, together=verdict(gap),
            reading=_camps(case, best.camps),
        ),
        Statement(
            theory="structural balance", measure="frustration index", value=best.index,
            reading=f"of {int(np.count_nonzero(signs)) // 2} pairs with a sign",
        ),
        Statement(
            theory="structural balance", measure="share of best camps together", value=float(joined.mean()),
            reading=f"{int(joined.sum())} of {len(joined)}",
        ),
        Statement(
            theory="structural balance", measure="share of balanced triads", value=three.share,
            reading=f"{three.balanced} of {three.balanced + three.unbalanced}",
        ),
    ]  # fmt: skip


def faction_statements(case: Case, places: list[int]) -> list[Statement]:
    """The leading eigenvector, and the flow dX/dt = X^2."""
    lead, flow = leading_factions(case.propensity), follow(case.propensity)
    product = min(float(lead.vector[i] * lead.vector[j]) for i, j in combinations(places, 2))
    if not lead.sides.any():  # a vector out of many
        product = float("nan")
    return [
        Statement(
            theory="leading eigenvector", measure="least product of entries", value=product,
            together=_same_side(lead.sides, places), reading=_camps(case, lead.sides[None, :]),
        ),
        Statement(
            theory="flow", measure="time of blow-up", value=flow.blow_up,
            together=_same_side(flow.sides, places), reading=_camps(case, flow.sides[None, :]),
        ),
    ]  # fmt: skip


def input_statement(case: Case, places: list[int]) -> Statement:
    """What goes in: the mean propensity among the members."""
    values = [float(case.propensity[i, j]) for i, j in combinations(places, 2)]
    return Statement(theory="input", measure="propensity among the members", value=float(np.mean(values)))


def camps_text(sides: Sides, states: Sequence[str]) -> str:
    """One configuration in words; a state at 0 stands in neither camp.

    >>> camps_text(np.array([1, 1, -1], np.int8), ("A", "B", "C"))
    'A, B against C'
    """
    first, second = named_camps(sides, tuple(states))
    if not first and not second:
        return "undecided"
    return f"{', '.join(first)} against {', '.join(second) or 'nobody'}"


def _same_side(sides: Sides, places: list[int]) -> bool | None:
    chosen = sides[places]
    return None if (chosen == 0).any() else bool((chosen == chosen[0]).all())


def _camps(case: Case, sides: Sides) -> str:
    more = f" (and {len(sides) - 1} more)" if len(sides) > 1 else ""
    return camps_text(sides[0], case.states) + more


def _deepest(case: Case, minima: Minima) -> str:
    rows = minima.deepest()
    return _camps(case, minima.sides[rows]) if len(rows) else "no local minimum"
