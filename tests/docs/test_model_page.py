"""docs/MODEL.md says what the code and the essay scenario say."""

import re
from typing import Any

import pytest

from sim.scenario.quantities import BEHAVIOUR, SALIENCE
from sim.scenario.scenario import load_scenario
from sim.sweep.claims import claims_about
from sim.sweep.plausible import plausible_axes
from sim.vocabulary import Outcome
from tests.docs.pages import ROOT, read, rows

MODEL = "docs/MODEL.md"

type Document = dict[str, Any]


@pytest.fixture(scope="module")
def essay() -> Document:
    return load_scenario("essay").to_dict()


def number(text: str) -> float:
    """A number as the page writes it, with a true minus sign."""
    return float(text.replace("−", "-"))


def by_state(text: str) -> dict[str, float]:
    """`RUS −1, CHN +0.5` as a mapping."""
    pairs = [part.split() for part in text.split(", ")]
    return {key: number(value) for key, value in pairs}


def test_behavioural_parameters() -> None:
    """Name, symbol, unit, rule, default, plausible range and whether it may differ by state."""
    shown = {}
    for name, symbol, meaning, unit, rule, default, plausible, per_state in rows(MODEL, "| name | symbol |"):
        low, high = plausible.split("–")
        assert meaning
        shown[name.strip("`")] = (symbol, unit, rule, number(default), (number(low), number(high)), per_state)
    declared = {
        name: (q.symbol, q.unit, q.rule, q.default, q.plausible, "yes" if q.per_state else "no")
        for name, q in BEHAVIOUR.items()
    }
    assert shown == declared


def test_plausible_range_of_salience() -> None:
    assert SALIENCE.plausible_is_factor
    assert SALIENCE.plausible is not None
    low, high = SALIENCE.plausible
    assert f"{low:g} to {high:g} times" in read(MODEL)


def test_essay_issues(essay: Document) -> None:
    """Kinds, values and saliences of the coding table are those of the scenario."""
    shown = rows(MODEL, "| issue | kind |")
    assert [row[0].strip("`") for row in shown] == list(essay["issues"])
    for key, kind, values, salience, source in shown:
        issue = essay["issues"][key.strip("`")]
        assert kind == issue["kind"]
        if kind == "tie":
            pair, effect = values.split()
            one, other = pair.split("–")
            assert issue["ties"] == {one: {other: number(effect)}}
        else:
            assert by_state(values) == issue["positions" if kind == "stance" else "claims"]
        assert by_state(salience.replace("others", "default")) == issue["salience"]
        claims = set(re.findall(r"\bE\d+\b", source))
        assert claims == set(re.findall(r"\bE\d+\b", issue["source"]))
        assert claims or source.startswith("A ")


def test_essay_states_and_pairs(essay: Document) -> None:
    """Capabilities, distances and dependence are those of the scenario."""
    capability = {key: float(value) for key, value in rows(MODEL, "| state | capability")}
    assert capability == {key: entry["capability"] for key, entry in essay["states"].items()}
    columns = ["CHN", "USA", "IND", "JPN", "VNM"]
    distance = {
        row: {key: float(cell) for key, cell in zip(columns, cells, strict=True) if cell}
        for row, *cells in rows(MODEL, "| distance in km")
    }
    assert distance == essay["distance_km"]
    columns = ["RUS", "CHN", "USA", "JPN"]
    dependence = {
        row: {key: float(cell) for key, cell in zip(columns, cells, strict=True) if cell}
        for row, *cells, _ in rows(MODEL, "| row depends on column")
    }
    assert dependence == essay["dependence"]


def test_every_claim_has_its_line() -> None:
    """In the words of the one place that states them."""
    about = claims_about("essay")
    assert about is not None
    assert rows(MODEL, "| claim |") == [[claim.key, claim.text] for claim in about.claims]
    assert len(about.claims) == 10


def test_outcomes_in_their_order() -> None:
    assert [row[0] for row in rows(MODEL, "| outcome |")] == [outcome.name for outcome in Outcome]


def test_every_file_of_the_theory_is_named() -> None:
    """Each formula has its file, and each file of the theory has its place on the page."""
    text = read(MODEL)
    files = [path for path in (ROOT / "sim/theory").glob("*.py") if path.stem != "__init__"]
    assert files
    for path in files:
        assert f"`sim/theory/{path.name}`" in text, path.name


def test_references_and_citations_match() -> None:
    """Every reference is cited by name and year, and every year cited beside a name has its reference."""
    text, listed = read(MODEL).split("\n## References\n")
    references = re.findall(r"^- (\w+),.*?\((\d{4})\)", listed, re.MULTILINE)
    assert len(references) == sum(line.startswith("- ") for line in listed.splitlines())
    for name, year in references:
        # the year may be the second of two: "Snyder 1984, 1997"
        assert re.search(rf"\b{name}\b[^.;()|]*(et al\. )?[^.;()|]*\b{year}\b", text), (name, year)
    dates_of_data = {("CINC", "2012"), ("In", "2012"), ("July", "2025")}
    cited = re.findall(r"\b([A-Z]\w+)(?: et al\.)? ([12]\d{3})(?:, ([12]\d{3}))?\b", text)
    found = {(name, year) for name, *years in cited for year in years if year} - dates_of_data
    assert len(found) > 10
    assert {year for _, year in found} <= {year for _, year in references}, found


def test_number_of_plausible_axes() -> None:
    names = [axis.name for axis in plausible_axes(load_scenario("essay"))]
    behaviour = sum(name.startswith("behaviour.") for name in names)
    assert f"{behaviour} behavioural and {len(names) - behaviour} salience axes" in read(MODEL)
