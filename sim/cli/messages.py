"""How the command line speaks of errors, and with which exit code it ends."""

import codecs
import io
import os
import sys
import traceback
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from sim.errors import EntenteError, InputError, ScenarioError

DONE, FAILED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130
DEBUG = "ENTENTE_DEBUG"
"""Variable of the environment that asks for tracebacks."""


PLAINER = str.maketrans({"–": "-", "—": "-", "−": "-", "×": "x", "→": "->", "…": "...", "’": "'", "·": "*"})
"""What stands for letters of verdicts where a terminal has no such letter."""


def say(text: str) -> None:
    """A line on standard error."""
    print(text, file=sys.stderr, flush=True)


def _say_warning(message: Warning | str, *_: object) -> None:
    say(f"entente: {' '.join(str(message).split())}")


def write_any_letter() -> None:
    """Let standard output and error write what their encoding lacks in plainer letters, and never fail."""
    codecs.register_error("entente", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="entente")


def _plainer(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letter = error.object[error.start]
    if "\udc80" <= letter <= "\udcff":  # a byte of a file's name that is no text: written as it is
        return bytes([ord(letter) - 0xDC00]), error.start + 1
    text = unicodedata.normalize("NFKD", letter.translate(PLAINER))
    plain = "".join(part for part in text if not unicodedata.combining(part))
    return plain.encode("ascii", "replace").decode(), error.start + 1


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn errors into one clear line each and an exit code: 1 failed, 2 wrong input, 130 interrupted.

    An error that nobody foresaw is one line too; ENTENTE_DEBUG=1 in the environment adds its traceback.
    A warning is one line without the place in the code that it comes from.
    """
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _say_warning  # type: ignore[assignment]
            yield
    except ScenarioError as error:
        for fault in error.faults:
            say(f"entente: {error.source}: {fault}")
        raise SystemExit(WRONG_INPUT) from None
    except InputError as error:
        say(f"entente: {error}")
        raise SystemExit(WRONG_INPUT) from None
    except EntenteError as error:
        say(f"entente: {error}")
        raise SystemExit(FAILED) from None
    except KeyboardInterrupt as stop:
        where = str(stop) or "what was done is stored, and the same command goes on from there"
        say(f"entente: interrupted; {where}")
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:  # whoever read our output has closed it, as `head` does
        raise
    except Exception as error:  # noqa: BLE001  # the last resort, so that no user meets a traceback
        if os.environ.get(DEBUG) == "1":
            traceback.print_exc()
        text = " ".join(str(error).split())
        say(
            f"entente: internal error: {type(error).__name__}: {text}; "
            f"run again with {DEBUG}=1 for the traceback"
        )
        raise SystemExit(FAILED) from None
