"""For the whole suite: no time limit on examples of Hypothesis (machines may be busy); Ctrl-C is heard.

One Chromium serves all tests of a process.
"""

import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.chromium import driven

settings.register_profile("entente", deadline=None, print_blob=True)
settings.load_profile("entente")

# A shell starts what it runs in the background deaf to Ctrl-C, and programs that tests start and interrupt
# would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The process's own Chromium; a test opens a context of its own in it."""
    with driven() as started:
        yield started
