"""Compression: responses as small as the client can read them, where no proxy does so.

Pages hold nothing secret beside what a client has sent, so their size gives nothing away (BREACH).
"""

from __future__ import annotations

from flask import Flask, Response
from flask_compress import Compress

KINDS = (
    "text/html",
    "text/css",
    "text/csv",
    "text/plain",
    "text/calendar",
    "text/javascript",
    "application/json",
    "application/x-ndjson",
    "application/xml",
    "application/atom+xml",
    "application/opensearchdescription+xml",
    "image/svg+xml",
)
"""Kinds of content that become smaller."""
SMALLEST = 1000
"""Bytes of a response that is worth it: about one packet of the network."""


class _Compress(Compress):
    """Flask-Compress, which leaves parts of files alone and closes what it reads."""

    def after_request(self, response: Response | None) -> Response:
        if response is not None:
            if response.status_code == 206:  # places are counted in the file as it is
                return response
            if response.is_streamed and (close := getattr(response.response, "close", None)):
                response.call_on_close(close)
        return super().after_request(response)


def install(app: Flask) -> None:
    """Makes the application compress its responses; to be called before `headers.install`.

    Flask calls what was installed last first, and validators (ETags) are of what is compressed.
    """
    app.config.update(COMPRESS_MIMETYPES=KINDS, COMPRESS_MIN_SIZE=SMALLEST)
    _Compress(app)
