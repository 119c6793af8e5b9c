"""Actors: one name for each, and the full name behind a short one ("the Office").

The names are data (`data/addressees.toml`). Which actors a paragraph addresses is the question of
`addressees.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from indexer.parsing.knowledge.dates import MONTHS

_PLAIN = str.maketrans("'‑", "’-")
_TOKEN = re.compile(r"\w+(?:[-‑/'’.&]\w+)*(?:['’](?!\w))?|[^\w\s]")
_OUR_NAME = 2  # words: "United Nations"
_LONGEST_NAME = 260  # characters
_ARTICLE = re.compile(r"\A(?:the|a|an) ", re.IGNORECASE)
_PREPOSITION = re.compile(r" (?:of|for|on|in|to|against|established)\b")
_NAME = r"[A-Z][\w’'‑-]*"
# "Drugs and Crime", "the Status of Women": capitalised words with small ones between them.
# To these one reports: "the report of the Special Rapporteur TO THE GENERAL ASSEMBLY".
_RECEIVING = (
    r"(?! the (?:General|Human|Security|Economic|Council|Assembly|Commission|High Commissioner)\b)"
)
# The end of a title that names people: "... of All Migrant Workers AND MEMBERS OF THEIR FAMILIES".
_OWN = r"(?:Members of Their Families|on Their Destruction)"
_MORE = rf"(?:of|for|on|in|to{_RECEIVING}|against)(?: the| all)?(?: {_NAME})+"
_CAPITALS = rf" {_MORE}(?: (?:{_MORE}|and(?: {_NAME})+))*"
_ESTABLISHED = (
    r" established (?:pursuant to|by)(?: paragraph \d+(?: \([a-z]\))? of)? (?:Security Council )?"
    r"resolution \d+(?: ?\(\d{4}\)|/\d+)"
)
# What belongs to no name: "the Special Rapporteur OF THE HUMAN RIGHTS COUNCIL on ...".
_BEHIND = re.compile(
    r" of the (?:Human Rights Council|Commission on Human Rights)(?= on )| in the United Nations.*"
    r"|(?<=Commissioner|..Commission|...Committee|.....Council|..Rapporteur) to (?:the )?[A-Z].*"
    r"| in (?:Geneva|New York|Vienna|Nairobi|Addis Ababa|The Hague|support)\b.*"
    r"| in the (?:performance|follow-up|discharge|exercise|implementation)\b.*"
    rf"| in (?:{'|'.join(MONTHS)})\b.*| (?:dated|above|for a (?:further )?period)\b.*"
)
_OF_THE_COUNCIL = re.compile(r"\A(?:Special Rapporteur|Independent Expert|Working Group)(?= on )")
# What a name is followed by: "the Monitoring Team ON THE COMMITTEE’S behalf".
_POSSESSIVE = re.compile(
    r"(?: (?:of|for|on|in|to|against)(?: the| its| all)?)?(?: [\w’'-]+)?[’']s\b(?! [A-Z]).*"
)
# "for" may lead to the reason for thanks, not to a mandate: "commends the Special Rapporteur FOR
# THE WORK undertaken".
_THANKED = (
    r"(?! (?:the|his|her|its|their)(?: \w+)? "
    r"(?:work|reports?|efforts?|activities|role|leadership|dedication|progress|contributions?)\b)"
)
# The mandate of an expert, which is told in common nouns, up to what cannot belong to it.
_MANDATE = (
    r" (?:of(?= (?:the )?[A-Z])|on"
    rf"|to{_RECEIVING} the|for{_THANKED}|established)"
    r" [^,;.:()]+?"
    r"(?=[,;.:()]|$| to (?!the\b|all\b|a\b)"
    r"| and (?:the|its|to|his|her|all|other|requests|calls|invites|encourages|urges|takes|notes)\b"
    r"| (?:that|which|who|has|have|had|is|was|are|were|submitted|contained|prepared|presented"
    r"|pursuant|within|as|at|during|by|with|from|under|will|shall|should|may|can"
    r"|(?:in|for|of|on) (?:his|her|its|their)|for (?:a|the) (?:further )?period|and in)\b)"
)


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/addressees.toml`."""
    return tomllib.loads(
        files("indexer.parsing.data").joinpath("addressees.toml").read_text("utf-8")
    )


