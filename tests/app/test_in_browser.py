"""The page as a student meets it: a real server, a real Chromium, clicks and keys."""

import re
from typing import Any

import pytest

from sim.app.lessons import lessons
from sim.app.many import HISTORIES
from sim.scenario.scenario import load_scenario
from tests.app.browser import Watched
from tests.app.clicks import at_step, explore, opened, reasons, said, step_of, title
from tests.chromium import needs_chromium

pytestmark = needs_chromium


def test_first_view_is_a_lesson(page: Any) -> None:
    title(page, lessons()[0].title)
    assert page.get_by_test_id("guess").is_visible()
    assert page.get_by_test_id("task").is_visible()
    assert page.get_by_test_id("sources").count() == 0
    assert step_of(page) == 0
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Entente" in page.title()


@pytest.mark.parametrize("place", range(len(lessons())))
def test_lesson_is_played(page: Any, place: int) -> None:
    lesson = lessons()[place]
    page.get_by_test_id(f"go-lesson-{place}").click()
    title(page, lesson.title)
    names = lesson.scenario.state_names
    reasons(page, names[lesson.dyad[0]])
    page.get_by_test_id("play").click()
    page.wait_for_function("Number(document.querySelector('[data-testid=now]').dataset.step) >= 2")
    page.get_by_test_id("play").click()
    paused = page.get_by_test_id("play").filter(has_text="Play")
    paused.wait_for()
    if lesson.crises:
        page.get_by_test_id(f"crisis-{lesson.crises[0]}").click()
        page.get_by_test_id("raised").filter(has_text="Year 0").wait_for()
    if lesson.many:
        page.get_by_test_id("many").click()
        page.get_by_test_id("regimes").wait_for()
        assert f"{HISTORIES:,} histories" in page.get_by_test_id("verdict").inner_text()
    page.get_by_test_id("end").click()
    at_step(page, lesson.scenario.horizon)
    page.get_by_test_id("task").filter(has_text="Done").wait_for()
    assert page.get_by_test_id("slider-" + lesson.sliders[0]).is_visible() if lesson.sliders else True
    page.get_by_test_id("answer").locator("summary").click()
    assert page.get_by_text(lesson.answer[:40]).is_visible()
    page.get_by_test_id("next").click()
    title(page, "Explore" if place == len(lessons()) - 1 else lessons()[place + 1].title)


def test_reasons_add_up(page: Any) -> None:
    """The bars of each posture sum to its value, as far as two decimals can show; chances sum to 1."""
    page.get_by_test_id("go-lesson-3").click()
    reasons(page, "toward China")
    cells = page.locator("[data-testid=weighing] tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.innerText))"
    )
    totals = page.get_by_test_id("totals").locator("td").all_inner_texts()

    def number(text: str) -> float:
        return 0.0 if text == "·" else float(text.replace("−", "-"))

    for column, total in enumerate(totals):
        assert sum(number(row[column]) for row in cells) == pytest.approx(number(total), abs=0.06)
    chances = page.get_by_test_id("chances").locator("td").all_inner_texts()
    assert sum(int(text.rstrip("%").strip()) for text in chances) == pytest.approx(100, abs=2)


def test_keyboard_alone(page: Any) -> None:
    """Tab reaches a state with a visible mark; Enter shows its reasons, and focus stays."""
    page.get_by_test_id("go-lesson-3").press("Enter")
    title(page, lessons()[3].title)
    page.get_by_test_id("state-USA").focus()
    page.keyboard.press("Enter")
    reasons(page, "United States and the others")
    assert page.evaluate("document.activeElement.dataset.testid") == "state-USA"
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    halo = page.get_by_test_id("state-USA").locator(".state-halo")
    assert halo.evaluate("node => getComputedStyle(node).stroke") not in ("none", "rgba(0, 0, 0, 0)")
    dyad = page.get_by_test_id("dyad-USA-CHN")
    assert dyad.get_attribute("tabindex") == "0"
    page.get_by_test_id("state-VNM").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.testid").startswith("dyad-USA-")
    dyad.focus()
    page.keyboard.press("Space")
    reasons(page, "Why the United States")
    assert page.evaluate("document.activeElement.dataset.testid") == "dyad-USA-CHN"
    page.get_by_test_id("swap").press("Enter")
    reasons(page, "Why China")
    page.get_by_test_id("play").focus()
    assert page.get_by_test_id("play").evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_function("Number(document.querySelector('[data-testid=now]').dataset.step) >= 1")


def test_postures_differ_without_colour(page: Any) -> None:
    page.get_by_test_id("go-lesson-3").click()
    page.get_by_test_id("end").click()
    at_step(page, 120)
    drawn = page.locator(".net .dyad-line").evaluate_all(
        """lines => [...new Set(lines.map(line => {
            const style = getComputedStyle(line);
            const head = line.parentNode.lastElementChild.className.baseVal;
            return [line.parentNode.classList[1], style.strokeDasharray, style.strokeWidth, head].join('|');
        }))]"""
    )
    kinds = {one.split("|")[0] for one in drawn}
    assert kinds == {"dyad-align", "dyad-hedge", "dyad-balance"}
    assert len({one.split("|", 1)[1] for one in drawn}) == 3


