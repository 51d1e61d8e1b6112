"""One server and one Chromium for all tests that drive the page; a page of its own for each test."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.app.browser import OPTIONS, Watched, chromium, served
from tests.app.clicks import opened


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(OPTIONS))
        yield started
        started.close()


@pytest.fixture
def watched(address: str) -> Iterator[Watched]:
    """Every page of a test is followed; whatever it complained of fails the test."""
    found = Watched(address)
    yield found
    assert found.complaints == []


@pytest.fixture
def page(browser: Any, watched: Watched) -> Iterator[Any]:
    yield from opened(browser, watched)
