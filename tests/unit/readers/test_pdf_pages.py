"""PDFs whose pages are unusual: turned, in columns, drawn twice, numbered, marked as drafts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

import pytest
from support.files.pdf import Sheet, pdf_of

from indexer.model import Document
from indexer.reading.documents import read_documents

HEAD = (
    "United Nations", "A/RES/79/901", "General Assembly", "Distr.: General", "17 December 2024", "",
    "Seventy-ninth session", "Agenda item 71", "",
    "Resolution adopted by the General Assembly on 17 December 2024", "",
    "79/901. Safety of river crossings", "",
)  # fmt: skip
BODY = (
    "The General Assembly,",
    "Recalling its resolution 77/212 of 15 December 2022 on rural roads and its earlier work,",
    "Noting with concern the number of accidents at river crossings,",
    "1. Urges Member States to repair old bridges and to build new ones where there are none, "
    "taking account of the floods of recent years and of the needs of rural communities;",
    "2. Invites donors to pay for the work of Member States on bridges, ferries and river banks;",
    "3. Requests the Secretary-General to report to the Assembly at its eightieth session;",
    "4. Also urges Member States to count bridges and ferries each year and to publish the counts "
    "in a form that can be read by all who need them;",
    "5. Encourages the United Nations system to support the work on river crossings;",
    "6. Decides to remain seized of the matter.",
    "54th plenary meeting",
    "17 December 2024",
)
IDS = ["enacting", "pp1", "pp2", *(f"op{n}" for n in range(1, 7)), "closing"]
TURNS = {90: "0 1 -1 0 612 0", 180: "-1 0 0 -1 612 792", 270: "0 -1 1 0 0 792"}


def set_in(width: int, *, gaps: bool = True) -> list[str]:
    """Give the body in rows of so many characters."""
    rows: list[str] = []
    for text in BODY:
        rows += textwrap.wrap(text, width)
        rows += [""] if gaps and not text.startswith("54th") else []
    return rows


def put(
    sheet: Sheet, rows: Iterable[str], left: float, base: float, *, size: float = 10, lead: int = 13
) -> float:
    """Write rows under each other; return the height below them."""
    for row in rows:
        if row:
            sheet.write(left, base, row, size=size)
        base -= lead
    return base


def read(*sheets: Sheet) -> Document:
    """Read the one document of a PDF."""
    (document,) = read_documents("any.pdf", pdf_of(*sheets))
    return document


def check(document: Document) -> None:
    """Compare with what is right: every paragraph whole, in order, once."""
    units = {p.id.partition("#")[2]: p.text for p in document.paragraphs[1:]}
    assert list(units) == IDS
    texts = [text.split(". ", 1)[1] if text[:1] in "123456" and text[1] == "." else text
             for text in BODY[:-2]]  # fmt: skip
    assert list(units.values()) == [*texts, "54th plenary meeting 17 December 2024"]
    head = document.masthead
    assert (head.symbol, head.title) == ("A/RES/79/901", "Safety of river crossings")
    assert not document.issues


@pytest.fixture
def plain() -> Sheet:
    """The resolution on one page."""
    sheet = Sheet()
    put(sheet, [*HEAD, *set_in(82)], 72, 760)
    return sheet


@pytest.mark.parametrize("shift", [(0, 0), (0.4, -0.3), (1.5, 1), (2, -2)])
def test_a_layer_drawn_twice(plain: Sheet, shift: tuple[float, float]) -> None:
    """Every word is read once, also where the copies do not lie quite on each other."""
    put(plain, [*HEAD, *set_in(82)], 72 + shift[0], 760 + shift[1])
    check(read(plain))


def test_recognised_text_behind_real_text() -> None:
    """Of text recognition with its slips and the real text, the real one is read."""
    sheet = Sheet()
    sheet.parts.append(b"3 Tr")
    put(sheet, [row.replace("ver", "vcr") for row in (*HEAD, *set_in(82))], 72.5, 760.5)
    sheet.parts.append(b"0 Tr")
    put(sheet, [*HEAD, *set_in(82)], 72, 760)
    check(read(sheet))


def test_recognised_text_behind_a_picture() -> None:
    """Alone it is the text of the page."""
    sheet = Sheet(picture=True)
    sheet.parts.append(b"3 Tr")
    put(sheet, [*HEAD, *set_in(82)], 72, 760)
    check(read(sheet))


def turned_in_itself(sheet: Sheet, degrees: int) -> Sheet:
    """Turn what a page shows, counter-clockwise."""
    sheet.parts = [f"q {TURNS[degrees]} cm".encode(), *sheet.parts, b"Q"]
    return sheet


def landscape(degrees: int) -> Sheet:
    """The resolution as it fits a page turned so."""
    sheet = Sheet()
    base = 760 if degrees == 180 else 580
    put(sheet, [*HEAD, *set_in(110)], 72, base, lead=12)
    return sheet


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_that_runs_up_or_down_the_page(degrees: int) -> None:
    """A page is turned so that its text is upright."""
    check(read(turned_in_itself(landscape(degrees), degrees)))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pages_turned_as_they_are_shown(plain: Sheet, degrees: int) -> None:
    """What is turned when shown may undo, or make, the turn of the text."""
    sheet = turned_in_itself(landscape(degrees), degrees)
    sheet.turned = degrees
    check(read(sheet))
    plain.turned = degrees
    check(read(plain))


def test_a_turned_page_among_others() -> None:
    """Each page is turned by itself; the text goes on."""
    rows = set_in(82)
    one, two = Sheet(), Sheet()
    put(one, [*HEAD, *rows[:12]], 72, 760)
    put(two, rows[12:], 72, 560)
    check(read(one, turned_in_itself(two, 90)))


def test_text_aslant_is_told() -> None:
    """A page that cannot be read is an issue, never silence."""
    one, two = Sheet(), Sheet()
    put(one, [*HEAD, *set_in(82)], 72, 760)
    put(two, ["This page was put on the glass askew and nobody looked."] * 10, 72, 500)
    two.parts = [b"q .9 .42 -.42 .9 100 0 cm", *two.parts, b"Q"]
    assert [issue.code for issue in read(one, two).issues] == ["page-unreadable"]


def test_a_picture_with_a_running_head_is_told(plain: Sheet) -> None:
    """A page of which only its head is text has no text."""
    scan = Sheet(picture=True)
    scan.write(60, 760, "A/RES/79/901")
    assert "page-without-text" in [issue.code for issue in read(plain, scan).issues]


def in_columns(rows: Sequence[str], lefts: Sequence[float], each: int, *, shift: int = 0) -> Sheet:
    """The masthead across the page, rows in columns below it."""
    sheet = Sheet()
    base = put(sheet, HEAD, 72, 760) - 6
    for at, left in enumerate(lefts):
        last = at == len(lefts) - 1
        part = rows[at * each :] if last else rows[at * each : (at + 1) * each]
        put(sheet, part, left, base - at * shift, size=9, lead=11)
    return sheet


@pytest.mark.parametrize("each", [15, 18, 19, 21, 24])
def test_two_columns_cut_anywhere(each: int) -> None:
    """The left column, then the right one, wherever a sentence or the text breaks."""
    check(read(in_columns(set_in(48), (60, 315), each)))


def test_columns_at_different_heights_and_close_together() -> None:
    """Baselines need not agree, and little white is enough."""
    check(read(in_columns(set_in(48), (60, 315), 19, shift=4)))
    check(read(in_columns(set_in(52), (60, 290), 18)))


def test_columns_without_space_between_paragraphs() -> None:
    """Short rows, numbers and verbs tell where paragraphs begin."""
    check(read(in_columns(set_in(48, gaps=False), (60, 315), 14)))


@pytest.mark.parametrize("each", [13, 15, 16])
def test_three_columns(each: int) -> None:
    """Columns are cut one after the other."""
    check(read(in_columns(set_in(34), (50, 225, 400), each)))


def test_proposals_side_by_side_are_a_table() -> None:
    """What begins at one height in both columns belongs together."""
    sheet = Sheet()
    base = put(sheet, [*HEAD, BODY[0], ""], 72, 760)
    left = ("1. Urges Member States to repair old bridges and to build new ones where there are "
            "none in rural areas;", "2. Invites donors to pay for the work of Member States on "
            "bridges and ferries;")  # fmt: skip
    right = ("EU: Urges all States to repair old bridges and to build new ones, taking account "
             "of the floods;", "Mexico: Invites all donors to pay for the work of the States in "
             "need on bridges;")  # fmt: skip
    for cells in zip(left, right, strict=True):
        below = [
            put(sheet, textwrap.wrap(cell, 44), at, base, size=9, lead=11)
            for cell, at in zip(cells, (60, 315), strict=True)
        ]
        base = min(below) - 8
    document = read(sheet)
    operative = [(p.label, p.verb, p.text) for p in document.paragraphs if p.type == "operative"]
    assert operative == [("1", "urge", left[0][3:]), ("2", "invite", left[1][3:])]
    assert [p.text for p in document.paragraphs if p.type == "text"] == list(right)


@pytest.mark.parametrize(("step", "left"), [(1, 40), (5, 40), (1, 560)])
def test_numbers_of_lines(plain: Sheet, step: int, left: float) -> None:
    """Numbers in either margin are no text."""
    for number in range(step, len([*HEAD, *set_in(82)]) + 1, step):
        plain.write(left, 760 - 13 * (number - 1), str(number), size=8)
    check(read(plain))


@pytest.mark.parametrize(
    "mark",
    [
        b"BT 0.8 g /bold 90 Tf 1 0 0 1 150 480 Tm (DRAFT) Tj 0 g ET",
        b"BT 0.8 g /bold 60 Tf 1 0 0 1 90 480 Tm (D R A F T) Tj 0 g ET",
        b"BT 0.8 g /bold 90 Tf .7 .7 -.7 .7 150 280 Tm (DRAFT) Tj 0 g ET",
    ],
)
def test_watermarks(plain: Sheet, mark: bytes) -> None:
    """Large words across the text are none of it, level or aslant."""
    plain.parts.append(mark)
    check(read(plain))


@pytest.mark.parametrize("size", [8, 10])
@pytest.mark.parametrize("rule", ["drawn", "written", "none"])
def test_notes_of_any_size_below_any_rule(size: float, rule: str) -> None:
    """Raised markers in their order tell footnotes."""
    sheet = Sheet()
    base = put(sheet, [*HEAD, *set_in(82)[:5]], 72, 760)
    sheet.write(72, base, "1. Urges Member States to repair 320", ("raised", "1"),
                " bridges by 2030", ("raised", "2"), " as in resolution 70/1;")  # fmt: skip
    sheet.write(72, base - 20, "2. Invites donors to pay for 30 km", ("raised", "2"), " of banks;")
    if rule == "drawn":
        sheet.draw(72, 200, 162)
    elif rule == "written":
        sheet.write(72, 162, "__________________")
    for marker, text, at in (("1", "A/77/100, para. 3.", 150), ("2", "Resolution 70/1.", 138)):
        sheet.write(72, at, ("raised", marker), f" {text}", size=size)
    document = read(sheet)
    assert [(n.marker, n.text) for n in document.footnotes] == [
        ("1", "A/77/100, para. 3."), ("2", "Resolution 70/1."),
    ]  # fmt: skip
    one, two = document.paragraphs[-2:]
    assert ([m.marker for m in one.marks], two.marks) == (["1", "2"], ())
    assert two.text == "Invites donors to pay for 30 km2 of banks;"
