"""Files that a disk, a network or somebody has altered: a reading or a clear refusal, no crash."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from support.files.word import packed, paragraph, run, table, word_file

from indexer.errors import UnreadableFile
from indexer.reading.documents import read_documents

FOOTNOTES = f'<w:footnote w:id="4"><w:p>{run(" A/74/127.")}</w:p></w:footnote>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
)
WORD = word_file(
    paragraph("Recalling it,", '<w:r><w:footnoteReference w:id="4"/></w:r>'),
    paragraph("Heading", properties='<w:pStyle w:val="A"/>'),
    paragraph("Urges all:", properties='<w:numPr><w:numId w:val="7"/></w:numPr>'),
    table(("Section", "Amount"), ("Police", "12")),
    header=paragraph("A/RES/74/999"),
    parts={"footnotes": FOOTNOTES, "numbering": NUMBERING, "styles": STYLES},
)
with zipfile.ZipFile(io.BytesIO(WORD)) as _archive:
    PARTS = {name: _archive.read(name).decode() for name in _archive.namelist()}


def read_or_refuse(name: str, data: bytes) -> None:
    """Read; only the error that is meant for bad files may come."""
    with suppress(UnreadableFile):
        for document in read_documents(name, data):
            assert document.paragraphs


@given(at=st.integers(0, len(WORD) - 1), value=st.integers(0, 255), cut=st.integers(0, len(WORD)))
@settings(max_examples=150)
def test_altered_bytes(at: int, value: int, cut: int) -> None:
    """A byte that is altered, and a file that is cut off."""
    data = bytearray(WORD)
    data[at] = value
    read_or_refuse("word.docx", bytes(data))
    read_or_refuse("word.docx", WORD[:cut])


@given(
    name=st.sampled_from(sorted(PARTS)),
    pick=st.randoms(use_true_random=False),
    text=st.sampled_from(["", "-1", "99999999999", "x", "%1%9", "../../x", "\u2029", "begin"]),
)
@settings(max_examples=300)
def test_altered_markup(name: str, pick: object, text: str) -> None:
    """An element or an attribute that says something else, or is missing, in any part."""
    spots = [
        match.span(1) for match in re.finditer(r'<([^>]+)>|="([^"]*)"', PARTS[name]) if match[1]
    ]
    spots += [match.span(1) for match in re.finditer(r'="([^"]*)"', PARTS[name])]
    start, end = pick.choice(spots)  # type: ignore[attr-defined]
    altered = PARTS[name][:start] + text + PARTS[name][end:]
    read_or_refuse("word.docx", packed({**PARTS, name: altered}))


@given(names=st.sets(st.sampled_from(sorted(PARTS))))
@settings(max_examples=60)
def test_missing_parts(names: set[str]) -> None:
    """Any parts that are missing."""
    read_or_refuse("word.docx", packed({n: t for n, t in PARTS.items() if n not in names}))


MARKUP = (
    "<p>|</p>|<br>|<i>|</i>|<sup>1</sup>|<ol start=x>|<ol type=i>|<li>|</ol>|<ul>|<table border=1>"
    "|<tr>|<td>|</table>|<pre>|<hr>|<a href=#fn1>|<script>|</body>|<!--|-->|&amp;|&nbsp;|&#0;"
)
TAGS = st.sampled_from(MARKUP.split("|"))
WORDS = st.sampled_from(["The General Assembly,", "Recalling it,", "1. Urges", "(a)", "2.", "1"])


@given(st.lists(TAGS | WORDS | st.text(max_size=5), max_size=40))
@settings(max_examples=200)
def test_any_html(pieces: list[str]) -> None:
    """Any tags in any order around the words of resolutions."""
    page = "<html><p>The General Assembly,<p>Recalling it,<p>" + "".join(pieces)
    read_or_refuse("page.html", page.encode("utf-8", "replace"))
