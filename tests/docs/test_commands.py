"""Every command that README.md and docs name exists, with the options and names they give it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


def code(text):
    """What a page shows as code: back-quoted spans outside fences, and shell blocks."""
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [
        line.split("#")[0] for language, body in fences if language == "sh" for line in body.splitlines()
    ]
    return [line.strip() for line in [*re.findall(r"`([^`]+)`", prose), *lines] if line.strip()]


def spoken(page, command):
    """Uses of a command on all pages, without the command itself."""
    return sorted(
        {
            line.split(" ", 1)[1]
            for name in PAGES
            for line in code(page(name))
            if line.startswith(f"{command} ")
        }
    )


def test_make_recipes_exist(page):
    recipes = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    uses = spoken(page, "make")
    assert {"run", "test"} <= {use.split()[0] for use in uses}
    for use in uses:
        assert use.split()[0] in recipes, use


def test_commands_exist(page):
    """The first word after `entente` is a command of the command line."""
    import typer

    from sim.cli.app import app

    commands = set(typer.main.get_command(app).commands)
    uses = spoken(page, "entente")
    assert uses
    unknown = [use for use in uses if use.split()[0] not in commands]
    assert not unknown


def test_overrides_are_understood(page, monkeypatch):
    """Every `entente run` and `entente plan` of the pages leads to a request that passes all checks."""
    import shlex

    from sim.cli.ask import ask

    monkeypatch.chdir(ROOT)
    uses = [shlex.split(use) for use in spoken(page, "entente") if use.split()[0] in ("run", "plan")]
    assert uses
    for _, *texts in uses:
        if "scenario=mine.yaml" in texts:  # the reader's own file
            continue
        assert ask(texts).request.runs > 0
