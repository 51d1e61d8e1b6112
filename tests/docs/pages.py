"""The pages of the documentation as the tests read them: text, fenced blocks, tables, code."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
"""The top of the checkout."""
PAGES = ("README.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")))

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, its text and the line it starts in."""

    language: str
    text: str
    line: int


def read(name: str) -> str:
    """The text of a page, by its path from the top."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, *languages: str) -> list[Block]:
    """The fenced blocks of a page in order; all of them, or those in some languages."""
    text = read(name)
    found = [
        Block(match[1], match[2], text.count("\n", 0, match.start()) + 2) for match in FENCE.finditer(text)
    ]
    return [block for block in found if not languages or block.language in languages]


def rows(name: str, header: str) -> list[list[str]]:
    """The rows of the first table whose header line starts with a text, each a list of its cells."""
    lines = read(name).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(header))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def uses(command: str) -> list[str]:
    """What follows a command wherever a page shows it as code: in back-quotes or in a block of shell.

    Guides are left out: they are run whole, with the files that they write (`tests/docs/guides.py`).
    """
    lines = []
    for name in PAGES:
        if name.startswith("docs/howto/"):
            continue
        lines += re.findall(r"`([^`]+)`", FENCE.sub("", read(name)))
        lines += [line.split("#")[0] for block in blocks(name, "sh") for line in block.text.splitlines()]
    return sorted({line.split(" ", 1)[1].strip() for line in lines if line.startswith(f"{command} ")})
