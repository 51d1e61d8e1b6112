"""Which weights decide the answer: Sobol indices from stored rows."""

from typing import TYPE_CHECKING

from sim.analysis.measures import holds
from sim.analysis.sobol_indices import Indices, sobol_indices
from sim.analysis.study import Arm
from sim.errors import InputError
from sim.numerics.types import Array
from sim.sweep.sensitivity_designs import factors_of, group_of

if TYPE_CHECKING:
    from sim.sweep.results import Results


def arm_indices(results: "Results", arm: Arm, measure: str) -> Indices:
    """Sobol indices of the probability of a property of MEASURES, from a complete arm of kind `saltelli`.

    Raises InputError where the runs of points are not independent, a point has one run, or points differ by
    no more than chance.
    """
    if arm.crossed:
        raise InputError(
            "with common random numbers the points share their chance, which no index allows for; "
            "run it again with crn=false"
        )
    share, chance = shares_and_chance(holds(results, arm, measure))
    asked = results.manifest["arms"][arm.name]["asked"]
    grouped = bool(asked.get("grouped", True))
    described = {"names": [group_of(axis) if grouped else axis for axis in arm.axes]}
    return sobol_indices(factors_of(described), share, chance, runs=arm.replicates)


def shares_and_chance(found: Array) -> tuple[Array, Array]:
    """(points,) share of the runs of a point, and the variance that chance gives it, without bias.

    found : bool (points, replicates). Raises InputError where there is one replicate.
    """
    runs = found.shape[1]
    if runs < 2:
        raise InputError(
            "one run a point does not tell chance from the parameters; ask for replicates=2 or more"
        )
    share = found.mean(axis=1)
    return share, share * (1.0 - share) / (runs - 1)
