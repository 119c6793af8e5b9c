"""Random queries about given documents, an equal number of each kind.

Words and phrases come from the documents, so that they have results in any corpus made from them;
the kinds differ by frequency.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.queries import Query, Wanted
from indexer.analysis.analyzer import terms
from indexer.model import SEARCHED, Document, Paragraph
from search.request import Sort

EACH = 16
_TRIES = 30  # for each query that is wanted
_SMALL = (
    "a all also an and any are as at be between by for from further has have in including inter "
    "into is it its more not of on or other such that the their them these this those through "
    "to under upon view was well which who with within"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_SESSIONS = (58, 79)  # of the General Assembly, for queries of one or some


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The material that queries are drawn from.

    paragraphs: with their words, in lower case. common, middling, rare: words by the number of
    their paragraphs. formulas: runs of function words by frequency. shapes: number of words by
    their first six letters.
    """

    paragraphs: Sequence[tuple[Document, Paragraph, list[str]]]
    common: Sequence[str]
    middling: Sequence[str]
    rare: Sequence[str]
    formulas: Sequence[str]
    shapes: Counter[str]


Draw = Callable[[Material, Random], Query | None]


def draw(documents: Sequence[Document], seed: int, *, each: int = EACH) -> list[Query]:
    """Returns up to `each` distinct queries of each kind, and the queries that match everything."""
    material, rng = _material(documents), Random(seed)
    queries = [
        Query(kind="everything", text="", sort=sort, wanted=Wanted())
        for sort in (Sort.NEWEST, Sort.OLDEST, Sort.SYMBOL)
    ]
    for kind in KINDS:
        found: dict[str, Query] = {}
        for _ in range(_TRIES * each):
            if len(found) == each:
                break
            query = kind(material, rng)
            if query is not None:
                found.setdefault(repr(query), query)
        queries.extend(found.values())
    return queries


def _material(documents: Sequence[Document]) -> Material:
    paragraphs = [
        (document, one, words)
        for document in documents
        for one in document.paragraphs
        if one.type in SEARCHED and len(words := re.findall(r"[^\W_]+", one.text.lower())) >= 8
    ]
    held = Counter(word for _, _, words in paragraphs for word in set(words) if _is_content(word))
    ranked = [word for word, _ in sorted(held.items(), key=lambda item: (-item[1], item[0]))]
    many = len(paragraphs)
    return Material(
        paragraphs=paragraphs,
        common=[word for word in ranked if held[word] > many * 0.05],
        middling=[word for word in ranked if many * 0.003 < held[word] <= many * 0.05],
        rare=[word for word in ranked if 3 <= held[word] <= max(4, many * 0.0003)],
        formulas=_formulas(words for _, _, words in paragraphs),
        shapes=Counter(word[:6] for word in held),
    )


def _is_content(word: str) -> bool:
    return (
        word not in _SMALL_WORDS
        and len(word) > 3
        and word.isascii()
        and word.isalpha()
        and len(terms(word)) == 1
    )


def _formulas(texts: Iterator[list[str]]) -> list[str]:
    runs = Counter(
        " ".join(words[start : start + length])
        for words in texts
        for length in (2, 3)
        for start in range(len(words) - length + 1)
        if _SMALL_WORDS.issuperset(words[start : start + length])
    )
    return [run for run, _ in sorted(runs.items(), key=lambda item: (-item[1], item[0]))[:40]]


def _rare(material: Material, rng: Random) -> Query:
    word = rng.choice(material.rare)
    return Query(kind="rare word", text=word, wanted=Wanted(every=(word,)))


def _common(material: Material, rng: Random) -> Query:
    word = rng.choice(material.common)
    return Query(kind="common word", text=word, wanted=Wanted(every=(word,)))


def _and(material: Material, rng: Random) -> Query | None:
    words = _together(material, rng, rng.choice((2, 2, 3)))
    if not words:
        return None
    return Query(kind="AND", text=" ".join(words), wanted=Wanted(every=words))


def _or(material: Material, rng: Random) -> Query:
    words = (*rng.sample(material.common, 2), *rng.sample(material.middling, 3))
    return Query(kind="OR of five", text=" OR ".join(words), wanted=Wanted(some=words))


def _phrase(length: int, name: str) -> Draw:
    def drawn(material: Material, rng: Random) -> Query | None:
        _, one, _ = rng.choice(material.paragraphs)
        words = re.findall(r"[A-Za-z]+|\S", one.text)
        start = rng.randrange(max(1, len(words) - length))
        chosen = [word.lower() for word in words[start : start + length]]
        if len(chosen) < length or not all(word.isalpha() for word in chosen):
            return None
        if {chosen[0], chosen[-1]} & _SMALL_WORDS or any(len(word) < 2 for word in chosen):
            return None
        phrase = " ".join(chosen)
        return Query(kind=name, text=f'"{phrase}"', wanted=Wanted(phrase=phrase))

    return drawn


def _prefix(material: Material, rng: Random) -> Query | None:
    word = rng.choice(material.middling)
    if len(word) < 8 or material.shapes[word[:6]] > 25:
        return None
    return Query(kind="prefix", text=f"{word[:6]}*", wanted=Wanted(prefix=word[:6]))


