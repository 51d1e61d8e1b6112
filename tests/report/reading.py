"""Reading a page as a browser would, without one."""

from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "img", "br", "source", "link", "hr", "input"}
INLINE = ({"code", "i"}, {"limits"})
"""Elements, by tag and by class, that stand inside a sentence without a gap around them."""


class Page(HTMLParser):
    """Elements, text and links of a page; fails on tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.gaps: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        known = {key: value or "" for key, value in attrs}
        self.elements.append((tag, known))
        gap = "" if tag in INLINE[0] or known.get("class") in INLINE[1] else " "
        self.words.append(gap)
        if tag not in VOID:
            self.open.append(tag)
            self.gaps.append(gap)

    def handle_endtag(self, tag):
        assert self.open
        assert self.open.pop() == tag
        self.words.append(self.gaps.pop())

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).replace("\N{NO-BREAK SPACE}", " ").split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


def read_page(folder: Path) -> Page:
    return Page((folder / "report.html").read_text(encoding="utf-8"))
