"""Write the pictures of the page that README.md and docs/app.md show, from a real browser.

.venv/bin/python -m scripts.screenshots
"""

from io import BytesIO
from typing import Any

from PIL import Image

from scripts.gallery import DOCS
from tests.app.browser import PATIENCE, served
from tests.app.clicks import explore, lesson, steps
from tests.chromium import driven

SIZE = {"width": 1360, "height": 880}
COLOURS = 56


def main() -> None:
    """Lesson 4 with a line looked at after twelve quarters, and the same model in Mesa's viewer."""
    with served() as address, driven() as browser:
        context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(address)
        page.get_by_test_id("story").wait_for()
        lesson(page, 3)
        steps(page, 12)
        save(page, "page")
        explore(page)
        page.get_by_test_id("mesa").click()
        for step in range(1, 13):
            page.get_by_role("button", name="Step", exact=True).click()
            page.get_by_text(f"Time: {step}.0").wait_for()
        save(page, "mesa_viewer")
        context.close()


def save(page: Any, name: str) -> None:
    """A picture of what is on the screen, in few colours: a third of the bytes."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(DOCS / "images" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
