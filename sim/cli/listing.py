"""`entente list`: what can be chosen, one line each."""

from pathlib import Path

from sim.cli.compose import options


def listing(config_dir: Path | None = None) -> list[str]:
    """Lines of the list, grouped."""
    from sim.engine.simulate import ENGINES

    lines: list[str] = []
    for title, group in (("scenarios", "scenario"), ("experiments", "experiment"), ("designs", "design")):
        lines += _group(title, {path.stem: first_comment(path) for path in options(group, config_dir)})
    lines += _group("engines", ENGINES)
    return lines + _group(
        "executors", {path.stem: first_comment(path) for path in options("executor", config_dir)}
    )


def first_comment(path: Path) -> str:
    """The first comment line of a file that says something: not `@package`, not empty."""
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.removeprefix("#").strip()
        if not line.startswith("#"):
            break
        if text and not text.startswith("@package"):
            return text
    return ""


def _group(title: str, entries: dict[str, str]) -> list[str]:
    width = max((len(name) for name in entries), default=0)
    return [f"{title}:", *(f"  {name:<{width}}  {text}" for name, text in entries.items()), ""]
