"""Subscriptions, from the form to the message and to the end."""

from __future__ import annotations

import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.mail_server import Mailbox, receiving
from support.web_site import EVIL, HOSTILE, LONG, TRAFFICKING, build_site

from indexer.generations.arrivals import NAME
from search.searcher import Searcher
from web.app import create_app
from web.digest.mail import MailServer
from web.digest.sender import Sender
from web.digest.subscriptions import Subscriptions
from web.settings.settings import Settings
from web.settings.sources import ConfigurationError, configure

SITE = "https://search.example/un"
DAY = 86400.0


class Office:
    """A site with subscriptions, its mailbox, and a clock that tests turn."""

    def __init__(self, folder: Path, box: Mailbox) -> None:
        self.index = build_site(folder)
        self.file = folder / "subscriptions.sqlite"
        self.box = box
        self.now = 1_800_000_000.0
        settings = Settings(
            index=self.index,
            base_url=SITE,
            mail_server=box.address,
            mail_from="operative@un.example",
            subscriptions=self.file,
        )
        self.app = create_app(settings)
        self.client: FlaskClient = self.app.test_client()
        self.searcher = Searcher(self.index)
        self.subscriptions = Subscriptions(self.file)
        self.sender = Sender(
            self.subscriptions,
            lambda: self.searcher,
            MailServer(box.address).send,
            sender="operative@un.example",
            site=SITE,
            seconds=DAY,
            clock=lambda: self.now,
        )

    def subscribe(self, address: str = "reader@un.example", **search: str) -> int:
        fields = {"address": address, **search}
        return self.client.post("/un/subscribe", data=fields, base_url=SITE).status_code

    def arrive(self, symbol: str, arrived: str) -> None:
        with closing(sqlite3.connect(self.index / NAME)) as connection, connection:
            connection.execute(
                "UPDATE arrivals SET arrived = ? WHERE symbol = ?", (arrived, symbol)
            )

    def next_day(self) -> int:
        """Sends what is due a day later."""
        self.now = max(self.now, 1_900_000_000.0) + DAY
        return self.sender.send_due()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with receiving() as box:
        made = Office(tmp_path, box)
        yield made
        made.searcher.close()
        made.app.extensions["operative"].close()


def _page(office: Office, path: str) -> str:
    return office.client.get(f"/un{path}", base_url=SITE).text


def test_new_results_come_by_mail_once(office: Office) -> None:
    assert office.subscribe(q="trafficking") == 200
    assert office.next_day() == 0
    office.arrive(TRAFFICKING, "2026-03-01T10:00:00+00:00")
    assert office.next_day() == 1
    (mail,) = office.box.messages
    assert mail["To"] == "reader@un.example"
    assert re.fullmatch(r"Operative: \d+ new paragraphs?", mail["Subject"])
    text = mail.get_content()
    assert "General Assembly resolution 74/176" in text
    assert f"{SITE}/resolutions/A/RES/74/176#" in text
    assert office.next_day() == 0
    assert len(office.box.messages) == 1


def test_documents_without_results_are_no_news(office: Office) -> None:
    office.subscribe(q="trafficking")
    office.arrive(LONG, "2026-03-01T10:00:00+00:00")
    assert office.next_day() == 0
    assert office.box.messages == []


def test_what_was_there_before_is_not_sent(office: Office) -> None:
    office.arrive(TRAFFICKING, "2026-03-01T10:00:00+00:00")
    office.subscribe(q="trafficking")
    assert office.next_day() == 0


def test_a_long_digest_quotes_some(office: Office) -> None:
    office.subscribe(q="", organ="GA")
    office.arrive(LONG, "2026-03-01T10:00:00+00:00")
    assert office.next_day() == 1
    assert re.search(r"And \d+ more\.", office.box.messages[0].get_content())


