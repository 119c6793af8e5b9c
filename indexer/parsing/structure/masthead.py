"""Masthead: symbol, organ, session, dates, title and agenda item, from the top lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.model import DocumentType, Masthead
from indexer.parsing.knowledge.dates import find_date, find_session, misread_session
from indexer.parsing.knowledge.organs import (
    adopting_organ,
    bodies,
    committee_name,
    find_committee,
    named_body,
)
from indexer.parsing.knowledge.symbols import (
    Symbol,
    find_other_symbol,
    is_other_symbol,
    parse_symbol,
)
from indexer.parsing.text.furniture import is_watermark
from indexer.parsing.text.lines import Line

_REPORT = re.compile(r"\(?((?:A|E)/(?:[A-Z]+(?:\.\d+)?/)?[\w.-]+/[\w./-]+)")
_NUMBERED_TITLE = re.compile(
    r"(?P<number>(?:(?:S-|ES-)?\d{1,4}/\d{1,3}|\d{1,4}\s*\([IVXLC\d-]+\)))\s*\.?\s+"
)
_TITLE_NUMBER = re.compile(
    r"^\s*(?:\(\d{1,3}\)|(?:S-|ES-)?\d{1,4}/\d{1,3}|\d{1,4}\s*\([IVXLC\d-]+\))\s*\.?\s*(?:[A-Z]\.\s+)?"
)
# A symbol may be glued to its neighbours: "United NationsA/RES/68/192General Assembly".
_PRINTED_SYMBOL = re.compile(
    r"(?:A/RES/(?:S-|ES-)?\d{1,3}/\d{1,3}(?: ?[A-Z](?:-[A-Z])?(?![a-z]))?"
    r"|A/RES/\d{1,4} ?\([IVXLS-]+\)"
    r"|S/RES/\d{1,4} ?\(\d{4}\)"
    r"|E/RES/\d{4}/\d{1,3}(?: ?[A-Z](?![a-z]))?"
    r"|A/HRC/(?:RES|DEC)/(?:S-)?\d{1,3}/\d{1,3}"
    r"|S/PRST/\d{4}/\d{1,3}"
    r"|A/(?:C\.\d/|HRC/)?(?:S-|ES-)?\d{1,3}/L\.\d{1,3}(?:/(?:Rev|Add|Corr|Amend)\.\d+)*"
    r"|(?:A/(?:C\.\d/)?|E/)L\.\d{1,4}(?:/(?:Rev|Add|Corr|Amend)\.\d+)*"
    r"|E/\d{4}/L\.\d{1,3}(?:/(?:Rev|Add|Corr|Amend)\.\d+)*)"
)
_AGENDA = re.compile(
    r"(?i)\bagenda items?\s+"
    r"(\d{1,3}(?: \([a-z]{1,2}\))*(?:(?:,| and) (?:\d{1,3})?(?: ?\([a-z]{1,2}\))*)*)\s*(.*)"
)
_DRAFT = re.compile(r"(?i)(?P<sponsors>.*?)[:\*\s]*\s*\bdraft (?:resolution|decision)\b\W*$")
_SUBMITTED = re.compile(
    r"(?i)draft (?:resolution|decision)s? (?:submitted|prepared|recommended) by\b"
)
_WORKING_PAPER = re.compile(
    r"(?i)\b(?:zero|first|second|third|revised|silence|working|final) draft\b|\bworking paper\b"
    r"|\bnon-paper\b|\bco-?facilitators?\b|^\W*draft\b|\bdraft (?:as of|dated|text|of \d|\d)"
)
_DISTRIBUTION = re.compile(r"(?i)Distr(?:\.|ibution)?:?\s*(?:General|Limited|Restricted)\b")
_ADOPTED = re.compile(
    r"(?i)\b(?:(?:resolutions?|decisions?)\s+)?adopted by the (?P<organ>[A-Z][\w ]+?)"
    r"(?:,? at its (?P<meeting>\w+ (?:\(resumed\) )?(?:plenary )?meeting))?,?"
    r"(?: held)?(?: on| of) ?(?P<date>\d{1,2} \w+ \d{4})"
)
_OLD_ADOPTION = re.compile(r"(?i)(?:\bresolution )?\bof (?P<date>\d{1,2} \w+ \d{4})")
_DECLARED = re.compile(
    r"(?i)^(?:united nations|general assembly|security council|economic and social council"
    r"|human rights council|original: \w+|distr\b.*|(?:first|second|third|fourth|fifth|sixth) "
    r"committee|.{0,60}\bsession|resolution \d+ ?(?:\(\d{4}\)|/\d+)|\(?agenda items?\b.*"
    r"|items? \d.{0,20} of the (?:provisional )?agenda\b.*|date: .*)$"
)


_ADOPTED_ON = re.compile(r"(?i)(?:resolution|decision) adopted on (?P<date>\d{1,2} \w+ \d{4})\b")
_BELOW_TITLE = re.compile(
    r"(?i)[\[(]?(?:resolution adopted on \d.*"
    r"|resolutions? (?:of|dated) .*|documents? [AES]/.*|[AES]/[\w./() -]+)[\])}]?\d*"
)
_DATED = re.compile(r"(?i)[\[(]?resolutions? (?:of|dated)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above the enacting formula, told apart.

    facts: those that state something of the document. title: those of its title.
    """

    facts: tuple[str, ...]
    title: str


