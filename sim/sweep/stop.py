"""Stopping early: when the interval of the answer is narrow enough."""

from collections.abc import Mapping
from typing import Any

from sim.sweep.design_kinds import DESIGN_KINDS, Spread
from sim.sweep.estimate import Tally, estimate
from sim.sweep.request import Arm, Request

SAMPLES = (Spread.ONE_BY_ONE, Spread.GIVEN)
"""Where the first points are a sample of what all of them ask about."""


def may_stop(request: Request, arm: Arm) -> bool:
    """Whether the first runs of an arm say the same as all of them, only less precisely.

    So they do at one point and for points drawn one by one, unless all points share their replicates.
    The first points of a grid are one side of it, and those of a Saltelli design are of no use alone.
    """
    return arm.points == 1 or (DESIGN_KINDS[arm.design["kind"]].spread in SAMPLES and not request.crn)


def unstoppable_arms(request: Request) -> list[str]:
    """Names of the arms that run to their end whatever width is asked for."""
    return [arm.name for arm in request.arms if not may_stop(request, arm)]


def narrow_arms(request: Request, tallies: Mapping[str, Tally], width: float | None) -> dict[str, Any]:
    """Arms whose 95 % interval of P(stable bloc) is at most `width` wide, with what stopped them.

    Empty where no width is asked for. Only of arms that `may_stop`.
    """
    reasons: dict[str, Any] = {}
    if width is None:
        return reasons
    for name, tally in tallies.items():
        arm = request.arm(name)
        if not may_stop(request, arm):
            continue
        now = estimate(tally, one_point=arm.points == 1)
        if now is not None and now.width <= width:
            reasons[name] = {
                "reason": "width",
                "asked": width,
                "width": now.width,
                "estimate": now.value,
                "runs": tally.runs,
            }
    return reasons
