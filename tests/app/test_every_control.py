"""Every control of the free page: each is used, and what it does is compared with the model."""

import re
from typing import Any

import pytest

from sim.app.controls import controls
from sim.app.crises import crises, raise_crisis
from sim.engine.simulate import simulate
from sim.scenario.scenario import load_scenario
from sim.scenario.shipped import shipped_names
from sim.theory.outcomes import is_tie
from sim.vocabulary import Posture
from tests.app.clicks import at_step, becomes, explore, reasons, said, shows, step_of, steps, yaml_of
from tests.chromium import needs_chromium

pytestmark = needs_chromium

SLIDE = """([name, end]) => {
    const input = document.querySelector(`[data-testid="slider-${name}"] input`);
    input.value = end === 'low' ? input.min : input.max;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    input.dispatchEvent(new Event('change', {bubbles: true}));
}"""
"""A thumb pulled to its end, as the pointer does it."""


@pytest.mark.parametrize("name", shipped_names())
def test_scenario_time_and_luck(page: Any, name: str) -> None:
    """Each shipped scenario, through every button of time, is at each stop what the model says."""
    explore(page)
    scenario = load_scenario(name)
    page.get_by_test_id("scenario").select_option(name)
    becomes(page, scenario)
    reasons(page, scenario.state_names[scenario.bloc.members[0]])
    assert page.get_by_test_id("restart").is_disabled()
    steps(page, 2)
    shows(page, scenario, 0)
    page.get_by_test_id("play").click()
    page.wait_for_function("Number(document.querySelector('[data-testid=now]').dataset.step) >= 4")
    assert page.get_by_test_id("step").is_disabled()
    page.get_by_test_id("play").click()
    page.get_by_test_id("play").filter(has_text="Play").wait_for()
    shows(page, scenario, 0)
    page.get_by_test_id("end").click()
    at_step(page, scenario.horizon)
    shows(page, scenario, 0)
    assert page.get_by_test_id("step").is_disabled()
    assert page.get_by_test_id("end").is_disabled()
    seed = page.get_by_test_id("seed")
    for luck in ("7", "0"):
        seed.fill(luck)
        seed.press("Enter")
        at_step(page, 0)
        steps(page, 5)
        assert seed.input_value() == luck
        shows(page, scenario, int(luck))
    page.get_by_test_id("restart").click()
    at_step(page, 0)
    shows(page, scenario, 0)
    page.get_by_test_id("end").click()
    at_step(page, scenario.horizon)
    page.get_by_test_id("play").filter(has_text="Again").click()
    page.wait_for_function(
        "end => Number(document.querySelector('[data-testid=now]').dataset.step) < end", arg=scenario.horizon
    )
    page.get_by_test_id("play").click()


def test_every_slider_at_both_ends(page: Any) -> None:
    """All at once at their lowest, then at their highest, then back: the scenario follows each one."""
    explore(page)
    essay = load_scenario("essay")
    groups = controls(essay)
    steps(page, 3)
    for end in ("low", "high"):
        for group in groups:
            for one in group.controls:
                value = one.low if end == "low" else one.high
                page.evaluate(SLIDE, [one.name, end])
                page.locator(f"[data-testid='slider-{one.name}'] output").filter(
                    has_text=re.compile(f"^{re.escape(str(round(value, 3)).removesuffix('.0'))}$")
                ).wait_for(state="attached")
        changed = essay.replace(
            {one.name: one.low if end == "low" else one.high for group in groups for one in group.controls}
        )
        becomes(page, changed)
        assert step_of(page) == 3
        shows(page, changed, 0)
        page.get_by_test_id("end").click()
        at_step(page, 120)
        shows(page, changed, 0)
        page.get_by_test_id("restart").click()
        at_step(page, 0)
        steps(page, 3)
    page.get_by_test_id("home").click()
    becomes(page, essay)
    assert page.get_by_test_id("home").is_disabled()
    assert page.locator(".notice.is-open").count() == 0


def test_a_slider_of_each_group_by_keyboard(page: Any) -> None:
    explore(page)
    essay = load_scenario("essay")
    for place, group in enumerate(controls(essay)):
        heading = page.locator(".slider-group summary", has_text=re.compile(f"^{re.escape(group.title)}$"))
        if place:
            heading.press("Enter")
        one = group.controls[0]
        thumb = page.get_by_test_id(f"slider-{one.name}").locator("input")
        thumb.press("End")
        becomes(page, essay.replace({one.name: one.high}))
        thumb.press("ArrowLeft")
        becomes(page, essay.replace({one.name: round(one.high - one.step, 10)}))
        page.get_by_role("button", name=re.compile(f"^Back to .*: {re.escape(one.label)}$")).click()
        becomes(page, essay)


