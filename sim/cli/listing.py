"""`entente list`: what can be chosen, one line each."""

from pathlib import Path

from sim.cli.compose import check_config_dir, options
from sim.errors import ScenarioError


def listing(config_dir: Path | None = None) -> list[str]:
    """Lines of the list, grouped; raises InputError for a path that is not a folder."""
    from sim.engine.checks import ENGINES

    check_config_dir(config_dir)
    lines: list[str] = []
    for title, group in (("scenarios", "scenario"), ("experiments", "experiment"), ("designs", "design")):
        say = description if group == "scenario" else first_comment
        lines += _group(title, {path.stem: say(path) for path in options(group, config_dir)})
    lines += _group("engines", ENGINES)
    return lines + _group(
        "executors", {path.stem: first_comment(path) for path in options("executor", config_dir)}
    )


def description(path: Path) -> str:
    """What a scenario's file says of itself, or else what is wrong with the file."""
    from sim.scenario.document import read_yaml

    try:
        content, _ = read_yaml(path)
    except ScenarioError as error:
        return f"cannot be used: {error.faults[0]}"
    text = content.get("description") if isinstance(content, dict) else None
    return " ".join(str(text).split()) if text else first_comment(path)


def first_comment(path: Path) -> str:
    """The first comment line of a file that says something: not `@package`, not empty."""
    from sim.scenario.document import read_text

    try:
        lines = read_text(path).splitlines()
    except ScenarioError as error:
        return f"cannot be used: {error.faults[0]}"
    for line in lines:
        text = line.removeprefix("#").strip()
        if not line.startswith("#"):
            break
        if text and not text.startswith("@package"):
            return text
    return ""


def _group(title: str, entries: dict[str, str]) -> list[str]:
    width = max((len(name) for name in entries), default=0)
    return [f"{title}:", *(f"  {name:<{width}}  {text}" for name, text in entries.items()), ""]
