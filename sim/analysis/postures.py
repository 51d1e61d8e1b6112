"""Who takes which posture toward whom."""

from typing import TYPE_CHECKING

from sim.analysis.outcomes import arm_rows, arm_share
from sim.analysis.study import Study
from sim.vocabulary import Posture

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results


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
