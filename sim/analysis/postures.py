"""Who takes which posture toward whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.outcomes import arm_share
from sim.analysis.records import shared
from sim.analysis.study import Study
from sim.errors import InputError
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

JOINTS = [f"joint_{code}" for code in range(9)]
"""Columns of rows: steps in each joint posture; code = 3 (A_ij + 1) + (A_ji + 1) for members i, j."""
_MEAN = {"mean": "mean posture: the share of ALIGN less that of BALANCE"}
DYAD_COLUMNS = (
    shared("arm", "source", "target")
    | dict.fromkeys((word.name for word in Posture), "share of steps")
    | _MEAN
)
NETWORK_COLUMNS = {
    "period": "number of the period: an epoch between events, or a third of the run",
    "first": "first step of the period",
    "last": "last step of the period",
    **shared("source", "target"),
    **dict.fromkeys((word.name for word in Posture), "share of the steps of the period"),
    **_MEAN,
    "capability": "capability of the source at the first step of the period",
}
MEMBER_COLUMNS = shared("arm", "source", "target") | {
    "posture": "BALANCE, HEDGE or ALIGN", **shared("share", "low", "high"),
}  # fmt: skip


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


def dyad_postures(study: Study) -> "pd.DataFrame":
    """DYAD_COLUMNS: shares of the steps of all runs, of the arms that are `counted`."""
    import pandas as pd

    if not study.counted:
        return pd.DataFrame(columns=list(DYAD_COLUMNS))
    return _shares(pd.concat([arm.postures for arm in study.counted]), ["arm", "source", "target"])


def alignment_network(study: Study) -> "pd.DataFrame":
    """NETWORK_COLUMNS: one row per period and dyad of the first arm that is `counted`; empty where none is.

    Shares are of the steps of the period over all runs; capabilities are those of the scenario's own values.
    """
    import pandas as pd

    if not study.counted:
        return pd.DataFrame(columns=list(NETWORK_COLUMNS))
    arm = study.counted[0]
    table = _shares(arm.postures, ["period", "first", "last", "source", "target"])
    timeline, keys = arm.scenario.timeline, arm.scenario.canonical_states
    capability = {
        first: dict(zip(keys, timeline.epochs[timeline.epoch_at(first)].capability.tolist(), strict=True))
        for first in map(int, table["first"].unique())
    }
    return table.assign(
        capability=[capability[row["first"]][row["source"]] for row in table.to_dict("records")]
    )


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


def member_postures(study: Study) -> "pd.DataFrame":
    """MEMBER_COLUMNS: postures of two members toward each other.

    Only of arms whose two members are those of the first arm. The rows of runs sum joint postures
    over the pairs of members: with three or more no single dyad can be read from them (empty table).
    """
    import pandas as pd

    rows, members = [], study.scenario.bloc.members
    if len(members) == 2:
        first, second = members
        for arm in study.answers:
            if arm.varies_members or arm.scenario.bloc.members != members:
                continue
            joint = arm.rows[JOINTS].to_numpy(dtype="float64")
            joint = joint / joint.sum(axis=1, keepdims=True)
            for posture in Posture:
                for place, (source, target) in enumerate(((first, second), (second, first))):
                    share = arm_share(arm, joint[:, _codes(posture, place)].sum(axis=1))
                    rows.append(
                        {
                            "arm": arm.name, "source": source, "target": target, "posture": posture.name,
                            "share": share.estimate, "low": share.low, "high": share.high,
                        }
                    )  # fmt: skip
    return pd.DataFrame.from_records(rows, columns=list(MEMBER_COLUMNS))
