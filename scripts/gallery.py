"""Write docs/gallery.md and its pictures from a stored sweep, as the report of that sweep shows them.

.venv/bin/python scripts/gallery.py outputs/headline/ID
"""

import argparse
from pathlib import Path

from sim.plotting.canvas import save
from sim.plotting.gallery import make_plates
from sim.plotting.plates import Plate
from sim.plotting.style import WIDE
from sim.report.write import read_summary

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURES = {
    "verdict": "images/verdict",
    "outcomes": "images/headline",  # README.md shows it too
    "points_plausible": "images/points",
    "path": "images/path",
    "postures_central": "images/postures",
    "example": "images/example",
}
"""The figures shown, by name in the report, in their order on the page."""

HEAD = """\
# Gallery

The figures of the main job, as `make run` draws them. Each comes with its number of runs, its seed and its
interval; the report in `outputs/` has them as SVG and PNG, wide and for narrow screens. What the shares
mean, and what they do not, is told in [Is this a prediction?](faq.md).
"""


def main() -> None:
    """Draw the figures and write the page."""
    parser = argparse.ArgumentParser(description="Write docs/gallery.md from a stored sweep.")
    parser.add_argument("folder", type=Path, help="a sweep's folder: outputs/headline/ID")
    plates = {plate.name: plate for plate in make_plates(read_summary(parser.parse_args().folder))}
    for name, place in PICTURES.items():
        save(plates[name].draw(WIDE), DOCS / place, ("svg",))
    parts = (section(plates[name], place) for name, place in PICTURES.items())
    (DOCS / "gallery.md").write_text("\n".join([HEAD, *parts]), encoding="utf-8")


def section(plate: Plate, place: str) -> str:
    """One figure with its heading and caption."""
    return f"## {plate.title}\n\n![{plate.alt}]({place}.svg)\n\n{plate.caption}\n"


if __name__ == "__main__":
    main()
