"""Build `.venv` from the pinned list and install the project into it, editable.

Called by `scripts/setup` under the Python that the environment is to have; standard library only.
A build never mixes with what was there: the old environment is set aside, the new one is made from
nothing, and the old one comes back if that fails. A build that was killed is found and cleared by the
next call.
"""

import argparse
import contextlib
import fcntl
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
ASIDE = ROOT / ".venv.old"
LOCK = ROOT / ".venv.lock"
PINS = ROOT / "requirements-dev.txt"
PINS_STAMP = VENV / ".pins"
PROJECT_STAMP = VENV / ".project"
PYTHON = VENV / "bin" / "python"


def main() -> int:
    """Bring `.venv` up to the two keys given; 0 when it is, 1 when it could not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pins", required=True, help="key of the pinned list")
    parser.add_argument("--project", required=True, help="key of the project's metadata")
    parser.add_argument("--named", action="store_true", help="the user named this Python: keep no other")
    wanted = parser.parse_args()
    try:
        with only_one():
            clear_leftovers(wanted.pins)
            stale = stamp(PINS_STAMP) != wanted.pins or not PYTHON.exists()
            if stale or (wanted.named and not is_of_this_python()):
                rebuild(wanted.pins)
            if stamp(PROJECT_STAMP) != wanted.project:
                install_project(wanted.project)
                if stale:
                    say("set up; `. .venv/bin/activate` lets you type `entente` for `.venv/bin/entente`")
    except subprocess.CalledProcessError:
        say("set-up failed (cause above); the first one needs a network; the next `make` starts anew")
        return 1
    except KeyboardInterrupt:
        say("set-up interrupted; the next `make` starts it anew")
        return 130
    return 0


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the set-up lock, which the system releases when its owner dies."""
    with LOCK.open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up is running here; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def clear_leftovers(pins: str) -> None:
    """Undo a build that was killed: a finished environment stays, a half-made one goes."""
    if ASIDE.exists() and stamp(PINS_STAMP) != pins:
        shutil.rmtree(VENV, ignore_errors=True)
        ASIDE.rename(VENV)
    shutil.rmtree(ASIDE, ignore_errors=True)


def is_of_this_python() -> bool:
    """Whether `.venv` stands on the Python that runs this script."""
    lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    base = Path(getattr(sys, "_base_executable", sys.executable))  # this Python may be an environment's own
    return f"home = {base.parent}" in lines


def rebuild(pins: str) -> None:
    """Make `.venv` anew from the pinned list; on any failure put the old one back."""
    say(f"setting up .venv with Python {platform.python_version()} (about a minute, this once)")
    if VENV.exists():
        VENV.rename(ASIDE)
    try:
        call(sys.executable, "-m", "venv", str(VENV))
        install("--require-hashes", "--requirement", str(PINS))
    except BaseException:
        shutil.rmtree(VENV, ignore_errors=True)
        if ASIDE.exists():
            ASIDE.rename(VENV)
        raise
    PINS_STAMP.write_text(pins, encoding="utf-8")
    shutil.rmtree(ASIDE, ignore_errors=True)


def install_project(project: str) -> None:
    """Install the checkout itself, editable, with the builder that is already there: no network."""
    install("--no-deps", "--no-build-isolation", "--editable", ".")
    PROJECT_STAMP.write_text(project, encoding="utf-8")


def install(*what: str) -> None:
    """Install into `.venv` with the fastest tool that is there."""
    call("sh", "scripts/install", str(PYTHON), *what)


def call(*command: str) -> None:
    """Run one command in the checkout; its output is the user's to read."""
    subprocess.run(command, cwd=ROOT, check=True)


def stamp(path: Path) -> str:
    """What a stamp says; empty where there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def say(message: str) -> None:
    """Tell the user, on standard error: standard output carries results."""
    print(f"entente: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
