"""Checks of what a user asks of the engines, before anything runs."""

from typing import Any, Literal

from sim.engine.points import plain
from sim.errors import InputError
from sim.scenario.faults import nearest

type Engine = Literal["batch", "mesa"]

ENGINES = {
    "batch": "compiled, many runs side by side; the default",
    "mesa": "readable Mesa agents, one run at a time; the specification",
}
THREADS_MAX = 1024


def check_engine(engine: object) -> None:
    """Raises InputError unless the engine exists."""
    if not isinstance(engine, str) or engine not in ENGINES:
        raise InputError(f"no engine is called `{engine}`; {nearest(str(engine), ENGINES)}")


def check_threads(threads: Any) -> None:
    """Raises InputError unless threads are None (one per processor) or a whole number from 1 up."""
    if threads is not None:
        check_counter("threads", threads, THREADS_MAX, low=1)


def check_counter(name: str, value: Any, high: int, low: int = 0) -> None:
    """Raises InputError unless the value is a whole number in the range of a counter."""
    number = plain(value)
    if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
        raise InputError(f"`{name}` must be a whole number from {low} to {high}, got {value!r}")