def test_the_link_in_a_message_ends_it(office: Office) -> None:
    """The page asks first, since mail programs follow links; programs may post (RFC 8058)."""
    office.subscribe(q="trafficking")
    office.arrive(TRAFFICKING, "2026-03-01T10:00:00+00:00")
    office.next_day()
    mail = office.box.messages[0]
    link = mail["List-Unsubscribe"].strip(" <>")
    assert link in mail.get_content().replace("\n", "")
    path = link.removeprefix(SITE)
    assert "Send no more messages" in _page(office, path)
    assert office.subscriptions.due(office.now + DAY)
    posted = office.client.post(f"/un{path}", data={"List-Unsubscribe": "One-Click"}, base_url=SITE)
    assert "You get no more messages" in posted.text
    assert office.subscriptions.due(office.now + DAY) == ()
    assert "You get no more messages" in _page(office, path)


def test_a_server_that_refuses_is_tried_again(office: Office) -> None:
    office.subscribe(q="trafficking")
    office.arrive(TRAFFICKING, "2026-03-01T10:00:00+00:00")
    office.box.refuse = True
    assert office.next_day() == 0
    office.box.refuse = False
    assert office.sender.send_due() == 1


@pytest.mark.parametrize(
    "address",
    ["", "me", "a@b\r\nBcc: c@d.example", "a b@c.example", "x" * 300 + "@un.example", EVIL],
)
def test_what_is_no_address_is_refused(office: Office, address: str) -> None:
    assert office.subscribe(address, q="trafficking") == 400
    assert not office.file.exists() or office.subscriptions.due(1e12) == ()


def test_hostile_searches_and_texts_stay_text(office: Office) -> None:
    assert office.subscribe(q=EVIL) == 200
    page = office.client.post(
        "/un/subscribe", data={"q": EVIL, "address": "a@un.example"}, base_url=SITE
    ).text
    assert "<script>alert" not in page
    office.subscribe(q="", year="1900..2100")
    office.subscribe("b@un.example", q="")
    office.arrive(HOSTILE, "2026-03-01T10:00:00+00:00")
    assert office.next_day() >= 1
    assert all(mail.get_content_type() == "text/plain" for mail in office.box.messages)


def test_subscriptions_are_bounded_and_not_repeated(office: Office) -> None:
    for _ in range(3):
        assert office.subscribe(q="trafficking") == 200
    assert len(office.subscriptions.due(1e12)) == 1
    for number in range(49):
        assert office.subscribe(q=f"word{number}") == 200
    assert office.subscribe(q="one more") == 400
    assert office.subscribe("other@un.example", q="one more") == 200


@pytest.mark.skipif("os.name == 'nt'")
def test_addresses_are_for_the_server_alone(office: Office) -> None:
    office.subscribe(q="trafficking")
    assert stat.S_IMODE(office.file.stat().st_mode) == 0o600


def test_pages_of_other_sites_cannot_subscribe(office: Office) -> None:
    answer = office.client.post(
        "/un/subscribe",
        data={"q": "x", "address": "a@un.example"},
        base_url=SITE,
        headers={"Origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403


def test_the_results_lead_to_the_form(office: Office) -> None:
    page = _page(office, "/?q=trafficking")
    link = re.search(r'href="/un(/subscribe\?[^"]+)"', page)
    assert link
    assert "trafficking" in _page(office, link[1].replace("&amp;", "&"))


def test_without_a_mail_server_there_is_nothing(tmp_path: Path) -> None:
    client = create_app(Settings(index=build_site(tmp_path))).test_client()
    assert client.get("/subscribe?q=x").status_code == 404
    assert "by e-mail" not in client.get("/?q=trafficking").text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"mail_server": "smtp://mail.example"}, "messages also need mail_from"),
        ({"mail_server": "http://mail.example"}, "smtp://"),
        ({"mail_server": "smtp://user:secret@mail.example"}, "smtp://"),
        ({"mail_from": "nobody"}, "an e-mail address"),
        ({"digest": "1s"}, "from 1h"),
    ],
)
def test_settings_that_do_not_fit(options: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        configure(options, {})
