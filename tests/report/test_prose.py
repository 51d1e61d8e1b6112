"""Sentences as markup: code and limits are set apart, and nothing of the text itself becomes a tag."""

import pytest

from sim.analysis.wording import SPACE, percent_interval
from sim.report.prose import prose
from sim.report.sections.section import incomplete
from tests.report.reading import Page


def test_both_limits_and_their_unit_stay_on_one_line():
    text = prose(percent_interval(0.064, 0.0619, 0.0668))
    assert text == f'6.4{SPACE}% (<span class="limits">6.2–6.7{SPACE}%</span>)'
    assert prose("dealt anew – or not, RUS–CHN") == "dealt anew – or not, RUS–CHN"


@pytest.mark.parametrize(
    "text", ["`<script>alert(1)</script>`", '`" onclick="x`', "<b>`&lt;</b>`", "1–2<i>3–4"]
)
def test_foreign_words_stay_words(text):
    page = Page(prose(text))
    assert {tag for tag, _ in page.elements} <= {"code", "span"}
    assert page.text.replace("`", "") == text.replace("`", "")


def test_a_lone_backtick_is_left_alone():
    assert prose("a ` b") == "a ` b"
    assert prose("one `\n two `") == "one `\n two `"


def test_commands_of_the_page_are_code(report):
    arm = type("Arm", (), {"missing": 3, "name": "central"})()
    sentence = incomplete("claims", "Which claim?", arm).sentences[0]
    assert "<code>entente resume</code>" in prose(sentence)
    page = (report / "report.html").read_text(encoding="utf-8")
    assert "`" not in page
    assert page.count('<span class="limits">') > 20
