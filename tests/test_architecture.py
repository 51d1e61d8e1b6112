"""Imports go one way, and heavy libraries are imported where they belong: read from syntax trees."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sim"

LAYERS = (
    {"errors", "vocabulary", "config_folder"},
    {"numerics"},
    {"theory"},
    {"scenario"},
    {"engine"},
    {"rivals"},
    {"sweep"},
    {"analysis"},
    {"plotting"},
    {"report"},
    {"cli", "app"},
)
"""From the bottom up; a module imports from its own layer and from those before it."""

HOMES = {
    "mesa": ("sim/engine/readable/", "sim/app/"),
    "solara": ("sim/app/",),
    "numba": ("sim/engine/batch/",),
    "llvmlite": ("sim/engine/batch/",),
    "hydra": ("sim/cli/", "hydra_plugins/"),
    "omegaconf": ("sim/cli/", "hydra_plugins/"),
    "typer": ("sim/cli/",),
    "matplotlib": ("sim/plotting/", "sim/app/"),
    "dask": ("sim/sweep/executors/",),
    "distributed": ("sim/sweep/executors/",),
    "ray": (),
    "pickle": (),
}
"""Libraries that only some folders import."""

FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (PACKAGE, ROOT / "hydra_plugins")
    for path in folder.rglob("*.py")
)
DOORS = ("sim/__init__.py", "sim/__main__.py")


def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def imports(node: ast.AST) -> Iterator[str]:
    """Full names of all imports below a node, inside functions too; `from a import b` gives a.b."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            assert inner.level == 0, "relative imports hide where things come from"
            yield from (f"{inner.module}.{alias.name}" for alias in inner.names)


def layer(part: str) -> int:
    found = [number for number, parts in enumerate(LAYERS) if part in parts]
    assert found, (
        f"`sim.{part}` belongs to no layer; give it one in {Path(__file__).name} and docs/ARCHITECTURE.md"
    )
    return found[0]


def part_of(name: str) -> str:
    return name.split("/")[1].removesuffix(".py")


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("sim/") and name not in DOORS])
def test_a_module_imports_from_its_own_layer_and_below(name: str) -> None:
    own = layer(part_of(name))
    for imported in imports(tree(name)):
        parts = imported.split(".")
        if parts[0] == "sim" and len(parts) > 1 and parts[1] != "__version__":
            assert layer(parts[1]) <= own, f"{name} imports {imported} from a higher layer"


@pytest.mark.parametrize("library", HOMES)
def test_a_heavy_library_stays_at_home(library: str) -> None:
    strangers = [
        name
        for name in FILES
        if any(imported.split(".")[0] == library for imported in imports(tree(name)))
        and not name.startswith(HOMES[library])
    ]
    assert strangers == []


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("sim/theory/")])
def test_the_theory_rests_on_numbers_alone(name: str) -> None:
    own = ("sim.numerics.", "sim.theory.", "sim.vocabulary.")
    allowed = (*own, "numpy", "typing.", "collections.", "itertools.")
    assert [imported for imported in imports(tree(name)) if not imported.startswith(allowed)] == []


SIMULATORS = ("sim.engine.simulate", "sim.engine.batch", "sim.engine.readable")


@pytest.mark.parametrize("part", ["rivals", "analysis", "plotting", "report"])
def test_what_reads_tables_never_simulates(part: str) -> None:
    for name in FILES:
        if name.startswith(f"sim/{part}/"):
            assert [imported for imported in imports(tree(name)) if imported.startswith(SIMULATORS)] == []


def test_leaf_rules_have_no_branches_on_numbers() -> None:
    """What the kernel vectorises is written without `if`, loops or comparisons of payoffs by ==.

    Reading a history (`spells`, `outcomes`) is done once a run and may branch.
    """
    leaves = [
        name
        for name in FILES
        if name.startswith("sim/theory/") and not name.endswith(("spells.py", "outcomes.py"))
    ]
    branching = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try)
    for name in leaves:
        found = [type(node).__name__ for node in ast.walk(tree(name)) if isinstance(node, branching)]
        assert found == [], name


def named(node: ast.AST) -> set[str]:
    """The last part of every name in an expression."""
    names = {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}
    return names | {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def test_the_theory_alone_defines_tie_entente_adversary_bloc_rivalry_and_spell() -> None:
    """Elsewhere no posture is compared with ALIGN or BALANCE, and no gap with the grace; a drawing may."""
    for name in FILES:
        if name.startswith("sim/theory/") or name == "sim/app/drawings/network.py":
            continue
        for node in ast.walk(tree(name)):
            where = f"{name}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Compare):
                assert not named(node) & {"ALIGN", "BALANCE"}, where
            if isinstance(node, ast.Compare | ast.BinOp):
                assert not named(node) & {"grace", "lapse"}, where


def test_no_key_is_read_from_a_copy_of_a_whole_scenario() -> None:
    """`to_dict()` copies everything; `Scenario` has a way to each part."""
    copied = [
        f"{name}:{node.lineno}"
        for name in FILES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith(".to_dict()")
    ]
    assert not copied


def test_no_code_is_run_from_text() -> None:
    for name in FILES:
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec"), name
            if isinstance(node, ast.keyword):
                assert node.arg != "fastmath", name


HEAVY = (
    "pandas", "pyarrow", "matplotlib", "mesa", "numba", "scipy", "SALib", "hydra", "omegaconf", "typer",
    "jinja2", "networkx", "rich",
)  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "import sim",
        "import sim; sim.load_scenario('essay').timeline",
        "from sim import Posture, EntenteError",
    ],
)
def test_the_door_loads_nothing_heavy(code: str) -> None:
    """In a process of its own: which of the heavy libraries are there afterwards."""
    report = f"{code}\nimport sys\nprint(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", report],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_every_public_name_exists() -> None:
    import sim

    for name in sim.__all__:
        assert getattr(sim, name) is not None
    assert set(sim.__all__) <= set(dir(sim))
    with pytest.raises(AttributeError, match="nothing_of_the_sort"):
        sim.nothing_of_the_sort  # noqa: B018


@pytest.mark.parametrize("part", ["analysis", "plotting", "report"])
def test_the_reading_order_of_a_package_names_all_its_files(part: str) -> None:
    order = ast.get_docstring(tree(f"sim/{part}/__init__.py")) or ""
    names = {path.stem for path in (PACKAGE / part).iterdir() if path.suffix == ".py" or path.is_dir()}
    figures = {name for name in names if name.endswith("_figure") and "`*_figure`" in order}
    missing = {name for name in names - figures if f"`{name}`" not in order}
    assert missing == {"__init__"} | ({"__pycache__"} & names)
