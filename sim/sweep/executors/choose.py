"""Executors by name: a registry, so that no configuration can name code to run."""

from collections.abc import Mapping
from typing import Any

from sim.errors import InputError
from sim.scenario.faults import nearest
from sim.scenario.primitives import shown
from sim.sweep.executors.seam import Executor

WHOLE, TEXT = "a whole number >= 1", "a text"
KINDS: dict[str, dict[str, str]] = {
    "threads": {"threads": WHOLE},
    "process": {"workers": WHOLE},
    "dask": {"address": TEXT, "workers": WHOLE},
}
"""Kinds of executor, and what each takes besides `kind`."""


def check_executor(raw: Any) -> dict[str, Any]:
    """A checked description of an executor: its kind and its keys. Raises InputError."""
    kind = raw.get("kind") if isinstance(raw, Mapping) else None
    if not isinstance(raw, Mapping) or kind not in KINDS:
        raise InputError(f"`executor.kind` must be one of {', '.join(KINDS)}, got {shown(kind)}")
    for key, value in raw.items():
        if key == "kind":
            continue
        if key not in KINDS[kind]:
            raise InputError(f"executor `{kind}` has no key `{key}`; {nearest(str(key), KINDS[kind])}")
        rule = KINDS[kind][key]
        good = isinstance(value, str) if rule == TEXT else type(value) is int and value >= 1
        if value is not None and not good:
            raise InputError(f"`executor.{key}` must be {rule}, got {shown(value)}")
    return dict(raw)


def make_executor(described: Mapping[str, Any]) -> Executor:
    """The executor of a checked description."""
    if described["kind"] == "process":
        from sim.sweep.executors.process import Processes

        return Processes(workers=described.get("workers"))
    if described["kind"] == "dask":
        from sim.sweep.executors.dask import Dask

        return Dask(address=described.get("address"), workers=described.get("workers"))
    from sim.sweep.executors.threads import Threads

    return Threads()
