"""What the benchmarks find, as a table and a figure in outputs/bench/."""

import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]
OUTPUT = Path(os.environ.get("ENTENTE_BENCH_DIR", "outputs/bench"))
AXES = ("runs", "threads", "states", "steps")


@pytest.fixture(scope="session")
def note() -> Iterator[Callable[..., None]]:
    """Notes one measurement: what was varied, its value, and named results; written when all are done."""
    rows: list[Row] = []

    def add(series: str, value: Any, **results: Any) -> None:
        rows.append({"series": series, "value": value, **results})

    yield add
    if rows:
        OUTPUT.mkdir(parents=True, exist_ok=True)
        _write_table(rows, OUTPUT / "speed.csv")
        _draw(rows, OUTPUT / "speed.png")


def _write_table(rows: list[Row], path: Path) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def _draw(rows: list[Row], path: Path) -> None:
    """Runs per second against each axis, logarithmic, from 0 evidence to as much as was measured."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    measured = [axis for axis in AXES if any(row["series"] == axis for row in rows)]
    if not measured:
        return
    figure, panels = plt.subplots(1, len(measured), figsize=(3.6 * len(measured), 3.2), squeeze=False)
    for axis, panel in zip(measured, panels[0], strict=True):
        points = [(row["value"], row["runs_per_second"]) for row in rows if row["series"] == axis]
        panel.plot(*zip(*points, strict=True), marker="o")
        panel.set(xlabel=axis, ylabel="runs a second")
        panel.set_yscale("log")
        if axis != "threads":
            panel.set_xscale("log")
        panel.grid(alpha=0.3)
    figure.suptitle("Compiled engine, essay scenario or random ones of its density")
    figure.tight_layout()
    figure.savefig(path, dpi=150)
    plt.close(figure)
