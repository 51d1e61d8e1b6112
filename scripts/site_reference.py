"""Hook of the documentation site: what the code says of itself, put into the pages that ask for it.

A page asks with a line such as `<!-- from the code: commands -->`. Nothing of it is committed, so nothing
can go stale. Other viewers of the page do not show that line.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from scripts.site_api import api
from sim.config_folder import config_folder
from sim.scenario import quantities
from sim.scenario.quantities import BEHAVIOUR, Quantity

SETTING = re.compile(r"^( *)(\w+):(?: ([^#]*?))?(?: *# (.*))?$")
MARK = re.compile(r"^<!-- from the code: (\w+) -->$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page with every mark replaced; mkdocs calls this. Raises KeyError for a mark that nobody fills."""
    return MARK.sub(lambda mark: PARTS[mark[1]](), markdown)


def commands() -> str:
    """The help of `entente` and of each of its commands, as the terminal shows it."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from sim.cli.main import app

    def section(*name: str) -> str:
        words = ["entente", *name]
        shown = CliRunner().invoke(app, [*name, "--help"], prog_name="entente", terminal_width=80)
        if shown.exit_code != 0:
            raise RuntimeError(f"`{' '.join(words)} --help` must end with 0, got {shown.output}")
        return f"## `{' '.join(words)}`\n\n{_fenced(shown.stdout)}"

    names: Iterable[str] = getattr(get_command(app), "commands")  # noqa: B009 - a group has them
    return "\n\n".join([section(), *(section(name) for name in names)])


def choices() -> str:
    """What `entente list` prints of a fresh checkout."""
    from sim.cli.listing import listing

    return _fenced("\n".join(listing()))


def settings() -> str:
    """The settings of a sweep: key, default and comment of each line of configs/config.yaml."""
    lines = (config_folder() / "config.yaml").read_text(encoding="utf-8").splitlines()
    table, above = ["| setting | default | what |", "|---|---|---|"], ""
    for line in lines:
        found = SETTING.match(line)
        if not found:
            continue
        indent, key, value, says = found.groups()
        if not indent:
            above = key
        if says and above != "defaults":
            name = f"{above}.{key}" if indent else key
            table.append(f"| `{name}` | {value or ''} | {says} |")
    return "\n".join(table).replace("<", "&lt;")


def kinds() -> str:
    """The kinds of design and of executor, and the keys that each takes."""
    from sim.cli.listing import first_comment
    from sim.sweep.design_kinds import DESIGN_KINDS
    from sim.sweep.executors.choose import KINDS

    table = ["| kind | keys | what |", "|---|---|---|"]
    designs = {name: kind.keys for name, kind in DESIGN_KINDS.items()}
    groups: tuple[tuple[str, Mapping[str, Iterable[str]]], ...] = (("design", designs), ("executor", KINDS))
    for group, entries in groups:
        for name, keys in entries.items():
            file = config_folder() / group / f"{name}.yaml"
            says = (
                first_comment(file)
                if file.exists()
                else f"in an experiment's file: {DESIGN_KINDS[name].says}"
            )
            listed = ", ".join(f"`{key}`" for key in keys) or "none"
            table.append(f"| `{group}={name}` | {listed} | {says} |")
    return "\n".join(table).replace("<", "&lt;")


def behaviour() -> str:
    """The behavioural parameters by dotted name."""
    return _table({f"behaviour.{name}": quantity for name, quantity in BEHAVIOUR.items()})


def numbers() -> str:
    """The other numbers of a scenario: those that each state, pair or issue has."""
    found = {name.lower(): value for name, value in vars(quantities).items() if isinstance(value, Quantity)}
    return _table(found)


def run_columns() -> str:
    """The columns of the row of a run."""
    from sim.engine.rows import COLUMNS

    rows = (f"| `{c.name}` | {c.dtype.__name__.strip('_')} | {c.meaning} |" for c in COLUMNS.values())
    return "\n".join(["| column | type | what |", "|---|---|---|", *rows])


def table_columns() -> str:
    """The columns of every table of a report; tables of the same columns stand together."""
    from sim.report.tables import CATALOGUE

    lines = []
    for columns, group in groupby(CATALOGUE.items(), key=lambda entry: entry[1].columns):
        tables = dict(group)
        lines += ["### " + ", ".join(f"`{name}.csv`" for name in tables), ""]
        lines += [f"{table.about}.\n" for table in tables.values()]
        lines += ["| column | what |", "|---|---|"]
        lines += [f"| `{column}` | {meaning} |" for column, meaning in columns.items()]
        lines.append("")
    return "\n".join(lines)


def _table(named: Mapping[str, Quantity]) -> str:
    head = "| name | symbol | meaning | unit | range | default | plausible | by state |\n" + "|---" * 8 + "|"
    rows = (
        f"| `{name}` | {q.symbol} | {q.meaning} | {q.unit} | {q.rule} | {_default(q)} | {_plausible(q)} "
        f"| {'yes' if q.per_state else 'no'} |"
        for name, q in named.items()
    )
    return "\n".join([head, *rows]).replace(">=", "≥").replace("<=", "≤")


def _default(quantity: Quantity) -> str:
    return "" if quantity.default is None else f"{quantity.default:g}"


def _plausible(quantity: Quantity) -> str:
    if quantity.plausible is None:
        return ""
    low, high = quantity.plausible
    return f"{low:g}–{high:g}{' times its value' if quantity.plausible_is_factor else ''}"


def _fenced(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```"


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "choices": choices,
    "settings": settings,
    "kinds": kinds,
    "behaviour": behaviour,
    "numbers": numbers,
    "run_columns": run_columns,
    "table_columns": table_columns,
    "api": api,
}
"""What a page may ask for."""
