"""Which claim of a text carries the answer: Shapley values of its claims, with paired errors.

Every coalition of claims is a point, and all points share their random numbers. A Shapley value is a
weighted sum of the points' shares, so that it is the mean over replicates of the value in one replicate;
the spread of those gives its interval, pairing included.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.intervals import Interval, wilson
from sim.analysis.measures import holds
from sim.analysis.paired import paired_mean, paired_share_difference
from sim.analysis.shapley import players_of, shapley_values
from sim.analysis.study import Arm
from sim.errors import InputError
from sim.numerics.types import Array
from sim.scenario.scenario import load_scenario
from sim.sweep.claims import Claim, Claims, load_claims
from sim.sweep.coalitions import coalitions

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


@dataclass(frozen=True, kw_only=True)
class ClaimValues:
    """What each claim contributes to the probability of one property."""

    measure: str
    table: "pd.DataFrame"
    """claim, title, coded, switch (what is written to make or unmake it); then value, low and high of
    `shapley`; of `alone` (the claim added to none); of `switched` (the scenario as it stands with the claim
    less without it); and, with Wilson's interval, of `after` (the probability in the scenario as it stands
    with this one claim switched)."""
    none: Interval
    """The probability where no claim is made."""
    every: Interval
    """The probability where all are made; `none` and the Shapley values sum to it."""
    own: Interval
    """The probability in the scenario as it stands."""
    own_claims: tuple[str, ...]
    """The claims that the scenario as it stands makes."""
    replicates: int


def is_of_claims(arm: Arm) -> bool:
    """Whether an arm is a design of coalitions that is complete."""
    return arm.kind == "coalitions" and arm.crossed and not arm.missing


def claim_values(results: "Results", arm: Arm, measure: str) -> ClaimValues:
    """Values of the claims of an arm for a property of `MEASURES`.

    Raises InputError where the claims have changed since the sweep, or with fewer than two replicates.
    """
    import pandas as pd

    claims = claims_of(results, arm)
    played = played_coalitions(results, arm, measure)
    if len(played) < 2:
        raise InputError("claims need at least two replicates for an interval; ask for more `replicates`")
    found = {
        "shapley": paired_mean(shapley_values(played)),
        "alone": _switched(played, 0),
        "switched": _switched(played, claims.coded),
        "after": _share(played[:, [claims.coded ^ (1 << place) for place in range(len(claims.claims))]]),
    }
    table = pd.DataFrame(
        {
            "claim": [claim.key for claim in claims.claims],
            "title": [claim.title for claim in claims.claims],
            "coded": [claim.coded for claim in claims.claims],
            "switch": [switch_of(claim) for claim in claims.claims],
        }
    )
    for name, interval in found.items():
        table[name], table[f"{name}_low"], table[f"{name}_high"] = interval
    return ClaimValues(
        measure=measure,
        table=table,
        none=_share(played[:, 0]),
        every=_share(played[:, -1]),
        own=_share(played[:, claims.coded]),
        own_claims=tuple(claim.key for claim in claims.claims if claim.coded),
        replicates=len(played),
    )


def switch_of(claim: Claim) -> str:
    """What stands for a claim in a scenario, in words.

    >>> switch_of(Claim(key="A", title="a", text="a", on={"behaviour.hedging_premium.RUS": 1.0}))
    'with it behaviour.hedging_premium.RUS = 1'
    """
    values = claim.off or claim.on
    listed = ", ".join(f"{name} = {value:g}" for name, value in values.items())
    return f"{'without' if claim.coded else 'with'} it {listed}"


def claims_of(results: "Results", arm: Arm) -> Claims:
    """The claims that an arm has switched; raises InputError where they are others by now."""
    asked = results.manifest["arms"][arm.name]["asked"]
    claims = load_claims(asked["claims"])
    expected = coalitions(claims, load_scenario(arm.case.document))
    design = results.design[results.design["arm"] == arm.name].sort_values("point")
    same = set(expected) == set(arm.axes) and all(
        np.array_equal(design[name].to_numpy(dtype=np.float64), values) for name, values in expected.items()
    )
    if not same:
        raise InputError(
            f"the claims `{claims.name}` have changed since arm `{arm.name}` was run; run the sweep again"
        )
    return claims


def played_coalitions(results: "Results", arm: Arm, measure: str) -> Array:
    """float64 (replicates, coalitions): 1 where a run has the property, 0 where it has not."""
    return holds(results, arm, measure).T.astype(np.float64)


def _switched(played: Array, base: int) -> Interval:
    """(claims,) what each claim adds to the others of a coalition."""
    claims = range(players_of(played.shape[1]))
    holds = played > 0.5
    found = [
        paired_share_difference(holds[:, base | 1 << place], holds[:, base & ~(1 << place)])
        for place in claims
    ]
    return Interval(*(np.array(part) for part in zip(*found, strict=True)))


def _share(held: Array) -> Interval:
    """Shares (...,) of the replicates of columns (replicates, ...)."""
    return wilson(held.sum(axis=0), len(held))
