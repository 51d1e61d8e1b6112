"""The model in Mesa's own viewer: its buttons and sliders, with the postures that the engine has."""

import json
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
from tests.chromium import needs_chromium


@cache
def history(scenario: Scenario, seed: int) -> Run:
    return simulate(scenario, seed=seed, engine="batch")


def engine_postures(scenario: Scenario, seed: int, step: int) -> dict[tuple[str, str], Posture]:
    """Who does what toward whom, by the compiled engine."""
    run = history(scenario, seed)
    return {
        (a, b): Posture(int(run.postures[step, i, j]))
        for i, a in enumerate(run.states)
        for j, b in enumerate(run.states)
        if i != j
    }


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
    wanted = engine_postures(scenario, seed, step)
    page.get_by_text(f"Time: {step}", exact=False).wait_for()
    page.wait_for_function(
        f"""([wanted]) => {{
            const shown = ({DYADS})([...document.querySelectorAll('.net .dyad')]);
            return JSON.stringify(Object.entries(shown).sort()) === JSON.stringify(JSON.parse(wanted));
        }}""",
        arg=[json.dumps(sorted([f"{a}>{b}", posture.name] for (a, b), posture in wanted.items()))],
    )


class TestInTheBrowser:
    pytestmark = needs_chromium

    def test_steps_and_reasons(self, page: Any) -> None:
        """From Explore by the link; Step moves the model, and a line tells why."""
        explore(page)
        page.get_by_test_id("mesa").click()
        essay = load_scenario("essay")
        wait_for(page, essay, 0, 0)
        for step in range(1, 5):
            page.get_by_role("button", name="Step", exact=True).click()
            wait_for(page, essay, 0, step)
        page.get_by_test_id("dyad-CHN-RUS").click()
        page.get_by_test_id("why-title").filter(has_text="Why China").wait_for()
        page.get_by_role("tab", name="Home").click()
        page.get_by_test_id("story").wait_for()

    def test_a_slider_takes_effect_at_reset(self, browser: Any, watched: Watched) -> None:
        context = browser.new_context(viewport={"width": 1500, "height": 1000})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watched.follow(page)
        page.goto(f"{watched.address}/mesa")
        essay = load_scenario("essay")
        wait_for(page, essay, 0, 0)
        freedom = find_control(essay, "behaviour.autonomy")
        slider = page.locator(".v-slider").filter(has_text=freedom.label).get_by_role("slider")
        slider.press("End")
        page.get_by_role("button", name="Reset").click()
        changed = essay.replace({freedom.name: freedom.high})
        for step in range(1, 4):
            page.get_by_role("button", name="Step", exact=True).click()
            wait_for(page, changed, 0, step)
        context.close()

    def test_another_scenario_plays_to_its_end(self, browser: Any, watched: Watched) -> None:
        context = browser.new_context(viewport={"width": 1500, "height": 1000})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watched.follow(page)
        page.goto(f"{watched.address}/mesa")
        page.locator(".v-select .v-field").click()
        page.locator(".v-overlay .v-list-item", has_text="toy_triad").click()
        triad = load_scenario("toy_triad")
        wait_for(page, triad, 0, 0)
        page.locator(".v-slider").filter(has_text="Play Interval").get_by_role("slider").press("Home")
        page.get_by_role("button", name="▶").click()
        wait_for(page, triad, 0, triad.horizon)
        assert page.get_by_role("button", name="❚❚").is_disabled()
        assert page.get_by_role("button", name="Step", exact=True).is_disabled()
        context.close()