def _verb_and_session(material: Material, rng: Random) -> Query | None:
    _, one, words = rng.choice(material.paragraphs)
    word = _one_of(words, material.middling, rng) or _one_of(words, material.common, rng)
    if not one.verb or not word:
        return None
    session = rng.randint(*_SESSIONS)
    return Query(
        kind="term + verb + session",
        text=f"{word} verb:{_quoted(one.verb)} session:{session}",
        wanted=Wanted(
            every=(word,), fields={"verb": (one.verb,)}, ranges={"session": (session, session)}
        ),
    )


def _filters(material: Material, rng: Random) -> Query | None:
    document, one, words = rng.choice(material.paragraphs)
    word = _one_of(words, [*material.middling, *material.common], rng)
    values = {
        "organ": document.masthead.organ,
        "type": str(one.type),
        "verb": one.verb,
        "committee": document.masthead.committee,
        "to": one.addressees[0] if one.addressees else None,
    }
    chosen = {name: (value,) for name, value in values.items() if value}
    names = rng.sample(sorted(chosen), min(len(chosen), rng.choice((1, 2, 2, 3))))
    if not word or not names:
        return None
    return Query(
        kind="facets chosen",
        text=word,
        wanted=Wanted(every=(word,)),
        filters={name: chosen[name] for name in names},
    )


def _small_words(material: Material, rng: Random) -> Query:
    phrase = rng.choice(material.formulas)
    return Query(kind="phrase of small words", text=f'"{phrase}"', wanted=Wanted(phrase=phrase))


def _near(material: Material, rng: Random) -> Query | None:
    words = _together(material, rng, 2)
    if not words:
        return None
    return Query(
        kind="NEAR/5",
        text=f"{words[0]} NEAR/5 {words[1]}",
        wanted=Wanted(near=(words[0], words[1], 5)),
    )


def _fields(material: Material, rng: Random) -> Query | None:
    document, one, _ = rng.choice(material.paragraphs)
    first = rng.randint(*_SESSIONS)
    last = min(first + rng.randint(1, 8), _SESSIONS[1])
    if not one.verb:
        return None
    if rng.random() < 0.3 and document.masthead.organ:
        return Query(
            kind="fields only",
            text=f"verb:{_quoted(one.verb)} organ:{document.masthead.organ}",
            wanted=Wanted(fields={"verb": (one.verb,), "organ": (document.masthead.organ,)}),
        )
    return Query(
        kind="fields only",
        text=f"verb:{_quoted(one.verb)} session:{first}..{last}",
        wanted=Wanted(fields={"verb": (one.verb,)}, ranges={"session": (first, last)}),
    )


def _not(material: Material, rng: Random) -> Query | None:
    word, other = rng.choice(material.common), rng.choice([*material.middling, *material.common])
    if terms(word)[0].stem == terms(other)[0].stem:
        return None
    return Query(
        kind="NOT", text=f"{word} NOT {other}", wanted=Wanted(every=(word,), none=(other,))
    )


def _title(material: Material, rng: Random) -> Query | None:
    document, _, words = rng.choice(material.paragraphs)
    titled = re.findall(r"[a-z]+", (document.masthead.title or "").lower())
    title = _one_of(titled, [*material.middling, *material.common], rng)
    word = _one_of(words, material.common, rng)
    if not title:
        return None
    if not word or rng.random() < 0.5:
        return Query(kind="title", text=f"title:{title}", wanted=Wanted(title=(title,)))
    return Query(
        kind="title", text=f"title:{title} {word}", wanted=Wanted(title=(title,), every=(word,))
    )


def _sorted(material: Material, rng: Random) -> Query:
    word = rng.choice([*material.common, *material.middling])
    sort = rng.choice((Sort.NEWEST, Sort.NEWEST, Sort.OLDEST))
    return Query(kind="sorted by date", text=word, sort=sort, wanted=Wanted(every=(word,)))


def _deep(material: Material, rng: Random) -> Query:
    word = rng.choice(material.common)
    return Query(kind="deep page", text=word, page=rng.randint(5, 25), wanted=Wanted(every=(word,)))


KINDS: tuple[Draw, ...] = (
    _rare,
    _common,
    _and,
    _or,
    _phrase(2, "phrase of two"),
    _phrase(4, "phrase of four"),
    _phrase(8, "phrase of eight"),
    _prefix,
    _verb_and_session,
    _filters,
    _small_words,
    _near,
    _fields,
    _not,
    _title,
    _sorted,
    _deep,
)


def _together(material: Material, rng: Random, many: int) -> tuple[str, ...] | None:
    """Draws words that occur together in one paragraph."""
    _, _, words = rng.choice(material.paragraphs)
    known = {*material.common, *material.middling}
    usable = sorted(known.intersection(words))
    if len(usable) < many:
        return None
    chosen = tuple(rng.sample(usable, many))
    return chosen if len({terms(word)[0].stem for word in chosen}) == many else None


def _one_of(words: Sequence[str], known: Sequence[str], rng: Random) -> str | None:
    usable = sorted(set(known).intersection(words))
    return rng.choice(usable) if usable else None


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
