"""Rival theories on the same inputs: pure functions, arrays in, arrays out; nothing here simulates.

>>> from sim import load_scenario
>>> from sim.rivals import compare
>>> table = compare(load_scenario("essay"), ("RUS", "CHN"))
>>> table[table["together"].notna() & ~table["together"].fillna(True)]["theory"].tolist()
['structural balance', 'null: equal_power']

Reading order: `case`, `camps`, `landscape`, `balance`, `factions`, `flow`, `statements`, `nulls`,
`history` (with `history_checks`), `by_year`, `comparison`.
"""

from sim.rivals.balance import frustration, sign_matrix, triads
from sim.rivals.by_year import camps_by_year
from sim.rivals.camps import named_camps
from sim.rivals.case import Case, case_of
from sim.rivals.comparison import compare, historical_questions, side_by_side
from sim.rivals.factions import leading_factions
from sim.rivals.flow import follow
from sim.rivals.history import History, history_names, load_history
from sim.rivals.landscape import energy_gap, local_minima, parting_propensity

__all__ = [
    "Case",
    "History",
    "camps_by_year",
    "case_of",
    "compare",
    "energy_gap",
    "follow",
    "frustration",
    "historical_questions",
    "history_names",
    "leading_factions",
    "load_history",
    "local_minima",
    "named_camps",
    "parting_propensity",
    "side_by_side",
    "sign_matrix",
    "triads",
]
