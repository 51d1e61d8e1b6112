"""Stopping early: when the interval of the answer is narrow enough."""

from collections.abc import Mapping
from typing import Any

from sim.sweep.estimate import Tally, estimate
from sim.sweep.request import Request


def narrow_arms(request: Request, tallies: Mapping[str, Tally], width: float | None) -> dict[str, Any]:
    """Arms whose 95 % interval of P(stable bloc) is at most `width` wide, with what stopped them.

    Empty where no width is asked for.
    """
    found: dict[str, Any] = {}
    if width is None:
        return found
    for name, tally in tallies.items():
        now = estimate(tally, one_point=request.arm(name).points == 1)
        if now is not None and now.width <= width:
            found[name] = {
                "reason": "width",
                "asked": width,
                "width": now.width,
                "estimate": now.value,
                "runs": tally.runs,
            }
    return found
