"""One server for all tests that drive the page; a page of its own for each test."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.app.browser import Watched, served
from tests.app.clicks import opened


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served("--allow-host", "127.0.0.1") as found:  # at any port: some tests put a cable between
        yield found


@pytest.fixture
def watched(address: str) -> Iterator[Watched]:
    """Every page of a test is followed; whatever it complained of fails the test."""
    found = Watched(address)
    yield found
    assert found.complaints == []


@pytest.fixture
def page(browser: Any, watched: Watched) -> Iterator[Any]:
    yield from opened(browser, watched)
