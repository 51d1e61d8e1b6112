"""The command `entente`: find this program's own package `sim`, whatever else goes by that name.

The module stands beside the package, in a checkout as in an installed copy. Its own name is not one that
others use, so it is found where a folder on PYTHONPATH holds another `sim`.
"""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

HERE = Path(__file__).resolve().parent
WRONG_INPUT = 2  # as in sim/cli/messages.py, which cannot be imported yet


def main() -> None:
    """Run the command line; ends in one line where the interpreter was started in a way that cannot work."""
    if sys.flags.optimize:
        # Hydra 1.3 reads values such as range(0,1,0.1) inside assertions.
        stop("Python was told to skip assertions, which reading NAME=VALUE needs; unset PYTHONOPTIMIZE")
    # Worker processes inherit this order. Folders without another `sim` keep their places.
    sys.path.sort(key=holds_another_sim)
    import sim

    place, own = Path(sim.__file__ or next(iter(sim.__path__))).resolve(), (HERE / "sim").resolve()
    if not place.is_relative_to(own):
        stop(f"another `sim`, at {place}, hides this program's package at {own}; move or rename that one")
    from sim.cli.main import main as command_line

    command_line()


def holds_another_sim(folder: str) -> bool:
    """Whether a folder of the search path holds a module or package `sim` that is not this program's."""
    found = PathFinder.find_spec("sim", [folder])
    return found is not None and found.origin is not None and Path(folder).resolve() != HERE


def stop(reason: str) -> None:
    """End with one line on standard error and the exit code for wrong input."""
    print(f"entente: {reason}", file=sys.stderr)
    raise SystemExit(WRONG_INPUT)


if __name__ == "__main__":
    main()
