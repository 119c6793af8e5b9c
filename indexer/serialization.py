"""Serialization: dataclasses to values that `json.dumps` takes, member by member.

The members of a JSON object are the fields of a dataclass. What the types of the fields leave open
is in their annotations: `Annotated[int, "Paragraphs found, exactly."]` describes a member,
`Renamed`, `Only`, `INLINE` and `OPTIONAL` say where JSON and dataclass differ. `members` reads
them, for this module and for the API's schemas alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, cached_property
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]


class Mark(Enum):
    """A difference between a field and its members."""

    INLINE = "inline"
    OPTIONAL = "optional"


INLINE = Mark.INLINE
"""Marks a field whose own members stand in its place."""
OPTIONAL = Mark.OPTIONAL
"""Marks a member that is left out where it is None."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """Another name for a member than its field's."""

    name: str


@dataclass(frozen=True, slots=True)
class Format:
    """The format of a string, as JSON Schema names it; serialization passes over it."""

    name: str


@dataclass(frozen=True, slots=True, init=False)
class Only:
    """The fields of a dataclass that are members, in their order."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)


def without(kind: type, *names: str) -> Only:
    """Returns all fields of a dataclass but some."""
    return Only(*(name for name in _names(kind) if name not in names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a JSON object.

    path: the attribute that holds its value, with dots where it is inline. hint: its type.
    """

    name: str
    path: str
    hint: Any
    optional: bool = False


class Parts(NamedTuple):
    """A type and its annotations."""

    hint: Any
    notes: tuple[Any, ...]


def parts(hint: Any) -> Parts:
    """Takes `Annotated` apart."""
    if get_origin(hint) is Annotated:
        return Parts(hint.__origin__, hint.__metadata__)
    return Parts(hint, ())


def members(hint: Any, prefix: str = "") -> Iterator[Member]:
    """Yields the members of a dataclass, with or without annotations."""
    kind, notes = parts(hint)
    only = _first(notes, Only)
    hints = get_type_hints(kind, include_extras=True)
    for name in only.names if only else _names(kind):
        own = parts(hints[name]).notes
        if INLINE in own:
            yield from members(hints[name], f"{prefix}{name}.")
            continue
        renamed = _first(own, Renamed)
        yield Member(
            name=renamed.name if renamed else name,
            path=prefix + name,
            hint=hints[name],
            optional=OPTIONAL in own,
        )


def to_json(value: Any, hint: Any = None) -> Any:
    """Returns a value as `json.dumps` takes it: dates ISO, enumerations their values.

    hint: the type to serialize as, where it has annotations; otherwise the value's class.
    """
    kind: Any = type(value) if hint is None else hint
    convert = _converter(kind)
    return value if convert is None else convert(value)


def _same(value: Any) -> Any:
    return value


def _names(kind: type) -> list[str]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind} is no dataclass")
    return [field.name for field in fields(kind)]


def _first(notes: tuple[Any, ...], kind: type) -> Any:
    return next((one for one in notes if isinstance(one, kind)), None)


class _Object:
    """Serializes the instances of one dataclass.

    Its members are read when the first of them comes: a class may hold instances of itself.
    """

    def __init__(self, hint: Any) -> None:
        self._hint = hint

    @cached_property
    def _members(self) -> list[tuple[str, Convert, Convert | None]]:
        found = members(self._hint)
        return [(one.name, attrgetter(one.path), _converter(one.hint)) for one in found]

    @cached_property
    def _optional(self) -> list[str]:
        return [one.name for one in members(self._hint) if one.optional]

    def __call__(self, value: Any) -> dict[str, Any]:
        written = {
            name: read(value) if convert is None else convert(read(value))
            for name, read, convert in self._members
        }
        for name in self._optional:
            if written[name] is None:
                del written[name]
        return written


@cache
def _converter(hint: Any) -> Convert | None:
    """Returns what serializes the values of a type; None where they stay as they are."""
    kind = parts(hint).hint
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        (present,) = (one for one in arguments if one is not type(None))
        return _unless_none(_converter(present))
    if origin is tuple:
        return _list(_converter(arguments[0]))
    if origin is Mapping:
        return _mapping(_converter(arguments[1]) or _same)
    if issubclass(kind, date):
        return date.isoformat
    if issubclass(kind, Enum):
        return str
    return None if kind in {str, bool, int, float} else _Object(hint)


def _unless_none(convert: Convert | None) -> Convert | None:
    return convert and (lambda value: None if value is None else convert(value))


def _list(convert: Convert | None) -> Convert:
    return list if convert is None else (lambda values: [convert(value) for value in values])


def _mapping(convert: Convert) -> Convert:
    return lambda values: {str(key): convert(value) for key, value in values.items()}
