"""Sobol indices of a probability that is only known from a few runs a point.

SALib gives the first-order index (Saltelli and others 2010) and the total index (Jansen 1999) of the
points' shares, with bootstrap intervals. The shares carry the chance of their runs: with R runs a point and
the variance w of a run inside a point, a share varies by v + w/R, where v is what the parameters explain.
Chance is independent of them, so that

    first order:  S = S' (v + w/R) / v        total:  T = (T' (v + w/R) - w/R) / v

with S', T' the indices of the noisy shares. So corrected they are those of the probability itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.intervals import LEVEL
from sim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]

RESAMPLES = 200


@dataclass(frozen=True, kw_only=True)
class Indices:
    """Sobol indices of one quantity."""

    table: "pd.DataFrame"
    """factor, first, first_low, first_high, total, total_low, total_high, first_half, total_half (from half
    of the samples); the factor of the largest total index first."""
    samples: int
    variance: float
    """Variance of the probability over the ranges, without the chance of finitely many runs."""
    chance: float
    """Share of the variance of a single run that is chance inside a point."""

    @property
    def shift(self) -> float:
        """Largest change of an index between half of the samples and all of them."""
        return float(
            max(
                (self.table["first"] - self.table["first_half"]).abs().max(),
                (self.table["total"] - self.table["total_half"]).abs().max(),
            )
        )

    @property
    def width(self) -> float:
        """Largest half width of an interval."""
        return float(
            max(
                (self.table["first_high"] - self.table["first"]).max(),
                (self.table["total_high"] - self.table["total"]).max(),
            )
        )

    @property
    def converged(self) -> bool:
        """Whether doubling the samples moved no index by more than half samples leave open.

        Intervals of half the samples are wider by the root of two.
        """
        return bool(self.shift <= 2.0**0.5 * self.width)


def sobol_indices(
    problem: Mapping[str, Any], shares: Array, *, within: float = 0.0, runs: int = 1, seed: int = 0
) -> Indices:
    """Indices from the shares (points,) of a Saltelli design in its order.

    within : mean variance of one run inside a point; runs : runs a point. Without chance, 0 and anything.
    Raises InputError where the points differ by no more than chance, so that there is nothing to share out.
    """
    import pandas as pd

    factors = list(dict.fromkeys(problem.get("groups", problem["names"])))
    samples = len(shares) // (len(factors) + 2)
    whole = _corrected(problem, shares, len(factors), within / runs, seed)
    half = _corrected(problem, shares[: len(shares) // 2], len(factors), within / runs, seed)
    table = pd.DataFrame({"factor": factors})
    for name, part in (("first", "S1"), ("total", "ST")):
        table[name] = whole[part]
        table[f"{name}_low"] = whole[part] - whole[f"{part}_conf"]
        table[f"{name}_high"] = whole[part] + whole[f"{part}_conf"]
    table["first_half"], table["total_half"] = half["S1"], half["ST"]
    variance = float(whole["variance"])
    return Indices(
        table=table.sort_values("total", ascending=False, kind="stable", ignore_index=True),
        samples=samples,
        variance=variance,
        chance=within / (within + variance),
    )


def _corrected(
    problem: Mapping[str, Any], shares: Array, factors: int, noise: float, seed: int
) -> dict[str, Array]:
    from SALib.analyze import sobol

    blocks = shares.reshape(-1, factors + 2)
    noisy = float(np.var(blocks[:, [0, -1]]))
    variance = noisy - noise
    if variance <= 0.0:
        raise InputError(
            "the points differ by no more than chance, so that no quantity explains anything; "
            "ask for more `replicates` or wider ranges"
        )
    found = sobol.analyze(
        dict(problem), shares, calc_second_order=False, num_resamples=RESAMPLES, conf_level=LEVEL,
        # not an int: SALib takes the seed 0 for none
        seed=np.random.SeedSequence(seed),
    )  # fmt: skip
    scale = noisy / variance
    return {
        "S1": found["S1"] * scale,
        "S1_conf": found["S1_conf"] * scale,
        "ST": found["ST"] * scale - noise / variance,
        "ST_conf": found["ST_conf"] * scale,
        "variance": np.array(variance),
    }
