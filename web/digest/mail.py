"""Mail: the message of a digest, and how it is handed to the mail server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from textwrap import wrap
from urllib.parse import urlsplit

from search.citation import citation
from search.results import Found
from web.urls import address_on

MOST_QUOTED = 20
"""Paragraphs that a message quotes."""
_LONGEST = 700  # characters of a paragraph that are quoted
_WIDTH = 76
_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a message says.

    reading: the search in plain words. found: its new paragraphs, at most `MOST_QUOTED`; total: how
    many there are. site: address of the site. search: address of the search, unsubscribe: address
    that ends the subscription.
    """

    to: str
    reading: str
    found: Sequence[Found]
    total: int
    site: str
    search: str
    unsubscribe: str


def message(digest: Digest, sender: str, now: datetime) -> EmailMessage:
    """Returns the message of a digest, as plain text."""
    mail = EmailMessage()
    noun = "paragraph" if digest.total == 1 else "paragraphs"
    mail["Subject"] = f"Operative: {digest.total:,} new {noun}"
    mail["From"] = sender
    mail["To"] = digest.to
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe"] = f"<{digest.unsubscribe}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content("\n".join(_lines(digest)))
    return mail


def _lines(digest: Digest) -> list[str]:
    lines = wrap(f"New paragraphs {digest.reading}:", _WIDTH)
    for one in digest.found:
        title = one.masthead.title or one.masthead.subject
        lines += ["", *wrap(citation(one.masthead, one.paragraph), _WIDTH)]
        lines += wrap(title, _WIDTH) if title else []
        words = " ".join(filter(None, (one.lead_in, one.paragraph.text)))
        cut = f"{words[:_LONGEST]}…" if len(words) > _LONGEST else words
        lines += [f"  {line}" for line in wrap(cut, _WIDTH - 2)]
        lines.append(address_on(digest.site, one.paragraph.id))
    if digest.total > len(digest.found):
        lines += ["", f"And {digest.total - len(digest.found):,} more."]
    lines += ["", "All results of this search:", digest.search]
    return [*lines, "", "To unsubscribe:", digest.unsubscribe]


class MailServer:
    """A mail server by its address: smtp://host:port, smtps:// or smtp+starttls://.

    login: file with "user:password" in its first line, None to sign in nowhere.
    """

    def __init__(self, where: str, login: Path | None = None) -> None:
        parts = urlsplit(where)
        self._scheme = parts.scheme
        self._host = parts.hostname or ""
        self._port = parts.port or {"smtp": 25, "smtps": 465}.get(parts.scheme, 587)
        self._login = login

    def send(self, mail: EmailMessage) -> None:
        """Hands over a message; raises OSError or smtplib.SMTPException."""
        secure = ssl.create_default_context()
        if self._scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=_SECONDS, context=secure
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=_SECONDS)
        with server:
            if self._scheme == "smtp+starttls":
                server.starttls(context=secure)
            if self._login is not None:
                user, _, password = self._login.read_text("utf-8").splitlines()[0].partition(":")
                server.login(user, password)
            server.send_message(mail)
