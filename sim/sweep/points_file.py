"""Points of a design from a CSV or Parquet file; faults name the file, the line, the column and the value."""

import csv
import math
import re
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.memory import available_memory
from sim.engine.points import STRUCTURE, BadValue, Columns, group_points
from sim.errors import InputError, ScenarioError
from sim.scenario.document import as_number, parse_yaml, read_text
from sim.scenario.primitives import shown
from sim.scenario.scenario import Scenario
from sim.sweep.axes import as_values

COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+([eE][-+]?[0-9]+)?")
"""A number with a decimal comma."""
THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}")
"""A number whose comma may as well group its digits."""
MEMORY_PER_BYTE = 20
"""Bytes of memory that a byte of a file takes while it is read."""

Places = Callable[[int], str]
"""Row of a point -> what a message calls its place in the file."""


def read_points(raw: Any, field: str, scenario: Scenario) -> dict[str, np.ndarray[Any, Any]]:
    """Columns of a file: one row per point, one column per dotted name, all checked against the scenario.

    A CSV file may be separated by `,`, `;`, tabs or `|`; with any but the first its numbers may have decimal
    commas. A list is written as in YAML: [RUS, IND]. Raises InputError or ScenarioError.
    """
    if not isinstance(raw, str) or not raw:
        raise InputError(f"`{field}` must name a CSV or Parquet file, got {shown(raw)}")
    path = Path(raw)
    if path.suffix == ".csv":
        names, cells, lines = _read_csv(path)
        _check_names(path, names, scenario, "line 1")
        columns = _values_of_csv(path, names, cells, lines)
        place: Places = lambda row: f"line {lines[row]}"  # noqa: E731
    elif path.suffix in (".parquet", ".pq"):
        names, cells = _read_parquet(path)
        _check_names(path, names, scenario, "the schema")
        place = lambda row: f"row {row}"  # noqa: E731
        _check_holes(path, names, cells, place)
        columns = {name: as_values(values, name) for name, values in zip(names, cells, strict=True)}
    else:
        raise InputError(f"`{field}` must end in .csv or .parquet, got {raw}")
    _check_values(path, columns, scenario, place)
    return columns


