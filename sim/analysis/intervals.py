"""Confidence intervals of shares and means: those by which a sweep stops serve its analysis too."""

from sim.sweep.intervals import (
    LEVEL,
    Interval,
    normal_quantile_two_sided,
    student_quantile_two_sided,
    wilson,
)

__all__ = ["LEVEL", "Interval", "normal_quantile_two_sided", "student_quantile_two_sided", "wilson"]
