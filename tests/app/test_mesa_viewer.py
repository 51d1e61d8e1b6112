"""The model in Mesa's own viewer: its buttons and sliders, with the postures that the engine has."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from sim.app.controls import controls, find_control
from sim.app.live import Live
from sim.app.mesa_viewer import ViewedModel, model_parameters
from sim.engine.run import Run
from sim.engine.simulate import simulate
from sim.scenario.scenario import Scenario, load_scenario
from sim.scenario.shipped import shipped_names
from sim.vocabulary import Posture
from tests.app.browser import PATIENCE, Watched
from tests.app.clicks import DYADS, explore
from tests.app.postures import named, postures_at
from tests.chromium import needs_chromium


@cache
def history(scenario: Scenario, seed: int) -> Run:
    return simulate(scenario, seed=seed, engine="batch")


def engine_postures(scenario: Scenario, seed: int, step: int) -> dict[tuple[str, str], Posture]:
    """Who does what toward whom, by the compiled engine."""
    return postures_at(history(scenario, seed), step)


@pytest.mark.parametrize("name", shipped_names())
def test_a_reset_without_a_change_begins_the_scenario_itself(name: str) -> None:
    case = load_scenario(name)
    given = model_parameters(case, 3)
    assert len(given) == 2 + sum(len(group.controls) for group in controls(case))
    values = {key: one.value if hasattr(one, "value") else one for key, one in given.items()}
    model = ViewedModel(**values)
    model.run()
    for step in range(case.horizon + 1):
        assert Live(model).postures(step) == engine_postures(case, 3, step)


def test_a_key_that_has_no_name_of_mesas_kind_has_no_slider() -> None:
    toy = load_scenario("toy_pair").to_dict()
    toy["issues"]["fish_"] = toy["issues"].pop("open_sea")
    names = model_parameters(load_scenario(toy), 0)
    assert {"behaviour__noise", "issues__river_water__salience__NOR"} <= names.keys()
    assert not any("fish" in name for name in names)


def wait_for(page: Any, scenario: Scenario, seed: int, step: int) -> None:
    """The viewer comes to show a scenario's postures at a step."""
    wanted = named(engine_postures(scenario, seed, step))
    page.get_by_text(f"Time: {step}", exact=False).wait_for()
    page.wait_for_function(
        f"""([wanted]) => {{
            const shown = ({DYADS})([...document.querySelectorAll('.net .dyad')]);
            return JSON.stringify(Object.entries(shown).sort()) === JSON.stringify(JSON.parse(wanted));
        }}""",
        arg=[json.dumps(sorted(map(list, wanted.items())))],
    )


@pytest.fixture
def viewer(browser: Any, watched: Watched) -> Iterator[Any]:
    """The viewer's own address in a wide window."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watched.follow(page)
    page.goto(f"{watched.address}/mesa")
    wait_for(page, load_scenario("essay"), 0, 0)
    yield page
    context.close()


def slider(page: Any, label: str) -> Any:
    return page.locator(".v-slider").filter(has_text=label).get_by_role("slider")


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


class TestInTheBrowser:
    pytestmark = needs_chromium

    def test_steps_and_reasons(self, page: Any) -> None:
        """From Explore by the link; Step moves the model, and a line tells why."""
        explore(page)
        page.get_by_test_id("mesa").click()
        essay = load_scenario("essay")
        wait_for(page, essay, 0, 0)
        for step in range(1, 5):
            button(page, "Step").click()
            wait_for(page, essay, 0, step)
        page.get_by_test_id("dyad-CHN-RUS").click()
        page.get_by_test_id("why-title").filter(has_text="Why China").wait_for()
        page.get_by_role("tab", name="Home").click()
        page.get_by_test_id("story").wait_for()

    def test_a_slider_takes_effect_at_reset(self, viewer: Any) -> None:
        essay = load_scenario("essay")
        freedom = find_control(essay, "behaviour.autonomy")
        slider(viewer, freedom.label).press("End")
        button(viewer, "Reset").click()
        changed = essay.replace({freedom.name: freedom.high})
        for step in range(1, 4):
            button(viewer, "Step").click()
            wait_for(viewer, changed, 0, step)

    def test_another_luck_begins_at_reset(self, viewer: Any) -> None:
        slider(viewer, "Luck (seed)").press("ArrowRight")
        button(viewer, "Reset").click()
        button(viewer, "Step").click()
        wait_for(viewer, load_scenario("essay"), 1, 1)

    def test_another_scenario_plays_to_its_end(self, viewer: Any) -> None:
        viewer.locator(".v-select .v-field").click()
        viewer.locator(".v-overlay .v-list-item", has_text="toy_triad").click()
        triad = load_scenario("toy_triad")
        wait_for(viewer, triad, 0, 0)
        slider(viewer, "Play Interval").press("Home")
        button(viewer, "▶").click()
        wait_for(viewer, triad, 0, triad.horizon)
        assert button(viewer, "❚❚").is_disabled()
        assert button(viewer, "Step").is_disabled()

    def test_the_controls_of_the_viewer_itself(self, viewer: Any) -> None:
        """Three steps at once, threads, pause, and the menu away and back."""
        essay = load_scenario("essay")
        slider(viewer, "Render Interval").press("ArrowRight")
        button(viewer, "Step").click()
        wait_for(viewer, essay, 0, 3)
        viewer.get_by_role("checkbox").check()
        viewer.get_by_text("Increase play interval to avoid skipping plots").wait_for()  # threads are on
        button(viewer, "▶").click()
        viewer.wait_for_function("Number(document.body.innerText.match(/Time: ([0-9.]+)/)[1]) >= 9")
        button(viewer, "❚❚").click()
        button(viewer, "▶").wait_for()
        viewer.wait_for_timeout(2000)  # Mesa's clock takes the step that it waits for, paused or not
        button(viewer, "Reset").click()
        wait_for(viewer, essay, 0, 0)
        menu = viewer.locator(".v-app-bar-nav-icon")
        menu.click()
        viewer.wait_for_function(
            "document.querySelector('.v-navigation-drawer').getBoundingClientRect().right <= 0"
        )
        menu.click()
        viewer.wait_for_function(
            "document.querySelector('.v-navigation-drawer').getBoundingClientRect().left === 0"
        )
        viewer.get_by_role("tab", name="Home").click()
        viewer.get_by_test_id("story").wait_for()
