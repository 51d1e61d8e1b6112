"""Which claim of a text carries the answer: Shapley values of its claims, with paired errors.

Every coalition of claims is a point, and all points share their random numbers. v(S) is what coalition S
attains; coalition number p holds claim k where bit k of p is set. The value of claim k is its marginal
contribution, averaged over all orders in which the n claims can be made (Shapley 1953):

    phi_k = sum over S without k of |S|! (n - |S| - 1)! / n! (v(S and k) - v(S))

The values sum to v(all) - v(none): nothing is left over and nothing counted twice.

What two claims do together that neither does alone is their interaction index (Grabisch and Roubens 1999):

    I_jk = sum over S without j and k of |S|! (n - |S| - 2)! / (n - 1)!
                                         (v(S, j and k) - v(S and j) - v(S and k) + v(S))

It is 0 where the claims only add up, positive where one makes the other worth more, and negative where one
takes the place of the other.

Both are weighted sums of the points' shares, so that each is the mean over replicates of the value in one
replicate; the spread of those gives its interval, pairing included.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.outcomes import holds
from sim.analysis.records import Record, records, shared, with_limits
from sim.analysis.shares import paired_mean, paired_share_difference
from sim.analysis.study import Arm
from sim.errors import InputError
from sim.numerics.types import Array
from sim.sweep.claims import Claim, Claims, load_claims
from sim.sweep.coalitions import coalitions
from sim.sweep.intervals import Interval, wilson

if TYPE_CHECKING:
    import pandas as pd


COLUMNS = {
    "claim": "key of the claim",
    "title": "the claim in words",
    "coded": "whether the scenario as it stands makes it",
    "switch": "what is written to make or unmake the claim",
    **with_limits(
        shapley="Shapley value: what the claim adds, averaged over all orders of making claims",
        alone="probability added by the claim to none",
        switched="probability with the claim less without it, the others as they stand",
        after="probability in the scenario as it stands with this one claim switched",
    ),
}
PAIR_COLUMNS = {
    "claim": "key of one claim",
    "other": "key of the other",
    "title": "the one in words",
    "other_title": "the other in words",
    "interaction": "what the pair adds beyond what each adds without the other, averaged over all orders",
    **shared("low", "high"),
}


@dataclass(frozen=True, kw_only=True)
class ClaimValues:
    """What each claim contributes to the probability of one property."""

    measure: str
    table: "pd.DataFrame"
    """COLUMNS, in the order of the claims; the interval of `shapley` is Student's over replicates, those of
    `alone` and `switched` are of paired shares, that of `after` is Wilson's."""
    none: Interval
    """The probability where no claim is made."""
    every: Interval
    """The probability where all are made; `none` and the Shapley values sum to it."""
    own: Interval
    """The probability in the scenario as it stands."""
    own_claims: tuple[str, ...]
    """The claims that the scenario as it stands makes."""
    replicates: int

    @property
    def groups(self) -> list[tuple[str, list[Record]]]:
        """Rows of the claims under their headings: "for" what raises, "against" what lowers, each by size.

        Any order of the steps leads from none to all, but only in some does the level stay among the
        probabilities. Where that of the two groups does not, the claims stand in one group without a heading:
        the largest first, as far as the level then stays in [0, 1].
        """
        left = sorted(records(self.table), key=lambda row: -abs(float(row["shapley"])))
        level = float(self.none.estimate)
        raising = [row for row in left if float(row["shapley"]) >= 0.0]
        lowering = [row for row in left if float(row["shapley"]) < 0.0]
        if level + sum(float(row["shapley"]) for row in raising) <= 1.0:
            return [(head, rows) for head, rows in (("for", raising), ("against", lowering)) if rows]
        ordered = []
        while left:
            fits = [row for row in left if 0.0 <= level + float(row["shapley"]) <= 1.0]
            row = (fits or left)[0]
            left.remove(row)
            ordered.append(row)
            level += float(row["shapley"])
        return [("", ordered)]

    @property
    def ordered(self) -> list[Record]:
        """Rows of the claims in the order of their groups."""
        return [row for _, rows in self.groups for row in rows]


def is_of_claims(arm: Arm) -> bool:
    """Whether an arm is a design of coalitions that is complete."""
    return arm.kind == "coalitions" and arm.crossed and not arm.missing


def claim_values(arm: Arm, measure: str) -> ClaimValues:
    """Values of the claims of an arm for a property of `MEASURES`.

    Raises InputError where the claims have changed since the sweep, or with fewer than two replicates.
    """
    import pandas as pd

    claims, played = claims_of(arm), played_coalitions(arm, measure)
    if len(played) < 2:
        raise InputError("claims need at least two replicates for an interval; ask for more `replicates`")
    intervals = {
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
            "switch": [switch_of(claim, arm.scenario.words) for claim in claims.claims],
        }
    )
    for name, interval in intervals.items():
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


