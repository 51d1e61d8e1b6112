"""The reference is complete: every command, parameter, column and public name has its entry."""

import yaml

import sim
from scripts.site_reference import on_page_markdown
from sim.engine.rows import COLUMNS
from sim.report.tables import CATALOGUE
from sim.sweep.design_kinds import DESIGN_KINDS
from sim.sweep.executors.choose import KINDS
from tests.docs.pages import read, rows


def test_every_command() -> None:
    from typer.main import get_command

    from sim.cli.main import app

    text = on_page_markdown(read("docs/commands.md"))
    names = list(get_command(app).commands)  # type: ignore[attr-defined]
    assert len(names) > 5
    for name in names:
        assert f"## `entente {name}`" in text


def test_every_key_of_designs_and_executors() -> None:
    text = on_page_markdown(read("docs/commands.md"))
    designs = {name: kind.keys for name, kind in DESIGN_KINDS.items()}
    for group, entries in (("design", designs), ("executor", KINDS)):
        for name, keys in entries.items():
            (line,) = [line for line in text.splitlines() if line.startswith(f"| `{group}={name}` |")]
            assert all(f"`{key}`" in line for key in keys)
            assert not line.endswith("|  |"), f"configs/{group}/{name}.yaml says nothing of itself"


def test_every_column_of_a_run() -> None:
    text = on_page_markdown(read("docs/tables.md"))
    for name, column in COLUMNS.items():
        assert f"| `{name}` | {column.dtype.__name__.strip('_')} | {column.meaning} |" in text


def test_every_table_and_column_of_a_report() -> None:
    """That no table has others, `tests/report/test_catalogue.py` finds out by making them."""
    text = on_page_markdown(read("docs/tables.md"))
    for name, table in CATALOGUE.items():
        assert f"`{name}.csv`" in text
        for column, meaning in table.columns.items():
            assert f"| `{column}` | {meaning} |" in text


def test_every_public_name() -> None:
    text = on_page_markdown(read("docs/api.md"))
    public = [name for name in sim.__all__ if not name.startswith("_")]
    assert len(public) > 10
    for name in public:
        section = text.split(f"## `{name}`\n", 1)[1].split("\n## ", 1)[0]
        assert len(section.split()) > 4, f"{name} says nothing of itself"
    assert not [line for line in text.splitlines() if line.endswith("|  |")], "fields that say nothing"
    assert "### `Scenario.replace`" in text
    assert "### `Run.to_frame`" in text


def test_every_file_of_a_sweep() -> None:
    from sim.report.write import FIGURES, TABLES
    from sim.sweep.folder import DESIGN, EXAMPLE, MANIFEST, PAGE, RUNS, SUMS
    from sim.sweep.manifest import SCENARIO_FILE

    shown = {row[0].strip("`") for row in rows("docs/tables.md", "| file |")}
    sealed = {MANIFEST, DESIGN, f"{RUNS}/*.parquet", EXAMPLE, SCENARIO_FILE}
    assert shown == sealed | {f"{TABLES}/", f"{FIGURES}/", PAGE, SUMS}


def test_every_setting_of_a_sweep() -> None:
    """Each key of configs/config.yaml, but for the groups, which are listed by what can be chosen."""
    content = yaml.safe_load(read("configs/config.yaml"))
    text = on_page_markdown(read("docs/commands.md"))
    for key, value in content.items():
        for name in [f"{key}.{inner}" for inner in value] if isinstance(value, dict) and value else [key]:
            assert key == "defaults" or f"| `{name}` |" in text, name
