"""The page of the Python interface: every public name of `sim`, with what its docstring says."""

import ast
import inspect
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import sim

MODULE_PATHS = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Z]\w*)")


def api() -> str:
    """A section for each name: functions, records, words of the field, errors; each in alphabetic order."""
    names = sorted((name for name in sim.__all__ if not name.startswith("_")), key=_place)
    return "\n\n".join("\n\n".join(_section(name, getattr(sim, name))) for name in names)


def _place(name: str) -> tuple[int, str]:
    thing = getattr(sim, name)
    if not inspect.isclass(thing):
        return 0, name
    return (3 if issubclass(thing, Exception) else 2 if issubclass(thing, Enum) else 1), name


def _section(name: str, thing: Any) -> Iterator[str]:
    """Heading, signature, docstring; of a class also its fields and methods."""
    yield f"## `{name}`"
    if inspect.isfunction(thing):
        yield _code(_signature(name, thing))
    yield from prose(inspect.getdoc(thing) or "")
    if not inspect.isclass(thing):
        return
    if issubclass(thing, Enum):
        yield "\n".join(f"- `{member.name}` = `{member.value!r}`" for member in thing)
        return
    fields = attribute_docs(thing)
    if fields:
        yield "\n".join(["| field | what |", "|---|---|", *(f"| `{key}` | {says} |" for key, says in fields)])
    for key, member in vars(thing).items():
        if key.startswith("_"):
            continue
        if inspect.isfunction(member):
            yield f"### `{name}.{key}`"
            yield _code(_signature(key, member))
            yield from prose(inspect.getdoc(member) or "")
        elif hasattr(member, "__doc__") and type(member).__name__ in ("property", "cached_property"):
            yield f"### `{name}.{key}`"
            yield from prose(inspect.getdoc(member) or "")


def prose(text: str) -> Iterator[str]:
    """The paragraphs of a docstring as Markdown: examples and aligned lists keep their form."""
    for part in re.split(r"\n\s*\n", text):
        lines = part.splitlines()
        if part.startswith(">>>"):
            yield f"```pycon\n{part}\n```"
        elif len(lines) > 1 and set(lines[1].strip()) == {"-"}:
            yield f"**{lines[0]}**"
            yield _code("\n".join(lines[2:]), "text")
        elif any(re.search(r"\S {2,}\S", line) or line.startswith("    ") for line in lines):
            yield _code(part, "text")
        elif part:
            yield part


def attribute_docs(thing: type) -> list[tuple[str, str]]:
    """Fields of a record with the strings below them, one line each; empty for one without a string."""
    body = ast.parse(inspect.getsource(thing)).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for node, following in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            says = following.value if isinstance(following, ast.Expr) else None
            said = says.value if isinstance(says, ast.Constant) and isinstance(says.value, str) else ""
            found[node.target.id] = " ".join(said.split())
    return [(key, says) for key, says in found.items() if not key.startswith("_")]


def _signature(name: str, function: Any) -> str:
    signature = inspect.signature(function)
    shown = MODULE_PATHS.sub("", f"{name}{signature}").replace("'", "")
    if len(shown) <= 90:
        return shown
    parts = [MODULE_PATHS.sub("", str(part)).replace("'", "") for part in signature.parameters.values()]
    back = shown[shown.rindex(")") :]
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + back


def _code(text: str, language: str = "python") -> str:
    return f"```{language}\n{text}\n```"