@pytest.mark.parametrize("name", shipped_names())
def test_every_crisis(page: Any, name: str) -> None:
    """Each breaks out from the next step on, two together too; Restart ends them."""
    explore(page)
    page.get_by_test_id("scenario").select_option(name)
    scenario = load_scenario(name)
    becomes(page, scenario)
    raised = page.get_by_test_id("raised").locator("li")
    for one in crises(scenario):
        steps(page, 2)
        page.get_by_test_id(f"crisis-{one.key}").click()
        raised.filter(has_text=one.text).wait_for()
        shaken = raise_crisis(scenario, one, 2)
        becomes(page, shaken)
        steps(page, 2)
        shows(page, shaken, 0)
        page.get_by_test_id("restart").click()
        at_step(page, 0)
        becomes(page, scenario)
        assert raised.count() == 0
    first, second = crises(scenario)[:2]
    steps(page, 1)
    page.get_by_test_id(f"crisis-{first.key}").click()
    raised.nth(0).wait_for()
    steps(page, 3)
    page.get_by_test_id(f"crisis-{second.key}").click()
    raised.nth(1).wait_for()
    both = raise_crisis(raise_crisis(scenario, first, 1), second, 4)
    becomes(page, both)
    page.get_by_test_id("end").click()
    at_step(page, scenario.horizon)
    shows(page, both, 0)
    assert page.get_by_test_id("timeline").locator(".time-row").first.locator(".time-event").count() == 2
    for one in crises(scenario):
        assert page.get_by_test_id(f"crisis-{one.key}").is_disabled()


def test_every_state_and_every_line(page: Any) -> None:
    """A click, and the keyboard, show the reasons of each."""
    explore(page)
    names = load_scenario("essay").state_names
    for one in names:
        page.get_by_test_id(f"state-{one}").click()
        reasons(page, f"{names[one]} and the others")
        for other in names:
            if other == one:
                continue
            dyad = page.get_by_test_id(f"dyad-{one}-{other}")
            dyad.press("Enter")
            page.locator(f"[data-testid=dyad-{one}-{other}][aria-pressed=true]").wait_for()
            reasons(page, names[other])
            page.get_by_test_id(f"state-{one}").press(" ")
            page.get_by_test_id("partners").wait_for()
    page.get_by_test_id("partners").get_by_role("button", name="Russia").click()
    reasons(page, "toward Russia")
    page.get_by_test_id("swap").click()
    reasons(page, "Why Russia")


def test_lines_can_be_hit_with_a_pointer(page: Any) -> None:
    """At the middle of each line the line itself is hit, or the one that crosses it there."""
    explore(page)
    hit = page.locator(".net .dyad").evaluate_all(
        """lines => lines.filter(line => {
            const path = line.querySelector('.dyad-reach');
            const frame = path.getScreenCTM();
            return [0.3, 0.45, 0.6, 0.75].some(share => {
                const at = path.getPointAtLength(share * path.getTotalLength()).matrixTransform(frame);
                const found = document.elementFromPoint(at.x, at.y);
                return found && found.closest('.dyad') === line;
            });
        }).length"""
    )
    assert hit == 30


def test_timeline_is_the_history(page: Any) -> None:
    """The bands of the two members, read as text by a screen reader, and the tie."""
    explore(page)
    page.get_by_test_id("end").click()
    at_step(page, 120)
    run = simulate(load_scenario("essay"), seed=0, engine="batch")
    one, other = run.posture("RUS", "CHN"), run.posture("CHN", "RUS")
    for track, postures in (("RUS-CHN", one), ("CHN-RUS", other)):
        widths = (
            page.get_by_test_id(f"track-{track}")
            .locator("rect.spell-align")
            .evaluate_all("spells => spells.map(spell => Number(spell.getAttribute('width')))")
        )
        assert sum(widths) == int((postures == Posture.ALIGN).sum())
    ties = (
        page.get_by_test_id("track-entente")
        .locator("rect")
        .evaluate_all("spells => spells.map(spell => Number(spell.getAttribute('width')))")
    )
    assert sum(ties) == int(is_tie(one[1:], other[1:]).sum())


def test_a_bad_seed_changes_nothing(page: Any) -> None:
    explore(page)
    steps(page, 2)
    before = yaml_of(page)
    page.get_by_test_id("seed").fill("2.5")
    page.get_by_test_id("seed").press("Enter")
    said(page, "the seed must be a whole number")
    assert step_of(page) == 2
    assert yaml_of(page) == before
    shows(page, load_scenario("essay"), 0)
