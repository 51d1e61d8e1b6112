"""docs/ARCHITECTURE.md is true: paths exist, every part has its line, imports keep to the order shown."""

import ast
import re
from pathlib import Path

import pytest

PAGE = "docs/ARCHITECTURE.md"
ROOT = Path(__file__).parents[2]
TOPS = ("sim", "configs", "docs", "tests", "notebooks", "benchmarks", "scripts", "hydra_plugins")
PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
DOORS = ("sim/__init__.py", "sim/__main__.py")


def layers_of(rows):
    """Package or module name of each line of the layer table, lowest first."""
    return [
        row[0].strip("`").removeprefix("sim/").rstrip("/").removesuffix(".py")
        for row in rows(PAGE, "| layer |")
    ]


def modules():
    """Each Python file of the package with its syntax tree."""
    for path in sorted((ROOT / "sim").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree):
    """Full names of the modules that a file imports, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("name", PAGES)
def test_every_path_exists(name, page, root):
    """Paths in back-quotes that begin with a folder of the checkout."""
    paths = re.findall(rf"`((?:{'|'.join(TOPS)})/[\w./-]*)`", page(name))
    missing = sorted({path for path in paths if not (root / path).exists()})
    assert not missing
    if name == PAGE:
        assert len(set(paths)) > 40


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name, page, root):
    """Links to files and to headings of our own pages."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page(name)):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        path = (root / name).parent / file if file else root / name
        assert path.exists(), f"{name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {
                re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
            }
            assert anchor in slugs, f"{name}: {target}"


def test_every_part_has_its_line(rows, root):
    """Packages and modules of `sim` are the lines of the layer table, apart from the doors."""
    parts = {path.name for path in (root / "sim").iterdir() if (path / "__init__.py").exists()}
    parts |= {path.stem for path in (root / "sim").glob("*.py") if f"sim/{path.name}" not in DOORS}
    assert set(layers_of(rows)) == parts


def test_imports_point_one_way(rows):
    """A layer imports from itself and from the lines above its own."""
    layers = layers_of(rows)
    rank = {layer: place for place, layer in enumerate(layers)}
    wrong = []
    for file, tree in modules():
        if file in DOORS:
            continue
        own = file.split("/")[1].removesuffix(".py")
        for name in imported(tree):
            parts = name.split(".")
            if parts[0] == "sim" and len(parts) > 1 and parts[1] in rank and rank[parts[1]] > rank[own]:
                wrong.append(f"{file} imports {name}")
    assert not wrong


def test_only_engines_know_the_theory(rows):
    """What lies below the engines in the table reads tables and calls engines."""
    layers = layers_of(rows)
    lower = layers[layers.index("sweep") :]
    wrong = [
        f"{file} imports {name}"
        for file, tree in modules()
        if file.split("/")[1] in lower
        for name in imported(tree)
        if name.startswith("sim.theory")
    ]
    assert not wrong


def test_heavy_libraries_stay_at_home(rows):
    """Each library of the table is imported in its homes alone."""
    for libraries, homes in rows(PAGE, "| library | home"):
        folders = tuple(home.strip("` ") for home in homes.split(","))
        for library in libraries.split(", "):
            users = [
                file for file, tree in modules() if any(n.split(".")[0] == library for n in imported(tree))
            ]
            strangers = [file for file in users if not file.startswith(folders)]
            assert not strangers, f"{library}: {strangers}"


def test_glossary_has_the_vocabulary(rows):
    words = {word for row in rows(PAGE, "| word |") for word in row[0].split(", ")}
    needed = "state posture dyad tie world scenario run design sweep spell point replicate step bloc entente"
    assert set(needed.split()) <= words
