"""What a release, a citation and the public forge rest on is there, and agrees with itself."""

import re
import tomllib
from itertools import chain
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import sim
from sim.errors import DISTRIBUTION, how_to_install
from tests.docs.pages import PAGES, ROOT, read

PROJECT: dict[str, Any] = tomllib.loads(read("pyproject.toml"))["project"]
CITATION: dict[str, Any] = yaml.safe_load(read("CITATION.cff"))


def test_the_version_is_the_same_in_its_three_places() -> None:
    assert PROJECT["version"] == CITATION["version"] == sim.__version__


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
    jobs = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]
    assert jobs["all"]["strategy"]["matrix"]["python"] == ["3.12", "3.13"]
    assert [step["run"] for step in jobs["all"]["steps"] if "run" in step] == [".ci/run"]
    matrix = jobs["elsewhere"]["strategy"]["matrix"]
    assert {"3.12", "3.13", "3.14"} < set(matrix["python"])
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    assert any(name.endswith("-arm") for name in matrix["os"])
    (quick,) = re.findall(r"^QUICK := (.*)$", read("Makefile"), re.MULTILINE)
    assert f'-m "{quick}"' in jobs["elsewhere"]["steps"][-1]["run"]


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


def test_messages_tell_users_to_install_this_very_distribution() -> None:
    project = PROJECT["name"]
    assert project == DISTRIBUTION
    for extra in PROJECT["optional-dependencies"]:
        assert how_to_install(extra) == f'pip install "{project}[{extra}]"'
    named = re.compile(r"(?:pip|tool) install [^`\n]*?\"?([\w-]+)\[\w+\]")
    for page in (*PAGES, "notebooks/README.md"):
        assert set(named.findall(read(page))) <= {project}, page


def test_the_lowest_versions_that_are_tested_are_those_that_are_allowed() -> None:
    """requirements-lowest.txt, which `make test-lowest` installs, has the lower bound of every dependency."""
    pins: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", read("requirements-lowest.txt"), re.MULTILINE):
        pins.setdefault(name.lower(), []).append(version)
    extras = PROJECT["optional-dependencies"].values()
    for requirement in map(Requirement, chain(PROJECT["dependencies"], *extras)):
        (lowest,) = [part.version for part in requirement.specifier if part.operator == ">="]
        assert Version(lowest) in map(Version, pins[requirement.name.lower()]), requirement.name


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-lowest.txt"])
def test_every_pin_has_its_hashes_and_no_host_is_named(name: str) -> None:
    text = read(name)
    pins = re.findall(r"^[\w.-]+==.*\n(?:    --hash=sha256:[0-9a-f]{64}.*\n)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 40
    assert re.search("://|--index|--find-links", text) is None
