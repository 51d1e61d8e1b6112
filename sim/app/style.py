"""The style sheet of the pages."""

from pathlib import Path

from sim.app.palette import palette

STYLE = palette() + Path(__file__).with_name("page.css").read_text(encoding="utf-8")
