"""The compiled engine broken in one place at a time: does a small world notice?

`python -m tests.engine.batch.mutants SHARD SHARDS` judges one part of the mutants and prints JSON: how
many there are, and which survive. It wants NUMBA_DISABLE_JIT=1, so that a mutant is a function whose code is
exchanged, and nothing is compiled. Each place is broken once for each of these that fits it:

- an index is one less;
- a local name is the next one of its function, a field of the layout, the lanes, the inputs or the results
  the next one of its type, a formula the next one with as many arguments;
- neighbouring arguments of a formula are exchanged, unless it is symmetric in them;
- a comparison, a sum, a product, a sign is its counterpart; a number is one more, True is False.
"""

import ast
import copy
import inspect
import json
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from typing import Any, NamedTuple

from sim.engine.batch import kernel, lanes, layout, leaves, phases, record, slices, tables
from tests.engine.batch.worlds import WORLDS, check_world

MODULES: tuple[Any, ...] = (layout, tables, lanes, phases, record, kernel, slices)
RECORDS = (layout.Layout, lanes.Lanes, lanes.Inputs, kernel.SliceResults)
ELSEWHERE = ("lanes._Arena", "lanes.bytes_per_lane", "slices._check")
"""Where arrays lie, how many lanes fit, what is refused: no number of a run; other tests hold them."""

SYMMETRIC = (
    "best_value", "ambivalence", "shared_posture", "is_tie", "are_rivals", "edge_sign", "triangle_sign",
    "balanced_threat",  # t (-a) is a (-t) to the last bit
)  # fmt: skip
COUNTERPARTS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.USub: ast.UAdd,
    ast.Invert: ast.UAdd, ast.Not: ast.UAdd, ast.And: ast.Or, ast.Or: ast.And,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
WIDTH, AROUND = 80, 16
SECONDS = 20.0
"""A world takes a tenth of one; a mutant that takes so long never ends."""

Change = Callable[[Any], None]


class Mutant(NamedTuple):
    """A function with one place broken: `text` is the statement as it is then."""

    text: str
    function: Any
    code: Any


def mutants() -> Iterator[Mutant]:
    """Every mutant, module by module."""
    for module in MODULES:
        for node in ast.parse(inspect.getsource(module)).body:
            owner = node.name if isinstance(node, ast.ClassDef) else ""
            for definition in node.body if isinstance(node, ast.ClassDef) else [node]:
                where = ".".join(filter(None, (module.__name__.rsplit(".", 1)[-1], owner)))
                if isinstance(definition, ast.FunctionDef):
                    where = f"{where}.{definition.name}"
                    if not where.startswith(ELSEWHERE):
                        holder = getattr(module, owner) if owner else module
                        yield from _mutants_of(where, definition, getattr(holder, definition.name))


def _mutants_of(where: str, definition: ast.FunctionDef, function: Any) -> Iterator[Mutant]:
    plain = _bare(definition)
    names = _bound(plain)
    for place, node in enumerate(ast.walk(plain)):
        for change in _changes(node, names):
            broken = copy.deepcopy(plain)
            target = list(ast.walk(broken))[place]
            statement = _statement_around(broken, target)
            before = ast.unparse(statement).splitlines()[0]
            change(target)
            after = ast.unparse(statement).splitlines()[0]
            scope = dict(function.__globals__)
            exec(compile(ast.fix_missing_locations(ast.Module([broken], [])), where, "exec"), scope)  # noqa: S102
            yield Mutant(f"{where}: {_brief(before, after)}", function, scope[definition.name].__code__)


def _bare(definition: ast.FunctionDef) -> ast.FunctionDef:
    """A function without what decides no number: decorators, types, defaults, `strict`, its docstring."""
    bare = copy.deepcopy(definition)
    bare.decorator_list, bare.returns, bare.args.defaults = [], None, []
    bare.args.kw_defaults = [None] * len(bare.args.kwonlyargs)
    for node in ast.walk(bare):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant("")
        elif isinstance(node, ast.Call):
            node.keywords = [keyword for keyword in node.keywords if keyword.arg != "strict"]
    return bare


