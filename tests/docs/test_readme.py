"""README.md is finished, and its Python and its map are true."""

import re


def test_no_figure_is_missing(page, root):
    """Figures of a real run stand where @@ marked their places, and the picture is there."""
    text = page("README.md")
    assert "@@" not in text
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
    assert pictures
    for picture in pictures:
        assert (root / picture).stat().st_size > 1000


def test_map_names_every_folder(rows, root):
    """Each folder of the checkout that is not hidden or made by tools has its line."""
    named = {row[0].strip("`").rstrip("/") for row in rows("README.md", "| folder |")}
    made_by_tools = {"dist", "build", "site", "node_modules"}
    folders = {p.name for p in root.iterdir() if p.is_dir() and not p.name.startswith((".", "__"))}
    assert named >= folders - made_by_tools
    assert named <= folders | {"outputs"}


def test_first_hour_has_three_readers(page):
    for reader in ("teacher", "researcher", "developer"):
        assert f"### For a {reader}" in page("README.md")