def bare(phrase: str) -> str:
    """Returns a name as it is listed: without its article, in single spaces."""
    return _ARTICLE.sub("", " ".join(phrase.split()).translate(_PLAIN))


@lru_cache
def _by_alias() -> Mapping[str, str]:
    return {
        alias.casefold(): entry["name"]
        for entry in knowledge()["names"]["known"]
        for alias in reversed(_spellings(entry))
    }


def _spellings(entry: Mapping[str, Any]) -> Sequence[str]:
    """Returns the name of an entry and all that it goes by, an expert's also with the Council's."""
    names = (entry["name"], *entry.get("aliases", ()))
    theirs = (_OF_THE_COUNCIL.sub(r"\g<0> of the Human Rights Council", name, 1) for name in names)
    return tuple(dict.fromkeys((*names, *theirs)))


def known_name(phrase: str) -> str | None:
    """Returns the name shown for a listed name or alias, in any case; None for others."""
    return _by_alias().get(bare(phrase).casefold())


class Token(NamedTuple):
    """A word, a punctuation mark, or a listed name as a whole."""

    text: str
    start: int
    end: int
    known: bool = False


@lru_cache
def _sequences() -> Mapping[str, Sequence[tuple[tuple[str, ...], list[str]]]]:
    """Returns the words of all listed names, and the same in lower case, by their first one.

    The longest come first.
    """
    found: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
    for entry in knowledge()["names"]["known"]:
        for name in _spellings(entry):
            words = tuple(_TOKEN.findall(name))
            folded = [word.casefold() for word in words]
            found.setdefault(folded[0], []).append((words, folded))
    return {
        first: sorted(several, key=lambda pair: len(pair[0]), reverse=True)
        for first, several in found.items()
    }


@lru_cache
def _title_pattern() -> re.Pattern[str]:
    """Builds the pattern of titles that hold commas or "and", such as those of treaties.

    "the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"
    is no list. Behind a comma or "and" an actor does not belong to the title.
    """
    actors = "|".join(sorted(knowledge()["words"]["actors"]))
    no_actor = (
        rf"(?!(?:[A-Z][\w’-]*,? (?:and )?){{0,4}}(?i:{actors})\b(?!’))"
        r"(?![A-Z]{3}|UN\b|[A-Z]\w*’s )"
    )
    kinds = (
        r"(?:Convention|Covenant|Protocol|Treaty|Statute|Agreement|Declaration|Agenda"
        r"|Programme of Action|Plan of Action)s?"
    )
    small = r"(?:of and|of|on|in|to|for|from|the|by|with|at|into)(?= (?:[A-Z]|the [A-Z]))"
    run = rf"(?:[A-Z][\w’-]*|{small})(?: (?:[A-Z][\w’-]*|{small}))*"
    rest = rf"(?:,? (?:and|or) (?:on )?{no_actor}{run}|, {no_actor}{run}(?=,| and| or))"
    return re.compile(
        rf"\b(?:{_NAME} )*{kinds} (?:against|on|for|relating to|concerning|of|to) "
        rf"(?:the )?{run}(?:{rest})+(?: (?:and|or) {_OWN})?"
    )