def read_proponent(line: str) -> tuple[str | None, str | None]:
    """Returns (report symbol, committee) of "[on the report of the Third Committee (A/74/400)]"."""
    report = _REPORT.search(line)
    return (report[1].rstrip(".") if report else None), find_committee(line)


def strip_title_number(title: str) -> str:
    """Returns a title without the number before it ("74/176. Improving ...")."""
    return _TITLE_NUMBER.sub("", title, count=1).strip()


def find_symbol(text: str) -> Symbol | None:
    """Returns the first symbol of one of the four organs' documents that a text states."""
    match = _PRINTED_SYMBOL.search(text)
    return parse_symbol(match[0], bare=False) if match else None


def split_head(lines: Sequence[Line]) -> Head:
    """Tells the title from the other lines above the enacting formula.

    The title begins with its number; failing that it is what follows the last line that states
    something else: the bracketed source, the adoption, the sponsors.
    """
    texts = _joined_sponsors(lines)
    numbered = [i for i, text in enumerate(texts) if _NUMBERED_TITLE.match(text)]
    if numbered:
        start = numbered[-1]
    else:
        stated = [i for i, text in enumerate(texts) if _states_something(text, texts[i - 1 : i])]
        start = max(stated, default=-1) + 1
        below = [i for i, text in enumerate(texts) if is_below_title(text)]
        if below and start > below[0] == 1 and not _states_something(texts[0], ()):
            start = 0  # only a title stands above it
        if start == len(texts):
            start = _above_adoption(texts)
    end = next((i for i in range(start, len(texts)) if is_below_title(texts[i])), len(texts))
    title = " ".join(" ".join(texts[start:end]).split())
    return Head((*texts[:start], *texts[end:]), title)


def _above_adoption(texts: Sequence[str]) -> int:
    """Finds a title that stands above "Resolution adopted on 25 September 2020"."""
    last = len(texts) - 1
    if last < 1 or not _ADOPTED_ON.match(texts[last]) or _states_something(texts[last - 1], ()):
        return len(texts)
    start = last - 1
    while start > 0 and not _states_something(texts[start - 1], ()):
        start -= 1
    return start


def is_below_title(text: str) -> bool:
    """Tells a line that stands below a title: "Resolution of 5 August 1947", "(document E/405)"."""
    return _BELOW_TITLE.fullmatch(text) is not None


def _states_something(text: str, before: Sequence[str]) -> bool:
    joined = f"{before[0]} {text}" if before else text
    adoption = _ADOPTED.search(joined)
    return bool(
        _DECLARED.match(text)
        or is_watermark(text)
        or _SUBMITTED.match(text)
        or text.endswith("]")
        or _DRAFT.match(text)
        or _PRINTED_SYMBOL.fullmatch(text)
        or is_other_symbol(text)
        or (adoption and adoption.end() > len(joined) - len(text))
        or (find_date(text) and len(text) < 60)
    )


