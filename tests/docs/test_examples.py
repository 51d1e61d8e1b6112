"""Every example in README.md and docs runs, and shows what it says it shows."""

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("name", ["README.md", *PAGES])
def test_examples_run(name, blocks, tmp_path, monkeypatch):
    """`python` blocks run, `pycon` blocks give the results they show; one namespace a page, top down."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    names: dict[str, object] = {"__name__": "example"}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for block in blocks(name):
        if block.language == "python":
            code = compile("\n" * (block.line - 1) + block.text, str(ROOT / name), "exec")
            exec(code, names)  # noqa: S102 - the examples are ours
        elif block.language == "pycon":
            test = doctest.DocTestParser().get_doctest(block.text, names, name, name, block.line - 1)
            assert test.examples, f"{name}, line {block.line}: a `pycon` block without a prompt"
            messages: list[str] = []
            runner.run(test, out=messages.append, clear_globs=False)
            names.update(test.globs)
            assert not messages, "".join(messages)


def test_pages_have_examples(blocks):
    """The runner above finds what it should run."""
    for name in ("README.md", "docs/MODEL.md", "docs/random-numbers.md", "docs/scenario.md"):
        assert any(block.language in ("python", "pycon") for block in blocks(name)), name
