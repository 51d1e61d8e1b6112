"""The page in a real browser: nothing is fetched, nothing is wider than the screen, every figure appears."""

import pytest

from tests.chromium import needs_chromium

pytestmark = needs_chromium


@pytest.mark.parametrize(
    ("width", "picture"), [(1280, "wide"), (820, "wide"), (390, "narrow"), (320, "narrow")]
)
def test_fits_the_screen_and_asks_for_nothing(browser, report, width, picture):
    context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto((report / "report.html").as_uri())
    page.wait_for_load_state()
    assert [url for url in heard if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = page.evaluate("[...document.images].map(i => [i.complete, i.naturalWidth, i.clientWidth])")
    figures = [path for path in (report / "figures").glob("*.svg") if not path.stem.endswith("-narrow")]
    assert len(sizes) == len(figures) >= 10
    for complete, natural, shown in sizes:
        assert complete
        # SVG is drawn at 72 points an inch: 7.2 and 3.75 inches
        assert (natural > 400) == (picture == "wide")
        assert shown <= width
    assert page.inner_text("h1") == "Does a stable bloc of Russia and China form?"
    context.close()


def test_prints(browser, report, tmp_path):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((report / "report.html").as_uri())
    content = page.pdf(format="A4")
    assert content.startswith(b"%PDF")
    assert 4 <= content.count(b"/Type /Page\n") <= 20
    context.close()
