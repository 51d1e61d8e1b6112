"""What a reader meets on a page in words: no keys of issues, and every state with its article."""

import re
from html import unescape

from sim.scenario.scenario import Scenario

BEFORE = r"\b(?:of|toward|to|against|with|on|for|between|by|than|and|from|hedges|aligns|balances|Why|form) "


def text_of(html: str) -> str:
    """The visible text of markup: no tags, styles, scripts or code; a bar ends a cell or a paragraph."""
    bare = re.sub(r"<(style|script|code|pre)\b.*?</\1>", " ", html, flags=re.DOTALL)
    cells = re.sub(r"</(?:t[dhr]|li|p|h\d|text|title|dt|dd|button|summary)>", " ¦ ", bare)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", cells)).split())


def faults_of(text: str, scenario: Scenario) -> list[str]:
    """Keys of issues that show, and names of states that lack their article or have two."""
    faults = [key for key in scenario.issues if "_" in key and key in text]
    faults += re.findall(r"\b(?:issues|behaviour|states|dependence)\.\w+", text)
    faults += re.findall(r"\b[Tt]he [Tt]he\b.{20}", text)
    for state, name in scenario.state_names.items():
        if scenario.in_text(state) != name:
            faults += re.findall(rf".{{0,30}}{BEFORE}{re.escape(name)}.{{0,10}}", text)
    return faults
