"""Which weights decide the answer: Sobol indices and Morris's elementary effects, from stored rows."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.outcomes import arm_rows
from sim.analysis.points import point_shares
from sim.analysis.sobol_indices import Indices, sobol_indices
from sim.analysis.study import Arm
from sim.sweep.sensitivity_designs import LEVELS, describe

if TYPE_CHECKING:
    import pandas as pd

    from sim.sweep.results import Results

Array = np.ndarray[Any, Any]

MEASURES = {"stable_bloc": "a stable bloc forms", "entente": "some entente forms"}
RESAMPLES = 200


def kind_of(results: "Results", arm: Arm) -> str:
    """The kind of design of an arm that is complete; empty where runs are missing."""
    entry = results.manifest["arms"][arm.name]
    return str(entry["asked"].get("kind", "")) if arm.runs == entry["runs"] else ""


def arm_indices(results: "Results", arm: Arm, measure: str) -> Indices:
    """Sobol indices of the probability of a property of MEASURES, from an arm of kind `saltelli`.

    Raises InputError where points differ by no more than chance.
    """
    share, within = _shares(results, arm, measure)
    asked = results.manifest["arms"][arm.name]["asked"]
    return sobol_indices(
        _problem(results, arm, grouped=bool(asked.get("grouped", True))),
        share,
        within=within,
        runs=arm.replicates,
        seed=arm.seed,
    )


def elementary_effects(results: "Results", arm: Arm, measure: str) -> "pd.DataFrame":
    """factor, mean, mean_absolute, low, high, spread: Morris's screening, from an arm of kind `morris`.

    Effects are changes of the probability when an axis moves over its whole range; `mean_absolute` has a
    bootstrap interval over trajectories. With few runs a point all but `mean` contain their chance.
    """
    import pandas as pd
    from SALib.analyze import morris

    share, _ = _shares(results, arm, measure)
    problem = _problem(results, arm, grouped=False)
    design = _design(results, arm)[list(arm.axes)].to_numpy(dtype=np.float64)
    found = morris.analyze(
        problem, design, share, num_resamples=RESAMPLES, num_levels=LEVELS,
        seed=np.random.default_rng(arm.seed),
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "factor": list(found["names"]),
            "mean": np.asarray(found["mu"], dtype=np.float64),
            "mean_absolute": np.asarray(found["mu_star"], dtype=np.float64),
            "low": found["mu_star"] - found["mu_star_conf"],
            "high": found["mu_star"] + found["mu_star_conf"],
            "spread": np.asarray(found["sigma"], dtype=np.float64),
        }
    )
    return table.sort_values("mean_absolute", ascending=False, kind="stable", ignore_index=True)


def factor_words(factor: str, names: dict[str, str]) -> str:
    """A factor in words; `names` are those of the states.

    >>> names = {"JPN": "Japan", "USA": "United States"}
    >>> factor_words("behaviour.hedging_premium", names), factor_words("issues.us_japan.salience.JPN", names)
    ('hedging premium', 'weight of US Japan, Japan')
    """
    parts = factor.split(".")
    if parts[0] == "issues" and len(parts) > 2:
        whose = f", {names.get(parts[3], parts[3])}" if len(parts) > 3 else ""
        proper = {"us": "US", **{name.lower(): name for name in names.values()}}
        words = " ".join(proper.get(word, word) for word in parts[1].split("_"))
        return f"weight of {words}{whose}"
    words = parts[1] if parts[0] == "behaviour" else ".".join(parts)
    whose = f", {names.get(parts[2], parts[2])}" if parts[0] == "behaviour" and len(parts) > 2 else ""
    return words.replace("_", " ") + whose


def _shares(results: "Results", arm: Arm, measure: str) -> tuple[Array, float]:
    """(points,) share of runs with a property, in the design's order; mean variance of a run in a point."""
    if measure == "stable_bloc":
        share = point_shares(results, arm).sort_values("point")["share"].to_numpy()
    else:
        rows = arm_rows(results, arm)
        holds = (rows["entente_steps"] > 0).groupby(rows["point"], observed=True).mean()
        share = holds.sort_index().to_numpy(dtype=np.float64)
    runs = arm.replicates
    within = float(np.mean(share * (1.0 - share))) * runs / (runs - 1) if runs > 1 else 0.0
    return share, within


def _design(results: "Results", arm: Arm) -> "pd.DataFrame":
    return results.design[results.design["arm"] == arm.name].sort_values("point")


def _problem(results: "Results", arm: Arm, *, grouped: bool) -> dict[str, Any]:
    design = _design(results, arm)
    bounds = [(float(design[axis].min()), float(design[axis].max())) for axis in arm.axes]
    return describe(arm.axes, bounds, grouped=grouped)
