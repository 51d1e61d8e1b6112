"""A real server for the tests that drive the page, and what they look for."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.docs.pages import ROOT

STARTED = re.compile(r"the page is at (http://\S+:\d+)")
PATIENCE = 60_000
"""Milliseconds: the compiled engine may have to be built on a busy machine."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A page server in a process of its own."""

    address: str
    process: subprocess.Popen[str]


@contextmanager
def served(*options: str) -> Iterator[str]:
    """The address of a page server of its own."""
    with server(*options) as found:
        yield found.address


@contextmanager
def server(*options: str) -> Iterator[Server]:
    """A page server of its own, ended as a user would: by Ctrl-C."""
    command = [sys.executable, "-m", "sim", "app", "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stderr is not None
    lines = []
    try:
        for line in process.stderr:
            lines.append(line)
            found = STARTED.search(line)
            if found:
                yield Server(address=found[1], process=process)
                break
        else:
            raise AssertionError(f"the page did not start: {''.join(lines)}")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        finally:
            process.kill()
            process.stderr.close()


@dataclass
class Watched:
    """What a page must not do: speak to another host, miss a file, complain in its console."""

    address: str
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Any) -> None:
        """Note from now on all that is wrong with a page."""
        page.on("console", lambda told: self._console(told.type, told.text))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", lambda asked: self._request(asked.url))
        page.on("response", lambda got: self._response(got.status, got.url))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"console {kind}: {text}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.complaints.append(f"asked another host: {url}")

    def _response(self, status: int, url: str) -> None:
        if status >= 400:
            self.complaints.append(f"{status} for {url}")
