"""PDFs that were altered, cut or put together at random: a reading or a clear refusal."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.files.pdf import Sheet, pdf_of

from indexer.errors import UnreadableFile
from indexer.parsing.text.inline import plain
from indexer.readers.pdf import read_pdf
from indexer.reading.documents import read_documents


def _whole() -> bytes:
    one, two = Sheet(), Sheet(turned=270)
    one.write(60, 734, "United Nations")
    one.write(147, 410, ("italic", "The General Assembly"), ",")
    one.write(147, 390, ("italic", "Recalling"), " its resolution 70/1,", ("raised", "1"))
    one.write(147, 370, "1.  ", ("italic", "Urges"), " all States to act.")
    one.write(100, 100, "__________________", size=8)
    one.write(117, 86, ("raised", "1"), "  A/74/127.", size=8.5)
    one.draw(60, 552, 727)
    for base in (300, 284, 268):
        for left in (123, 300, 400):
            two.write(left, base, "1 200", size=8)
    return pdf_of(one, two, Sheet(picture=True))


WHOLE = _whole()
EASY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def read_or_refuse(data: bytes) -> None:
    """Read; only the error that is meant for bad files may come."""
    with suppress(UnreadableFile):
        read_documents("any.pdf", data)


@EASY
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=30
    ),
    cut=st.integers(0, len(WHOLE)),
)
def test_altered_bytes(changes: list[tuple[int, int]], cut: int) -> None:
    """Bytes that are altered, and a file that is cut off."""
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    read_or_refuse(bytes(data))
    read_or_refuse(WHOLE[:cut])


@EASY
@given(
    old=st.sampled_from(
        [b" Tf", b"Tm", b"/Kids", b"/Count 3", b"/MediaBox [0 0 612 792]", b"1 0 0 1"]
    ),
    new=st.sampled_from(
        [b"", b"-1", b"1e38", b"99999999999999", b"/Kids [2 0 R]", b"/Count 999999999", b"0 0 0 0",
         b"/MediaBox [0 0 0 0]", b"nan", b"1e-30 0 0 1e30", b"<<", b"]"]
    ),
)  # fmt: skip
def test_altered_structure(old: bytes, new: bytes) -> None:
    """Numbers, sizes and page trees that make no sense."""
    read_or_refuse(WHOLE.replace(old, new))


@EASY
@given(rubbish=st.binary(max_size=300))
def test_rubbish_after_a_header(rubbish: bytes) -> None:
    """Anything that merely begins as a PDF."""
    read_or_refuse(b"%PDF-1.7\n" + rubbish)


@EASY
@given(
    pieces=st.lists(
        st.tuples(
            st.integers(-100, 700),
            st.integers(-100, 900),
            st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=12),
            st.sampled_from(["roman", "bold", "italic", "raised"]),
            st.sampled_from([0.5, 5.5, 8.5, 10, 14, 300]),
        ),
        max_size=40,
    )
)
def test_text_strewn_over_a_page(pieces: list[tuple[int, int, str, str, float]]) -> None:
    """Whatever stands wherever is read, each visible letter at most once."""
    sheet = Sheet()
    sheet.write(147, 410, "The General Assembly,")
    for left, base, text, font, size in pieces:
        sheet.write(left, base, (font, text), size=size)
    with suppress(UnreadableFile):
        read = read_pdf(pdf_of(sheet))
        shown = "".join(plain(line.text) for line in read.lines)
        shown += "".join(note.text for note in read.notes)
        drawn = "The General Assembly," + "".join(text for _, _, text, *_ in pieces)
        assert sum(map(str.isalnum, shown)) <= sum(map(str.isalnum, drawn))
