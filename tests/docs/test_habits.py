"""What a release, a citation and the public forge rest on is there, and agrees with itself."""

import re
import tomllib
from typing import Any

import pytest
import yaml

import sim
from tests.docs.pages import ROOT, read

CITATION: dict[str, Any] = yaml.safe_load(read("CITATION.cff"))


def test_the_version_is_the_same_in_its_three_places() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert project == CITATION["version"] == sim.__version__


def test_the_citation_has_what_its_format_requires() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(CITATION)
    assert all({"name"} <= set(author) or {"family-names"} <= set(author) for author in CITATION["authors"])
    assert CITATION["type"] == "software"


def test_the_changelog_keeps_its_form() -> None:
    text = read("CHANGELOG.md")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading) for heading in headings[1:])
    parts = set(re.findall(r"^### (.*)$", text, re.MULTILINE))
    assert parts <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_public_forge_runs_what_a_contributor_runs() -> None:
    job = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]["all"]
    assert job["strategy"]["matrix"]["python"] == ["3.12", "3.13"]
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert job["timeout-minutes"] <= 45


@pytest.mark.parametrize(
    "page",
    [
        "CONTRIBUTING.md",
        "CODE_OF_CONDUCT.md",
        "SECURITY.md",
        "CHANGELOG.md",
        ".github/PULL_REQUEST_TEMPLATE.md",
    ],
)
def test_links_of_the_pages_at_the_top(page: str) -> None:
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s#]+)", read(page)):
        if not target.startswith("http"):
            assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("reader", ["theorist", "modeller", "programmer"])
def test_each_reader_has_a_way_in(reader: str) -> None:
    (line,) = [line for line in read("CONTRIBUTING.md").splitlines() if f"a **{reader}**" in line]
    assert "docs/howto/" in line
