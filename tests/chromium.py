"""The Chromium that tests drive: where it is, how it is started, and one of them for a whole process.

Two drivers cannot live in one process, so every test that opens a page synchronously takes this one.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The program of a Chromium, if there is one."""
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


@contextmanager
def driven() -> Iterator[Any]:
    """A started Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(OPTIONS))
        yield started
        started.close()


needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium() is None, reason="no Chromium on this machine; install the package chromium"
    ),
]