def _read_csv(path: Path) -> tuple[list[str], list[list[str]], list[int]]:
    """Headings, cells by column and the line of each row."""
    text = read_text(path, available_memory() // MEMORY_PER_BYTE, what="a CSV file")
    first = text.partition("\n")[0].strip()
    declared = re.fullmatch(r"sep=(.)", first)  # a line that spreadsheets write and read
    mark = declared[1] if declared else next((mark for mark in ";\t|" if mark in first), ",")
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    names: list[str] = []
    rows, lines = [], []
    try:
        for row in reader:
            if not row or (len(row) == 1 and not row[0].strip()) or (declared and reader.line_num == 1):
                continue
            if not names:
                names = [name.strip() for name in row]
            elif len(row) != len(names):
                raise _wrong_length(path, reader.line_num, row, len(names), mark)
            else:
                rows.append(row)
                lines.append(reader.line_num)
    except csv.Error as error:
        raise InputError(
            f"{path}: line {reader.line_num} cannot be read: {error}; correct its quotes"
        ) from None
    if not rows:
        raise InputError(f"{path} has no points; give a line of dotted names and one line per point")
    return names, [list(column) for column in zip(*rows, strict=True)], lines


def _wrong_length(path: Path, line: int, row: Sequence[str], wanted: int, mark: str) -> InputError:
    advice = "give one value per heading"
    if mark == "," and len(row) == 2 * wanted:
        advice = "write decimals with a point, or separate values by `;`"
    return InputError(
        f"{path}: line {line} has {len(row)} values and the headings are {wanted}, "
        f"got {shown(mark.join(row))}; {advice}"
    )


def _read_parquet(path: Path) -> tuple[list[str], list[list[Any]]]:
    import pyarrow.parquet as pq

    try:
        if not path.is_file():
            raise InputError(f"{path} cannot be read: there is no such regular file; give another path")
        wanted, free = _size_of_parquet(pq.ParquetFile(path).metadata), available_memory()
        if wanted * MEMORY_PER_BYTE > free:
            raise InputError(
                f"{path} cannot be read: its {wanted:,} bytes do not fit memory; take fewer points"
            )
        table = pq.read_table(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {str(error).splitlines()[0]}; write it again") from None
    names = [name for name in table.column_names if not name.startswith("__index_level_")]
    if not names or not table.num_rows:
        raise InputError(f"{path} has no points; give columns of dotted names and one row per point")
    return names, [table.column(table.column_names.index(name)).to_pylist() for name in names]


def _size_of_parquet(metadata: Any) -> int:
    groups = (metadata.row_group(place) for place in range(metadata.num_row_groups))
    size = int(sum(group.total_byte_size for group in groups))
    return max(size, int(metadata.num_rows * metadata.num_columns))


def _check_names(path: Path, names: Sequence[str], scenario: Scenario, where: str) -> None:
    """Raises InputError for a heading that is empty, given twice or unknown."""
    for place, name in enumerate(names, start=1):
        spot = f"{path}: {where}, column {place}"
        if not name:
            raise InputError(f"{spot} has no heading (an index column?); remove it, or give it a dotted name")
        if name in names[: place - 1]:
            raise InputError(f"{spot}: `{name}` heads column {names.index(name) + 1} too; keep one of them")
        if name.split(".")[0] not in STRUCTURE:
            try:
                scenario.slot(name)
            except InputError as error:
                raise InputError(f"{spot}: {error}") from None


def _values_of_csv(
    path: Path, names: Sequence[str], cells: list[list[str]], lines: Sequence[int]
) -> dict[str, np.ndarray[Any, Any]]:
    """Numbers where all cells of a column are numbers, else texts and lists."""
    _check_holes(path, names, cells, lambda row: f"line {lines[row]}")
    marks: dict[str, str] = {}  # ".", "," or "?" (a comma that may group digits) -> where it comes first
    columns = {}
    for name, column in zip(names, cells, strict=True):
        if _all_plain(column):
            values: list[Any] = [float(cell) for cell in column]
            pointed = next((row for row, cell in enumerate(column) if "." in cell), None)
            if pointed is not None:
                marks.setdefault(".", f"line {lines[pointed]}")
        else:
            values = [
                _value_of(cell.strip(), f"line {line}, column `{name}`", path, marks)
                for cell, line in zip(column, lines, strict=True)
            ]
        columns[name] = as_values(values, name)
    if "?" in marks and "," not in marks:
        raise InputError(f"{path}: {marks['?']} may mean thousands or decimals; write it without a comma")
    if "." in marks and set(marks) - {"."}:
        raise InputError(
            f"{path} has a decimal comma in {marks.get(',') or marks['?']} and a decimal point in "
            f"{marks['.']}; write all numbers with a point"
        )
    return columns


def _all_plain(column: Sequence[str]) -> bool:
    """Whether all cells are finite numbers with a point or without, which most columns are."""
    if set("".join(column)) - set("0123456789+-.eE \t"):
        return False
    try:
        return all(map(math.isfinite, map(float, column)))
    except ValueError:
        return False


def _value_of(text: str, where: str, path: Path, marks: dict[str, str]) -> Any:
    """The value of a cell, and in `marks` where its decimal mark came first."""
    if COMMA.fullmatch(text):
        marks.setdefault("?" if THOUSANDS.fullmatch(text) else ",", f"{where} ({text})")
        return as_number(text.replace(",", "."))
    number = as_number(text)
    if number is not None:
        if "." in text:
            marks.setdefault(".", f"{where} ({text})")
        return number
    return parse_yaml(text, f"{path}: {where}")[0] if text[:1] + text[-1:] == "[]" else text


def _check_holes(path: Path, names: Sequence[str], cells: list[list[Any]], place: Places) -> None:
    """Raises InputError for a point that has no value for a name."""
    for name, column in zip(names, cells, strict=True):
        for row, cell in enumerate(column):
            if cell is None or cell != cell or (isinstance(cell, str) and not cell.strip()):
                raise InputError(
                    f"{path}: {place(row)} has no value for `{name}` in row {row} of the points "
                    "(the first is 0); fill it in"
                )


def _check_values(path: Path, columns: Columns, scenario: Scenario, place: Places) -> None:
    """Raises InputError that names the place of the first point that breaks a rule."""
    try:
        group_points(scenario, columns)
        return
    except InputError:
        pass
    low, high = (
        0,
        len(next(iter(columns.values()))),
    )  # the first `high` points hold a fault, the first `low` none
    while high - low > 1:
        middle = (low + high) // 2
        try:
            group_points(scenario, {name: values[:middle] for name, values in columns.items()})
            low = middle
        except InputError:
            high = middle
    try:
        group_points(scenario, {name: values[low:high] for name, values in columns.items()})
    except BadValue as error:
        raise InputError(f"{path}: {place(low)}, column `{error.column}`: {error.problem}") from None
    except ScenarioError as error:
        faults = [f"column {fault}" if fault.startswith("`") else fault for fault in error.faults]
        raise InputError(f"{path}: {place(low)}: {'; '.join(faults[:3])}") from None
    except InputError as error:
        raise InputError(f"{path}: {place(low)}: {error}") from None
