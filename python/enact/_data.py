"""Populations as Python has them, for the module in C++: a path, or an Arrow stream for each subject type."""

from __future__ import annotations

import os
from typing import Any, Iterable, Mapping

import numpy as np

from . import _enact
from ._arrays import Array, Fen, array_of, is_list, list_of, nothing, struct

_NUMBER = "#"


def fen(values: Any) -> Fen:
    """An array of whole fen as a column of yuan: 12345 is 123.45. Not copied."""
    return Fen(values)


def given(population: Any, wanted: Iterable[str] | None) -> Any:
    """wanted: names of the facts that rules read; others are held against the vocabulary, but not converted."""
    if isinstance(population, (str, os.PathLike)):
        return os.fspath(population)
    if isinstance(population, list) and not population:
        return []
    if not isinstance(population, Mapping):
        raise _enact.PopulationError(
            'a population is a path or a mapping of subject types to tables, {"TYPE": table, "TYPE.LIST": table}'
        )
    names = None if wanted is None else frozenset(wanted)
    types = [name for name in population if "." not in name]
    strays = [name for name in population if "." in name and name.split(".", 1)[0] not in types]
    if strays:
        raise _enact.PopulationError(f"`{strays[0]}`: there are no subjects of its type beside it")
    streams = []
    for name in types:
        lists = {each.split(".", 1)[1]: table for each, table in population.items() if each.startswith(name + ".")}
        streams.append((name, _stream(name, population[name], lists, names)))
    return streams


def _arrow(table: Any) -> Any:
    """The capsule of a stream, or None: the table is none of Arrow."""
    if hasattr(table, "__arrow_c_stream__"):
        return table.__arrow_c_stream__()
    if hasattr(table, "__arrow_c_array__"):
        return _enact.stream_of_batch(*table.__arrow_c_array__())
    return None


def _stream(name: str, table: Any, lists: Mapping[str, Any], names: frozenset[str] | None) -> Any:
    capsule = None if hasattr(table, "columns") and hasattr(table, "iloc") else _arrow(table)
    if capsule is None:
        return _enact.stream_of(_subjects(name, table, lists, names))
    if lists:
        raise _enact.PopulationError(
            f"`{name}` is of Arrow: its lists are columns of lists of structs, not tables of their own"
        )
    return capsule


def _columns(name: str, table: Any) -> tuple[list[tuple[str, Any]], int]:
    if hasattr(table, "columns") and hasattr(table, "iloc"):
        pairs = [(str(column), table.iloc[:, i]) for i, column in enumerate(table.columns)]
    elif isinstance(table, Mapping):
        pairs = [(str(column), values) for column, values in table.items()]
    else:
        raise _enact.PopulationError(
            f"`{name}`: a DataFrame, a mapping of names to arrays or an Arrow object is wanted, not {type(table).__name__}"
        )
    lengths = {len(values.values) if isinstance(values, Fen) else len(values) for _, values in pairs}
    if len(lengths) > 1:
        raise _enact.PopulationError(f"`{name}`: columns of different lengths: {sorted(lengths)}")
    return pairs, lengths.pop() if lengths else 0


def _is_wanted(column: str, names: frozenset[str] | None) -> bool:
    return names is None or column in names


def _column(table: str, column: str, values: Any, names: frozenset[str] | None) -> Array:
    try:
        if _holds_lists(values):
            return _nested(column, values, names).named(column)
        return array_of(values).named(column)
    except (TypeError, _enact.PopulationError) as error:
        raise _enact.PopulationError(f"`{table}`, column `{column}`: {error}") from error


def _holds_lists(values: Any) -> bool:
    if getattr(getattr(values, "dtype", None), "kind", "O") != "O":
        return False
    return is_list(next((value for value in _cells(values) if value is not None), None))


def _cells(values: Any) -> Any:
    return [] if isinstance(values, Fen) or hasattr(values, "categories") else values


def _nested(column: str, values: Any, names: frozenset[str] | None) -> Array:
    """A column of lists of records, each a mapping; of a row without a list it is not known whether there are any."""
    known = np.array([is_list(value) for value in values], dtype=bool)
    counts = np.array([len(value) if is_list(value) else 0 for value in values], dtype=np.int64)
    records = [record for value in values if is_list(value) for record in value]
    if not all(isinstance(record, Mapping) for record in records):
        raise TypeError("a list of records is wanted, each a mapping of names to values")
    fields = list(dict.fromkeys(field for record in records for field in record))
    table = {field: np.array([record.get(field) for record in records] + [None], dtype=object)[:-1] for field in fields}
    items = _items(column, table, len(records), names)
    return list_of(np.concatenate(([0], np.cumsum(counts))), items, known)


def _items(name: str, table: Any, length: int, names: frozenset[str] | None) -> Array:
    pairs, _ = _columns(name, table)
    return struct([_column(name, column, values, None) for column, values in pairs if column != _NUMBER], length)


def _numbers(name: str, values: Any) -> Any:
    """Of a column `#`: integers, also as texts."""
    numbers = np.asarray(values)
    try:
        return numbers if np.issubdtype(numbers.dtype, np.integer) else numbers.astype(str).astype(np.int64)
    except ValueError as error:
        raise _enact.PopulationError(f"`{name}`, column `#`: whole numbers are wanted") from error


def _subjects(name: str, table: Any, lists: Mapping[str, Any], names: frozenset[str] | None) -> Array:
    pairs, length = _columns(name, table)
    numbers = np.arange(1, length + 1)
    made = []
    for column, values in pairs:
        if column == _NUMBER:
            numbers = _numbers(name, values)
            if (np.diff(numbers) <= 0).any():
                raise _enact.PopulationError(f"`{name}`, column `#`: each number is to be greater than the one before")
        elif _is_wanted(column, names):
            made.append(_column(name, column, values, names))
        else:
            made.append(nothing(length).named(column))
    for column, items in lists.items():
        made.append(_child(f"{name}.{column}", items, numbers, names).named(column))
    return struct(made, length)


def _child(name: str, table: Any, subjects: Any, names: frozenset[str] | None) -> Array:
    """The records of a list, a table of their own with the number of their subject in `#`, as lists of it."""
    pairs, length = _columns(name, table)
    columns = dict(pairs)
    if _NUMBER not in columns:
        raise _enact.PopulationError(f"`{name}`: the column `#`, the number of the subject, is missing")
    numbers = _numbers(name, columns[_NUMBER])
    if (np.diff(numbers) < 0).any():
        raise _enact.PopulationError(f"`{name}`: records stand in the order of the numbers of their subjects")
    stray = ~np.isin(numbers, subjects)
    if stray.any():
        raise _enact.PopulationError(f"`{name}`: no subject has the number {numbers[stray][0]}")
    offsets = np.concatenate(([0], np.searchsorted(numbers, subjects, side="right")))
    return list_of(offsets, _items(name, columns, length, names), None)