def read_masthead(
    head: Head, loose: Sequence[str], *, enacting: str | None, symbol: str | None
) -> Masthead:
    """Reads the masthead of a document.

    loose: other lines of the page, where an extraction may have put parts of the masthead.
    enacting: the organ of the enacting formula. symbol: what is known from outside the text.
    The result's symbol is empty where none can be told.
    """
    facts = " \n".join([*head.facts, *loose])
    stated = " ".join(head.facts)
    adoption = _ADOPTED.search(" ".join(stated.split())) or _ADOPTED.search(facts)
    organ = (adopting_organ(adoption[0]) if adoption else None) or named_body(enacting, stated)
    parsed = _own_symbol(head, loose, organ, symbol)
    organ = parsed.organ if parsed else organ
    agenda_item, agenda_title = _agenda(head.facts, loose)
    report, committee = read_proponent(_bracketed(stated))
    # Old drafts have their title above the sponsors, below the number of the agenda item.
    old_title = agenda_title if parsed and parsed.kind == "draft" else None
    kind = _document_type(f"{stated} {head.title}", parsed, adopted=adoption is not None)
    session = None if organ == "SC" else _session(head.facts, loose, parsed)
    return Masthead(
        symbol=parsed.text if parsed else "",
        symbol_inferred=parsed is None,
        organ=organ,
        document_type=kind,
        session=session,
        title=None if organ == "SC" else strip_title_number(head.title) or old_title,
        adopted_on=_adopted_on(adoption, head, organ) if kind is not DocumentType.DRAFT else None,
        distributed_on=_distributed_on([*head.facts, *loose]),
        agenda_item=agenda_item,
        agenda_title=agenda_title,
        committee=committee or _committee(head.facts, parsed),
        committee_report=report,
        sponsors=_sponsors(head.facts) if kind is DocumentType.DRAFT else (),
        meeting=adoption["meeting"] if adoption else None,
    )


def _own_symbol(
    head: Head, loose: Sequence[str], organ: str | None, given: str | None
) -> Symbol | None:
    """Returns the document's own symbol: given, printed, or from its title's number."""
    if given:
        return parse_symbol(given)
    outside_brackets = re.sub(r"\[[^\]]*\]?", " ", " \n".join(head.facts))
    for text in (outside_brackets, "\n".join(loose)):
        if symbol := find_symbol(text):
            return symbol
    if (organ is None or organ in _OTHERS) and (
        other := find_other_symbol("\n".join((*head.facts, head.title, *loose)))
    ):
        return other
    numbered = _NUMBERED_TITLE.match(head.title)
    if numbered and organ in _BY_NUMBER:
        return parse_symbol(_BY_NUMBER[organ].format(numbered["number"]), bare=False)
    for fact in head.facts:
        number = re.match(r"(?i)resolution (\d{1,4} ?\((?:19|20)\d\d\))", fact)
        if number and organ == "SC":
            return parse_symbol(f"S/RES/{number[1]}", bare=False)
    return None


_OTHERS = frozenset(body["short"] for body in bodies())
_BY_NUMBER = {"GA": "A/RES/{}", "ECOSOC": "E/RES/{}", "HRC": "A/HRC/RES/{}", "SC": "S/RES/{}"} | {
    body["short"]: body["numbered"] for body in bodies() if "numbered" in body
}


def _bracketed(text: str) -> str:
    match = re.search(r"\[([^\]\[]* [^\]]*)\]", text)  # "[DU1]" is a tag, a source has words
    return match[1] if match else ""


def _document_type(stated: str, symbol: Symbol | None, *, adopted: bool) -> DocumentType:
    if symbol:
        return DocumentType(symbol.kind)
    if re.search(r"(?i)\bdraft resolution\b|\bdraft decision\b", stated):
        return DocumentType.DRAFT
    if adopted:
        return DocumentType.RESOLUTION
    return DocumentType.DRAFT if _WORKING_PAPER.search(stated) else DocumentType.UNKNOWN


