"""The original file of a document, to take away: only files that the index names are given out."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, send_file

from indexer.sources.originals import original_bytes
from web.index import searcher, stored_document

blueprint = Blueprint("originals", __name__)

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text": "text/plain",
}
"""By format; others are only bytes, so that no browser runs anything that is in them."""


@blueprint.get("/files/<path:symbol>")
def original(symbol: str) -> Response:
    """Give the file that a document was read from; the address names the document, not a path."""
    masthead = stored_document(symbol).document.masthead
    found = searcher().original(masthead.symbol)
    answer = send_file(
        BytesIO(original_bytes(found)),
        mimetype=MEDIA_TYPES.get(found.format, "application/octet-stream"),
        as_attachment=True,
        download_name=found.name,
        etag=found.checksum,
        max_age=0,  # the next index may have another file
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
