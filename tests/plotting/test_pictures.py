"""Every figure looks as it did: compared with a stored picture, at both widths.

`make pictures` draws the stored ones anew; look at what has changed before you keep it. They are of the
pinned matplotlib, which brings its own letters and FreeType: on other machines single pixels differ in shade
at most, which TOLERANCE covers, while a colour, a label or a bar that changes does not pass.
"""

import os
import re
from inspect import getsource
from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images
from matplotlib.testing.exceptions import ImageComparisonFailure

from sim.plotting.style import NARROW, WIDE
from tests.docs.pages import ROOT
from tests.plotting import drawings

STORED = Path(__file__).parent / "pictures"
WIDTHS = {"wide": WIDE, "narrow": NARROW}
DOTS = 72
"""A picture's pixels per inch: few, so that all of them together stay small."""
TOLERANCE = 0.3
"""Most that a picture may differ: root mean square over its pixels, of 255."""
BYTES_MAX = 1_500_000
REDRAW = bool(os.environ.get("REDRAW"))
SECTIONS = ("claims", "regimes", "response", "screening", "sensitivity")
"""Files of the report whose figures are drawn from designs."""


@pytest.fixture(scope="module")
def figures():
    return drawings.drawings() | drawings.designs()


def test_every_figure_looks_as_it_did(figures, tmp_path):
    wrong = []
    for (name, draw), (size, width) in ((one, two) for one in figures.items() for two in WIDTHS.items()):
        file = f"{name}-{size}.png"
        target = STORED / file if REDRAW else tmp_path / file
        draw(width=width).get_figure(root=True).savefig(target, dpi=DOTS, metadata={"Software": None})
        wrong += compare(STORED / file, target)
    assert not wrong, "\n".join([*wrong, "if this is meant: `make pictures`, and look at them"])


def compare(stored: Path, target: Path) -> list[str]:
    """What is wrong with a picture, if anything."""
    if not stored.exists():
        return [f"{stored.name} is new"]
    try:
        found = compare_images(str(stored), str(target), TOLERANCE)
    except ImageComparisonFailure as size:
        return [f"{stored.name}: {size}"]
    return [str(found)] if found else []


def test_no_picture_is_left_over_and_all_are_small(figures):
    stored = {path.name for path in STORED.iterdir()}
    assert stored == {f"{name}-{size}.png" for name in figures for size in WIDTHS}
    assert sum(path.stat().st_size for path in STORED.iterdir()) < BYTES_MAX


def test_every_figure_has_a_picture():
    """Each function that draws is named where pictures are drawn."""
    texts = [getsource(drawings)]
    texts += [(ROOT / f"sim/report/sections/{name}.py").read_text(encoding="utf-8") for name in SECTIONS]
    drawn = "\n".join(texts)
    names = [name for name in draw_functions() if f"{name}(" not in drawn and f"{name}," not in drawn]
    assert names == []


def draw_functions() -> list[str]:
    """Names of the functions of `sim.plotting` that draw a figure of their own, in the style."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "sim/plotting").glob("*_figure.py"))]
    return re.findall(r"^@styled\ndef (draw_\w+)", "\n".join(texts), re.MULTILINE)