def _session(facts: Sequence[str], loose: Sequence[str], symbol: Symbol | None) -> str | None:
    if symbol and symbol.session:
        return symbol.session
    stated = [*facts, *loose]
    exact = next(filter(None, map(find_session, stated)), None)
    return exact or next(filter(None, map(misread_session, stated)), None)


def _adopted_on(adoption: re.Match[str] | None, head: Head, organ: str | None) -> date | None:
    if adoption:
        return find_date(adoption["date"])
    if dated := next(filter(_DATED.match, head.facts), None):
        return find_date(dated)
    if stated := next(filter(None, map(_ADOPTED_ON.match, head.facts)), None):
        return find_date(stated["date"])
    if organ == "SC":
        match = _OLD_ADOPTION.search(" ".join([*head.facts, head.title]))
        return find_date(match["date"]) if match else None
    return None


def _distributed_on(texts: Sequence[str]) -> date | None:
    """Returns the date beside or below "Distr.: General"."""
    for index, text in enumerate(texts):
        if match := _DISTRIBUTION.search(text):
            following = " ".join([text[match.end() :], *texts[index + 1 : index + 3]])
            return find_date(following)
    return None


def _agenda(facts: Sequence[str], loose: Sequence[str]) -> tuple[str | None, str | None]:
    """Returns number and title of the agenda item."""
    for index, text in enumerate(facts):
        if match := _AGENDA.search(text):
            return match[1], _agenda_title(match[2], facts[index + 1 :]) or None
    match = next(filter(None, map(_AGENDA.search, loose)), None)
    return (match[1], match[2] or None) if match else (None, None)


def _agenda_title(first: str, following: Sequence[str]) -> str:
    lines = [first] if first else []
    for index, text in enumerate(following):
        after = following[index + 1] if index + 1 < len(following) else ""
        if _states_something(text, ()) or _opens_statement(text, after):
            break
        lines.append(text)
    return " ".join(lines)


def _opens_statement(text: str, after: str) -> bool:
    """Tells the first line of the sponsors or of the adoption, which may go on below.

    after: the next line; a title goes on behind its colon in small letters.
    """
    if re.search(r"(?i)\badopted by\b|^\[|\bdraft resolution\b", text):
        return True
    return text.endswith(":") and (not after[:1].islower() or after.startswith("draft"))


def _committee(facts: Sequence[str], symbol: Symbol | None) -> str | None:
    if symbol and symbol.committee:
        return committee_name(symbol.committee)
    return next((find_committee(fact) for fact in facts if find_committee(fact)), None)


def _sponsors(facts: Sequence[str]) -> tuple[str, ...]:
    """Returns the sponsors of "Belarus, Russian Federation and Cuba: draft resolution"."""
    for fact in reversed(facts):
        if match := _DRAFT.match(fact):
            return split_names(match["sponsors"].strip(" :*"))
    return ()


def _joined_sponsors(lines: Sequence[Line]) -> list[str]:
    """Returns the texts of lines, those of one block that states the sponsors as one.

    Such a block ends in "draft resolution" or begins with "Draft resolution submitted by".
    """
    texts: list[str] = []
    block = 0  # where the block of lines without a gap began
    for line in lines:
        if line.gap:
            block = len(texts)
        texts.append(line.plain)
        submitted = block < len(texts) - 1 and _SUBMITTED.match(texts[block])
        if submitted:
            texts[block:] = [" ".join(texts[block:])]
        elif _DRAFT.match(line.plain):
            texts[block:] = [" ".join(texts[block:])]
            block = len(texts)
    return texts


def split_names(text: str) -> tuple[str, ...]:
    """Splits "Bosnia and Herzegovina, Cuba and Venezuela (Bolivarian Republic of)" into names."""
    protected = re.sub(
        r"\b(Bosnia|Antigua|Trinidad|Sao Tome|Saint Kitts|Great Britain) and\b", r"\1 &", text
    )
    protected = protected.replace("Saint Vincent and", "Saint Vincent &")
    parts = re.split(r",\s*(?![^()]*\))|\s+and\s+(?!the Grenadines)(?![^()]*\))", protected)
    return tuple(part.strip().replace(" &", " and") for part in parts if part.strip())
