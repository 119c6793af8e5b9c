"""What is new since the last visit, which the browser alone knows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from support.browsers import Browser, served
from support.web_site import LONG, TRAFFICKING, build_site, site

from indexer.generations.arrivals import NAME
from web.index import EXTENSION
from web.server.cache import EXTENSION as CACHE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def news(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A site with a document that came after the start."""
    index = build_site(tmp_path)
    arrive(index, TRAFFICKING, "2026-03-01T10:00:00+00:00")
    app = site(index)
    app.extensions[CACHE].put = lambda *_: None  # the index stays the same
    with served(app) as base:
        yield base, index
    app.extensions[EXTENSION].close()


def arrive(index: Path, symbol: str, arrived: str) -> None:
    with closing(sqlite3.connect(index / NAME)) as connection, connection:
        connection.execute("UPDATE arrivals SET arrived = ? WHERE symbol = ?", (arrived, symbol))


def said(browser: Browser) -> str:
    return browser.find_element(By.CSS_SELECTOR, "[data-news-said]").text


def test_what_came_since_the_last_visit_is_marked(opened: Browser, news: tuple[str, Path]) -> None:
    base, index = news
    opened.get(base)
    assert "1 document" in opened.find_element(By.CSS_SELECTOR, "[data-news]").text
    assert said(opened) == ""  # the first visit: all is new, or nothing
    opened.execute_script("sessionStorage.clear()")  # a later visit
    opened.get(base)
    assert said(opened) == "Nothing new since your last visit."
    opened.execute_script("sessionStorage.clear()")
    arrive(index, LONG, "2026-03-02T10:00:00+00:00")
    opened.get(base)
    assert said(opened) == "1 new since your last visit."
    opened.get(base + "/new")  # the same visit
    marks = [one.text for one in opened.find_elements(By.CSS_SELECTOR, "h2")]
    assert "new since your last visit" in marks[0]
    assert "new since" not in marks[1]
