"""Sender: looks through the subscriptions and sends what is new, in the background."""

from __future__ import annotations

import logging
import smtplib
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from indexer.errors import IndexerError
from search.errors import SearchError
from search.request import SearchRequest, Sort
from search.results import Found
from search.searcher import Searcher
from web import urls
from web.digest.mail import MOST_QUOTED, Digest, MailServer, message
from web.digest.subscriptions import Subscription, Subscriptions
from web.index import Connection
from web.server.upkeep.periodic import Periodic
from web.settings.settings import Settings

LOG = logging.getLogger(__name__)

MOST_NEW = 1000
"""Documents that one digest covers."""
_MOST_RESULTS = 20_000  # newest paragraphs of a search that are looked through
_LOOK = 600.0  # seconds between two looks at what is due
_PATIENCE = 35.0


def request_of(search: str) -> SearchRequest:
    """Returns the search in a query string; what cannot be used of it is left out."""
    pairs = parse_qsl(search.lstrip("?"), keep_blank_values=True)
    asked = urls.read_search(MultiDict(pairs)).request
    return replace(asked, sort=Sort.NEWEST, page=1, strict=True)


def reading(searcher: Searcher, request: SearchRequest) -> str:
    """Returns a search in plain words."""
    return searcher.search(replace(request, size=1, page=1, facets=())).reading


def new_results(searcher: Searcher, request: SearchRequest, since: str) -> tuple[list[Found], str]:
    """Returns the results in documents that came after a time, and the time of the newest."""
    arrived = searcher.arrivals(most=MOST_NEW, after=since)
    if not arrived:
        return [], since
    symbols = {masthead.symbol for masthead, _ in arrived}
    results = searcher.stream(request, most=_MOST_RESULTS)
    found = [one for one in results if one.masthead.symbol in symbols]
    return found, max(moment for _, moment in arrived)


def digests(settings: Settings, searcher: Callable[[], Searcher] | None = None) -> Sender:
    """Returns the sender that settings describe; searcher: the one to use, a new one otherwise."""
    login = Path(settings.mail_login) if settings.mail_login else None
    return Sender(
        Subscriptions(Path(settings.subscriptions)),
        searcher or Connection(settings, Searcher).searcher,
        MailServer(settings.mail_server, login).send,
        sender=settings.mail_from,
        site=settings.site,
        seconds=settings.digest,
    )


class Sender:
    """Sending of digests every so many seconds; `start` and `stop` may be called once.

    site: address of the site. mail: hands over a message. clock: the time of day in seconds.
    """

    def __init__(
        self,
        subscriptions: Subscriptions,
        searcher: Callable[[], Searcher],
        mail: Callable[[EmailMessage], object],
        *,
        sender: str,
        site: str,
        seconds: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._subscriptions = subscriptions
        self._searcher = searcher
        self._mail = mail
        self._sender = sender
        self._site = site
        self._seconds = seconds
        self._clock = clock
        wait = min(seconds, _LOOK)
        self._periodic = Periodic("digests", self.send_due, wait, patience=_PATIENCE)

    def start(self) -> None:
        """Starts."""
        self._periodic.start()

    def stop(self) -> None:
        """Stops after the message that is being sent."""
        self._periodic.stop()

    def send_due(self) -> int:
        """Sends the digests that are due; returns how many. What fails is tried again later."""
        try:
            due: Sequence[Subscription] = self._subscriptions.due(self._clock() - self._seconds)
            return sum(self._send(one) for one in due if not self._periodic.stopping)
        except (sqlite3.Error, IndexerError) as error:
            LOG.warning("digests: %s", error)
            return 0

    def _send(self, one: Subscription) -> bool:
        try:
            request = request_of(one.search)
            found, newest = new_results(self._searcher(), request, one.since)
            if found:
                self._mail(self._message(one, reading(self._searcher(), request), found))
        except SearchError as error:
            LOG.warning("digest of the search %s: %s", one.search, error)
            found, newest = [], one.since
        except (OSError, smtplib.SMTPException) as error:
            LOG.warning("a digest could not be sent: %s", error)
            return False
        self._subscriptions.record(one.token, since=newest, now=self._clock())
        return bool(found)

    def _message(self, one: Subscription, words: str, found: list[Found]) -> EmailMessage:
        digest = Digest(
            to=one.address,
            reading=words,
            found=list(islice(found, MOST_QUOTED)),
            total=len(found),
            site=self._site,
            search=f"{self._site}/{one.search}",
            unsubscribe=f"{self._site}/unsubscribe/{one.token}",
        )
        return message(digest, self._sender, datetime.fromtimestamp(self._clock(), UTC))
