"""Hook of the documentation site: links out of docs/ lead to the same files as in the checkout.

Pages link relatively, as a web forge wants it: `../README.md`, `../configs/config.yaml`. Each file that a
page links to becomes a page of the site below `checkout/`, and so does what that page links to in turn.
A file that is not Markdown is shown as a listing. A link to nothing is left alone, and the strict build
refuses it.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
ROOM = "checkout/"
LINK = re.compile(r"(?<=\]\()(?!\w+:)([^)\s#]+)(?=[)#])")
LISTINGS = {"": "text", ".cff": "yaml", ".py": "python", ".toml": "toml", ".txt": "text", ".yaml": "yaml"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for every file outside docs/ that can be reached by links; mkdocs calls this."""
    waiting = [DOCS / file.src_uri for file in files.documentation_pages()]
    seen = set(waiting)
    while waiting:
        for path in linked(waiting.pop()):
            if path in seen or path.is_relative_to(DOCS):
                continue
            seen.add(path)
            if path.suffix == ".md":
                waiting.append(path)
                files.append(File.generated(config, uri(path), content=path.read_text(encoding="utf-8")))
            elif path.suffix in LISTINGS:
                files.append(File.generated(config, uri(path), content=listing(path)))
            else:
                files.append(File.generated(config, uri(path), abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """The page with its links as the site has them; mkdocs calls this."""
    here = page.file.src_uri
    folder = (ROOT / here.removeprefix(ROOM) if here.startswith(ROOM) else DOCS / here).parent

    def moved(link: re.Match[str]) -> str:
        path = resolve(folder, link[1])
        return os.path.relpath(uri(path), os.path.dirname(here) or ".") if path else link[1]

    return LINK.sub(moved, markdown)


def linked(page: Path) -> Iterator[Path]:
    """The files of the checkout that a page links to."""
    if page.suffix == ".md":
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            path = resolve(page.parent, link)
            if path:
                yield path


def resolve(folder: Path, link: str) -> Path | None:
    """The file of the checkout that a relative link means; None where there is no such file."""
    path = Path(os.path.normpath(folder / link))
    return path if path.is_relative_to(ROOT) and path.is_file() else None


def uri(path: Path) -> str:
    """Where mkdocs finds a file of the checkout."""
    if path.is_relative_to(DOCS):
        return path.relative_to(DOCS).as_posix()
    suffix = ".md" if path.suffix in LISTINGS else ""
    return f"{ROOM}{path.relative_to(ROOT).as_posix()}{suffix}"


def listing(path: Path) -> str:
    """A page that shows a file; searching leaves it out."""
    text = path.read_text(encoding="utf-8").rstrip()
    name = path.relative_to(ROOT).as_posix()
    return f"---\nsearch: {{exclude: true}}\n---\n\n# {name}\n\n~~~~{LISTINGS[path.suffix]}\n{text}\n~~~~\n"
