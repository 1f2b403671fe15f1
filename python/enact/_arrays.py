"""Arrays of NumPy and pandas in the layout of Arrow. Whole numbers, days without a gap and codes of categories are
not copied."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from . import _enact

_WHOLE = {"i1": "c", "i2": "s", "i4": "i", "i8": "l", "u1": "C", "u2": "S", "u4": "I", "u8": "L"}


@dataclass(frozen=True)
class Array:
    """One array: its format, and its buffers as arrays of NumPy (None: no such buffer)."""

    format: str
    length: int
    buffers: list[Any] = field(default_factory=lambda: [None])
    nulls: int = 0
    name: str = ""
    children: list["Array"] = field(default_factory=list)
    dictionary: "Array | None" = None

    def named(self, name: str) -> "Array":
        return replace(self, name=name)


@dataclass(frozen=True)
class Fen:
    """Whole fen, see enact.fen."""

    values: Any


def struct(columns: list[Array], length: int) -> Array:
    return Array("+s", length, children=columns)


def list_of(offsets: Any, items: Array, known: Any) -> Array:
    """Lists of records; known: of which rows (None: all)."""
    valid, nulls = _validity(known)
    return Array("+L", len(offsets) - 1, [valid, np.ascontiguousarray(offsets, np.int64)], nulls, children=[items])


def nothing(length: int) -> Array:
    return Array("n", length, [])


def _validity(known: Any) -> tuple[Any, int]:
    if known is None or known.all():
        return None, 0
    return np.packbits(known, bitorder="little"), int(len(known) - np.count_nonzero(known))


def _primitive(format: str, values: Any, known: Any) -> Array:
    valid, nulls = _validity(known)
    return Array(format, len(values), [valid, np.ascontiguousarray(values)], nulls)


def _texts(values: Any) -> Array:
    offsets, text, valid, nulls = _enact.texts(np.ascontiguousarray(values, dtype=object))
    return Array("U", len(values), [valid, offsets, text], nulls)


def _of_numpy(values: Any, known: Any) -> Array:
    kind = values.dtype
    if kind.kind == "b":
        packed = np.packbits(values, bitorder="little")
        valid, nulls = _validity(known)
        return Array("b", len(values), [valid, packed], nulls)
    if kind.kind in "iu" and kind.isnative:
        return _primitive(_WHOLE[kind.str[1:]], values, known)
    if kind.kind == "f":
        if kind.itemsize != 8:
            raise _enact.PopulationError(
                f"{kind} keeps too few digits of an amount: give float64, decimal.Decimal or enact.fen(…)"
            )
        numbers = ~np.isnan(values)
        return _primitive("g", values, numbers if known is None else known & numbers)
    if kind.kind == "M":
        days = values.astype("datetime64[D]")
        known_days = ~np.isnat(days)
        return _primitive(
            "tdD",
            np.where(known_days, days.astype(np.int64), 0).astype(np.int32),
            known_days if known is None else known & known_days,
        )
    if kind.kind in "OUT":
        return _texts(values if known is None else np.where(known, values.astype(object), None))
    raise _enact.PopulationError(f"a column of {kind} is not read")


def is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.dtype == object)


def array_of(values: Any) -> Array:
    """A column: an array of NumPy, a pandas.Series, enact.fen(…), or a list of Python's values."""
    if isinstance(values, Fen):
        made = array_of(values.values)
        if made.format == "l":
            return replace(made, format="d:18,2,64")
        if made.format == "i":
            return replace(made, format="d:9,2,32")
        raise _enact.PopulationError("enact.fen: an array of int64 or int32 is wanted")
    values = getattr(values, "array", values)  # of a pandas.Series
    if hasattr(values, "categories") and hasattr(values, "codes"):
        codes = np.asarray(values.codes)
        made = _primitive(_WHOLE[codes.dtype.str[1:]], codes, codes >= 0)
        return replace(made, dictionary=array_of(np.asarray(values.categories)))
    if isinstance(values, np.ma.MaskedArray):
        return _of_numpy(values.data, ~np.ma.getmaskarray(values))
    if isinstance(values, np.ndarray):
        return _of_numpy(values, None)
    if hasattr(values, "isna") and hasattr(values, "to_numpy"):  # an array of pandas
        dtype = getattr(values.dtype, "numpy_dtype", None)
        if dtype is not None and dtype.kind in "biuf" and values.isna().any():
            known = ~np.asarray(values.isna())
            return _of_numpy(values.to_numpy(dtype=dtype, na_value=dtype.type(0)), known)
        if dtype is not None and dtype.kind in "biuf":
            return _of_numpy(values.to_numpy(dtype=dtype), None)
        if values.dtype.kind == "M" and getattr(values.dtype, "tz", None) is not None:
            raise _enact.PopulationError("days with a time zone: say which day is meant, by .dt.date or .dt.tz_localize(None)")
        return _of_numpy(values.to_numpy(), None)
    plain = list(values)
    if all(type(value) is bool for value in plain):
        return _of_numpy(np.array(plain, dtype=bool), None)
    objects = np.empty(len(plain), dtype=object)
    objects[:] = plain
    return _of_numpy(objects, None)
