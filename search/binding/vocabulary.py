"""Vocabulary: the keyword values of an index, and the resolution of users' spellings to them.

Built once a generation. For an unknown value the notice names the nearest known ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from indexer.analysis.spellings import folded_spelling
from indexer.parsing.knowledge.actors import bare, known_name
from indexer.parsing.knowledge.adoption import read_vote
from indexer.parsing.knowledge.symbols import symbol_key
from indexer.parsing.knowledge.thesaurus import concepts_called, concepts_starting, goal_called
from indexer.parsing.knowledge.verbs import lemma_of
from indexer.schema import GOAL, KEYWORD_BY_NAME, NONE, OF_FAMILIES, SUBJECT
from search.binding.ranges import range_text, read_range
from search.binding.symbols import Keys, SymbolTable, keys_of
from search.translation.current import gettext
from search.translation.numbers import either

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
_STARRED = frozenset({"to", "symbol", "cites", SUBJECT})
"""Fields with their own meaning of a * at the end of a value."""
_RANGES = {"uses": "3..10", **dict.fromkeys(("year", "first", "last"), "2013..2019")}
"""Examples of ranges, where they are not of sessions."""
_NEAR_ENOUGH = 0.6
_MOST_SUGGESTED = 3
_MOST_COMPARED = 5_000
"""Maximum values compared to find similar ones, since comparing strings is slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The meaning of a typed value.

    values: those of the index that it stands for, none if it has no such value.
    problem: (code, message) for the user; None if there is none.
    usable: false if no index could have such a value (the year "abc").
    """

    values: frozenset[str]
    problem: tuple[str, str] | None = None
    usable: bool = True


_MISSING = Resolved(values=frozenset())


def fold(value: str) -> str:
    """Returns the form in which values are compared, without case and extra spaces."""
    return " ".join(value.casefold().split())


class _Sorted(dict[str, tuple[str, ...]]):
    """The values of each field in alphabetical order, built on first use."""

    def __init__(self, values: Mapping[str, Iterable[str]]) -> None:
        self._given = values

    def __missing__(self, field: str) -> tuple[str, ...]:
        self[field] = found = tuple(sorted(self._given.get(field, ())))
        return found


class _Folded(dict[str, dict[str, str]]):
    """The values of each field by their folded form, built on first use."""

    def __init__(self, values: _Sorted) -> None:
        self._given = values

    def __missing__(self, field: str) -> dict[str, str]:
        self[field] = found = {fold(value): value for value in self._given[field]}
        return found


class Vocabulary:
    """The distinct values of every keyword field of one index.

    values: by field. keys: returns the keys of its documents, see `StoreReader.keys`; by default
    they are derived from the symbols. symbols: of the documents and of the works cited. What is
    derived is built on first use.
    """

    def __init__(
        self,
        values: Mapping[str, Iterable[str]],
        keys: Keys | None = None,
    ) -> None:
        self._values = _Sorted(values)
        self._folded = _Folded(self._values)
        self.symbols = SymbolTable(
            keys or (lambda: keys_of(self._values["symbol"])), lambda: self._values["cites"]
        )

    @cached_property
    def _addressees(self) -> dict[str, set[str]]:
        # Addressees vary in case: "Member States of ...", "member States of ...".
        found: dict[str, set[str]] = {}
        for value in self._values["to"]:
            found.setdefault(fold(value), set()).add(value)
        return found

    def resolve(self, field: str, text: str, *, hint: bool = True) -> Resolved:
        """Returns the values of a keyword field that a text stands for.

        hint: whether near values are looked for if the index lacks it, which takes some hundredths
        of a second.
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
            "class": self._type_of_action,
            "organ": self._organ,
            "session": self._ranged,
            "year": self._ranged,
            "symbol": self._symbol,
            "to": self._addressee,
            "due": self._ranged,
            **dict.fromkeys(OF_FAMILIES, self._ranged),
            "cites": self._cited,
            "language": self._language,
            "adopted": self._adopted,
            SUBJECT: self._subject,
            GOAL: self._goal,
        }
        return special.get(field, self._plain)(field, text)

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

    def _type_of_action(self, field: str, text: str) -> Resolved:
        # The values have British spelling, the UN writes "recognize".
        spelling = folded_spelling(fold(text))
        same = (v for key, v in self._folded[field].items() if folded_spelling(key) == spelling)
        found = next(same, None)
        return Resolved(values=frozenset({found})) if found else self._plain(field, text)

    def _language(self, field: str, text: str) -> Resolved:
        code = _LANGUAGES.get(fold(text), "")
        if code in self._values[field]:
            return Resolved(values=frozenset({code}))
        return _MISSING

    def _subject(self, field: str, text: str) -> Resolved:
        """Reads a term of any official language; * at the end stands for the rest."""
        if text.endswith("*"):
            begun = concepts_starting(text.rstrip("* ")) & frozenset(self._values[field])
            return Resolved(values=begun | self._starting(field, text).values)
        found = concepts_called(text) & frozenset(self._values[field])
        return Resolved(values=found) if found else self._plain(field, text)

    def _goal(self, field: str, text: str) -> Resolved:
        goal = goal_called(text)
        if goal is not None and str(goal) in self._values[field]:
            return Resolved(values=frozenset({str(goal)}))
        return _MISSING

    def _adopted(self, field: str, text: str) -> Resolved:
        """Reads "without a vote" and "unanimously" as texts say them."""
        found = read_vote(fold(text))
        if found and found.adoption in self._values[field]:
            return Resolved(values=frozenset({str(found.adoption)}))
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
        # A country may be addressed by name or as its government.
        for wanted in (name, known_name(name) or name, f"Government of {name}",
                       f"Government of the {name}"):  # fmt: skip
            if same := self._addressees.get(fold(wanted)):
                return Resolved(values=frozenset(same))
        return _MISSING

    def _cited(self, _: str, text: str) -> Resolved:
        found = self.symbols.cited_matching(text)
        return Resolved(values=found) if found else _MISSING

    def _symbol(self, _: str, text: str) -> Resolved:
        found = self.symbols.matching(text)
        return Resolved(values=found) if found else _MISSING

    def _ranged(self, field: str, text: str) -> Resolved:
        wanted = read_range(text)
        if wanted is None:
            return self._unusable(field, range_text(text))
        found = wanted.within(self._values[field])
        if not found:
            return _MISSING
        if wanted.reversed is None:
            return Resolved(values=found)
        message = gettext(
            "%(field)s: the range %(text)s was read as %(reversed)s.",
            field=field,
            text=wanted.text,
            reversed=wanted.reversed,
        )
        return Resolved(values=found, problem=("range-reversed", message))

    def _unusable(self, field: str, text: str) -> Resolved:
        example = _RANGES.get(field, "68..74")
        message = gettext(
            "%(field)s: “%(text)s” is not a number or a range. Write, for example, %(example)s.",
            field=field,
            text=text,
            example=example,
        )
        return Resolved(values=frozenset(), problem=("unusable-value", message), usable=False)

    def _missing(self, field: str, text: str, *, hint: bool) -> Resolved:
        near = self._near(field, text) if hint else []
        meant = f" {gettext('Did you mean %(names)s?', names=either(near))}" if near else ""
        value = f"“{text}”" if " " in text else text
        message = gettext("No paragraph has %(value)s.", value=f"{field}:{value}") + meant
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
        """Returns the shortest addressees that contain all the words ("rapporteur" is in many)."""
        words = wanted.split()
        known = self._folded["to"].items()
        found = [value for key, value in known if all(word in key for word in words)]
        return sorted(found, key=lambda value: (len(value), value))[:_MOST_SUGGESTED]
