"""Side by side: what each theory says about the same members from the same weights."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import InputError
from sim.rivals.case import Case, case_of
from sim.rivals.history import shipped_histories
from sim.rivals.landscape import DescentRule, TieRule
from sim.rivals.nulls import drawn_null_statements, fixed_null_statements
from sim.rivals.statements import (
    Statement,
    balance_statements,
    faction_statements,
    input_statement,
    landscape_statements,
)
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

ANSWERS = {
    "landscape": "landscape",
    "structural_balance": "structural balance",
    "leading_eigenvector": "leading eigenvector",
    "flow": "flow",
    "equal_power": "equal power",
    "all_opposed": "all opposed",
}
"""The columns of `side_by_side` that hold answers, with their words; the last two are nulls."""
WORDS = {True: "together", False: "apart", None: "undecided"}


def compare(
    case: Case | Scenario,
    members: Sequence[str],
    *,
    rng: np.random.Generator | None = None,
    draws: int = 0,
    ties: TieRule = "count",
    descent: DescentRule = "split",
) -> "pd.DataFrame":
    """One row a theory and measure, for a case (or a scenario at its first step) and two or more members.

    theory, measure  which number of which theory
    value            the number; gaps are together minus apart, so that < 0 joins the members. The energy gap
                     is a share of the sum of |m_i m_j p_ij|
    low, high        5 and 95 % quantiles where the number is the median of a distribution, else NaN
    draws            size of that distribution, else 0
    together         True, False, or missing where the theory leaves it open or the number does not say
    reading          the number in words

    ties, descent    the rules of `local_minima`

    The nulls that draw are there if `draws` > 0; they take their numbers from `rng`.
    Raises InputError for members that the case does not have, for more states than can be listed, and
    for draws without a generator.
    """
    import pandas as pd

    known = case_of(case) if isinstance(case, Scenario) else case
    rows = [asdict(statement) for statement in _statements(known, members, rng, draws, ties, descent)]
    frame = pd.DataFrame.from_records(rows)
    return frame.astype({"together": "boolean", "value": "float64", "draws": "int64"})


def _statements(
    case: Case,
    members: Sequence[str],
    rng: np.random.Generator | None,
    draws: int,
    ties: TieRule,
    descent: DescentRule,
) -> list[Statement]:
    places = case.places(members)
    found = [
        input_statement(case, places),
        *landscape_statements(case, places, ties=ties, descent=descent),
        *balance_statements(case, places),
        *faction_statements(case, places),
        *fixed_null_statements(case, places),
    ]
    if draws != 0:
        if rng is None:
            raise InputError(f"`draws` = {draws} needs `rng`, got none; give numpy.random.default_rng(seed)")
        found += drawn_null_statements(case, places, draws=draws, rng=rng)
    return found


def side_by_side(questions: Sequence[tuple[Case, Sequence[str]]]) -> "pd.DataFrame":
    """One row a case and its members, one column a theory: `together`, `apart` or `undecided`.

    Columns: case, members, propensity, landscape, minima_together (share of the local minima),
    structural_balance, frustration, leading_eigenvector, flow, and equal_power and all_opposed, which are
    landscape theory under these two nulls.
    """
    import pandas as pd

    return pd.DataFrame.from_records([_answers(case, members) for case, members in questions])


def historical_questions() -> list[tuple[Case, tuple[str, ...]]]:
    """The shipped historical inputs, each with its own members, in the order of their names."""
    return [(history.case(), history.members) for history in shipped_histories()]


def _answers(case: Case, members: Sequence[str]) -> dict[str, object]:
    found = _statements(case, members, None, 0, "count", "split")
    number = {(s.theory, s.measure): s.value for s in found}
    word = {(s.theory, s.measure): WORDS[s.together] for s in found}
    return {
        "case": case.name,
        "members": ", ".join(members),
        "propensity": number["input", "propensity among the members"],
        "landscape": word["landscape", "energy gap"],
        "minima_together": number["landscape", "share of minima together"],
        "structural_balance": word["structural balance", "frustration gap"],
        "frustration": number["structural balance", "frustration index"],
        "leading_eigenvector": word["leading eigenvector", "least product of entries"],
        "flow": word["flow", "time of blow-up"],
        "equal_power": word["null: equal_power", "energy gap"],
        "all_opposed": word["null: all_opposed", "energy gap"],
    }
