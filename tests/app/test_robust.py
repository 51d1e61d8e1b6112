"""What goes wrong outside the page: a server that dies, a page loaded anew, two tabs, the back button."""

from typing import Any

import pytest

from sim.app.controls import find_control
from sim.app.lessons import lessons
from sim.scenario.scenario import load_scenario
from tests.app.browser import PATIENCE, Watched, server
from tests.app.cable import cable
from tests.app.clicks import at_step, becomes, explore, lesson, opened, shows, step_of, steps, title
from tests.chromium import needs_chromium

pytestmark = needs_chromium


def test_two_tabs_of_one_browser_are_two_sessions(page: Any, watched: Watched) -> None:
    other = page.context.new_page()
    watched.follow(other)
    other.goto(watched.address)
    title(other, lessons()[0].title)
    explore(page)
    steps(page, 3)
    lesson(other, 3)
    steps(other, 1)
    assert step_of(page) == 3
    shows(page, load_scenario("essay"), 0)
    assert page.locator("h1").inner_text() == "Explore"
    assert other.locator("h1").inner_text() == lessons()[3].title


def test_a_page_loaded_anew_begins_anew(page: Any, watched: Watched) -> None:
    explore(page)
    steps(page, 2)
    page.reload()
    title(page, lessons()[0].title)
    assert step_of(page) == 0
    steps(page, 1)


def test_back_and_forward_leave_a_page_that_works(page: Any, watched: Watched) -> None:
    explore(page)
    steps(page, 1)
    page.goto("about:blank")
    page.go_back()
    page.get_by_test_id("story").wait_for()
    page.get_by_test_id("go-lesson-1").click()
    title(page, lessons()[1].title)
    steps(page, 1)


def test_a_dead_server_is_told(browser: Any) -> None:
    """A click that nobody answers is told within seconds, and the page is still there to read."""
    with server() as served:
        watched = Watched(served.address)
        for page in opened(browser, watched):
            explore(page)
            steps(page, 1)
            assert watched.complaints == []
            served.process.kill()
            served.process.wait(30)
            page.get_by_test_id("step").click()
            page.get_by_test_id("silent").filter(has_text="No answer yet").wait_for(timeout=PATIENCE)
            assert step_of(page) == 1
            assert page.get_by_test_id("network").is_visible()


def test_a_server_in_the_middle_of_playing_dies(browser: Any) -> None:
    with server() as served:
        for page in opened(browser, Watched(served.address)):
            lesson(page, 0)
            page.get_by_test_id("play").click()
            page.wait_for_function("Number(document.querySelector('[data-testid=now]').dataset.step) >= 1")
            served.process.kill()
            served.process.wait(30)
            page.get_by_test_id("silent").wait_for(timeout=PATIENCE)
            assert page.get_by_role("button", name="Load again").is_visible()


@pytest.mark.parametrize("lost", [False, True], ids=["told", "lost"])
def test_a_connection_that_breaks_heals(browser: Any, address: str, lost: bool) -> None:
    """Cut after a change of luck, its answer told or lost: the page comes to show the new history."""
    with cable(address) as line:
        for page in opened(browser, Watched(line.address)):
            explore(page)
            steps(page, 2)
            line.loses = lost
            page.get_by_test_id("seed").fill("29")
            page.get_by_test_id("seed").press("Enter")
            if lost:
                page.wait_for_timeout(1000)
                assert step_of(page) == 2
            else:
                at_step(page, 0)
            line.loses = False
            line.cut()
            at_step(page, 0)
            # the page asks how the server is before it goes on
            page.wait_for_function("solara.debug.connectionStatus === 'connected'")
            assert page.get_by_test_id("seed").input_value() == "29"
            shows(page, load_scenario("essay"), 29)
            steps(page, 2)
            shows(page, load_scenario("essay"), 29)


MOVED = """key => {
    const seen = (window.seen = new Set());
    const slider = document.querySelector(`[data-testid="slider-${key}"] input`);
    const look = () => { seen.add(slider.value); window.requestAnimationFrame(look); };
    slider.value = slider.max;
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    slider.dispatchEvent(new Event('change', {bubbles: true}));
    look();
    return slider.value;
}"""


def test_a_slider_keeps_its_place_while_another_is_answered(page: Any) -> None:
    """Two moves at once: the answer to the first comes while the second is under way."""
    essay = load_scenario("essay")
    noise, inertia = (find_control(essay, f"behaviour.{name}") for name in ("noise", "inertia"))
    explore(page)
    page.evaluate(MOVED, noise.name)
    highest = page.evaluate(MOVED, inertia.name)
    becomes(page, essay.replace({one.name: one.high for one in (noise, inertia)}))
    assert page.evaluate("[...window.seen]") == [highest]
    page.get_by_test_id("home").click()
    becomes(page, essay)
    page.wait_for_function(
        "([key, own]) => document.querySelector(`[data-testid='slider-${key}'] input`).value == own",
        arg=[inertia.name, inertia.own],
    )


def test_a_seed_that_is_being_typed_stays_while_the_history_plays(page: Any) -> None:
    explore(page)
    page.get_by_test_id("play").click()
    seed = page.get_by_test_id("seed")
    seed.fill("123")
    begun = step_of(page)
    page.wait_for_function(f"Number(document.querySelector('[data-testid=now]').dataset.step) >= {begun + 2}")
    assert seed.input_value() == "123"
    page.get_by_test_id("play").click()
    page.locator("[data-testid=play][aria-pressed=false]").wait_for()
    assert seed.input_value() == "123"
    seed.press("Enter")
    at_step(page, 0)
    shows(page, load_scenario("essay"), 123)


def test_an_empty_seed_takes_the_next_one_once(page: Any) -> None:
    explore(page)
    steps(page, 1)
    seed = page.get_by_test_id("seed")
    before = int(seed.input_value())
    seed.fill("")
    seed.press("Enter")
    at_step(page, 0)
    page.wait_for_timeout(500)
    assert int(seed.input_value()) == before + 1


def test_lessons_done_stay_marked(page: Any) -> None:
    lesson(page, 0)
    page.get_by_test_id("end").click()
    at_step(page, lessons()[0].scenario.horizon)
    lesson(page, 2)
    assert "done" in page.get_by_test_id("go-lesson-0").get_attribute("aria-label")
    page.get_by_test_id("back").click()
    title(page, lessons()[1].title)