def claim_pairs(arm: Arm, measure: str) -> "pd.DataFrame":
    """PAIR_COLUMNS: one row per pair, in the order of the claims; empty where there is one claim.

    `interaction` is what a pair of claims adds to the probability of a property of `MEASURES` beyond what
    each adds without the other, averaged over all orders; its interval is Student's over replicates, since
    all coalitions share their random numbers. Raises InputError where the claims have changed since.
    """
    import pandas as pd

    claims = claims_of(arm).claims
    if len(claims) < 2:
        return pd.DataFrame(columns=list(PAIR_COLUMNS))
    interval = paired_mean(interaction_values(played_coalitions(arm, measure)))
    rows = [
        (one.key, other.key, one.title, other.title, *(float(part[i, j]) for part in interval))
        for (i, one), (j, other) in combinations(enumerate(claims), 2)
    ]
    return pd.DataFrame.from_records(rows, columns=list(PAIR_COLUMNS))


def switch_of(claim: Claim, words: Callable[[str], str]) -> str:
    """What stands for a claim in a scenario, in words.

    >>> from sim import load_scenario
    >>> words = load_scenario("essay").words
    >>> switch_of(Claim(key="A", title="a", text="a", on={"behaviour.hedging_premium.RUS": 1.0}), words)
    'with it hedging premium of Russia = 1'
    """
    values = claim.off or claim.on
    listed = ", ".join(f"{words(name)} = {value:g}" for name, value in values.items())
    return f"{'without' if claim.coded else 'with'} it {listed}"


def claims_of(arm: Arm) -> Claims:
    """The claims that an arm has switched; raises InputError where they are others by now."""
    claims = load_claims(arm.asked["claims"])
    expected = coalitions(claims, arm.scenario)
    same = set(expected) == set(arm.axes) and all(
        np.array_equal(arm.columns[name], values) for name, values in expected.items()
    )
    if not same:
        raise InputError(
            f"the claims `{claims.name}` have changed since arm `{arm.name}` was run; run the sweep again"
        )
    return claims


def played_coalitions(arm: Arm, measure: str) -> Array:
    """float64 (replicates, coalitions): 1 where a run has the property, 0 where it has not."""
    return holds(arm, measure).T.astype(np.float64)


def _switched(played: Array, base: int) -> Interval:
    """(claims,) what each claim adds to the others of a coalition."""
    claims = range(players_of(played.shape[1]))
    held = played > 0.5
    changes = [
        paired_share_difference(held[:, base | 1 << place], held[:, base & ~(1 << place)]) for place in claims
    ]
    return Interval(*(np.array(part) for part in zip(*changes, strict=True)))


def _share(held: Array) -> Interval:
    """Shares (...,) of the replicates of columns (replicates, ...)."""
    return wilson(held.sum(axis=0), len(held))


def players_of(coalitions: int) -> int:
    """Number of players from the number of coalitions; raises ValueError unless that is a power of two."""
    players = coalitions.bit_length() - 1
    if players < 1 or coalitions != 1 << players:
        raise ValueError(f"coalitions must number 2, 4, 8 ..., got {coalitions}")
    return players


def shapley_counts(coalitions: int) -> Array:
    """int64 (players, coalitions): in how many of the n! orders v(S) is gained (+) or given up (-) by k.

    Row k times v, over n!, is the Shapley value of k. Whole numbers, so that nothing is rounded.
    """
    players = players_of(coalitions)
    numbers = np.arange(coalitions)
    size = np.array([int(number).bit_count() for number in numbers])
    orders = np.array([factorial(s) * factorial(players - s - 1) for s in range(players)], dtype=np.int64)
    counts = np.zeros((players, coalitions), dtype=np.int64)
    for player in range(players):
        inside = (numbers >> player) & 1 == 1
        counts[player, inside] = orders[size[inside] - 1]
        counts[player, ~inside] = -orders[size[~inside]]
    return counts


def shapley_values(values: Array) -> Array:
    """(..., players) Shapley values of games (..., coalitions).

    >>> shapley_values(np.array([0.0, 1.0, 1.0, 4.0]))
    array([2., 2.])
    """
    counts = shapley_counts(values.shape[-1])
    # Divided last: sums of whole numbers are exact, in whatever order the library takes them.
    return np.asarray(values @ counts.T / factorial(len(counts)))


def interaction_counts(coalitions: int) -> Array:
    """int64 (players, players, coalitions): row j, k times v, over (n - 1)!, is their interaction index.

    Symmetric; 0 for a player with itself. Raises ValueError with fewer than two players.
    """
    players = players_of(coalitions)
    if players < 2:
        raise ValueError(f"an interaction needs two players, got {players}")
    numbers = np.arange(coalitions)
    size = np.array([int(number).bit_count() for number in numbers])
    orders = np.array([factorial(s) * factorial(players - s - 2) for s in range(players - 1)], dtype=np.int64)
    counts = np.zeros((players, players, coalitions), dtype=np.int64)
    for one, other in combinations(range(players), 2):
        inside = ((numbers >> one) & 1) + ((numbers >> other) & 1)
        rest = orders[size - inside]
        counts[one, other] = counts[other, one] = np.where(inside == 1, -rest, rest)
    return counts


def interaction_values(values: Array) -> Array:
    """(..., players, players) interaction indices of games (..., coalitions); 0 on the diagonal.

    >>> interaction_values(np.array([0.0, 1.0, 1.0, 4.0]))[0, 1]
    np.float64(2.0)
    """
    counts = interaction_counts(values.shape[-1])
    players = len(counts)
    flat = values @ counts.reshape(-1, values.shape[-1]).T / factorial(players - 1)
    return np.asarray(flat.reshape(*values.shape[:-1], players, players))
