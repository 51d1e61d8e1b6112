"""Every example in README.md and docs runs, and shows what it says it shows."""

import doctest
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, blocks


@pytest.mark.parametrize("name", PAGES)
def test_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python` blocks run, `pycon` blocks give the results they show; one namespace a page, top down."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "example"}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for block in blocks(name, "python", "pycon"):
        if block.language == "python":
            code = compile("\n" * (block.line - 1) + block.text, str(ROOT / name), "exec")
            exec(code, names)  # noqa: S102 - the examples are ours
            continue
        test = doctest.DocTestParser().get_doctest(block.text, dict(names), name, name, block.line - 1)
        assert test.examples, f"{name}, line {block.line}: a `pycon` block without a prompt"
        messages: list[str] = []
        runner.run(test, out=messages.append, clear_globs=False)
        names.update(test.globs)
        assert not messages, "".join(messages)


@pytest.mark.parametrize("name", ["README.md", "docs/MODEL.md", "docs/random-numbers.md", "docs/scenario.md"])
def test_page_has_examples(name: str) -> None:
    """The test above finds something to run."""
    assert blocks(name, "python", "pycon")
