"""`entente plan`: a request in words and numbers."""

import os
from pathlib import Path

from sim.analysis.wording import count
from sim.cli.settings import Settings
from sim.errors import InputError
from sim.sweep.files import exists
from sim.sweep.folder import MANIFEST
from sim.sweep.open import place_of
from sim.sweep.plan import (
    check_files,
    check_room,
    chunk_size,
    expected_bytes,
    expected_seconds,
    seconds_per_run,
)
from sim.sweep.request import Arm, Request, check_answers


def plan_lines(request: Request, settings: Settings) -> list[str]:
    """Lines that say what would run, how long it takes, how much room it needs and where it will lie."""
    path = place_of(request, settings.outputs_dir)
    files = sum(_files(arm, settings, request.engine) for arm in request.arms)
    return [
        f"{request.name} with engine {request.engine}, seed {settings.seed}"
        + (", common random numbers" if request.crn else ""),
        *(line for arm in request.arms for line in _arm_lines(arm, request.engine)),
        f"in all    {count(request.points, 'point')}, {count(request.runs, 'run')} in {count(files, 'file')}",
        f"time      about {duration(expected_seconds(request))} {_where(request, settings)}",
        f"disk      about {size(expected_bytes(request))}",
        f"folder    {path}" + (" (exists: what it holds is kept)" if exists(path / MANIFEST) else ""),
    ]


def check_plan(request: Request, settings: Settings) -> None:
    """Raises InputError as `entente run` would before the first run: too many files, or too little room.

    What the folder holds already is not counted again, as it is there.
    """
    path = place_of(request, settings.outputs_dir)
    sizes = {arm.name: settings.chunk_runs or chunk_size(arm, request.engine) for arm in request.arms}
    check_files(request, sizes)
    if not exists(path / MANIFEST):
        check_room(request, path)


def check_asked(request: Request, settings: Settings) -> None:
    """Raises InputError where a request cannot be answered, or its results not be stored."""
    check_answers(request)
    check_outputs(settings.outputs_dir)


def check_outputs(path: Path) -> None:
    """Raises InputError where no folder of results can be made or written to; makes none."""
    try:
        near = next(one for one in (path, *path.absolute().parents) if one.exists())
    except (OSError, ValueError) as error:
        raise InputError(f"`outputs_dir` {path} cannot be made: {error}; give another folder") from None
    if not near.is_dir():
        raise InputError(f"`outputs_dir` {path} cannot be made: {near} is not a folder; give another folder")
    if not os.access(near, os.W_OK | os.X_OK):
        raise InputError(f"`outputs_dir` {path} cannot be written to ({near}); give another folder")


def _where(request: Request, settings: Settings) -> str:
    if request.engine == "batch":
        return "on two cores"
    if settings.executor["kind"] == "threads":
        return "on the one core that this engine uses (executor=process uses all)"
    return "divided by the number of workers"


def _arm_lines(arm: Arm, engine: str) -> list[str]:
    lines = [
        f"arm       {arm.name}: scenario {arm.scenario.name}, "
        f"{count(arm.points, 'point')} x {count(arm.replicates, 'replicate')}"
        f" = {count(arm.runs, 'run')} (about {duration(arm.runs * seconds_per_run(arm.scenario, engine))})"
    ]
    names = list(arm.columns)
    if names:
        shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
        lines.append(f"axes      {len(names)}: {shown}")
    return lines


def _files(arm: Arm, settings: Settings, engine: str) -> int:
    return -(-arm.runs // (settings.chunk_runs or chunk_size(arm, engine)))


def duration(seconds: float) -> str:
    """A time in the unit that suits it.

    >>> duration(0.4), duration(90), duration(10_000), duration(1e6)
    ('1 s', '90 s', '2.8 h', '11.6 days')
    """
    if seconds < 120:
        return f"{max(1, round(seconds))} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 2 * 86_400 else f"{seconds / 86_400:.1f} days"


def size(number: float) -> str:
    """A number of bytes in the unit that suits it.

    >>> size(900), size(12_700_000)
    ('1 kB', '13 MB')
    """
    for unit, scale in (("GB", 1e9), ("MB", 1e6)):
        if number >= scale:
            return f"{number / scale:.0f} {unit}" if number >= 10 * scale else f"{number / scale:.1f} {unit}"
    return f"{max(1, round(number / 1e3))} kB"
