"""What a reader does on the page, and what the page then shows: shared by the tests that drive it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from sim.engine.simulate import simulate
from sim.scenario.scenario import Scenario
from tests.app.browser import PATIENCE, Watched
from tests.app.postures import named, postures_at

DYADS = """lines => Object.fromEntries(lines.map(
    line => [line.dataset.key, line.classList[1].replace('dyad-', '').toUpperCase()]))"""


def opened(browser: Any, watched: Watched, width: int = 1280, height: int = 800, **how: Any) -> Iterator[Any]:
    """The page in a reader's own browser; `how` is handed to the browser."""
    context = browser.new_context(
        **{"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", **how}
    )
    context.set_default_timeout(PATIENCE)
    made = context.new_page()
    watched.follow(made)
    made.goto(watched.address)
    made.get_by_test_id("story").wait_for()
    yield made
    context.close()


def step_of(page: Any) -> int:
    return int(page.get_by_test_id("now").get_attribute("data-step"))


def at_step(page: Any, step: int) -> None:
    page.locator(f"[data-testid=now][data-step='{step}']").wait_for()


def steps(page: Any, count: int) -> None:
    """So many clicks on Step, each one answered."""
    begun = step_of(page)
    for done in range(1, count + 1):
        page.get_by_test_id("step").click()
        at_step(page, begun + done)


def title(page: Any, text: str) -> None:
    page.locator("h1", has_text=text).wait_for()


def reasons(page: Any, text: str) -> None:
    page.get_by_test_id("why-title").filter(has_text=text).wait_for()


def lesson(page: Any, place: int) -> None:
    page.get_by_test_id(f"go-lesson-{place}").click()
    page.locator(f"[data-testid=go-lesson-{place}][aria-current]").wait_for()


def explore(page: Any) -> None:
    page.get_by_test_id("go-explore").click()
    page.get_by_test_id("sources").wait_for()


def said(page: Any, text: str | re.Pattern[str]) -> None:
    """The notice says so; it is closed again."""
    page.get_by_test_id("notice").filter(has_text=text).wait_for()
    page.get_by_label("Close this message").click()
    page.locator(".notice.is-open").wait_for(state="detached")


def upload(page: Any, data: bytes, name: str = "mine.yaml") -> None:
    page.get_by_test_id("upload").set_input_files({"name": name, "mimeType": "text/yaml", "buffer": data})


def yaml_of(page: Any) -> str:
    """The text behind the download."""
    address = page.get_by_test_id("download").get_attribute("href")
    return unquote(address.split(",", 1)[1])


def becomes(page: Any, scenario: Scenario) -> None:
    """The page comes to hold this scenario."""
    page.wait_for_function(
        """text => decodeURIComponent(
            document.querySelector('[data-testid=download]').getAttribute('href').split(',')[1]) === text""",
        arg=scenario.to_yaml(),
    )


def shows(page: Any, scenario: Scenario, seed: int) -> None:
    """The network shows the postures that the compiled engine has for this scenario, seed and step."""
    expected = postures_at(simulate(scenario, seed=seed, engine="batch"), step_of(page))
    assert page.locator(".net .dyad").evaluate_all(DYADS) == named(expected)
