"""Coalitions: every combination of claims made and not made, one point each.

Point number p is the coalition in which claim k is on where bit k of p is set: point 0 makes no claim,
the last point makes them all.
"""

import numpy as np

from sim.errors import InputError
from sim.scenario.scenario import Scenario
from sim.sweep.claims import Claims
from sim.sweep.designs import Columns


def coalitions(claims: Claims, scenario: Scenario) -> Columns:
    """Columns (2**claims,) of every name that some claim decides. Raises InputError for an unknown name."""
    points = np.arange(1 << len(claims.claims))
    on = [(points >> place) & 1 == 1 for place in range(len(claims.claims))]
    columns: Columns = {}
    for side in ("off", "on"):
        for name in dict.fromkeys(name for claim in claims.claims for name in getattr(claim, side)):
            supporters = [place for place, claim in enumerate(claims.claims) if name in getattr(claim, side)]
            made = np.logical_or.reduce([on[place] for place in supporters])
            other = getattr(claims.claims[supporters[0]], side)[name]
            for cell, own in scenario.own_values(name).items():
                with_claim, without = (own, other) if side == "off" else (other, own)
                if with_claim == without:
                    continue
                if cell in columns:
                    raise InputError(f"`{cell}` is decided by two names of the claims; name it once")
                columns[cell] = np.where(made, with_claim, without)
    if not columns:
        raise InputError(f"the claims `{claims.name}` change nothing in {scenario.name}; give other values")
    return columns
