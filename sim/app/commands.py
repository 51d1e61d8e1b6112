"""What a click asks for, as text such as `step`, `lesson 2` or `crisis oil`, carried out on a session.

Whatever goes wrong becomes a sentence on the page; the session stays as it was.
"""

import re
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace

from sim.app import session as do
from sim.app.lessons import lessons
from sim.app.session import Session
from sim.app.words import sentence
from sim.errors import EntenteError

type Change = Callable[[Session], Session]

PLAIN: dict[str, Change] = {
    "play": do.play,
    "step": do.step,
    "end": do.to_end,
    "restart": do.restart,
    "home": do.back,
    "many": do.many,
    "explore": do.explore,
    "hush": lambda session: do.say(session, ""),
}
WITH_WORD: dict[str, Callable[[Session, str], Session]] = {
    "crisis": do.crisis,
    "look": do.pick,
    "adopt": do.adopt,
    "lesson": lambda session, word: (
        do.open_lesson(session, min(int(word), len(lessons()) - 1))
        if re.fullmatch("[0-9]{1,3}", word)
        else session
    ),
}


def obey(session: Session, command: object) -> Session:
    """Carry out a command of the page; an unknown one changes nothing."""
    verb, _, word = str(command).partition(" ")
    session = replace(session, said="") if session.said else session
    if verb in PLAIN and not word:
        return attempt(session, PLAIN[verb])
    if verb in WITH_WORD:
        return attempt(session, lambda before: WITH_WORD[verb](before, word))
    return session


def attempt(session: Session, change: Change) -> Session:
    """The session after a change, or as it was, with a sentence that says what was wrong."""
    try:
        return change(session)
    except EntenteError as error:
        return do.say(session, sentence(error))
    except Exception as error:  # noqa: BLE001  # the last resort, so that no reader meets a traceback
        traceback.print_exc(file=sys.stderr)
        return do.say(
            session, f"Something went wrong here ({type(error).__name__}); the page is as it was before."
        )
