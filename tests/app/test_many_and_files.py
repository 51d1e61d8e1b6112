"""Two thousand histories, the map, and files out of the page and into it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sim.analysis.wording import percent
from sim.app.crises import crises, raise_crisis
from sim.app.many import regime_map
from sim.scenario.scenario import load_scenario
from sim.scenario.shipped import shipped_names
from tests.app.clicks import at_step, becomes, explore, reasons, said, shows, step_of, steps, upload, yaml_of
from tests.chromium import needs_chromium

pytestmark = needs_chromium


@pytest.mark.parametrize("name", shipped_names())
def test_two_thousand_histories_are_those_of_the_engine(page: Any, name: str) -> None:
    """The verdict's share is that of `simulate_many` for the same scenario and seed; the map is the map."""
    import sim

    explore(page)
    scenario, luck = load_scenario(name), 3
    page.get_by_test_id("scenario").select_option(name)
    becomes(page, scenario)
    steps(page, 1)
    page.get_by_test_id("seed").fill(str(luck))
    page.get_by_test_id("seed").press("Enter")
    at_step(page, 0)
    page.get_by_test_id("many").click()
    page.get_by_test_id("regimes").wait_for()
    rows = sim.simulate_many(scenario, replicates=2000, seed=luck, engine="batch")
    share = float(rows["stable_bloc"].mean())
    verdict = page.get_by_test_id("verdict").inner_text()
    assert percent(share) in verdict
    most = rows["outcome"].astype(str).value_counts()
    assert percent(most.iloc[0] / 2000) in verdict
    found = regime_map(scenario, luck)
    shown = page.locator(".map-cell text").all_text_contents()
    assert shown == [f"{100 * value:.0f}" for value in found.probability.ravel()]
    page.get_by_test_id("many").click()
    page.locator("[data-testid=many]:not([aria-busy])").wait_for()
    assert page.get_by_test_id("verdict").inner_text() == verdict


def test_histories_follow_the_sliders_and_the_crises(page: Any) -> None:
    """A result is dropped where a number moves; the next one is of the new numbers."""
    import sim

    explore(page)
    page.get_by_test_id("many").click()
    page.get_by_test_id("verdict").wait_for()
    page.get_by_test_id("slider-behaviour.hedging_premium").locator("input").press("Home")
    changed = load_scenario("essay").replace({"behaviour.hedging_premium": 0.0})
    becomes(page, changed)
    page.get_by_test_id("verdict").wait_for(state="detached")
    deal = next(one for one in crises(changed) if one.key == "energy_deal")
    page.get_by_test_id("crisis-energy_deal").click()
    shaken = raise_crisis(changed, deal, 0)
    becomes(page, shaken)
    page.get_by_test_id("many").click()
    page.get_by_test_id("verdict").wait_for()
    rows = sim.simulate_many(shaken, replicates=2000, seed=0, engine="batch")
    assert percent(float(rows["stable_bloc"].mean())) in page.get_by_test_id("verdict").inner_text()


def test_download_is_the_scenario_and_comes_back(page: Any, tmp_path: Path) -> None:
    """Slider and crisis are in the file; `sim.load_scenario` reads it, and so does the page."""
    import sim

    explore(page)
    page.get_by_test_id("slider-behaviour.noise").locator("input").press("End")
    changed = load_scenario("essay").replace({"behaviour.noise": 0.4})
    becomes(page, changed)
    steps(page, 4)
    first = crises(changed)[0]
    page.get_by_test_id(f"crisis-{first.key}").click()
    expected = raise_crisis(changed, first, 4)
    becomes(page, expected)
    with page.expect_download() as waiting:
        page.get_by_test_id("download").click()
    assert waiting.value.suggested_filename == "essay.yaml"
    waiting.value.save_as(tmp_path / "essay.yaml")
    assert sim.load_scenario(tmp_path / "essay.yaml") == expected
    page.get_by_test_id("scenario").select_option("toy_pair")
    reasons(page, "Northland")
    upload(page, (tmp_path / "essay.yaml").read_bytes(), "essay.yaml")
    reasons(page, "Russia")
    becomes(page, expected)
    assert page.get_by_test_id("scenario").locator("option:checked").inner_text() == "essay (your file)"
    steps(page, 7)
    shows(page, expected, 0)
    page.get_by_test_id("restart").click()
    at_step(page, 0)
    becomes(page, expected)


WRONG = {
    "broken": b"states: [1, 2\n  x: {",
    "binary": bytes(range(256)) * 8,
    "huge": b"# nothing\n" * 30_000,
    "power": None,
    "unknown state": None,
    "no such key": None,
    "two much": None,
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_and_changes_nothing(page: Any, name: str) -> None:
    explore(page)
    steps(page, 2)
    before = yaml_of(page)
    data = WRONG[name]
    if data is None:
        raw = load_scenario("essay").to_dict()
        if name == "power":
            raw["states"]["RUS"]["capability"] = 0
        elif name == "unknown state":
            raw["bloc"]["members"] = ["RUS", "XXX"]
        elif name == "no such key":
            raw["behaviour"]["hedging"] = 0.5
        else:
            raw["horizon"] = 100_000
        data = json.dumps(raw).encode()  # JSON is YAML
    upload(page, data, "wrong.yaml")
    notice = page.get_by_test_id("notice").filter(has_text=re.compile(r"\w"))
    notice.wait_for()
    told = notice.inner_text()
    wanted = {
        "power": "capability",
        "unknown state": "XXX",
        "no such key": "hedging",
        "two much": "horizon",
        "huge": "large",
        "binary": "UTF-8",
        "broken": "your file",
    }
    assert wanted[name] in told
    assert "Traceback" not in told
    assert len(told) < 400
    said(page, re.compile(r"\w"))
    assert step_of(page) == 2
    assert yaml_of(page) == before
    steps(page, 1)
