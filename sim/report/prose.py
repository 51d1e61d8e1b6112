"""Sentences as markup: what stands between backticks as code, both limits of an interval on one line."""

import re
from html import escape

CODE = re.compile(r"`([^`\n]+)`")
NUMBER = r"\N{MINUS SIGN}?\d+(?:[.,]\d+)*"
LIMITS = re.compile(rf"{NUMBER}\N{{EN DASH}}{NUMBER}(?:\N{{NO-BREAK SPACE}}%)?")


def prose(text: object) -> str:
    """HTML of a sentence, whatever it holds: it is escaped first, so that the only tags are those made here.

    >>> prose("`entente resume` makes <them>")
    '<code>entente resume</code> makes &lt;them&gt;'
    >>> prose("interval 5\N{EN DASH}8")
    'interval <span class="limits">5\N{EN DASH}8</span>'
    """
    coded = CODE.sub(r"<code>\1</code>", escape(str(text)))
    return LIMITS.sub(r'<span class="limits">\g<0></span>', coded)
