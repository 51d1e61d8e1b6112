"""How often each outcome, and each property of a run, came about: one row per arm and property."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.analysis.records import shared
from sim.analysis.shares import Share, share_over_points
from sim.analysis.study import Arm, Study
from sim.numerics.types import Array
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd


class Property(NamedTuple):
    """What a run has or has not."""

    says: str
    """What happens, as a clause."""
    noun: str
    """What is there then, with its article."""
    label: str
    """The same in a key or at the end of a line."""
    of: "Callable[[pd.DataFrame], pd.Series[Any]]"
    """bool, one per row of runs."""


PROPERTIES = {
    "stable_bloc": Property(
        "a stable bloc forms", "a stable bloc", "stable bloc", lambda rows: rows["stable_bloc"]
    ),
    "stable_entente": Property(
        "a stable entente forms", "a stable entente", "stable entente",
        lambda rows: rows["entente_first_step"].notna(),
    ),
    "entente": Property(
        "some entente forms", "an entente", "some entente", lambda rows: rows["entente_steps"] > 0
    ),
    "bloc": Property("some bloc forms", "a bloc", "some bloc", lambda rows: rows["bloc_steps"] > 0),
    "bloc_at_end": Property(
        "a bloc stands at the last step", "a bloc at the last step", "bloc at the last step",
        lambda rows: rows["alive_at_end"],
    ),
}  # fmt: skip
"""Properties of a run that are counted beside its outcome; an entente is part of every bloc."""
MEASURES = {name: PROPERTIES[name].says for name in ("stable_bloc", "entente")}
"""The two whose probability designs are asked about, as clauses."""

_SHARE_COLUMNS = shared("share", "low", "high") | {
    "standard_error": "standard error of the share",
    "between": "variance between points of the point's own share; missing with one point",
    "within": "variance of a run inside a point; missing where no point has two runs",
    **shared("points", "runs"),
    "share_between": "part of the variance of a run that lies between points",
}
OUTCOME_COLUMNS = shared("arm", "outcome") | _SHARE_COLUMNS
PROPERTY_COLUMNS = shared("arm") | {
    "property": "what holds of a run, such as `stable_bloc`", **_SHARE_COLUMNS,
}  # fmt: skip


def arm_share(arm: Arm, value: Any, rows: "pd.DataFrame | None" = None) -> Share:
    """Share over the points of an arm of a value (runs,) of its rows, or of those of them that are given."""
    rows = arm.rows if rows is None else rows
    replicate = rows["replicate"].to_numpy() if arm.crossed and arm.points > 1 else None
    return share_over_points(
        rows["point"].to_numpy(), value, replicate=replicate, drawn=arm.drawn, together=arm.drawn_together
    )


def holds(arm: Arm, measure: str) -> Array:
    """bool (points, replicates) whether a run has a property of MEASURES; of an arm without missing runs."""
    held = np.zeros((arm.points, arm.replicates), dtype=np.bool_)
    place = arm.rows["point"].to_numpy(), arm.rows["replicate"].to_numpy()
    held[place] = PROPERTIES[measure].of(arm.rows).to_numpy(dtype=np.bool_)
    return held


def outcome_shares(study: Study) -> "pd.DataFrame":
    """OUTCOME_COLUMNS: one row per answer of the study and outcome, all of them."""
    return _shares(
        study, "outcome", lambda rows: {word.name: rows["outcome"] == word.name for word in Outcome}
    )


def property_shares(study: Study) -> "pd.DataFrame":
    """PROPERTY_COLUMNS: one row per answer of the study and key of PROPERTIES."""
    return _shares(
        study, "property", lambda rows: {name: known.of(rows) for name, known in PROPERTIES.items()}
    )


def _shares(
    study: Study, column: str, held: "Callable[[pd.DataFrame], dict[str, pd.Series[Any]]]"
) -> "pd.DataFrame":
    import pandas as pd

    rows = []
    for arm in study.answers:
        for name, values in held(arm.rows).items():
            share = arm_share(arm, values.to_numpy(dtype=bool))
            fields = asdict(share)
            rows.append({
                "arm": arm.name, column: name, "share": fields.pop("estimate"), **fields,
                "share_between": share.share_between,
            })  # fmt: skip
    return pd.DataFrame.from_records(rows)
