"""What values an index has in its keyword fields, and which of them a user's spelling means.

Built once a generation. A value that is not there is told with the nearest ones that are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache

from indexer.parsing.knowledge.actors import bare, known_name
from indexer.parsing.knowledge.lettered import number_key, part_named, symbol_keys
from indexer.parsing.knowledge.symbol_spellings import ANY, name_of
from indexer.parsing.knowledge.symbols import sort_key, symbol_key
from indexer.parsing.knowledge.verbs import lemma_of
from indexer.schema import KEYWORD_BY_NAME, NONE

_ORGAN_NAMES = {
    "ga": "GA",
    "general assembly": "GA",
    "unga": "GA",
    "sc": "SC",
    "security council": "SC",
    "unsc": "SC",
    "ecosoc": "ECOSOC",
    "economic and social council": "ECOSOC",
    "hrc": "HRC",
    "human rights council": "HRC",
    "unhrc": "HRC",
}
_LANGUAGES = {
    "english": "en", "french": "fr", "spanish": "es", "russian": "ru", "chinese": "zh",
    "arabic": "ar",
}  # fmt: skip
_RANGE = re.compile(r"(?P<low>.*?)\s*(?:\.\.+|…)\s*(?P<high>.*)", re.DOTALL)
# "74", "GA 74", "S-32", "HRC 54", "ECOSOC 2021", "2019"
_PLACE = re.compile(r"(?:(?P<organ>[A-Z][A-Z ]*?) )?(?P<kind>E?S-)?(?P<number>[0-9]{1,6})")
_NO: frozenset[str] = frozenset()
_STARRED = frozenset({"to", "symbol", "cites"})
"""Fields that read a * at the end of a value in their own way."""
_NEAR_ENOUGH = 0.6
_MOST_SUGGESTED = 3
_MOST_COMPARED = 5_000
"""Values looked through for near ones: comparing strings is slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a value as typed stands for.

    values: those of the index that it means, none if it has no such value.
    problem: code and message for the user, None when all is well.
    usable: false where no index could have such a value (the year "abc").
    """

    values: frozenset[str]
    problem: tuple[str, str] | None = None
    usable: bool = True


_MISSING = Resolved(values=_NO)


@dataclass(frozen=True, slots=True)
class _Place:
    organ: str | None
    kind: str
    number: int


def fold(value: str) -> str:
    """Give the form under which values are compared: case and blanks do not count."""
    return " ".join(value.casefold().split())


class _Sorted(dict[str, tuple[str, ...]]):
    """The values of each field in alphabetical order, made when they are first asked for."""

    def __init__(self, values: Mapping[str, Iterable[str]]) -> None:
        self._given = values

    def __missing__(self, field: str) -> tuple[str, ...]:
        self[field] = found = tuple(sorted(self._given.get(field, ())))
        return found


class _Folded(dict[str, dict[str, str]]):
    """The values of each field by their folded form, made when they are first asked for."""

    def __init__(self, values: _Sorted) -> None:
        self._given = values

    def __missing__(self, field: str) -> dict[str, str]:
        self[field] = found = {fold(value): value for value in self._given[field]}
        return found


class Vocabulary:
    """The distinct values of every keyword field of one index.

    values: by field; what is made of them is made when it is first asked for. keys: gives those of
    its documents, as `StoreReader.keys` does; made of their symbols where it is not given.
    """

    def __init__(
        self,
        values: Mapping[str, Iterable[str]],
        keys: Callable[[], Iterable[tuple[str, str, str]]] | None = None,
    ) -> None:
        self._values = _Sorted(values)
        self._folded = _Folded(self._values)
        self._keys = keys

    @cached_property
    def _cited_values(self) -> frozenset[str]:
        return frozenset(self._values["cites"])

    @cached_property
    def _addressees(self) -> dict[str, set[str]]:
        # Addressees are written in several ways: "Member States of ...", "member States of ...".
        found: dict[str, set[str]] = {}
        for value in self._values["to"]:
            found.setdefault(fold(value), set()).add(value)
        return found

    @cached_property
    def _documents(self) -> tuple[tuple[str, str, str], ...]:
        if self._keys is not None:
            return tuple(self._keys())
        keyed = ((symbol_key(symbol), symbol) for symbol in self._values["symbol"])
        return tuple((key, number_key(key), symbol) for key, symbol in keyed)

    @cached_property
    def _symbols(self) -> dict[str, str]:
        return {key: symbol for key, _, symbol in self._documents}

    @cached_property
    def _numbers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, number, _ in self._documents:
            found.setdefault(number, []).append(key)
        return found

    @cached_property
    def _without_sessions(self) -> dict[str, list[str]]:
        """The symbols of the index without their year or session in brackets, and their part."""
        found: dict[str, list[str]] = {}
        for key, number, symbol in self._documents:
            for stem in {_without_session(key), _without_session(number)} - {key, number}:
                found.setdefault(stem, []).append(symbol)
        return found

    @cached_property
    def _cited_without_sessions(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for value in self._cited_values:
            found.setdefault(_without_session(value), []).append(value)
        return found

    def resolve(self, field: str, text: str, *, hint: bool = True) -> Resolved:
        """Find the values of a keyword field that a text means.

        hint: whether near values are looked for where the index does not have it, which takes
        some hundredths of a second.
        """
        found = self._resolved(field, text.strip())
        if found.values or found.problem or not found.usable:
            return found
        return self._missing(field, text.strip(), hint=hint)

    def _resolved(self, field: str, text: str) -> Resolved:
        known = self._folded[field]
        if field != "symbol" and text in self._values[field]:
            return Resolved(values=frozenset({text}))
        if field != "symbol" and fold(text) in known:
            return Resolved(values=frozenset({known[fold(text)]}))
        if text.endswith("*") and not KEYWORD_BY_NAME[field].ranged and field not in _STARRED:
            return self._starting(field, text)
        special: Mapping[str, Callable[[str, str], Resolved]] = {
            "verb": self._verb,
            "anyverb": self._verb,
            "organ": self._organ,
            "session": self._ranged,
            "year": self._ranged,
            "symbol": self._symbol,
            "to": self._addressee,
            "due": self._ranged,
            "cites": self._cited,
            "language": self._language,
        }
        return special.get(field, self._plain)(field, text)

    def symbol(self, text: str) -> str | None:
        """Give the symbol of the index that a text names, in any spelling, or leads to."""
        if not any(map(str.isdigit, text)):
            return None  # as most texts: it need not be known which symbols there are
        found = part_named(text, self._numbers.get(number_key(text), ()))
        return None if found is None else self._symbols[found]

    def symbol_read(self, reading: str) -> str | None:
        """Return the symbol of the index that a reading of `symbol_spellings` means."""
        if not reading.endswith(ANY):
            return self.symbol(reading)
        found = self._without_sessions.get(reading.removesuffix(ANY).strip(), ())
        return found[0] if len(found) == 1 else None

    def cited_read(self, reading: str) -> frozenset[str]:
        """Return the symbols by which paragraphs cite what a reading of `symbol_spellings` means.

        Of a number without its year these are all of that number: misprints of the year too.
        """
        if not reading.endswith(ANY):
            return frozenset(symbol_keys(reading)) & self._cited_values
        stem = reading.removesuffix(ANY).strip()
        return frozenset(self._cited_without_sessions.get(stem, ()))

    def parts(self, text: str) -> tuple[str, ...]:
        """Give the symbols of the index that share the number of a symbol, in their order."""
        keys = sorted(self._numbers.get(number_key(text), ()), key=sort_key)
        return tuple(self._symbols[key] for key in keys)

    def _starting(self, field: str, text: str) -> Resolved:
        start = fold(text.rstrip("* "))
        known = self._folded[field].items()
        found = frozenset(value for key, value in known if key.startswith(start) and value != NONE)
        return Resolved(values=found) if found else _MISSING

    def _plain(self, field: str, text: str) -> Resolved:
        singular = fold(text).removesuffix("s")
        if singular in self._folded[field]:
            return Resolved(values=frozenset({self._folded[field][singular]}))
        return _MISSING

    def _verb(self, field: str, text: str) -> Resolved:
        lemma = lemma_of(text)
        if lemma is not None and lemma in self._values[field]:
            return Resolved(values=frozenset({lemma}))
        return _MISSING

    def _language(self, field: str, text: str) -> Resolved:
        code = _LANGUAGES.get(fold(text), "")
        if code in self._values[field]:
            return Resolved(values=frozenset({code}))
        return _MISSING

    def _organ(self, field: str, text: str) -> Resolved:
        organ = _ORGAN_NAMES.get(fold(text).removeprefix("the "))
        if organ in self._values[field]:
            return Resolved(values=frozenset({str(organ)}))
        return _MISSING

    def _addressee(self, _: str, text: str) -> Resolved:
        name = bare(text)
        if name.endswith("*"):
            start = fold(name.rstrip("* "))
            found = [v for key, v in self._addressees.items() if key.startswith(start)]
            return Resolved(values=frozenset().union(*found)) if found else _MISSING
        # A country is addressed as itself or as its government.
        for wanted in (name, known_name(name) or name, f"Government of {name}",
                       f"Government of the {name}"):  # fmt: skip
            if same := self._addressees.get(fold(wanted)):
                return Resolved(values=frozenset(same))
        return _MISSING

    def _cited(self, field: str, text: str) -> Resolved:
        known = self._values[field]
        if text.rstrip().endswith("*"):
            starts = _starts(text)
            found = frozenset(value for value in known if value.startswith(starts))
        else:
            found = frozenset(symbol_keys(text)) & self._cited_values or self._cited_as_written(
                text
            )
        return Resolved(values=found) if found else _MISSING

    def _symbol(self, _: str, text: str) -> Resolved:
        if not text.rstrip().endswith("*"):
            return self._number(text) or self._as_written(text) or _MISSING
        starts = _starts(text)
        found_all = frozenset(v for key, v in self._symbols.items() if key.startswith(starts))
        return Resolved(values=found_all) if found_all else _MISSING

    def _number(self, text: str) -> Resolved | None:
        """Find the documents of a symbol; of a number without a letter all its parts."""
        parts = self._numbers.get(number_key(text), ())
        found = part_named(text, parts)
        if found is None:
            return None
        keys = parts if symbol_key(text) == number_key(text) else (found,)
        return Resolved(values=frozenset(self._symbols[key] for key in keys))

    def _as_written(self, text: str) -> Resolved | None:
        """Find the documents of a symbol that is written as people do: "UNSCR 1325"."""
        named = name_of(text)
        symbols = map(self.symbol_read, named.readings if named else ())
        return next((self._number(symbol) for symbol in symbols if symbol), None)

    def _cited_as_written(self, text: str) -> frozenset[str]:
        named = name_of(text)
        return next(filter(None, map(self.cited_read, named.readings if named else ())), _NO)

    def _ranged(self, field: str, text: str) -> Resolved:
        if span := _RANGE.fullmatch(text):
            return self._range(field, span["low"], span["high"])
        place = _place(text)
        if place is None:
            return self._unusable(field, text)
        found = self._within(field, place, place)
        return Resolved(values=found) if found else _MISSING

    def _range(self, field: str, low: str, high: str) -> Resolved:
        first, last = _place(low), _place(high)
        if (low and first is None) or (high and last is None) or (first is None and last is None):
            return self._unusable(field, f"{low}..{high}")
        organ = (first and first.organ) or (last and last.organ) or None
        kind = first.kind if first else last.kind if last else ""
        if first and last and first.kind != last.kind:
            return self._unusable(field, f"{low}..{high}")
        bounds = sorted(
            (first.number if first else 0, last.number if last else max(10**9, 0)),
        )
        problem = None
        if first and last and first.number > last.number:
            message = f"{field}: the range {low}..{high} was read as {high}..{low}."
            problem = ("range-reversed", message)
        found = self._within(field, _Place(organ, kind, bounds[0]), _Place(organ, kind, bounds[1]))
        if not found:
            return _MISSING
        return Resolved(values=found, problem=problem)

    def _within(self, field: str, first: _Place, last: _Place) -> frozenset[str]:
        return frozenset(
            value
            for value in self._values[field]
            if (place := _place(value))
            and place.kind == first.kind
            and first.organ in (None, place.organ)
            and first.number <= place.number <= last.number
        )

    def _unusable(self, field: str, text: str) -> Resolved:
        example = "2013..2019" if field == "year" else "68..74"
        message = f"{field}: “{text}” is not a number or a range. Write, for example, {example}."
        return Resolved(values=frozenset(), problem=("unusable-value", message), usable=False)

    def _missing(self, field: str, text: str, *, hint: bool) -> Resolved:
        near = self._near(field, text) if hint else []
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        message = f"No paragraphs have {field}: “{text}”.{meant}"
        return Resolved(values=frozenset(), problem=("no-such-value", message))

    def _near(self, field: str, text: str) -> list[str]:
        known = self._folded[field]
        wanted = fold(text)
        if field == "to" and (holding := self._holding(wanted)):
            return holding
        if field in ("symbol", "cites"):
            wanted = fold(symbol_key(text))
            start = wanted[: wanted.rfind("/") + 1]
            known = {key: value for key, value in known.items() if start and key.startswith(start)}
        candidates = [key for key, value in known.items() if value != NONE][:_MOST_COMPARED]
        close = get_close_matches(wanted, candidates, n=_MOST_SUGGESTED, cutoff=_NEAR_ENOUGH)
        return [known[key] for key in close]

    def _holding(self, wanted: str) -> list[str]:
        """Give the shortest addressees that hold all the words: "rapporteur" is in many."""
        words = wanted.split()
        known = self._folded["to"].items()
        found = [value for key, value in known if all(word in key for word in words)]
        return sorted(found, key=lambda value: (len(value), value))[:_MOST_SUGGESTED]


def _starts(text: str) -> tuple[str, str]:
    """Give how the symbols begin that "A/RES/74/*" or "74/*" means."""
    stem = text.rstrip("* ")
    # "74/*" has no key of its own; "74/1" has, and begins as all of its kind do.
    return (symbol_key(stem), symbol_key(f"{stem}1")[:-1]) if stem else ("", "")


def _without_session(symbol: str) -> str:
    return symbol.partition("(")[0].rstrip()


@lru_cache(maxsize=4096)
def _place(text: str) -> _Place | None:
    found = _PLACE.fullmatch(" ".join(text.upper().split()))
    if found is None:
        return None
    return _Place(found["organ"], found["kind"] or "", int(found["number"]))
