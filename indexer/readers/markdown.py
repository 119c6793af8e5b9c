"""Markdown, mostly made from PDF: markup to lines with italics and raised figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.text.inline import italic, raise_superscripts, raised
from indexer.parsing.text.lines import Line
from indexer.readers.text import clean_characters, decode

_MARKUP = re.compile(
    r"^(?:#{1,6} |[-*] \d|\d+\. \*|> )|\]\([^)]*\)|\*\*\S|(?<!\w)\*\w[^*\n]*\*", re.MULTILINE
)


def looks_like_markdown(text: str) -> bool:
    """Tells Markdown from plain text by its markup; plain text has hardly any."""
    return len(_MARKUP.findall(text[:50_000])) >= 3


def read_markdown(data: bytes) -> list[Line]:
    """Reads Markdown into lines.

    Raises UnreadableFile when the bytes are no text.
    """
    # Indented code is what extractors make of indented paragraphs.
    parser = MarkdownIt("commonmark").disable("code").enable("table")
    tokens = parser.parse(clean_characters(decode(data)))
    lines: list[Line] = []
    above: list[Line] = []
    row: list[Line] = []
    cells: list[str] = []
    label = ""
    bold = False
    for token in tokens:
        match token.type:
            case "list_item_open":
                # "- 1. Urges" is a list in a list: the inner number is the label.
                label = f"{token.info}{token.markup} " if token.info else label
            case "heading_open":
                bold = True
            case "heading_close":
                bold = False
            case "tr_open":
                lines, above, cells = [], lines, []
            case "td_close" | "th_close":
                cells.append(" ".join(line.text for line in lines))
                row += lines
                lines = []
            case "tr_close":
                lines = [*above, *_row(above, cells, row)]
                row = []
            case "hr":
                lines.append(Line(text="__________", gap=True))
            case "inline":
                lines += _lines(token.children or [], label=label, bold=bold)
                label = ""
            case "code_block" | "fence" | "html_block":
                texts = (raw.strip() for raw in token.content.splitlines())
                lines += [Line(text=raise_superscripts(t), gap=True) for t in texts if t]
    return lines


def _row(above: Sequence[Line], cells: Sequence[str], lines: Sequence[Line]) -> Sequence[Line]:
    """Returns a row of a table; one above the text only lays out a masthead."""
    if len(cells) < 2 or not any(enacting_organ(line.plain) for line in above):
        return lines
    return [Line(text=" | ".join(cells), gap=True, table=True)]


def _lines(children: Iterable[Token], *, label: str, bold: bool) -> list[Line]:
    """Makes the lines of one block; a line break in it ends a line."""
    texts = [label]
    slanted = sup = False
    strong = 0
    every_bold = True
    for child in children:
        match child.type:
            case "em_open" | "em_close":
                slanted = child.type == "em_open"
            case "strong_open" | "strong_close":
                strong += 1 if child.type == "strong_open" else -1
            case "softbreak" | "hardbreak":
                texts.append("")
            case "html_inline":
                sup = bool(re.match(r"<sup\b", child.content)) or (
                    sup and not child.content.startswith("</sup")
                )
            case _ if child.content:
                text = raised(child.content) if sup else raise_superscripts(child.content)
                texts[-1] += italic(text) if slanted else text
                every_bold = every_bold and (strong > 0 or not child.content.strip())
    stripped = [" ".join(text.split()) for text in texts]
    return [
        Line(text=text, gap=index == 0, bold=bold or every_bold)
        for index, text in enumerate(stripped)
        if text
    ]
