"""A small library of resolutions, published as a real index, that conformance cases ask about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from support.cluster import ALONE, cluster_settings

from indexer.build.build import Tools
from indexer.engines import CLUSTER
from indexer.engines.opensearch.settings import ClusterSettings, has_settings
from indexer.model import (
    Adoption,
    Deadline,
    Document,
    DocumentType,
    Footnote,
    Masthead,
    Paragraph,
    ParagraphType,
    Part,
    Source,
)
from indexer.pipeline import build_index

PP, OP = ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE
SUB, ANNEX = ParagraphType.SUBPARAGRAPH, ParagraphType.ANNEX
HEADING = ParagraphType.HEADING


def line(
    fragment: str,
    text: str,
    verb: str | None = None,
    verb_class: str | None = None,
    *also: str,
    parent: str | None = None,
    to: tuple[str, ...] = (),
    cites: tuple[str, ...] = (),
    due: tuple[str, ...] = (),
    opening: str | None = None,
    heading: str | None = None,
    notes: str | None = None,
) -> tuple[object, ...]:
    """Describe a paragraph; `also` are further verbs in it."""
    more = {"opening": opening, "heading": heading, "notes": notes}
    return fragment, text, verb, verb_class, also, parent, to, cites, due, more


def document(head: Masthead, lines: Iterable[tuple[object, ...]]) -> Document:
    """Make a document; the type of a paragraph is told from its fragment."""
    paragraphs = [_paragraph(head.symbol, number, *given) for number, given in enumerate(lines)]  # type: ignore[arg-type]
    source = Source(path="", format="text", checksum="", size=0)
    notes = (Footnote(marker="1", text="Resolution 70/1."),)
    return Document(masthead=head, source=source, paragraphs=tuple(paragraphs), footnotes=notes)


def _label(fragment: str) -> str | None:
    number, bracket, rest = fragment.removeprefix("op").partition("(")
    if not fragment.startswith("op"):
        return None
    return f"({rest}" if bracket else number


def _paragraph(
    symbol: str,
    ordinal: int,
    fragment: str,
    text: str,
    verb: str | None,
    verb_class: str | None,
    also: tuple[str, ...],
    parent: str | None,
    to: tuple[str, ...],
    cites: tuple[str, ...],
    due: tuple[str, ...],
    more: dict[str, str | None],
) -> Paragraph:
    kind = (
        SUB if "(" in fragment else {"pp": PP, "op": OP, "an": ANNEX, "he": HEADING}[fragment[:2]]
    )
    part = {"pp": Part.PREAMBULAR, "op": Part.OPERATIVE, "an": Part.ANNEX}.get(fragment[:2])
    return Paragraph(
        id=f"{symbol}#{fragment}",
        type=kind,
        part=part,
        ordinal=ordinal,
        text=text,
        label=_label(fragment),
        parent=f"{symbol}#{parent}" if parent else None,
        level=1 if kind is SUB else 0,
        verb=verb,
        verb_class=verb_class,
        verbs_any=(verb, *also) if verb else (),
        addressees=to,
        cites=cites,
        deadlines=tuple(Deadline(words=one, purpose="report", session=one) for one in due),
        **more,  # type: ignore[arg-type]
    )


def _ga(symbol: str, session: str, title: str, day: date | None, **more: object) -> Masthead:
    return Masthead(
        symbol=symbol,
        organ="GA",
        session=session,
        title=title,
        adopted_on=day,
        document_type=DocumentType.RESOLUTION,
        **more,  # type: ignore[arg-type]
    )


TRAFFICKING = document(
    _ga(
        "A/RES/74/176",
        "74",
        "Improving the coordination of efforts against trafficking in persons",
        date(2019, 12, 18),
        committee="Third Committee",
        adoption=Adoption.CONSENSUS,
    ),
    [
        line("pp1", "Recalling the work of the Organization against trafficking,", "recall",
             "recall"),
        line("pp2", "Recognizing that women’s rights are human rights,", "recognize", "recognize"),
        line("op1", "Urges Member States to protect victims of trafficking in persons;", "urge",
             "request", to=("Member States",), cites=("A/RES/73/148", "S/RES/1325 (2000)"),
             notes="General Assembly resolution 73/148."),
        line("op2", "Invites Governments, and requests the organs concerned, to act:", "invite",
             "encourage", "request", to=("Governments", "United Nations Office on Drugs and Crime"),
             due=("GA 76", "HRC 48")),
        line("op2(a)", "To adopt evidence-based policies;", "invite", "encourage", parent="op2"),
        line("op2(b)", "To allocate 1,000,000 dollars by 2030;", "invite", "encourage",
             parent="op2"),
    ],
)  # fmt: skip
WOMEN = document(
    _ga("A/RES/73/148", "73", "Women in development", date(2018, 12, 17)),
    [
        line("he1", "Heading about trafficking"),
        line("pp1", "Taking note of labour standards and the universal periodic review,",
             "take note", "note"),
        line("op1", "Takes note with appreciation of the report of the university;", "take note",
             "note", cites=("S/RES/1325 (2000)",), opening="Takes note with appreciation"),
        line("op2", "Urges States to end violence against women, women and girls;", "urge",
             "request", to=("States",), due=("GA 74",), heading="Heading about trafficking"),
        line("op3", "Urging is not urged: a woman may urge;"),
    ],
)  # fmt: skip
DRAFT = document(
    Masthead(
        symbol="A/C.3/74/L.10",
        organ="GA",
        session="74",
        title="Trafficking in women",
        distributed_on=date(2019, 10, 10),
        document_type=DocumentType.DRAFT,
    ),
    [
        line(
            "op1",
            "Urges Member States to protect victims of trafficking;",
            "urge",
            "request",
            to=("Member States",),
            cites=("A/RES/75/101 B",),
        ),
    ],
)
COUNCIL = document(
    Masthead(
        symbol="S/RES/1325 (2000)",
        organ="SC",
        adopted_on=date(2000, 10, 31),
        adoption=Adoption.VOTE,
        votes_for=15,
        votes_against=0,
        abstentions=0,
        document_type=DocumentType.RESOLUTION,
    ),
    [
        line("op1", "Urges Member States to ensure increased representation of women;", "urge",
             "request", to=("Member States", "Government of Iraq")),
        line("op2", "Decides to remain actively seized of the matter.", "decide", "decide"),
        line("an1", "The Côte d’Ivoire office of the organisation"),
    ],
)  # fmt: skip
RIGHTS = document(
    Masthead(
        symbol="A/HRC/RES/54/1",
        organ="HRC",
        session="54",
        title="Human rights",
        document_type=DocumentType.RESOLUTION,
    ),
    [line("op1", "Decides to remain seized of the matter.", "decide", "decide")],
)
LIBRARY = (TRAFFICKING, WOMEN, DRAFT, COUNCIL, RIGHTS)
"""Five documents with fifteen paragraphs that can be found, and a heading that cannot."""


def publish(
    documents: Sequence[Document],
    index: Path,
    engine: str,
    cluster: ClusterSettings | None = None,
) -> None:
    """Publish an index of these documents and no others, as the pipeline does.

    engine: one of `support.cluster.EVERYWHERE`. cluster: where that is one, by default a new name.
    """
    if engine in (CLUSTER, ALONE):
        if cluster is None and not has_settings(index):
            cluster = cluster_settings(engine)
        engine = CLUSTER
    by_name = {f"{number}.txt": one for number, one in enumerate(documents)}

    def read(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
        one = by_name[Path(path).name]
        checksum = hashlib.sha256(data).hexdigest()
        source = Source(path=path, format="text", checksum=checksum, size=len(data))
        head = one.masthead
        return (
            Document(
                masthead=head,
                source=source,
                paragraphs=one.paragraphs,
                footnotes=one.footnotes,
            ),
        )

    with TemporaryDirectory() as folder:
        for name, one in by_name.items():
            (Path(folder) / name).write_text(f"{name} {one!r}", "utf-8")
        tools = Tools(read=read, workers=0)
        build_index([Path(folder)], index, engine=engine, tools=tools, cluster=cluster)
