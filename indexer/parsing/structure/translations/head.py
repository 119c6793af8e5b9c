"""The head of a document in a language other than English: what stands above its formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from indexer.model import DocumentType, Masthead
from indexer.parsing.knowledge.dates import find_date
from indexer.parsing.knowledge.languages.language import Language
from indexer.parsing.knowledge.symbols import parse_symbol
from indexer.parsing.structure.masthead import find_symbol, strip_title_number
from indexer.parsing.structure.translations.body import part_letter
from indexer.parsing.text.inline import plain, without_figures
from indexer.parsing.text.lines import Line

_NUMBERED = re.compile(
    r"(?:S-|ES-)?\d{1,4}/\d{1,3}(?: ?[A-Z])?\b\.?\s*|\d{1,4} ?\((?:19|20)\d\d\)\s*"
)
_SOURCE = re.compile(r"[\[(]")
_REPORT = re.compile(r"\(([AE]/[\w./-]+)")


def read_head(
    lines: Sequence[Line], language: Language, *, symbol: str | None, enacting: str
) -> Masthead:
    """Reads the masthead from the lines above the formula, whose line is `enacting`."""
    texts = [" ".join(plain(without_figures(line.text)).split()) for line in lines]
    said = " ".join(texts)
    printed = find_symbol(said)
    parsed = parse_symbol(symbol) if symbol else printed
    adopted = next((text for text in texts if language.adopting_organ(text)), "")
    organ = parsed.organ if parsed else language.enacting_organ(enacting)
    session = next(filter(None, map(language.find_session, texts)), None)
    if parsed is not None and parsed.kind == "resolution":
        session = parsed.session
    lettered = bool(lines) and part_letter(lines[-1], language) is not None
    end = len(texts) - lettered
    source = next((text for text in texts if language.find_committee(text)), "")
    report = _REPORT.search(source)
    title = strip_title_number(_title(texts, end, language)).lstrip("-– ")
    return Masthead(
        symbol=parsed.text if parsed else symbol or "",
        organ=organ,
        document_type=DocumentType(parsed.kind) if parsed else DocumentType.UNKNOWN,
        session=None if organ == "SC" else session,
        title=None if organ == "SC" else title or None,
        adopted_on=language.find_date(adopted),
        distributed_on=_distributed(texts, language, adopted),
        agenda_item=next(filter(None, map(language.agenda_item, texts)), None),
        committee=language.find_committee(source) if source else None,
        committee_report=report[1] if report else None,
        language=language.code,
    )


def _title(texts: Sequence[str], end: int, language: Language) -> str:
    """Returns the title: from the line that begins with its number to `end`, else the last line."""
    numbered = [i for i, text in enumerate(texts) if _NUMBERED.match(text)]
    if numbered:
        return " ".join(texts[numbered[-1] : end])
    last = texts[-1:] if texts and not _SOURCE.match(texts[-1]) else []
    facts = (language.adopting_organ, language.find_session, language.agenda_item)
    return last[0] if last and not any(fact(last[0]) for fact in facts) else ""


def _distributed(texts: Sequence[str], language: Language, adopted: str) -> date | None:
    """Returns the date of distribution, which Arabic, Chinese and Russian files give in English."""
    others = [text for text in texts if text != adopted and len(text) < 60]
    dates = (language.find_date(text) or find_date(text) for text in others)
    return next(filter(None, dates), None)
