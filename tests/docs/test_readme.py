"""README.md is finished, and its map is true."""

import re

import pytest

from tests.docs.pages import ROOT, read, rows


def test_no_figure_is_missing() -> None:
    """Figures of a real run stand where @@ marked their places."""
    assert "@@" not in read("README.md")


def test_the_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", read("README.md"))
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).stat().st_size > 1000


def test_map_names_every_folder() -> None:
    """Each folder of the checkout that is not hidden or made by tools has its line."""
    named = {row[0].strip("`").rstrip("/") for row in rows("README.md", "| folder |")}
    made_by_tools = {"dist", "build", "site"}
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith((".", "__"))}
    assert named >= folders - made_by_tools
    assert named <= folders | {"outputs"}


@pytest.mark.parametrize("reader", ["teacher", "researcher", "developer"])
def test_first_hour(reader: str) -> None:
    assert f"### For a {reader}" in read("README.md")
