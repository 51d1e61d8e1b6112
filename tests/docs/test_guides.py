"""The tutorial and the how-to guides, followed to the letter: what they say works, or they are mended."""

from pathlib import Path

import pytest

from tests.docs.guides import copy_checkout, follow, steps
from tests.docs.pages import PAGES, read

GUIDES = ["docs/tutorial.md", *(page for page in PAGES if page.startswith("docs/howto/"))]
CHANGES_CODE = ("decision-term", "executor", "figure", "issue-kind", "outcome")


@pytest.mark.slow
@pytest.mark.parametrize("page", GUIDES)
def test_guide_works(page: str, tmp_path: Path) -> None:
    assert follow(page, copy_checkout(tmp_path / "a reader")) > 1


@pytest.mark.parametrize("name", CHANGES_CODE)
def test_guide_changes_code_and_tests_it(name: str) -> None:
    done = steps(f"docs/howto/{name}.md")
    assert any(step.verb == "apply" for step in done)
    assert any(step.verb == "write" and step.name.startswith("tests/") for step in done)
    assert any(step.verb == "run" and "pytest" in step.text for step in done)


def test_every_guide_is_found_from_the_front_page() -> None:
    for page in GUIDES:
        assert f"]({page.removeprefix('docs/')})" in read("docs/index.md"), page
