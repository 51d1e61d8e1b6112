"""The documentation site: its menu is complete, its tables are the code's, and it needs no other host."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from scripts.gallery import FIGURES
from scripts.site_links import LINK, ROOM, uri
from scripts.site_reference import MARK, PARTS, on_page_markdown
from sim.scenario.quantities import BEHAVIOUR
from tests.docs.pages import PAGES, ROOT, read

PICTURE_BYTES, PICTURES_BYTES = 300_000, 1_500_000
"""Most bytes of one picture, and of all of them."""


def named(entry: object) -> Iterator[str]:
    """The pages that an entry of the menu names, at any depth."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict | list):
        for part in entry.values() if isinstance(entry, dict) else entry:
            yield from named(part)


def test_menu_names_every_page() -> None:
    menu = list(named(yaml.safe_load(read("mkdocs.yml"))["nav"]))
    assert sorted(menu) == sorted(page.removeprefix("docs/") for page in PAGES if page.startswith("docs/"))


def test_every_picture_is_shown_and_small() -> None:
    pictures = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs/images").iterdir()]
    shown = {link for page in PAGES if page.startswith("docs/") for link in LINK.findall(read(page))}
    assert set(pictures) <= shown
    sizes = [(ROOT / "docs" / picture).stat().st_size for picture in pictures]
    assert max(sizes) < PICTURE_BYTES
    assert sum(sizes) < PICTURES_BYTES


def test_gallery_shows_every_figure() -> None:
    """Each with its picture, the experiment that makes it, and the function that draws it."""
    page = read("docs/gallery.md")
    experiments = {path.stem for path in (ROOT / "configs/experiment").glob("*.yaml")}
    shown = set()
    for figure in FIGURES:
        module, function = figure.function.split(".")
        made = f"`entente run experiment={figure.experiment}` · `sim.plotting.{figure.function}`"
        assert figure.experiment in experiments
        assert callable(getattr(import_module(f"sim.plotting.{module}"), function))
        picture = rf"^!\[.{{30,}}\]\(images/{figure.picture or figure.plate}\.svg\)$"
        assert re.search(rf"{picture}\n\n.+n = .+\n\n{re.escape(made)}$", page, re.MULTILINE), figure
        shown.add(function)
    makers = [ROOT / "sim/plotting/plates.py", *(ROOT / "sim/report").rglob("*.py")]
    drawn = {
        name for path in makers for name in re.findall(r"\b(draw_\w+)\(", path.read_text(encoding="utf-8"))
    }
    assert len(drawn) > 10
    assert shown == drawn


def test_every_table_from_the_code_is_asked_for_once() -> None:
    asked = [mark for page in PAGES for mark in MARK.findall(read(page))]
    assert sorted(asked) == sorted(PARTS)


def test_commands_show_their_help() -> None:
    text = on_page_markdown(read("docs/commands.md"))
    for name in ("run", "plan", "resume", "verify", "report", "app", "list"):
        assert f"## `entente {name}`\n\n```text\nUsage: entente {name}" in text
    assert "toy_triad" in text


def test_parameters_show_their_declaration() -> None:
    text = on_page_markdown(read("docs/parameters.md"))
    for name in BEHAVIOUR:
        assert f"| `behaviour.{name}` |" in text
    assert "| `behaviour.noise` | λ |" in text
    assert "| stakes | > 0 | 0.2 | 0.1–0.4 | no |" in text
    assert "| `salience` | w |" in text


def test_a_mark_that_nobody_fills_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing"):
        on_page_markdown("<!-- from the code: nothing -->")


def test_links_out_of_the_documentation_stay_in_the_site() -> None:
    assert uri(ROOT / "docs/MODEL.md") == "MODEL.md"
    assert uri(ROOT / "CONTRIBUTING.md") == f"{ROOM}CONTRIBUTING.md"
    assert uri(ROOT / "configs/config.yaml") == f"{ROOM}configs/config.yaml.md"


@pytest.mark.slow
def test_strict_build_needs_no_other_host(tmp_path: Path) -> None:
    """The site builds without a warning; no page or style sheet loads anything from elsewhere."""
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    pages = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*.html")
    }
    assert f'href="{ROOM}index.html#the-first-hour"' in pages["index.html"]
    assert 'href="../../../faq.html"' in pages[f"{ROOM}configs/scenario/essay.yaml.html"]
    for name, text in pages.items():
        loaded = re.findall(r"<(?:script|img|iframe|link)\b[^>]*?(?:src|href)=\"?([^\" >]+)", text)
        assert loaded
        assert not [link for link in loaded if re.match(r"(\w+:)?//", link)], name
        assert "<!-- from the code" not in text
    for path in tmp_path.rglob("*.css"):
        assert not re.findall(
            r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")
        ), path.name
