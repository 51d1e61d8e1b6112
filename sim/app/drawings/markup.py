"""Elements of SVG and HTML. The library escapes every text, so that a name can never be markup."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

type Child = Element | str


def element(tag: str, attributes: Mapping[str, object] | None = None, *children: Child | None) -> Element:
    """An element; attributes that are None or False are left out, True stands without a value.

    >>> markup(element("b", {"class": "x", "hidden": None}, "1 < 2"))
    '<b class="x">1 &lt; 2</b>'
    """
    made = Element(tag)
    for name, value in (attributes or {}).items():
        if value is not None and value is not False:
            made.set(name, "" if value is True else _text(value))
    for child in children:
        if isinstance(child, str):
            if len(made):
                made[-1].tail = (made[-1].tail or "") + child
            else:
                made.text = (made.text or "") + child
        elif child is not None:
            made.append(child)
    return made


def markup(made: Element) -> str:
    """An element as text."""
    return tostring(made, encoding="unicode", method="html")


def _text(value: object) -> str:
    """A number with as many decimals as a picture needs, anything else as it is."""
    return f"{value:.5g}" if isinstance(value, float) else str(value)
