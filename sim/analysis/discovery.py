"""In which box of parameters a stable bloc is likely: scenario discovery by PRIM (Friedman and Fisher 1999).

The patient rule induction method peels thin slices off the ranges, always the one that leaves the largest
share of points of interest. The search is that of ema-workbench (extra `discovery`). With many quantities it
peels off chance as well, and flatters the box it ends with. So the points are dealt into three parts: on the
first boxes are searched, on the second one of them is chosen and its idle limits left out, on the third it
is judged. The score of a box is the harmonic mean of its density and its coverage.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

import numpy as np

from sim.analysis.outcomes import PROPERTIES
from sim.analysis.records import shared
from sim.analysis.study import Arm
from sim.errors import InputError, how_to_install
from sim.numerics.types import Array
from sim.sweep.intervals import Interval, wilson

if TYPE_CHECKING:
    import pandas as pd

type Limits = dict[str, tuple[float, float]]
"""Lowest and highest value of each quantity that a box limits."""

PARTS = (0.4, 0.3, 0.3)
"""Shares of the points for searching, choosing and judging."""
MASS_MIN = 0.02
"""A smaller share of the points makes no box."""
IDLE = 0.005
"""A limit whose removal costs no more of the score than this is left out."""
INTEREST_MIN = 10
"""Fewest points of interest in each part."""
HALF = 0.5
"""Share of a point's runs that makes the property likely there."""
BOXES = {"stable_bloc": "box", "entente": "box_entente"}
"""Names of the tables and figures of boxes, by the property that is sought."""
EXTRA = how_to_install("discovery")
COLUMNS = shared("quantity") | {
    "low": "lower limit of the box",
    "high": "upper limit of the box",
    "range_low": "smallest value in the design",
    "range_high": "largest value in the design",
    "kept": "share of the range that the box keeps",
}


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box of parameters and how well it holds the points of interest, judged on points not searched."""

    limits: "pd.DataFrame"
    """COLUMNS, the tightest limits first."""
    density: Interval
    """Share of the box's points that are of interest."""
    coverage: Interval
    """Share of the points of interest that lie in the box."""
    mass: float
    """Share of all points that lie in the box."""
    base: float
    """Share of all points that are of interest."""
    points: int
    """Points on which the box was judged."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which points are of interest."""

    design: "pd.DataFrame"
    """One column per quantity, one row per point."""
    interest: Array
    """bool (points,)."""
    fewer: bool
    """Whether points with fewer than half of their runs are of interest, because they are the rarer ones."""


def point_question(arm: Arm, measure: str) -> Question:
    """Points at which half of the runs have a property of PROPERTIES, or have it not if that is rarer.

    Points of which runs are missing are left out.
    """
    import pandas as pd

    grouped = PROPERTIES[measure].of(arm.rows).groupby(arm.rows["point"], observed=True)
    share = grouped.mean()[grouped.size() == arm.replicates].sort_index()
    likely = share.to_numpy(dtype=np.float64) >= HALF
    fewer = bool(likely.mean() > 0.5)
    columns = {axis: arm.columns[axis][share.index].astype(np.float64) for axis in arm.axes}
    return Question(design=pd.DataFrame(columns), interest=~likely if fewer else likely, fewer=fewer)


def is_installed() -> bool:
    """Whether the extra `discovery` is there."""
    return find_spec("ema_workbench") is not None


def discover_box(design: "pd.DataFrame", interest: Array, *, seed: int = 0) -> Box | None:
    """The box of a design (one column per quantity) that holds points of interest, bool (points,).

    None where a part has fewer than INTEREST_MIN points of interest, or no box is found.
    Raises InputError where the extra is not installed.
    """
    if not is_installed():
        raise InputError(f"scenario discovery needs the extra `discovery`; install it with {EXTRA}")
    order = np.random.default_rng(seed).permutation(len(design))
    cuts = np.cumsum(PARTS[:2])
    search, choose, judge = np.split(order, (cuts * len(order)).astype(int))
    if min(int(interest[part].sum()) for part in (search, choose, judge)) < INTEREST_MIN:
        return None
    boxes = _search(design.iloc[search].reset_index(drop=True), interest[search])
    unseen, wanted = design.iloc[choose], interest[choose]
    if not boxes:
        return None
    limits = _without_idle(unseen, wanted, max(boxes, key=lambda box: score(unseen, wanted, box)))
    inside = inside_box(design.iloc[judge], limits)
    if not limits or not inside.any():
        return None
    hits = int(interest[judge][inside].sum())
    return Box(
        limits=_table(design, limits),
        density=wilson(hits, int(inside.sum())),
        coverage=wilson(hits, int(interest[judge].sum())),
        mass=float(inside.mean()),
        base=float(interest[judge].mean()),
        points=len(judge),
    )


def score(design: "pd.DataFrame", interest: Array, limits: Limits) -> float:
    """Harmonic mean of density and coverage of a box; 0 where it holds no point of interest."""
    inside = inside_box(design, limits)
    return float(2.0 * interest[inside].sum() / (inside.sum() + interest.sum()))


def inside_box(design: "pd.DataFrame", limits: Limits) -> Array:
    """bool (points,) whether a point lies within all limits."""
    inside = np.ones(len(design), dtype=np.bool_)
    for name, (low, high) in limits.items():
        values = design[name].to_numpy(dtype=np.float64)
        inside &= (values >= low) & (values <= high)
    return inside


def _search(design: "pd.DataFrame", interest: Array) -> list[Limits]:
    """Limits of every box on the trajectory of peeling and pasting; only what is limited."""
    with catch_warnings():
        simplefilter("ignore")  # of parts of the library that are not used here
        from ema_workbench.analysis.prim import Prim

        peeled = Prim(design, interest, mass_min=MASS_MIN).find_box()
    boxes = []
    for frame in peeled.box_lims if peeled is not None else ():
        limits = {}
        for name in design.columns:
            first, last = float(design[name].min()), float(design[name].max())
            low, high = (float(frame[name].iloc[end]) for end in (0, 1))
            if low > first or high < last:
                # a side that was not peeled stays open, also for points beyond those searched
                limits[str(name)] = (low if low > first else -np.inf, high if high < last else np.inf)
        boxes.append(limits)
    return boxes


def _without_idle(design: "pd.DataFrame", interest: Array, limits: Limits) -> Limits:
    """The limits less those that the score hardly needs, the idlest first."""
    kept = dict(limits)
    while len(kept) > 1:
        rest = {name: {key: kept[key] for key in kept if key != name} for name in kept}
        scores = {name: score(design, interest, box) for name, box in rest.items()}
        idlest = max(scores, key=lambda name: scores[name])
        if scores[idlest] < score(design, interest, kept) - IDLE:
            break
        kept = rest[idlest]
    return kept


def _table(design: "pd.DataFrame", limits: Limits) -> "pd.DataFrame":
    import pandas as pd

    rows = []
    for name, (low, high) in limits.items():
        first, last = float(design[name].min()), float(design[name].max())
        start, end = max(low, first), min(high, last)
        rows.append((name, start, end, first, last, (end - start) / (last - first)))
    return pd.DataFrame.from_records(rows, columns=list(COLUMNS)).sort_values("kept", ignore_index=True)
