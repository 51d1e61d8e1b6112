"""docs/ARCHITECTURE.md is true: paths exist, every part has its line, imports keep to the order shown."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.docs.pages import PAGES, ROOT, read, rows

PAGE = "docs/ARCHITECTURE.md"
TOPS = ("sim", "configs", "docs", "tests", "notebooks", "benchmarks", "scripts", "hydra_plugins")
DOORS = ("sim/__init__.py", "sim/__main__.py")
NAMING = ("sim.theory.outcomes", "sim.theory.spells")
COMPLETE = (
    "numerics", "theory", "scenario", "engine", "engine/readable", "engine/batch", "rivals",
    "app", "app/drawings", "app/lessons", "app/views",
)  # fmt: skip
"""Packages whose reading order names every file and folder."""


def layers() -> list[str]:
    """Package or module of each line of the layer table, lowest first."""
    return [
        row[0].strip("`").removeprefix("sim/").rstrip("/").removesuffix(".py")
        for row in rows(PAGE, "| layer |")
    ]


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Path, layer and syntax tree of each Python file of the package, apart from the doors."""
    for path in sorted((ROOT / "sim").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name not in DOORS:
            yield name, name.split("/")[1].removesuffix(".py"), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Full names of what a file imports, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("name", PAGES)
def test_every_path_exists(name: str) -> None:
    """Paths in back-quotes that begin with a folder of the checkout."""
    paths = set(re.findall(rf"`((?:{'|'.join(TOPS)})/[\w./-]*)`", read(name)))
    assert not sorted(path for path in paths if not (ROOT / path).exists())
    if name == PAGE:
        assert len(paths) > 40


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    """Links to files, and to headings in them; pictures have a test of their own."""
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", read(name)):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}
            assert anchor in slugs, target


def test_every_part_has_its_line() -> None:
    """Packages and modules of `sim` are the lines of the layer table."""
    parts = {path.name for path in (ROOT / "sim").iterdir() if (path / "__init__.py").exists()}
    parts |= {path.stem for path in (ROOT / "sim").glob("*.py") if f"sim/{path.name}" not in DOORS}
    assert sorted(layers()) == sorted(parts)


def test_imports_point_one_way() -> None:
    """A layer imports from itself and from the lines above its own."""
    rank = {layer: place for place, layer in enumerate(layers())}
    wrong = [
        f"{file} imports {name}"
        for file, layer, tree in modules()
        for name in imported(tree)
        if name.startswith("sim.") and rank.get(name.split(".")[1], 0) > rank[layer]
    ]
    assert not wrong


def test_only_the_engines_know_how_states_choose() -> None:
    """Below them in the table, the theory is asked only what a history is called: for a bloc or a spell."""
    lower = layers()[layers().index("sweep") :]
    wrong = [
        f"{file} imports {name}"
        for file, layer, tree in modules()
        if layer in lower
        for name in imported(tree)
        if name.startswith("sim.theory.") and not name.startswith(NAMING)
    ]
    assert not wrong


@pytest.mark.parametrize("row", rows(PAGE, "| library | home"), ids=lambda row: str(row[0]))
def test_heavy_libraries_stay_at_home(row: list[str]) -> None:
    """Each library of the table is imported in its homes alone."""
    libraries, homes = row[0].split(", "), tuple(home.strip("` ") for home in row[1].split(","))
    strangers = [
        f"{file} imports {name}"
        for file, _, tree in modules()
        for name in imported(tree)
        if name.split(".")[0] in libraries and not file.startswith(homes)
    ]
    assert not strangers


@pytest.mark.parametrize("package", COMPLETE)
def test_a_reading_order_is_complete(package: str) -> None:
    folder = ROOT / "sim" / package
    tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    order = re.findall(r"`(\w+)`", (ast.get_docstring(tree) or "").split("Reading order: ", 1)[1])
    parts = {
        path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert sorted(order) == sorted(parts - {"__init__"})


def test_glossary_has_the_vocabulary() -> None:
    words = {word for row in rows("docs/glossary.md", "| word |") for word in row[0].split(", ")}
    needed = "state posture dyad tie world scenario run design sweep spell point replicate step bloc entente"
    assert set(needed.split()) <= words
