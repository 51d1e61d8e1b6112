"""How often each outcome, and each property of a run, came about: one row an arm and property."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.analysis.shares import Share, share_over_points
from sim.analysis.study import Arm, Study
from sim.vocabulary import Outcome

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results

PROPERTIES = {
    "stable_bloc": "a stable bloc forms",
    "stable_entente": "a stable entente forms",
    "entente": "some entente forms",
    "bloc": "some bloc forms",
    "bloc_at_end": "a bloc stands at the last step",
}
"""Properties of a run that are counted beside its outcome; an entente is part of every bloc."""


def arm_share(rows: "pd.DataFrame", arm: Arm, value: Any) -> Share:
    """Share over the points of an arm of a value (runs,) that belongs to its rows."""
    replicate = rows["replicate"].to_numpy() if arm.crossed and arm.points > 1 else None
    return share_over_points(
        rows["point"].to_numpy(), value, replicate=replicate, drawn=arm.drawn, together=arm.drawn_together
    )


def arm_rows(results: "Results", arm: Arm) -> "pd.DataFrame":
    """The rows of an arm; of its base alone where only that is meant."""
    rows = results.rows[results.rows["arm"] == arm.name]
    return rows[rows["point"] == arm.base] if arm.base_alone else rows


def outcome_shares(results: "Results", study: Study) -> "pd.DataFrame":
    """arm, outcome (all of them), then the fields of `Share`, with `estimate` named `share`."""
    records = []
    for arm in study.answers:
        rows = arm_rows(results, arm)
        for word in Outcome:
            share = arm_share(rows, arm, (rows["outcome"] == word.name).to_numpy(dtype=bool))
            records.append({"arm": arm.name, "outcome": word.name, **_named(share)})
    return _frame(records)


def property_shares(results: "Results", study: Study) -> "pd.DataFrame":
    """arm, property (a key of PROPERTIES), then the fields of `Share`."""
    records = []
    for arm in study.answers:
        rows = arm_rows(results, arm)
        values = {
            "stable_bloc": rows["stable_bloc"].to_numpy(dtype=bool),
            "stable_entente": rows["entente_first_step"].notna().to_numpy(),
            "entente": rows["entente_steps"].to_numpy() > 0,
            "bloc": rows["bloc_steps"].to_numpy() > 0,
            "bloc_at_end": rows["alive_at_end"].to_numpy(dtype=bool),
        }
        records += [
            {"arm": arm.name, "property": name, **_named(arm_share(rows, arm, values[name]))}
            for name in PROPERTIES
        ]
    return _frame(records)


def _named(share: Share) -> dict[str, Any]:
    fields = asdict(share)
    return {"share": fields.pop("estimate"), **fields, "share_between": share.share_between}


def _frame(records: list[dict[str, Any]]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame.from_records(records)
