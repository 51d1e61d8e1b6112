"""What goes wrong outside the page: a server that dies, a page loaded anew, two tabs, the back button."""

from typing import Any

from sim.app.lessons import lessons
from sim.scenario.scenario import load_scenario
from tests.app.browser import PATIENCE, Watched, server
from tests.app.clicks import at_step, explore, lesson, opened, shows, step_of, steps, title
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


def test_lessons_done_stay_marked(page: Any) -> None:
    lesson(page, 0)
    page.get_by_test_id("end").click()
    at_step(page, lessons()[0].scenario.horizon)
    lesson(page, 2)
    assert "done" in page.get_by_test_id("go-lesson-0").get_attribute("aria-label")
    page.get_by_test_id("back").click()
    title(page, lessons()[1].title)
