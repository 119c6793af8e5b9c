"""Checking a draft in a browser: with scripts and without, by text and by file."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from support.axe import axe_path, violations
from support.browsers import Browser, set_screen
from support.requirements import require

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

DRAFT = """1. Urges Member States to share moonlight with everybody who is awake at night;

2. Decides to consider the matter of moonlight at its next session.
"""


def one(browser: Browser, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def checked(browser: Browser, address: str, *, file: Path | None = None) -> list[WebElement]:
    """Send a draft with the form; gives the paragraphs of the report."""
    browser.get(address + "/precedents")
    if file:
        one(browser, "#draft-file").send_keys(str(file))
    else:
        one(browser, "#draft-text").send_keys(DRAFT)
    one(browser, "[data-checks] button").click()
    WebDriverWait(browser, 60).until(lambda _: browser.find_elements(By.CSS_SELECTOR, ".report"))
    return browser.find_elements(By.CSS_SELECTOR, ".entry")


def test_a_draft_without_scripts(scriptless: Browser, address: str) -> None:
    """Sending, the report and choosing what it shows need no script."""
    entries = checked(scriptless, address)
    assert len(entries) == 2
    one(scriptless, "#show-new").click()
    shown = [entry for entry in entries if entry.is_displayed()]
    assert len(shown) == int(one(scriptless, "label.is-new strong").text)
    assert all("is-new" in (entry.get_attribute("class") or "") for entry in shown)


@pytest.mark.parametrize("look", ["desk", "dark phone"])
def test_axe(browser: Browser, address: str, tmp_path: Path, look: str) -> None:
    """Form and report can be used with a screen reader, and fit on a phone."""
    require(axe_path(), "axe-core is not installed")
    width = 1280 if look == "desk" else 390
    set_screen(browser, width, dark=look != "desk")
    browser.get(address + "/precedents")
    assert violations(browser) == []
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, "utf-8")
    assert len(checked(browser, address, file=file)) == 2
    assert violations(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_a_large_file_is_not_sent(browser: Browser, address: str, tmp_path: Path) -> None:
    """It is refused before it has taken a minute to send."""
    file = tmp_path / "large.txt"
    file.write_bytes(b"x" * 9_000_000)
    browser.get(address + "/precedents")
    one(browser, "#draft-file").send_keys(str(file))
    one(browser, "[data-checks] button").click()
    assert "too large" in one(browser, ".draft-wait").text
    assert one(browser, "[data-checks] button").is_enabled()
