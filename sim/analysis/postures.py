"""Who takes which posture toward whom."""

from typing import TYPE_CHECKING

from sim.analysis.outcomes import arm_rows, arm_share
from sim.analysis.study import Study
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


def dyad_postures(results: "Results") -> "pd.DataFrame":
    """arm, source, target, BALANCE, HEDGE, ALIGN (shares of steps over all runs), mean (-1 to 1).

    `mean` is the mean posture: the share of ALIGN less that of BALANCE.
    """
    return _shares(results, ["arm", "source", "target"])


def period_postures(results: "Results", arm: str) -> "pd.DataFrame":
    """The same of one arm in each period: period, first, last (steps) before the columns from source on."""
    table = _shares(results, ["arm", "period", "first", "last", "source", "target"])
    return table[table["arm"] == arm].drop(columns="arm").reset_index(drop=True)


def _shares(results: "Results", keys: list[str]) -> "pd.DataFrame":
    """Shares of steps of each posture, one row for each value of `keys` that has steps."""
    between = results.postures[results.postures["source"] != results.postures["target"]]
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
        for arm in study.arms:
            if arm.varies_members or arm.case.members != study.case.members:
                continue
            rows = arm_rows(results, arm)
            joint = rows[[f"joint_{code}" for code in range(9)]].to_numpy(dtype="float64")
            joint = joint / joint.sum(axis=1, keepdims=True)
            for posture in Posture:
                # joint code = 3 (A_ij + 1) + (A_ji + 1)
                level = int(posture) + 1
                for source, target, codes in (
                    (first, second, [3 * level + other for other in range(3)]),
                    (second, first, [3 * other + level for other in range(3)]),
                ):
                    share = arm_share(rows, arm, joint[:, codes].sum(axis=1))
                    records.append(
                        {
                            "arm": arm.name, "source": source, "target": target, "posture": posture.name,
                            "share": share.estimate, "low": share.low, "high": share.high,
                        }
                    )  # fmt: skip
    columns = ["arm", "source", "target", "posture", "share", "low", "high"]
    return pd.DataFrame.from_records(records, columns=columns)
