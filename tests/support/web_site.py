"""A small site for the tests of pages, API and browser: a few documents, indexed for real.

The documents are made here, not read from files, so that the tests of the web do not depend on
how texts are parsed; one of them says hostile things wherever a document can say anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flask import Flask

from indexer.build.build import Tools
from indexer.model import (
    Adoption,
    Deadline,
    Document,
    DocumentType,
    Footnote,
    FootnoteMark,
    Issue,
    Masthead,
    Paragraph,
    ParagraphType,
    Part,
    ReportingRequest,
    Source,
)
from indexer.parsing.meaning.wording import wording_key
from indexer.pipeline import build_index
from web.app import create_app
from web.settings.settings import Settings

TRAFFICKING, SECURITY, LONG = "A/RES/74/176", "S/RES/1325 (2000)", "A/RES/75/1"
HOSTILE = 'A/RES/76/1"><script>alert(1)</script>'
EVIL = "<script>alert('evil')</script><img src=x onerror=alert(2)>\"' {{ 7*7 }} &lt;b&gt;"
HITS_OF_LONG = 45


def _paragraphs(symbol: str, lines: Sequence[dict[str, object]]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(  # type: ignore[misc]  # rows of a table
            ordinal=place,
            **{**line, "id": f"{symbol}#{line['id']}", "wording": wording_key(str(line["text"]))},  # type: ignore[arg-type]
        )
        for place, line in enumerate(lines)
    )


def _operative(number: int, opening: str, verb: str, rest: str) -> dict[str, object]:
    return {
        "id": f"op{number}",
        "type": ParagraphType.OPERATIVE,
        "part": Part.OPERATIVE,
        "label": str(number),
        "text": f"{opening} {rest}",
        "opening": opening,
        "verb": verb,
        "verb_class": "request",
        "verbs_any": (verb,),
    }


def _trafficking() -> Document:
    lines: list[dict[str, object]] = [
        {"id": "title", "type": ParagraphType.TITLE, "text": "Efforts against trafficking"},
        {
            "id": "enacting",
            "type": ParagraphType.ENACTING,
            "part": Part.PREAMBULAR,
            "text": "The General Assembly,",
        },
        {
            "id": "pp1",
            "type": ParagraphType.PREAMBULAR,
            "part": Part.PREAMBULAR,
            "text": "Recalling its resolution 64/293 on trafficking in persons,",
            "opening": "Recalling",
            "verb": "recall",
            "verb_class": "recall",
            "verbs_any": ("recall",),
            "marks": (FootnoteMark(marker="1", offset=len("Recalling its resolution 64/293")),),
        },
        {"id": "h1", "type": ParagraphType.HEADING, "text": "Action"},
        {
            **_operative(1, "Urges", "urge", "Member States to punish trafficking in persons;"),
            "addressees": ("Member States",),
            "cites": (SECURITY,),
        },
        _operative(2, "Calls upon", "call upon", "all States to protect victims, in particular:"),
        {
            "id": "op2(a)",
            "type": ParagraphType.SUBPARAGRAPH,
            "part": Part.OPERATIVE,
            "label": "(a)",
            "level": 1,
            "parent": f"{TRAFFICKING}#op2",
            "text": "Women and girls affected by trafficking;",
            "verb": "call upon",
            "verb_class": "request",
            "verbs_any": ("call upon",),
        },
        {
            **_operative(3, "Requests", "request", "the Secretary-General to submit a report."),
            "addressees": ("Secretary-General",),
            "requests": (ReportingRequest(who=("Secretary-General",), due=("GA 76",)),),
            "deadlines": (
                Deadline(
                    words="at its seventy-sixth session",
                    purpose="report",
                    session="GA 76",
                    first_year=2021,
                    last_year=2022,
                ),
            ),
        },
        {"id": "closing1", "type": ParagraphType.CLOSING, "text": "50th plenary meeting"},
    ]
    return Document(
        masthead=Masthead(
            symbol=TRAFFICKING,
            organ="GA",
            session="74",
            document_type=DocumentType.RESOLUTION,
            title="Efforts against trafficking",
            adopted_on=date(2019, 12, 18),
            committee="Third Committee",
            vote="recorded vote",
            adoption=Adoption.VOTE,
            votes_for=132,
            votes_against=8,
            abstentions=40,
        ),
        source=Source(path="trafficking.txt", format="text", checksum="", size=0),
        paragraphs=_paragraphs(TRAFFICKING, lines),
        footnotes=(Footnote(marker="1", text="Resolution 64/293."),),
        issues=(
            Issue(
                code="opening-unknown",
                message="The opening is not a known one.",
                paragraph=f"{TRAFFICKING}#op3",
            ),
        ),
    )


def _security() -> Document:
    line = _operative(
        1, "Urges", "urge", "Member States to ensure increased representation of women"
    )
    return Document(
        masthead=Masthead(
            symbol=SECURITY,
            organ="SC",
            subject="Women and peace and security",
            document_type=DocumentType.RESOLUTION,
            adopted_on=date(2000, 10, 31),
        ),
        source=Source(path="security.txt", format="text", checksum="", size=0),
        paragraphs=_paragraphs(SECURITY, [line]),
    )


def _long() -> Document:
    """Enough paragraphs for several pages and, by its verbs, for a facet with "more"."""
    lines = [
        _operative(n, "Notes", f"verb{n % 12:02}", f"item {n} of the agenda on oceans")
        for n in range(1, HITS_OF_LONG + 1)
    ]
    return Document(
        masthead=Masthead(
            symbol=LONG,
            organ="GA",
            session="75",
            document_type=DocumentType.RESOLUTION,
            title="Oceans",
            adopted_on=date(2020, 11, 3),
        ),
        source=Source(path="long.txt", format="text", checksum="", size=0),
        paragraphs=_paragraphs(LONG, lines),
    )


def _hostile() -> Document:
    line = {
        **_operative(1, EVIL[:20], EVIL, "hostile"),
        "id": EVIL,
        "label": EVIL,
        "text": f"{EVIL} hostile {EVIL}",
        "addressees": (EVIL,),
        "requests": (ReportingRequest(who=(EVIL,), to=EVIL, what=EVIL, by=(EVIL,)),),
        "cites": (TRAFFICKING, EVIL),
        "marks": (FootnoteMark(marker=EVIL, offset=3),),
    }
    row = {"id": "t", "type": ParagraphType.TABLE, "text": f"{EVIL} | {EVIL}"}
    return Document(
        masthead=Masthead(
            symbol=HOSTILE,
            organ=EVIL,
            session=EVIL,
            document_type=DocumentType.RESOLUTION,
            title=EVIL,
            committee=EVIL,
            language='en"><script>',
        ),
        source=Source(path=f"hostile{EVIL.replace('/', '')}.txt", format="t", checksum="", size=0),
        paragraphs=_paragraphs(HOSTILE, [line, row]),
        footnotes=(Footnote(marker=EVIL, text=EVIL),),
        issues=(Issue(code="x", message=EVIL, paragraph=f"{HOSTILE}#{EVIL}"),),
    )


DOCUMENTS = {
    name: make()
    for name, make in {
        "trafficking.txt": _trafficking,
        "security.txt": _security,
        "long.txt": _long,
        "hostile.txt": _hostile,
    }.items()
}


def read(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Stand in for the reading of files."""
    return (DOCUMENTS[Path(path).name],)


def build_site(folder: Path) -> Path:
    """Index the documents; gives the place of the index."""
    texts = folder / "texts"
    texts.mkdir()
    for name in DOCUMENTS:
        (texts / name).write_text(name, encoding="utf-8")
    index = folder / "index"
    build_index([texts], index, tools=Tools(read=read, parser="made/1", workers=0))
    return index


def site(index: Path) -> Flask:
    """Make the application over an index, as the server does; reached as un.example too."""
    app = create_app(Settings(index=index, allowed_hosts=("un.example",)))
    # As in service: an error is answered, not raised in the test.
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return app
