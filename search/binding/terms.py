"""Terms: words, phrases and patterns of a query as conditions on text, title, headings or notes.

Words are bound to stems; exact words, phrases and patterns to literal forms. A pattern stands
for the words of the index that it matches, or the most frequent ones if there are too many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from indexer.analysis.analyzer import Term, terms, words
from indexer.analysis.compounds import compound_writings, writings
from indexer.analysis.languages import ACCENTED, untagged
from indexer.parsing.text.languages import EN
from indexer.schema import TEXT, TEXT_LITERAL
from search.binding.bound import AnyWord, Bound, Near, Nothing, Phrase, Run, Word
from search.binding.bound import Or as BoundOr
from search.binding.lexicon import Lexicon
from search.query.ast import Exact, Or, Pattern, Query, Quoted, Span, Words
from search.query.wildcards import is_pattern, pieces
from search.results import Notice
from search.translation.current import gettext
from search.translation.numbers import number

MOST_WORDS = 1_000
"""Maximum words that one pattern stands for."""
MOST_PATTERNS = 50
"""Maximum words with wildcards in one query, since each is compared with all words of the index."""

_MOST_WAYS = 64
"""Ways to read a text whose words were typed without accents."""

Lexicons = Callable[[str], Lexicon]
"""Returns the lexicon of a positional field."""


@dataclass(slots=True)
class Texts:
    """Binds text to the words of an index and collects notices for the user.

    languages: those in which the text is read.
    """

    lexicons: Lexicons
    languages: Sequence[str] = (EN,)
    notices: list[Notice] = field(default_factory=list)
    _patterns: int = 0

    def stems(self, text: str, span: Span, name: str = TEXT) -> Run | None:
        """Returns a condition on words in any form; None, with a notice, if there are no words.

        A compound matches in any of its spellings.
        """
        return self._run(name, self._written(text, stemmed=True), text, span)

    def literal(self, text: str, span: Span, name: str = TEXT) -> Run | None:
        """Returns a condition on words as they are written, next to each other."""
        return self._run(literal_of(name), self._written(text, stemmed=False), text, span)

    def _written(self, text: str, *, stemmed: bool) -> frozenset[tuple[str, ...]]:
        """Returns the terms of a text in each of the languages, in each way to write them."""
        found: frozenset[tuple[str, ...]] = frozenset()
        for language in self.languages:
            words = terms(text, language)
            if words and language == EN:
                literals = tuple(term.literal for term in words)
                found |= writings(literals) if stemmed else {literals}
            elif words:
                ways = [self._alike(term, language, stemmed=stemmed) for term in words]
                found |= frozenset(islice(product(*ways), _MOST_WAYS))
        return found

    def _alike(self, term: Term, language: str, *, stemmed: bool) -> Sequence[str]:
        """Returns a term and those of words that it may be, typed without its accents."""
        others = self.lexicons(TEXT_LITERAL).alike(term.literal) if language in ACCENTED else ()
        if not stemmed:
            return (term.literal, *(other for other in others if other != term.literal))
        found = (
            stem
            for other in others
            for stem in words(untagged(other), literal=False, language=language)
        )
        return tuple(dict.fromkeys((term.stem, *found)))

    def pattern(self, text: str, span: Span, name: str = TEXT) -> list[Run] | None:
        """Returns the consecutive runs that match a text with wildcards."""
        found = [some for language in self.languages if (some := pieces(text, language))]
        if not found:
            message = gettext(
                "“%(text)s” matches every word and was ignored. Add some letters.", text=text
            )
            self.notices.append(Notice(code="wildcard", message=message, span=span))
            return None
        self._patterns += 1
        if self._patterns > MOST_PATTERNS:
            message = gettext(
                "Only the first %(most)s words with wildcards were used.",
                most=MOST_PATTERNS,
            )
            if self._patterns == MOST_PATTERNS + 1:
                self.notices.append(Notice(code="too-many-patterns", message=message, span=span))
            return None
        several = [self._pattern(some, span, name) for some in dict.fromkeys(map(tuple, found))]
        # Words of different languages never stand in a row, so the runs are joined one by one.
        return several[0] if len(several) == 1 else [_any(several)]

    def _pattern(self, found: Sequence[str], span: Span, name: str) -> list[Run]:
        lexicon = self.lexicons(literal_of(name))
        patterns = sum(map(is_pattern, found)) or 1
        most = int(MOST_WORDS ** (1 / patterns) + 1e-9)
        expanded = [self._expanded(piece, lexicon, most, span) for piece in found]
        open_ = [place for place, piece in enumerate(found) if is_pattern(piece)]
        cut = min(open_[-1] + 1, len(found) - 1) if open_ else 0
        parts = [part for part in (expanded[:cut], expanded[cut:]) if part]
        return [Run(literal_of(name), frozenset(product(*part))) for part in parts]

    def as_compound(self, left: Query, right: Query) -> Bound | None:
        """Returns two adjacent plain words as one compound; None if they form no compound."""
        if EN not in self.languages or not (isinstance(left, Words) and isinstance(right, Words)):
            return None
        words = [[term.literal for term in terms(part.text)] for part in (left, right)]
        if [len(found) for found in words] != [1, 1]:
            return None
        found = compound_writings(words[0][0], words[1][0])
        return as_match(Run(TEXT, found)) if found else None

    def runs(self, part: Query) -> list[Run] | None:
        """Returns a run for each field where a part of NEAR may occur; None if it has no words."""
        match part:
            case Words(text=text, span=span):
                return _listed(self.stems(text, span))
            case Exact(text=text, span=span) | Quoted(text=text, span=span):
                return _listed(self.literal(text, span))
            case Pattern(text=text, span=span):
                found = self.pattern(text, span)
                return None if found is None else [_one(found)]
            case Or(parts=parts):
                several = [found for one in parts if (found := self.runs(one)) is not None]
                return _united([run for found in several for run in found]) or None
            case _:
                raise AssertionError(part)  # the parser allows nothing else in a NEAR

    def _run(
        self, name: str, found: frozenset[tuple[str, ...]], text: str, span: Span
    ) -> Run | None:
        if found:
            return Run(name, found)
        message = gettext("“%(text)s” has no letters or digits and was ignored.", text=text.strip())
        self.notices.append(Notice(code="no-words", message=message, span=span))
        return None

    def _expanded(self, piece: str, lexicon: Lexicon, most: int, span: Span) -> list[str]:
        if not is_pattern(piece):
            return [piece]
        found = lexicon.matching(piece)
        if not found and len(self.languages) == 1:
            message = gettext("No words match “%(piece)s”.", piece=untagged(piece))
            self.notices.append(Notice(code="no-such-word", message=message, span=span))
        if len(found) > most:
            message = gettext(
                "“%(piece)s” matches %(number)s words; only the %(most)s most frequent were "
                "used. Add more letters.",
                piece=untagged(piece),
                number=number(len(found)),
                most=number(most),
            )
            self.notices.append(Notice(code="too-many-words", message=message, span=span))
        return lexicon.most_frequent(found, most)


def literal_of(name: str) -> str:
    """Returns the field of literal forms beside a field of stems (`schema.TEXT_FIELDS`)."""
    return TEXT_LITERAL if name == TEXT else f"{name}_literal"


def as_match(run: Run) -> Bound:
    """Returns a run as a query: the run occurs anywhere in its field."""
    if not run.alternatives:
        return Nothing()
    words = frozenset(found[0] for found in run.alternatives if len(found) == 1)
    single = Word(run.field, *words) if len(words) == 1 else AnyWord(run.field, words)
    phrases = [Phrase(run.field, found) for found in sorted(run.alternatives) if len(found) > 1]
    parts: tuple[Bound, ...] = (single, *phrases) if words else tuple(phrases)
    return parts[0] if len(parts) == 1 else BoundOr(parts)


def as_sequence(runs: Sequence[Run]) -> Bound:
    """Returns one run, or two consecutive runs, as a query."""
    if not all(run.alternatives for run in runs):
        return Nothing()
    if len(runs) == 1:
        return as_match(runs[0])
    whole = _one(runs)
    if len(whole.alternatives) == 1:
        return as_match(whole)
    return Near(runs[0], runs[1], 1, ordered=True)


def _any(several: Sequence[Sequence[Run]]) -> Run:
    """Returns one run that occurs where any of several sequences does."""
    whole = [_one(runs) for runs in several]
    return Run(whole[0].field, frozenset().union(*(run.alternatives for run in whole)))


def _one(runs: Sequence[Run]) -> Run:
    """Returns consecutive runs joined to one."""
    joined = product(*(run.alternatives for run in runs))
    return Run(runs[0].field, frozenset(sum(parts, ()) for parts in joined))


def _listed(run: Run | None) -> list[Run] | None:
    return None if run is None else [run]


def _united(runs: Sequence[Run]) -> list[Run]:
    fields = dict.fromkeys(run.field for run in runs)
    return [
        Run(name, frozenset().union(*(run.alternatives for run in runs if run.field == name)))
        for name in fields
    ]
