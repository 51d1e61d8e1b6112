"""The compiled engine broken in one place at a time: does a small world notice?

Run with NUMBA_DISABLE_JIT=1, so that a mutant is a function whose code is exchanged and nothing is
compiled: `python -m tests.engine.batch.mutants SHARD SHARDS` prints JSON, the number of mutants and the
survivors of this part of them. Each place is broken once for each of these that fits it:

- an index is one less;
- a local name is the next one of the function, an attribute of the layout, the lanes or the inputs the
  next one of the same type, a formula the next one with as many arguments;
- neighbouring arguments of a formula are exchanged, unless it is symmetric in them;
- a comparison, a sum, a product or a sign is another one; a whole number is one more, 0.0 is 1.0.
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
from types import FunctionType
from typing import Any, NamedTuple

from sim.engine.batch import kernel, lanes, layout, leaves, phases, record, slices, tables
from tests.engine.batch import worlds

MODULES = (layout, tables, lanes, phases, record, kernel, slices)
RECORDS = (layout.Layout, lanes.Lanes, lanes.Inputs, kernel.Results)
ELSEWHERE = {
    "lanes._Arena", "lanes.bytes_per_lane",  # where arrays lie, and how many lanes fit
    "slices._check",  # what is refused
}  # fmt: skip
"""Functions that decide no number of a run; other tests hold them."""
SYMMETRIC = {
    "best_value", "ambivalence", "shared_posture", "is_tie", "are_rivals", "edge_sign", "triangle_sign",
    "balanced_threat",  # t (-a) = a (-t), to the last bit
}  # fmt: skip
OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.USub: ast.UAdd,
    ast.Invert: ast.UAdd, ast.Not: ast.UAdd, ast.And: ast.Or, ast.Or: ast.And,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
Change = Callable[[Any], None]


class Mutant(NamedTuple):
    """A function with one place broken."""

    where: str
    """Module and function."""
    text: str
    """The statement as it is now."""
    function: FunctionType
    code: Any


def mutants() -> Iterator[Mutant]:
    """Every mutant, module by module."""
    for module in MODULES:
        name = module.__name__.rsplit(".", 1)[-1]
        for node in ast.parse(inspect.getsource(module)).body:
            for owner, function in _functions(module, node):
                where = ".".join([name, *owner, function.name])
                if not any(where.startswith(one) for one in ELSEWHERE):
                    yield from _mutants_of(module, where, owner, function)


def _functions(module: Any, node: ast.stmt) -> Iterator[tuple[list[str], ast.FunctionDef]]:
    """Functions of a module and methods of its classes, with the names of their owners."""
    if isinstance(node, ast.FunctionDef):
        yield [], node
    elif isinstance(node, ast.ClassDef):
        yield from (([node.name], inner) for inner in node.body if isinstance(inner, ast.FunctionDef))


def _mutants_of(module: Any, where: str, owner: list[str], definition: ast.FunctionDef) -> Iterator[Mutant]:
    holder = getattr(module, owner[0]) if owner else module
    function = getattr(holder, definition.name)
    plain = copy.deepcopy(definition)
    plain.decorator_list, plain.returns, plain.args.defaults, plain.args.kw_defaults = (
        [],
        None,
        [],
        [None] * len(plain.args.kwonlyargs),
    )
    for part in ast.walk(plain):
        if isinstance(part, ast.arg):
            part.annotation = None
        elif isinstance(part, ast.AnnAssign):
            part.annotation = ast.Constant("its type")
        elif isinstance(part, ast.Call):  # `strict` refuses, and decides no number
            part.keywords = [keyword for keyword in part.keywords if keyword.arg != "strict"]
    locals_ = _locals(plain)
    for place, node in enumerate(ast.walk(plain)):
        for change in changes(node, locals_):
            broken = copy.deepcopy(plain)
            target = list(ast.walk(broken))[place]
            change(target)
            ast.fix_missing_locations(broken)
            names = dict(vars(module))
            exec(compile(ast.Module([broken], []), where, "exec"), names)  # noqa: S102
            yield Mutant(where, _statement(broken, target), function, names[definition.name].__code__)


def _locals(function: ast.FunctionDef) -> list[str]:
    """Names bound in a function, in the order in which they are; records are left out."""
    bound = [
        node.arg if isinstance(node, ast.arg) else node.id
        for node in ast.walk(function)
        if isinstance(node, ast.arg) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    ]
    return [name for name in dict.fromkeys(bound) if name not in ("layout", "lanes", "results", "self", "_")]


def _statement(function: ast.FunctionDef, target: ast.AST) -> str:
    """The first line of the innermost statement around a node."""
    around = [
        node for node in ast.walk(function) if isinstance(node, ast.stmt) and target in set(ast.walk(node))
    ]
    return ast.unparse(around[-1]).splitlines()[0]


def changes(node: ast.AST, names: list[str]) -> Iterator[Change]:
    """What can be wrong with a node."""
    if isinstance(node, ast.Subscript):
        indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        for place, index in enumerate(indices):
            if not isinstance(index, (ast.Slice, ast.Constant)):
                yield lambda target, place=place: _shift(target, place)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names[:-1] + names[1:]:
        sibling = names[(names.index(node.id) + 1) % len(names)]
        yield lambda target: setattr(target, "id", sibling)
    if isinstance(node, ast.Attribute):
        yield from ((lambda target, name=name: setattr(target, "attr", name)) for name in _siblings(node))
    if isinstance(node, ast.Call) and _formula(node) not in SYMMETRIC and _formula(node):
        for place in range(len(node.args) - 1):
            if ast.dump(node.args[place]) != ast.dump(node.args[place + 1]):
                yield lambda target, place=place: _exchange(target.args, place)
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.UnaryOp, ast.BoolOp)) and type(node.op) in OPERATORS:
        yield lambda target: setattr(target, "op", OPERATORS[type(target.op)]())
    if isinstance(node, ast.Compare):
        yield from (
            (lambda target, place=place: target.ops.__setitem__(place, OPERATORS[type(target.ops[place])]()))
            for place, operator in enumerate(node.ops)
            if type(operator) in OPERATORS
        )
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield lambda target: setattr(target, "value", not target.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield lambda target: setattr(target, "value", target.value + 1)


def _shift(target: ast.Subscript, place: int) -> None:
    less = ast.BinOp(left=ast.Constant(0), op=ast.Sub(), right=ast.Constant(1))
    if isinstance(target.slice, ast.Tuple):
        target.slice.elts[place] = ast.BinOp(target.slice.elts[place], less.op, less.right)
    else:
        target.slice = ast.BinOp(target.slice, less.op, less.right)


def _exchange(arguments: list[ast.expr], place: int) -> None:
    arguments[place : place + 2] = reversed(arguments[place : place + 2])


def _formula(call: ast.Call) -> str:
    """Name of the formula that is called, if one is."""
    called = call.func
    of_leaves = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)
    return called.attr if of_leaves and called.value.id == "leaves" else ""


def _siblings(node: ast.Attribute) -> Iterator[str]:
    """The name of the next field of the same type, or of the next formula with as many arguments."""
    if isinstance(node.value, ast.Name) and node.value.id == "leaves":
        count = {f.__name__: f.__code__.co_argcount for f in leaves.FORMULAS}
        alike = [name for name, arguments in count.items() if arguments == count.get(node.attr)]
        yield from _next(node.attr, alike)
        return
    for fields in (one.__annotations__ for one in RECORDS):
        if node.attr in fields:
            yield from _next(node.attr, [name for name, kind in fields.items() if kind == fields[node.attr]])


def _next(name: str, alike: list[str]) -> Iterator[str]:
    if len(alike) > 1:
        yield alike[(alike.index(name) + 1) % len(alike)]


class AtOnce:
    """A pool of no threads: what is submitted is done, so that a mutant that never ends can be stopped."""

    def __init__(self, *_: Any, **__: Any) -> None: ...

    def submit(self, function: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future

    def shutdown(self, **_: Any) -> None: ...


def survives(mutant: Mutant, seconds: float) -> bool:
    """Whether no world notices; one that never ends, or fails, is noticed."""
    original = mutant.function.__code__
    mutant.function.__code__ = mutant.code
    try:
        for name in worlds.WORLDS:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            worlds.check_world(name)
    except Exception:  # noqa: BLE001  a mutant may fail in any way
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        mutant.function.__code__ = original
    return True


def _too_long(*_: Any) -> None:
    raise TimeoutError("no end")


def main(shard: int, shards: int) -> dict[str, Any]:
    """One part of the mutants, judged."""
    warnings.simplefilter("ignore")  # whole numbers that wrap around, which the generator means to do
    signal.signal(signal.SIGALRM, _too_long)
    slices.ThreadPoolExecutor = AtOnce
    for name in worlds.WORLDS:
        worlds.check_world(name)  # as it is, nothing is to be noticed
    mine = [mutant for place, mutant in enumerate(mutants()) if place % shards == shard]
    left = [f"{mutant.where}: {mutant.text}" for mutant in mine if survives(mutant, 20.0)]
    return {"mutants": len(mine), "survivors": left}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
