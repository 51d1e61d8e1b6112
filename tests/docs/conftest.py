"""What the tests of the documentation share: the pages, and the fenced blocks in them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, its text and the line it starts in."""

    language: str
    text: str
    line: int


def fenced_blocks(page: str) -> list[Block]:
    """All fenced blocks of a page, in order."""
    return [
        Block(match[1], match[2], page.count("\n", 0, match.start()) + 2) for match in FENCE.finditer(page)
    ]


@pytest.fixture
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture
def page() -> Callable[[str], str]:
    """The text of a page by its path from the top."""
    return lambda name: (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture
def blocks(page: Callable[[str], str]) -> Callable[[str], list[Block]]:
    """The fenced blocks of a page."""
    return lambda name: fenced_blocks(page(name))


@pytest.fixture
def rows(page: Callable[[str], str]) -> Callable[[str, str], list[list[str]]]:
    """The rows of the first table whose header line starts with a text, each a list of its cells."""

    def read(name: str, header: str) -> list[list[str]]:
        lines = page(name).splitlines()
        start = next(place for place, line in enumerate(lines) if line.startswith(header))
        found = []
        for line in lines[start + 2 :]:
            if not line.startswith("|"):
                break
            found.append([cell.strip() for cell in line.strip("|").split("|")])
        return found

    return read
