"""Drafts that are sent: read from a request and checked; nothing of them is kept or logged."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from queue import Empty, LifoQueue

from flask import Blueprint, Flask, current_app, request
from werkzeug.exceptions import ServiceUnavailable

from indexer.model import Document
from search.deadline import until
from search.errors import BadParameter, DraftTooLarge, DraftUnreadable, SearchTooLong
from search.precedents.drafts import MOST_BYTES, PASTED, TOO_LARGE, DraftReader
from search.precedents.report import Report
from search.translation.current import gettext
from web.index import connection, searcher, stored_document

AT_ONCE = 2
"""Drafts that are checked at once: each takes a processor for a second or more."""
_READERS = "operative-drafts"
_FORM = 64 * 1024
"""Bytes of a form beside the draft in it."""
_LONGEST_NAME = 200
_RETRY_AFTER = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was sent; parameter: the name of what it was sent in."""

    name: str
    data: bytes
    parameter: str

    @property
    def pasted(self) -> bool:
        """Returns whether it is text from the form."""
        return self.name == PASTED


def install(blueprint: Blueprint) -> None:
    """Gives the application that a blueprint is registered with its readers of drafts."""
    blueprint.record(lambda state: state.app.extensions.setdefault(_READERS, _readers()))


def _readers() -> LifoQueue[DraftReader]:
    readers: LifoQueue[DraftReader] = LifoQueue()
    for _ in range(AT_ONCE):
        readers.put(DraftReader())
    return readers


@contextmanager
def turn() -> Iterator[DraftReader]:
    """Lets only `AT_ONCE` requests do what stands within; others get a 503 at once.

    Yields the request's reader: the one used last, whose process has started.
    """
    readers: LifoQueue[DraftReader] = current_app.extensions[_READERS]
    try:
        reader = readers.get_nowait()
    except Empty:
        raise ServiceUnavailable(
            gettext(
                "Other drafts are being checked at the moment. Please try again in a few seconds."
            ),
            retry_after=_RETRY_AFTER,
        ) from None
    try:
        yield reader
    finally:
        readers.put(reader)


def close(app: Flask) -> None:
    """Ends the processes of an application's readers; the next draft would start them again."""
    readers: LifoQueue[DraftReader] = app.extensions[_READERS]
    while not readers.empty():
        readers.get_nowait().close()
    for _ in range(AT_ONCE):
        readers.put(DraftReader())


def sent_draft() -> Draft | None:
    """Returns the draft in the body of the current request; None if there is none.

    It is a form's file or text, the member `text` of a JSON object, or plain text. Raises
    DraftTooLarge or BadParameter.
    """
    if (request.content_length or 0) > MOST_BYTES + _FORM:
        raise DraftTooLarge(gettext(TOO_LARGE, number=MOST_BYTES // 2**20), parameter="file")
    request.max_content_length = MOST_BYTES + _FORM
    request.max_form_memory_size = MOST_BYTES + _FORM
    if request.mimetype == "text/plain":
        return _pasted(request.get_data().decode("utf-8", "replace"))
    if request.is_json:
        return _pasted(_text_of(request.get_json(silent=True)))
    file = request.files.get("file")
    if file is not None and file.filename:
        return Draft(_name(file.filename), file.read(), "file")
    again = request.form.get("again")
    if again:
        return Draft(_name(request.form.get("name", "")), _decoded(again), "again")
    return _pasted(request.form.get("text", ""))


def checked(draft: Draft, reader: DraftReader) -> Report:
    """Returns the report on a draft; raises DraftTooLarge, DraftUnreadable or SearchTooLong."""
    try:
        return _checked(reader.read(draft.name, draft.data))
    except DraftUnreadable as error:
        raise DraftUnreadable(str(error), parameter=draft.parameter) from None


def checked_document(symbol: str) -> Report:
    """Returns the report on a document of the index; raises DocumentMissing or SearchTooLong."""
    return _checked(stored_document(symbol).document)


def _checked(draft: Document) -> Report:
    # Reading a draft has a limit of its own, and the first draft must not pay for the index; so
    # the time for a search begins here.
    searcher().prepare_checks()
    with until(connection().settings.search_time):
        try:
            return searcher().check_draft(draft)
        except SearchTooLong:
            raise SearchTooLong(
                gettext("Checking this draft took too long. Check a part of it at a time.")
            ) from None


def _pasted(text: str) -> Draft | None:
    if not text.strip():
        return None
    return Draft(PASTED, text.encode("utf-8", "replace"), "text")


def _text_of(value: object) -> str:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str):
        raise BadParameter(
            gettext("Send a JSON object with the draft in “text”."), parameter="text"
        )
    return text


def _name(name: str) -> str:
    """Returns the last part of a file's name, which may be anything."""
    own = PurePosixPath(name.replace("\\", "/")).name
    return "".join(one for one in own if one.isprintable())[:_LONGEST_NAME] or "draft"


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadParameter(gettext("Send the draft again."), parameter="again") from None