def tokens(text: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """Cuts a text into words, marks, listed names, and titles with commas or "and"."""
    found, known = _found(text, start, stop)
    titles = _titles(text, start, stop, found, known)
    joined: list[Token] = []
    at = 0
    while at < len(found):
        if at in titles:
            first, last = found[at], found[at + titles[at] - 1]
            joined.append(Token(text[first.start() : last.end()], first.start(), last.end()))
            at += titles[at]
        elif at in known:
            joined.append(_listed(text, found, at, known[at]))
            at += known[at]
        else:
            match = found[at]
            joined.append(Token(match[0], match.start(), match.end()))
            at += 1
    return joined


def _titles(
    text: str,
    start: int,
    stop: int | None,
    found: Sequence[re.Match[str]],
    known: Mapping[int, int],
) -> Mapping[int, int]:
    """Finds titles: for the words at which one begins, how many belong to it."""
    whole: dict[int, int] = {}
    for title in _title_pattern().finditer(text, start, len(text) if stop is None else stop):
        inside = [n for n, word in enumerate(found) if title.start() <= word.start() < title.end()]
        if inside and not any(n in known for n in inside):
            whole[inside[0]] = len(inside)
    return whole


def listed_name_at(text: str, start: int) -> str | None:
    """Returns the name shown for a listed name at a place of a text, if it ends there too."""
    first = next(iter(tokens(text, start, start + _LONGEST_NAME)), None)
    goes_on = first and re.match(r" (?:[A-Z]|established\b)", text[first.end : first.end + 13])
    return known_name(first.text) if first and first.known and not goes_on else None


def _listed_names(text: str) -> list[Token]:
    """Returns the listed names of a text, as `tokens` has them."""
    found, known = _found(text, 0, None)
    return [_listed(text, found, at, length) for at, length in known.items()]


def _listed(text: str, found: Sequence[re.Match[str]], at: int, length: int) -> Token:
    start, end = found[at].start(), found[at + length - 1].end()
    return Token(bare(text[start:end]), start, end, known=True)


def _found(
    text: str, start: int, stop: int | None
) -> tuple[Sequence[re.Match[str]], Mapping[int, int]]:
    """Finds words and marks; for those at which a listed name begins, how many belong to it."""
    spelled = text.translate(_PLAIN)  # character by character, so that places stay
    found = list(_TOKEN.finditer(spelled, start, len(text) if stop is None else stop))
    words = [match[0] for match in found]
    folded = [word.casefold() for word in words]
    sequences = _sequences()
    known: dict[int, int] = {}
    beyond = 0
    for at, word in enumerate(folded):
        if at >= beyond and word in sequences and (length := _known_length(words, folded, at)):
            known[at] = length
            beyond = at + length
    return found, known


def _known_length(words: Sequence[str], folded: Sequence[str], at: int) -> int:
    for listed, lower in _sequences()[folded[at]]:
        if folded[at : at + len(listed)] == lower and _same_capitals(words[at:], listed):
            # "entities of the United Nations | Global Compact" is another name.
            following = words[at + len(listed) : at + len(listed) + 1]
            ours = len(listed) > _OUR_NAME and listed[-1] == "Nations"
            if not (ours and following and following[0][0].isupper()):
                return len(listed)
    return 0


def _same_capitals(some: Sequence[str], listed: Sequence[str]) -> bool:
    # "WHO" is no "who", and a name begins with a capital where it is listed with one.
    if some[0][0].isupper() != listed[0][0].isupper():
        return False
    pairs = zip(some, listed, strict=False)
    return all(one == word for one, word in pairs if word.isupper())


@lru_cache
def _full_names() -> re.Pattern[str]:
    """Builds the pattern of names that a short form can stand for."""

    def either(words: Sequence[str]) -> str:
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    words = knowledge()["anaphora"]
    return re.compile(
        rf"(?:(?:{_NAME} )*(?:{either(words['heads'])}|{either(words['mandates'])}){_ESTABLISHED}"
        rf"|(?:{_NAME} )*(?:{either(words['mandates'])}){_MANDATE}"
        rf"|(?:{_NAME} )*(?:{either(words['heads'])})\b(?:{_CAPITALS})?)"
    )


class Mentions:
    """The full names that a document has named so far; texts are read only as far as needed.

    Its first text is the document's title.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []

    def add(self, text: str) -> int:
        """Takes the next text of the document; gives its number."""
        self._texts.append(text)
        return len(self._texts) - 1

    def resolve(self, short: str, number: int, offset: int) -> str | None:
        """Returns the last full name before a place that a short form can stand for."""
        words = knowledge()["anaphora"]
        if not short[:1].isupper() or not short.endswith(tuple(words["heads"])):
            return None
        if defined := self._defined(short, number):
            return defined
        if longer := self._longer(short, number, offset):
            return self.resolve(longer, number, offset) or longer
        titled = (name for _, name in self._in(0))  # what the whole document is about
        for name in (*titled, *self._before(number, offset)):
            if _stands_for(short, name) and _completes(short, name):
                return name
        default: str | None = words["default"].get(short)
        return default

    def _defined(self, short: str, number: int) -> str | None:
        """Returns the name that a text so far has shortened: "... (1999) (“the Committee”)"."""
        pattern = re.compile(rf"\((?:[a-z ]+)?(?:the )?[“\"](?:the )?{re.escape(short)}[”\"]\)")
        for place in range(number, -1, -1):
            if "“" not in self._texts[place] and '"' not in self._texts[place]:
                continue
            for match in pattern.finditer(self._texts[place]):
                names = [name for at, name in self._in(place) if at < match.start()]
                fitting = [name for name in names if _stands_for(short, name)]
                if fitting:
                    return fitting[-1]
        return None

    def _longer(self, short: str, number: int, offset: int) -> str | None:
        """Returns the last longer short form: "the Pension Board" for "the Board".

        None where a full name that fits came after it.
        """
        heads: list[str] = knowledge()["anaphora"]["heads"]
        forms = [form for form in heads if form.endswith(f" {short}") and " of " not in form]
        if not forms or short == "Committee":  # each document names several of those
            return None
        for place in range(number, -1, -1):
            text = self._texts[place][: offset if place == number else None]
            found, longest = max((text.rfind(f"the {form}"), form) for form in forms)
            named = [
                at for at, name in self._in(place) if at < len(text) and _stands_for(short, name)
            ]
            if found > max(named, default=-1):
                return longest
            if named:
                return None
        return None

    def last(self, number: int, offset: int) -> str | None:
        """Returns the last full name of a text before a place in it."""
        return next((name for at, name in reversed(self._in(number)) if at < offset), None)

    def _before(self, number: int, offset: int) -> Iterator[str]:
        for place in range(number, -1, -1):
            for start, name in reversed(self._in(place)):
                if place < number or start < offset:
                    yield name

    def _in(self, number: int) -> tuple[tuple[int, str], ...]:
        return _full_names_in(self._texts[number])


@lru_cache(maxsize=4096)  # most texts stand in several documents
def _full_names_in(text: str) -> tuple[tuple[int, str], ...]:
    """Returns the full names of a text with their places; listed ones are taken as wholes."""
    listed = _listed_names(text)
    taken = {place for token in listed for place in range(token.start, token.end)}
    found = [(token.start, known_name(token.text) or token.text) for token in listed]
    for match in _full_names().finditer(text):
        longer = any(
            t.start <= match.start() and match.end() > t.end and not _is_mandate(t) for t in listed
        )
        if longer or match.start() not in taken:
            name = _POSSESSIVE.sub("", _BEHIND.sub("", match[0]))
            name = name.removesuffix(" or").removesuffix(" established")
            found.append((match.start(), known_name(name) or _continued(name) or bare(name)))
    return tuple(sorted((start, name) for start, name in set(found) if _is_full(name)))


def _is_mandate(listed: Token) -> bool:
    """Tells listed experts and working groups, whose names have ends that no pattern knows."""
    return _OF_THE_COUNCIL.match(listed.text) is not None


@lru_cache
def _beginnings() -> Mapping[str, str]:
    """Returns listed names with commas by what stands before the first, where that is one's own."""
    names = sorted(
        {entry["name"] for entry in knowledge()["names"]["known"] if "," in entry["name"]}
    )
    begun = [name.partition(",")[0] for name in names]
    return {
        start: name for start, name in zip(begun, names, strict=True) if begun.count(start) == 1
    }


def _continued(name: str) -> str | None:
    """Returns the listed name that goes on behind a comma where this one ends."""
    return _beginnings().get(name)


def _is_full(name: str) -> bool:
    """Tells "Human Rights Council" and "Office of Legal Affairs" from "Council" and "Office"."""
    heads = knowledge()["anaphora"]["heads"]
    before = _before_preposition(name)
    return name not in heads and any(
        f" {before}".endswith(f" {head}") or name.startswith(f"{head} ") for head in heads
    )


def _before_preposition(name: str) -> str:
    return _PREPOSITION.split(name, maxsplit=1)[0]


def _stands_for(short: str, full: str) -> bool:
    """Tells whether a full name has the head of a short one, and its other words in order."""
    same_head = f" {_before_preposition(full)}".endswith(f" {_before_preposition(short)}")
    if short == full or not (same_head or full.startswith(f"{short} ")):
        return False
    words = iter(full.split())
    return all(word in words for word in short.split())


def _completes(short: str, full: str) -> bool:
    """Tells whether a name says more than a short one of several words.

    "The Conciliation Commission" lacks words before its head; "the Transitional Federal
    Government" lacks none, unless a listed name has more.
    """
    if short in knowledge()["anaphora"]["heads"]:
        return True
    longer = _before_preposition(full).endswith(f" {_before_preposition(short)}")
    return longer or " of " in short or known_name(full) is not None
