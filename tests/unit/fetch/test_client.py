"""The client against a server with the faults of real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.publisher import Publisher, Reply, leading_to

from indexer.errors import FetchFailed
from indexer.fetch.client import Client, Wanted
from indexer.fetch.partial import Validators

from .conftest import Waits

BODY = bytes(range(256)) * 4000
BIG = 1 << 24


def _wanted(publisher: Publisher, path: str = "/file", **members: object) -> Wanted:
    return Wanted(address=publisher.address + path, **{"most": BIG, **members})  # type: ignore[arg-type]


def test_a_file_comes_with_its_state(publisher: Publisher, client: Client, tmp_path: Path) -> None:
    publisher.put("/file", Reply(body=BODY))
    state = client.download(_wanted(publisher), tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    assert state is not None
    assert state.etag == Reply(body=BODY).etag
    assert publisher.asked[0][1]["user-agent"] == "operative/test"
    again = client.download(_wanted(publisher, known=state), tmp_path / "file")
    assert again is None


def test_a_broken_download_goes_on_where_it_stopped(
    publisher: Publisher, client: Client, tmp_path: Path
) -> None:
    whole = Reply(body=BODY)
    publisher.put("/file", Reply(body=BODY, cut=700_000), Reply(body=BODY, cut=100), whole)
    client.download(_wanted(publisher), tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    ranges = [headers.get("range") for _, headers in publisher.asked]
    assert ranges[0] is None
    assert all(asked and asked.startswith("bytes=") for asked in ranges[1:])


def test_without_ranges_it_starts_again(
    publisher: Publisher, client: Client, tmp_path: Path
) -> None:
    publisher.put("/file", Reply(body=BODY, cut=500_000), Reply(body=BODY, ranges=False))
    client.download(_wanted(publisher), tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY


def test_a_part_of_another_state_is_not_used(
    publisher: Publisher, client: Client, tmp_path: Path
) -> None:
    """What is published changes between two runs: the parts must not be joined."""
    publisher.put("/file", Reply(body=b"a" * 900_000, cut=100_000))
    with pytest.raises(FetchFailed, match="could not be had"):
        client.download(_wanted(publisher), tmp_path / "file")
    publisher.put("/file", Reply(body=b"b" * 900_000))
    client.download(_wanted(publisher), tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"b" * 900_000


def test_a_server_that_is_asked_too_often_is_waited_for(
    publisher: Publisher, client: Client, waits: Waits, tmp_path: Path
) -> None:
    publisher.put("/file", Reply(status=429, headers={"Retry-After": "37"}), Reply(body=BODY))
    client.download(_wanted(publisher), tmp_path / "file")
    assert max(waits) == 37
    waits.clear()
    client.download(_wanted(publisher), tmp_path / "file")
    client.download(_wanted(publisher), tmp_path / "file")
    assert max(waits) == 2.0  # from then on twice the pause


def test_a_server_that_asks_to_wait_for_days_is_left(
    publisher: Publisher, client: Client, waits: Waits, tmp_path: Path
) -> None:
    publisher.put("/file", Reply(status=503, headers={"Retry-After": "200000"}))
    with pytest.raises(FetchFailed, match="Run the same command again later"):
        client.download(_wanted(publisher), tmp_path / "file")
    assert sum(waits) < 10


def test_waits_grow_and_end(
    publisher: Publisher, client: Client, waits: Waits, tmp_path: Path
) -> None:
    publisher.put("/file", Reply(status=500))
    with pytest.raises(FetchFailed) as failed:
        client.download(_wanted(publisher), tmp_path / "file")
    assert failed.value.code == "unreachable"
    assert len(publisher.asked) == 6
    assert sorted(waits) == list(waits)


@pytest.mark.parametrize(
    ("status", "code"), [(404, "not-found"), (410, "not-found"), (403, "refused")]
)
def test_a_plain_no_is_final(
    publisher: Publisher, client: Client, tmp_path: Path, status: int, code: str
) -> None:
    publisher.put("/file", Reply(status=status))
    with pytest.raises(FetchFailed) as failed:
        client.download(_wanted(publisher), tmp_path / "file")
    assert failed.value.code == code
    assert len(publisher.asked) == 1


def test_redirects_are_followed_on_known_hosts_only(
    publisher: Publisher, client: Client, tmp_path: Path
) -> None:
    port = publisher.address.rsplit(":", 1)[1]
    publisher.put("/file", leading_to("/other"))
    publisher.put("/other", leading_to(f"http://localhost:{port}/third"))
    publisher.put("/third", Reply(body=BODY))
    known = frozenset({"localhost"})
    client.download(_wanted(publisher, hosts=known), tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    for address in (f"http://localhost:{port}/third", "file:///etc/passwd", "http://[bad/"):
        publisher.put("/file", leading_to(address))
        with pytest.raises(FetchFailed):
            client.download(_wanted(publisher), tmp_path / "other")
    publisher.put("/file", leading_to("/file"))
    with pytest.raises(FetchFailed, match="in a circle"):
        client.download(_wanted(publisher), tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_file_that_is_too_large_is_left(
    publisher: Publisher, client: Client, tmp_path: Path
) -> None:
    publisher.put("/file", Reply(body=BODY))
    with pytest.raises(FetchFailed) as failed:
        client.download(_wanted(publisher, most=1000), tmp_path / "file")
    assert failed.value.code == "too-large"
    assert not (tmp_path / "file").exists()


def test_robots_are_obeyed_where_documents_are_asked_for(
    publisher: Publisher, client: Client, waits: Waits, tmp_path: Path
) -> None:
    rules = b"User-agent: *\nDisallow: /private\nDisallow: /*/secret$\nCrawl-delay: 5\n"
    publisher.put("/robots.txt", Reply(body=rules, kind="text/plain"))
    publisher.put("/file", Reply(body=BODY))
    for path in ("/private/x", "/a/secret"):
        with pytest.raises(FetchFailed) as failed:
            client.download(_wanted(publisher, path, robots=True), tmp_path / "x")
        assert failed.value.code == "robots"
    for _ in range(2):
        client.download(_wanted(publisher, robots=True), tmp_path / "x")
    assert publisher.paths() == ["/robots.txt", "/file", "/file"]
    assert max(waits) == 5.0


@pytest.mark.parametrize("status", [500, 429])
def test_without_an_answer_on_robots_nothing_is_asked(
    publisher: Publisher, client: Client, tmp_path: Path, status: int
) -> None:
    publisher.put("/robots.txt", Reply(status=status))
    publisher.put("/file", Reply(body=BODY))
    with pytest.raises(FetchFailed, match=r"robots\.txt"):
        client.download(_wanted(publisher, robots=True), tmp_path / "x")
    assert "/file" not in publisher.paths()


def test_a_known_state_that_has_changed_is_sent(
    publisher: Publisher, client: Client, tmp_path: Path
) -> None:
    publisher.put("/file", Reply(body=BODY))
    known = Validators(etag='"older"')
    assert client.download(_wanted(publisher, known=known), tmp_path / "file") is not None


def test_a_server_that_is_not_there_is_said_so(client: Client, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed) as failed:
        client.download(Wanted(address="http://127.0.0.1:9/x", most=BIG), tmp_path / "x")
    assert failed.value.code == "unreachable"
