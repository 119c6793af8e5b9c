"""Codec: values of `model.py` to the cells of a row, and back.

Columns follow from the fields of the dataclasses, so a field added to the model is stored without
a line here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

Scalar = str | int | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a value: its SQL type and the way there and back; NULL is None or empty."""

    name: str
    kind: str
    encode: Callable[[Any], Scalar]
    decode: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _compact(value: Any) -> str:
    return _ENCODER.encode(value)


def _tuple_column(name: str, item: Any) -> Column:
    if is_dataclass(item) and isinstance(item, type):
        return Column(
            name,
            "TEXT",
            lambda values: _compact([astuple(one) for one in values]) if values else None,
            lambda text: tuple(_from_values(item, one) for one in json.loads(text)) if text else (),
        )
    return Column(
        name,
        "TEXT",
        lambda values: _compact(list(values)) if values else None,
        lambda text: tuple(json.loads(text)) if text else (),
    )


def _from_values(kind: type, values: Sequence[Any]) -> Any:
    names = (field.name for field in fields(kind))
    # JSON knows no tuples; lists inside a value of the model are always meant as such.
    plain = (tuple(value) if isinstance(value, list) else value for value in values)
    return kind(**dict(zip(names, plain, strict=True)))


def _column(name: str, hint: Any) -> Column:
    options = [kind for kind in get_args(hint) if kind is not NoneType]
    if get_origin(hint) is tuple:
        return _tuple_column(name, options[0])
    kind = options[0] if options else hint
    if kind is date:
        return Column(
            name,
            "TEXT",
            lambda day: day.isoformat() if day else None,
            lambda text: date.fromisoformat(text) if text else None,
        )
    if kind is bool:
        return Column(name, "INTEGER", int, bool)
    if kind is int:
        return Column(name, "INTEGER", _same, _same)
    if issubclass(kind, StrEnum):
        members = {None: None, **{one.value: one for one in kind}}
        return Column(
            name,
            "TEXT",
            lambda value: None if value is None else str(value),
            members.__getitem__,  # by far the fastest way to a member
        )
    return Column(name, "TEXT", _same, _same)


class Shape(Generic[T]):
    """The columns of one dataclass with slots, in the order of its fields."""

    def __init__(self, kind: type[T]) -> None:
        hints = get_type_hints(kind)
        self.kind = kind
        self.columns = tuple(_column(f.name, hints[f.name]) for f in fields(kind))  # type: ignore[arg-type]  # always a dataclass
        self._names = tuple(column.name for column in self.columns)
        self._decoders = tuple(
            (place, column.decode)
            for place, column in enumerate(self.columns)
            if column.decode is not _same
        )
        # A page of results makes forty values; through `__init__` that takes three times as long.
        self._setters = tuple(getattr(kind, name).__set__ for name in self._names)
        self._values = attrgetter(*(column.name for column in self.columns))
        self._encoders = tuple(
            (place, column.encode)
            for place, column in enumerate(self.columns)
            if column.encode is not _same
        )

    def encode(self, value: T) -> tuple[Scalar, ...]:
        """Returns a value's columns."""
        cells = list(self._values(value))
        for place, encode in self._encoders:
            cells[place] = encode(cells[place])
        return tuple(cells)

    def decode(self, row: Sequence[Any]) -> T:
        """Makes the value of which these are the columns."""
        cells = list(row)
        for place, decode in self._decoders:
            cells[place] = decode(cells[place])
        value = object.__new__(self.kind)
        for write, cell in zip(self._setters, cells, strict=True):
            write(value, cell)
        return value

    def names(self, prefix: str = "") -> str:
        """Returns the column names for a SELECT, each behind `prefix` ("p.")."""
        return ", ".join(f'{prefix}"{column.name}"' for column in self.columns)

    def definitions(self) -> str:
        """Returns the columns for a CREATE TABLE."""
        return ", ".join(f'"{column.name}" {column.kind}' for column in self.columns)

    def __len__(self) -> int:
        return len(self.columns)
