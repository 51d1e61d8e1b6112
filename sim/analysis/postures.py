"""Who takes which posture toward whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.outcomes import arm_rows, arm_share
from sim.analysis.study import Study
from sim.errors import InputError
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results

JOINTS = [f"joint_{code}" for code in range(9)]
"""Columns of rows: steps in each joint posture; code = 3 (A_ij + 1) + (A_ji + 1) for members i, j."""


def posture_shares(rows: "pd.DataFrame", members: Sequence[str], along: str | None = None) -> "pd.DataFrame":
    """source, target, BALANCE, HEDGE, ALIGN: shares of steps of two members toward each other, over all rows.

    rows     one row a run, as `simulate_many` and `Sweep.to_frame` give them
    members  the two members of the scenario's bloc, in its order
    along    a column of the rows; the table then begins with it, and has one row for each of its values
    Raises InputError for a column that is not there, or for members of another number than two.
    """
    import pandas as pd

    if len(members) != 2 or isinstance(members, str):
        raise InputError(f"`members` must name the two members of the scenario's bloc, got {members!r}")
    if along is not None and along not in rows.columns:
        raise InputError(f"the rows have no column `{along}`; name one that the design varies")
    joint = rows[JOINTS].groupby(np.zeros(len(rows)) if along is None else rows[along], sort=True).sum()
    joint = joint.div(joint.sum(axis=1), axis=0)
    tables = []
    for place, (source, target) in enumerate((tuple(members), tuple(reversed(members)))):
        table = pd.DataFrame({"source": source, "target": target}, index=joint.index)
        for posture in Posture:
            table[posture.name] = joint[[JOINTS[code] for code in _codes(posture, place)]].sum(axis=1)
        tables.append(table.reset_index(drop=along is None))
    return pd.concat(tables, ignore_index=True)


def _codes(posture: Posture, place: int) -> list[int]:
    """Joint postures in which the first (0) or the second (1) of two members takes a posture."""
    level = int(posture) + 1
    return [3 * level + other if place == 0 else 3 * other + level for other in range(3)]


def dyad_postures(results: "Results", study: Study) -> "pd.DataFrame":
    """arm, source, target, BALANCE, HEDGE, ALIGN (shares of steps over all runs), mean (-1 to 1).

    Of the arms that are `counted`. `mean` is the mean posture: the share of ALIGN less that of BALANCE.
    """
    counted = results.postures[results.postures["arm"].isin([arm.name for arm in study.counted])]
    return _shares(counted, ["arm", "source", "target"])


def period_postures(results: "Results", arm: str) -> "pd.DataFrame":
    """The same of one arm in each period: period, first, last (steps) before the columns from source on."""
    counted = results.postures[results.postures["arm"] == arm]
    return _shares(counted, ["period", "first", "last", "source", "target"])


def _shares(counted: "pd.DataFrame", keys: list[str]) -> "pd.DataFrame":
    """Shares of steps of each posture, one row for each value of `keys` that has steps."""
    between = counted[counted["source"] != counted["target"]]
    steps = between.pivot_table(
        index=keys, columns="posture", values="steps", aggfunc="sum", observed=True, sort=False
    )
    steps = steps.reindex(columns=[posture.name for posture in Posture]).astype("float64")
    steps = steps[steps.sum(axis=1) > 0.0]
    table = steps.div(steps.sum(axis=1), axis=0)
    table.columns.name = None
    table["mean"] = table[Posture.ALIGN.name] - table[Posture.BALANCE.name]
    return table.reset_index()


def member_postures(results: "Results", study: Study) -> "pd.DataFrame":
    """arm, source, target, posture, share, low, high: postures of two members toward each other.

    Only of arms whose two members are those of the first arm. The rows of runs sum joint postures
    over the pairs of members: with three or more no single dyad can be read from them (empty table).
    """
    import pandas as pd

    records = []
    if len(study.case.members) == 2:
        first, second = study.case.members
        for arm in study.answers:
            if arm.varies_members or arm.case.members != study.case.members:
                continue
            rows = arm_rows(results, arm)
            joint = rows[JOINTS].to_numpy(dtype="float64")
            joint = joint / joint.sum(axis=1, keepdims=True)
            for posture in Posture:
                for place, (source, target) in enumerate(((first, second), (second, first))):
                    share = arm_share(rows, arm, joint[:, _codes(posture, place)].sum(axis=1))
                    records.append(
                        {
                            "arm": arm.name, "source": source, "target": target, "posture": posture.name,
                            "share": share.estimate, "low": share.low, "high": share.high,
                        }
                    )  # fmt: skip
    columns = ["arm", "source", "target", "posture", "share", "low", "high"]
    return pd.DataFrame.from_records(records, columns=columns)
