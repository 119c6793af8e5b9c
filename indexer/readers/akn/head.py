"""Head of an AKN4UN file: masthead from cover page, metadata and conclusions."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from typing import Any

from lxml import etree

from indexer.model import Adoption, DocumentType, Masthead
from indexer.parsing.knowledge.adoption import Vote, read_vote
from indexer.parsing.knowledge.dates import find_date
from indexer.parsing.knowledge.languages.language import Language
from indexer.parsing.knowledge.symbols import parse_symbol
from indexer.parsing.knowledge.thesaurus import goal_called, term_of
from indexer.parsing.structure.masthead import read_proponent, strip_title_number
from indexer.readers.akn.names import LANGUAGE_CODES, tag, texts

_OUTCOMES = {"adopted by acclamation": "by acclamation", "adopted by consensus": "by consensus"}
_USUAL = {Adoption.CONSENSUS: "without a vote", Adoption.VOTE: "recorded vote"}


def read_head(root: etree._Element, language: Language) -> Masthead:
    """Reads the masthead; `symbol` is empty where the file states none."""
    cover = next(root.iter(tag("coverPage")), root)
    symbol = next(texts(cover, ".//a:docNumber[@refersTo='#symbol']"), "")
    parsed = parse_symbol(symbol, bare=False)
    titles = list(texts(cover, ".//a:docTitle"))
    session = next((e.get("value") for e in cover.iter(tag("session")) if e.get("value")), None)
    proponent = next(texts(cover, ".//a:docProponent"), "")
    report, committee = read_proponent(proponent)
    agenda = next(texts(cover, ".//a:inline[@name='agenda item']"), "")
    title = next(texts(root, ".//a:preface//a:docTitle[@refersTo='#resolutionTitle']"), "")
    title = title or next(texts(root, ".//a:preface//a:docTitle"), "")
    adopting, enacting = language.adopting_organ, language.enacting_organ
    organ = parsed.organ if parsed else next(filter(None, map(adopting, titles)), None)
    organ = organ or next(filter(None, map(enacting, texts(root, ".//a:formula"))), None)
    if organ == "SC":
        session = None
    elif parsed and (session is None or parsed.session.endswith(f"S-{session}")):
        session = parsed.session
    return Masthead(
        symbol=parsed.text if parsed else symbol,
        organ=organ,
        document_type=DocumentType(parsed.kind) if parsed else DocumentType.UNKNOWN,
        session=session,
        title=None if organ == "SC" else strip_title_number(title) or None,
        subject_terms=_subject_terms(root),
        goals=_goals(root),
        adopted_on=_adoption_date(root, language),
        distributed_on=_date_of(cover, "#dateOfIssuance", language),
        agenda_item=language.agenda_item(agenda),
        agenda_title="; ".join(texts(cover, ".//a:inline[@name='agenda item name']")) or None,
        committee=committee or language.find_committee(" ".join([proponent, *titles])),
        committee_report=report,
        meeting=next(texts(root, ".//a:conclusions//a:inline[@name='adoptionMeeting']"), None),
        **_adoption(root),
    )


def _date_of(root: etree._Element, refers_to: str, language: Language) -> date | None:
    """Returns the date that the text prints; the attribute beside it has slips."""
    for element in root.iter(tag("docDate")):
        if element.get("refersTo") == refers_to:
            text = " ".join(element.itertext())
            # Dates of distribution stand in English in Arabic, Chinese and Russian files.
            printed = language.find_date(text) or find_date(text)
            return printed or _iso(element.get("date"))
    return None


def _iso(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.year > 1 else None  # the UN's files say 0001-01-01 for "unknown"


def _adoption_date(root: etree._Element, language: Language) -> date | None:
    work = (e for e in root.iter(tag("FRBRdate")) if e.get("name") == "adoption")
    return _date_of(root, "#adoptionDate", language) or next(
        (_iso(e.get("date")) for e in work), None
    )


def _adoption(root: etree._Element) -> dict[str, Any]:
    """Returns how the document was adopted, as fields of its masthead."""
    voting = next(root.iter(tag("voting")), None)
    if voting is None:
        return {}
    # "adoptedWithoutVote", "Adopted 133-3-0, 88th plenary meeting"
    outcome = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", voting.get("outcome") or "").lower()
    found = _counted(voting) or read_vote(outcome)
    if found is None:
        return {}
    return {"vote": _OUTCOMES.get(outcome, _USUAL[found.adoption]), **asdict(found)}


def _counted(voting: etree._Element) -> Vote | None:
    """Returns the numbers of votes; a side that is not listed had none."""
    counts = {one.get("refersTo"): one.get("value") or "" for one in voting.iter(tag("count"))}
    numbers = {side: int(value) for side, value in counts.items() if value.isdecimal()}
    if not numbers.get("inFavour"):
        return None
    return Vote(
        adoption=Adoption.VOTE,
        votes_for=numbers["inFavour"],
        votes_against=numbers.get("against", 0),
        abstentions=numbers.get("abstaining", 0),
    )


def _subject_terms(root: etree._Element) -> tuple[str, ...]:
    """Returns the subjects that the UN's library gave the document.

    The words of the thesaurus that a program found in the text, beside each goal, are not of them.
    """
    given = (
        term_of(keyword.get("showAs") or keyword.get("value") or "")
        for classification in root.iter(tag("classification"))
        if not _of_goals(classification)
        for keyword in classification.iter(tag("keyword"))
        if keyword.get("dictionary") == "UNBIS Thesaurus"
    )
    return tuple(dict.fromkeys(term for term in given if term))


def _goals(root: etree._Element) -> tuple[int, ...]:
    keywords = (one for one in root.iter(tag("keyword")) if one.get("dictionary") == "SDGO")
    numbers = (goal_called(one.get("value") or "") for one in keywords)
    return tuple(dict.fromkeys(number for number in numbers if number is not None))


def _of_goals(classification: etree._Element) -> bool:
    return (classification.get("source") or "").rstrip("/").endswith("metadata.un.org/sdg")


def declared_language(root: etree._Element) -> str:
    """Returns the code of the language that the metadata state, "en" where they state none."""
    for element in root.iter(tag("FRBRlanguage")):
        code = element.get("language") or ""
        return LANGUAGE_CODES.get(code, code)
    return "en"
