"""The page: verdict first, whole, offline, escaped, and right for other sweeps."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from sim.analysis.summary import summarise_results
from sim.analysis.verdict import make_verdict
from sim.report.opened import Sweep
from sim.report.page import render_page
from sim.scenario.scenario import load_scenario
from tests.analysis.synthetic import SyntheticArm, assemble, example_frame, invent_batch, invent_results
from tests.report.reading import Page, read_page

SECTIONS = ("figures", "tables", "method", "swept", "assumed", "limits", "repeat")


def worded(results):
    """The page without its figures, which take most of the time."""
    return Page(render_page(Sweep(folder=Path(), results=results), None))


def written(results, folder):
    folder.mkdir(exist_ok=True)
    Sweep(folder=folder, results=results).write_report()
    return read_page(folder)


def test_the_verdict_comes_first(report):
    page = read_page(report)
    verdict = make_verdict(summarise_results(invent_results(runs=40, points=16)))
    text = page.text
    sentence = verdict.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert text.index(verdict.question) < text.index(sentence) < text.index("Figure 1.")
    for line in verdict.details:
        assert line.replace("\N{NO-BREAK SPACE}", " ") in text


def test_every_section_is_there_and_every_link_leads_somewhere(report):
    page = read_page(report)
    assert set(SECTIONS) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    for link in page.all("a"):
        assert link["href"].startswith("#")
        assert link["href"][1:] in page.ids
    assert "Is this a prediction? No." in page.text
    assert "entente run experiment=headline" in page.text


def test_is_one_file_that_asks_for_nothing(report):
    text = (report / "report.html").read_text(encoding="utf-8")
    page = read_page(report)
    for image in (*page.all("img"), *page.all("source")):
        address = image.get("src") or image["srcset"]
        assert address.startswith("data:image/svg+xml;base64,")
    outside = re.sub(r"data:[^\"]+", "", text)
    assert "://" not in outside
    assert "<script" not in outside
    assert not re.search(r"url\(|@import|<link", outside)


def figures_of(report):
    """Every figure that was written, its narrow form not counted."""
    names = [path.stem for path in (report / "figures").glob("*.svg")]
    return [name for name in names if not name.endswith("-narrow")]


def test_every_figure_has_words_for_those_who_cannot_see(report):
    page = read_page(report)
    assert len(page.all("img")) == len(page.all("source")) == len(figures_of(report)) >= 10
    assert all(len(image["alt"]) > 30 for image in page.all("img"))
    assert page.all("html")[0]["lang"] == "en"
    assert page.all("meta")[1]["name"] == "viewport"


def test_the_same_rows_give_the_same_bytes(report, tmp_path):
    Sweep(folder=tmp_path, results=invent_results(runs=40, points=16)).write_report()
    names = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(report) for path in report.rglob("*") if path.is_file())
    for name in names:
        assert (tmp_path / name).read_bytes() == (report / name).read_bytes(), name


def test_figures_are_vector_and_pixels_with_captions(report):
    names = {path.name for path in (report / "figures").iterdir()}
    for figure in (
        "verdict",
        "outcomes",
        "postures_central",
        "postures_plausible",
        "network",
        "path",
        "example",
    ):
        assert {f"{figure}.svg", f"{figure}.png", f"{figure}-narrow.svg"} <= names
        ElementTree.parse(report / "figures" / f"{figure}.svg")
    captions = (report / "figures" / "captions.txt").read_text(encoding="utf-8")
    assert captions.count("n = ") == len(figures_of(report))


def test_foreign_words_are_shown_not_run(tmp_path):
    case = load_scenario("toy_pair").to_dict()
    case["states"]["NOR"]["name"] = "<script>alert(1)</script> & Sons"
    case["states"]["NOR"]["source"] = "<b>bold</b>"
    case["description"] = '"><img src=x onerror=alert(2)>'
    scenario = load_scenario(case)
    batch, history = invent_batch(scenario, np.full(8, 0.9), seed=1)
    arm = SyntheticArm(name="central", batch=batch, replicates=8, columns={})
    page = written(assemble(scenario, [arm], example_frame(scenario, history)), tmp_path / "a")
    assert page.all("script") == []
    assert len(page.all("img")) == 6
    assert all(image.get("src", "").startswith("data:") for image in page.all("img"))
    assert "<script>alert(1)</script> & Sons" in page.text


OTHERS: dict[str, dict[str, Any]] = {
    "no plausible arm, no example": {"runs": 12, "points": 0, "example": False},
    "two states alone": {"scenario": "toy_pair", "runs": 12, "points": 4},
    "three states": {"scenario": "toy_triad", "runs": 12, "points": 0},
    "three members": {"members": ("RUS", "CHN", "IND"), "runs": 12, "points": 4},
    "common random numbers": {"runs": 12, "points": 6, "crn": True},
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_sweeps(kind):
    results = invent_results(**OTHERS[kind])
    page = worded(results)
    assert set(SECTIONS) <= set(page.ids)
    arms = {arm.name: arm for arm in results.request.arms}
    for name in arms["central"].scenario.state_names.values():
        assert name in page.text
    for word in ("nan", "None", "NaN", "{{", "<NA>"):
        assert word not in page.text.split(), word
    assert ("plausible ranges" in page.text) == ("plausible" in arms)
    assert ("Points share their random numbers" in page.text) == (kind == "common random numbers")


def test_without_an_example_there_is_no_timeline(tmp_path):
    page = written(invent_results(runs=12, points=0, example=False), tmp_path / "a")
    assert "One run" not in page.text
    assert len(page.all("img")) == 7


def test_a_grid_of_one_axis():
    case = load_scenario("toy_triad")
    batch, _ = invent_batch(case, np.linspace(0.2, 0.95, 30), seed=3)
    columns = {"behaviour.hedging_premium.NOR": np.linspace(0.0, 1.0, 10)}
    arm = SyntheticArm(name="northland", batch=batch, replicates=3, columns=columns, asked={"kind": "grid"})
    page = worded(assemble(case, [arm], None))
    assert "over the 10 points of arm northland" in page.text
    assert "hedging premium of Northland (h)" in page.text


def test_missing_runs_are_said_before_the_verdict():
    results = invent_results(runs=12, points=0)
    failed = {"arm": "central", "point": 0, "replicate": 3, "reason": "x"}
    manifest = {**results.manifest, "runs": 14, "failed": [failed, failed]}
    page = worded(replace(results, manifest=manifest))
    assert "2 of the 14 runs asked for are missing: 2 of them failed" in page.text
    assert page.text.index("are missing") < page.text.index("forms in")


def test_events_and_changes_are_told():
    case = load_scenario("toy_triad").replace(
        {
            "behaviour.noise": 0.5,
            "events": [{"step": 8, "until": 20, "set": {"behaviour.inertia": 0.4}, "note": "a freeze"}],
        }
    )
    batch, _ = invent_batch(case, np.full(6, 0.5), seed=3)
    arm = SyntheticArm(name="central", batch=batch, replicates=6, columns={})
    text = worded(assemble(case, [arm], None)).text
    assert "from quarter 8 to 20 the inertia set to 0.4 (a freeze)" in text
    assert "behaviour.noise = 0.5" in text