def test_sliders_and_back_to_the_essay(page: Any) -> None:
    explore(page)
    noise = page.get_by_test_id("slider-behaviour.noise")
    for _ in range(3):
        page.get_by_test_id("step").click()
    at_step(page, 3)
    for key, value in (("Home", "0.1"), ("End", "0.4"), ("Home", "0.1")):
        noise.locator("input").press(key)
        page.wait_for_function("!document.querySelector('[data-testid=home]').disabled")
        page.wait_for_function(
            "value => document.querySelector('[id=slider-behaviour-noise]').value === value",
            arg=value,
        )
        assert step_of(page) == 3
    page.get_by_test_id("home").click()
    page.wait_for_function("document.querySelector('[data-testid=home]').disabled")
    noise.locator("output", has_text="0.2").wait_for()


def test_map_cell_brings_its_values(page: Any) -> None:
    page.get_by_test_id("go-lesson-5").click()
    page.get_by_test_id("many").click()
    page.get_by_test_id("cell-0-8").click()
    page.locator("[data-testid='slider-behaviour.common_threat'] output").filter(
        has_text=re.compile("^1$")
    ).wait_for()
    page.get_by_test_id("verdict").filter(has_text=re.compile("nearly every run|9 runs in 10")).wait_for()
    assert page.get_by_test_id("own-point").get_attribute("cx") == "20"


def test_luck_and_bad_seeds(page: Any) -> None:
    explore(page)
    seed = page.get_by_test_id("seed")
    for wrong in ("abc", "-1", "1.5", "9" * 40, "<b>"):
        seed.fill(wrong)
        seed.press("Enter")
        said(page, "the seed must be a whole number")
    page.get_by_test_id("new-seed").click()
    page.wait_for_function("document.querySelector('[data-testid=seed]').value === '1'")
    seed.fill("0")
    seed.press("Enter")
    page.get_by_test_id("step").click()
    at_step(page, 1)


BAD_FILES = {
    "empty": b"",
    "list": b"- 1\n- 2\n",
    "code": b"!!python/object/apply:os.system ['false']\n",
    "faulty": b"name: x\nstates: {A: {capability: -1}}\n",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_a_sentence(page: Any, name: str) -> None:
    explore(page)
    file = {"name": f"{name}.yaml", "mimeType": "text/yaml", "buffer": BAD_FILES[name]}
    page.get_by_test_id("upload").set_input_files(file)
    notice = page.get_by_test_id("notice").filter(has_text=re.compile("your file|too large"))
    notice.wait_for()
    assert "Traceback" not in page.inner_text("body")
    said(page, re.compile("."))
    page.get_by_test_id("step").click()
    at_step(page, 1)


def test_names_are_never_markup(page: Any) -> None:
    explore(page)
    scenario = load_scenario("toy_pair").to_dict()
    scenario["states"]["NOR"]["name"] = "<img src=x onerror=document.title='taken'>"
    text = load_scenario(scenario).to_yaml().encode()
    page.get_by_test_id("upload").set_input_files(
        {"name": "sly.yaml", "mimeType": "text/yaml", "buffer": text}
    )
    reasons(page, "<img")
    assert page.locator(".entente img").count() == 0
    assert "Entente" in page.title()


@pytest.mark.parametrize("width", [380, 768, 1280, 1920])
def test_nothing_is_wider_than_the_screen(browser: Any, watched: Watched, width: int) -> None:
    for made in opened(browser, watched, width, 800):
        for where in [*(f"go-lesson-{place}" for place in range(len(lessons()))), "go-explore"]:
            made.get_by_test_id(where).click()
            made.locator(f"[data-testid={where}][aria-current]").wait_for()
            assert made.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), where


def test_every_control_has_a_name(page: Any) -> None:
    explore(page)
    nameless = page.locator(".entente button, .entente a, .entente input, .entente select").evaluate_all(
        """nodes => nodes.filter(node => !(node.innerText || node.getAttribute('aria-label')
            || (node.labels && node.labels.length))).map(node => node.outerHTML)"""
    )
    assert nameless == []


def test_meaning_survives_forced_colours(browser: Any, watched: Watched) -> None:
    """Where the system's own colours replace those of a page, bars and shares can still be seen."""
    for made in opened(browser, watched, forced_colors="active"):
        explore(made)
        made.get_by_test_id("many").click()
        made.get_by_test_id("regimes").wait_for()
        for what in (".bar i", ".chance-bar", ".out-part", ".slider-mark"):
            kept = made.locator(what).first.evaluate("node => getComputedStyle(node).forcedColorAdjust")
            assert kept == "none", what