def _bound(function: ast.FunctionDef) -> list[str]:
    """Names bound in a function, in that order; records are left out, for nothing is like them."""
    nodes = list(ast.walk(function))
    names = [node.arg for node in nodes if isinstance(node, ast.arg)]
    names += [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return [name for name in dict.fromkeys(names) if name not in ("layout", "lanes", "results", "self", "_")]


def _statement_around(function: ast.FunctionDef, target: ast.AST) -> ast.stmt:
    """The innermost statement around a node."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
    return [node for node in nodes if any(part is target for part in ast.walk(node))][-1]


def _brief(before: str, after: str) -> str:
    """A changed line; of a long one, the change and what is around it."""
    if len(after) <= WIDTH:
        return after
    start = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    pairs = zip(reversed(before[start:]), reversed(after[start:]), strict=False)
    stop = len(after) - next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
    return f"...{after[max(0, start - AROUND) : stop + AROUND]}..."


def _changes(node: ast.AST, names: list[str]) -> Iterator[Change]:
    """What can be wrong with a node."""
    match node:
        case ast.Subscript(slice=index):
            parts = index.elts if isinstance(index, ast.Tuple) else [index]
            for place, part in enumerate(parts):
                if not isinstance(part, (ast.Slice, ast.Constant)):
                    yield partial(_shift, place=place)
        case ast.Name(id=name, ctx=ast.Load()) if name in names and len(names) > 1:
            yield partial(_put, field="id", value=_next(name, names))
        case ast.Attribute(attr=name):
            for alike in _alike(node):
                yield partial(_put, field="attr", value=_next(name, alike))
        case ast.Call(func=ast.Attribute(value=ast.Name(id="leaves"), attr=name), args=arguments):
            for place in range(len(arguments) - 1 if name not in SYMMETRIC else 0):
                if ast.dump(arguments[place]) != ast.dump(arguments[place + 1]):
                    yield partial(_exchange, place=place)
        case ast.Compare(ops=operators):
            for place, operator in enumerate(operators):
                if type(operator) in COUNTERPARTS:
                    yield partial(_compare, place=place, operator=COUNTERPARTS[type(operator)]())
        case ast.Constant(value=bool(value)):
            yield partial(_put, field="value", value=not value)
        case ast.Constant(value=int(value) | float(value)):
            yield partial(_put, field="value", value=value + 1)
        case ast.BinOp(op=sign) | ast.AugAssign(op=sign) | ast.UnaryOp(op=sign) | ast.BoolOp(op=sign):
            if type(sign) in COUNTERPARTS:
                yield partial(_put, field="op", value=COUNTERPARTS[type(sign)]())


def _put(target: Any, field: str, value: Any) -> None:
    setattr(target, field, value)


def _compare(target: Any, place: int, operator: ast.AST) -> None:
    target.ops[place] = operator


def _exchange(target: Any, place: int) -> None:
    target.args[place : place + 2] = reversed(target.args[place : place + 2])


def _shift(target: Any, place: int) -> None:
    several = isinstance(target.slice, ast.Tuple)
    less = ast.BinOp(target.slice.elts[place] if several else target.slice, ast.Sub(), ast.Constant(1))
    if several:
        target.slice.elts[place] = less
    else:
        target.slice = less


def _alike(node: ast.Attribute) -> Iterator[list[str]]:
    """The fields of the same type of a record, or the formulas with as many arguments."""
    if isinstance(node.value, ast.Name) and node.value.id == "leaves":
        counts = {formula.__name__: formula.__code__.co_argcount for formula in leaves.FORMULAS}
        kinds: list[dict[str, Any]] = [counts]
    else:
        kinds = [kind.__annotations__ for kind in RECORDS]
    for kind in kinds:
        alike = [name for name in kind if kind[name] == kind.get(node.attr)]
        if len(alike) > 1:
            yield alike


def _next(name: str, names: list[str]) -> str:
    return names[(names.index(name) + 1) % len(names)]


class AtOnce:
    """A pool without threads: what is submitted is done, so that a mutant without an end can be stopped."""

    def __init__(self, *_: Any, **__: Any) -> None: ...

    def submit(self, function: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future

    def shutdown(self, **_: Any) -> None: ...


def survives(mutant: Mutant) -> bool:
    """Whether no world notices; to fail in any way, or to have no end, is to be noticed."""
    original = mutant.function.__code__
    mutant.function.__code__ = mutant.code
    try:
        for name in WORLDS:
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
            check_world(name)
    except Exception:  # noqa: BLE001
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        mutant.function.__code__ = original
    return True


def _no_end(*_: Any) -> None:
    raise TimeoutError


def judge(shard: int, shards: int) -> dict[str, Any]:
    """One part of the mutants."""
    warnings.simplefilter("ignore")  # the generator means its whole numbers to wrap around
    signal.signal(signal.SIGALRM, _no_end)
    engine: Any = slices
    engine.ThreadPoolExecutor = AtOnce
    for name in WORLDS:
        check_world(name)  # the engine as it is
    part = [mutant for place, mutant in enumerate(mutants()) if place % shards == shard]
    return {"mutants": len(part), "survivors": [mutant.text for mutant in part if survives(mutant)]}


if __name__ == "__main__":
    print(json.dumps(judge(int(sys.argv[1]), int(sys.argv[2]))))
