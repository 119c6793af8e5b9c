"""Indexes of Assembly resolutions for tests, read and built as from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from support.files.assembly import resolution

from indexer.build.build import Tools
from indexer.pipeline import build_index
from indexer.reading.documents import PARSER, read_documents


def index_resolutions(folder: Path, texts: Mapping[str, tuple[str, str]]) -> Path:
    """Index resolutions by number ("74/1"), each with its title and body; give the index."""
    docs = folder / "docs"
    docs.mkdir()
    for number, (title, body) in texts.items():
        name = number.replace("/", "_")
        (docs / f"{name}.txt").write_text(resolution(number, title, body), "utf-8")
    tools = Tools(read=read_documents, parser=PARSER, workers=0)
    build_index([docs], folder / "index", tools=tools)
    return folder / "index"


def numbered(texts: Sequence[str]) -> str:
    """Give a body of numbered paragraphs."""
    return "\n\n".join(f"        {at}.   {text}." for at, text in enumerate(texts, 1)) + "\n"
