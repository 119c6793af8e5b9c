"""The pages for those who hear them or speak to them: names, order, landmarks, plots."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from support.browsers import Browser, Chromium, set_screen
from support.hearing import Heard, controls, heard, plain
from support.web_site import LONG, TRAFFICKING

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PAGES = (
    "/",
    "/?q=women+trafficking",
    "/?q=oceans&verb=verb01",
    "/?q=zebra",
    f"/resolutions/{TRAFFICKING}?q=women",
    "/resolutions",
    "/sessions/GA/75",
    "/addressees",
    "/addressees/Secretary-General?due=1",
    "/trends?q=women&q=oceans",
    f"/compare?a={TRAFFICKING}&b={LONG}",
    f"/history?paragraph={TRAFFICKING}%23op1",
    f"/series?symbol={TRAFFICKING}",
    "/concordance?q=oceans",
    "/precedents",
    "/reports",
    "/new",
    "/help",
    "/embed/make",
    "/embed?q=women",
    "/nowhere",
)


@pytest.mark.parametrize("path", PAGES)
def test_what_is_seen_can_be_said(browser: Browser, address: str, path: str) -> None:
    """Every control has a name, and the name holds the text on the screen (WCAG 2.5.3, 4.1.2)."""
    set_screen(browser, 1280)
    browser.get(address + path)
    found = controls(browser)
    assert found
    assert [one for one in found if not plain(one.name) and one.text.strip() != "×"] == []
    assert [one for one in found if f" {plain(one.text)} " not in f" {plain(one.name)} "
            and plain(one.text)] == []  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_names_tell_controls_apart(browser: Browser, address: str, path: str) -> None:
    """No two buttons have the same name: those of hits and paragraphs say which they belong to."""
    set_screen(browser, 1280)
    browser.get(address + path)
    buttons = [one.name for one in controls(browser) if one.role in {"button", "summary"}]
    assert [name for name, count in Counter(buttons).items() if count > 1] == []


def order(found: list[Heard], *wanted: str) -> list[int]:
    """Give the places at which names begin so, in the order of `wanted`."""
    names = [one.name for one in found]
    return [next(at for at, name in enumerate(names) if name.startswith(one)) for one in wanted]


@pytest.mark.only_chromium("Firefox does not hand out its accessibility tree")
def test_results_are_heard_before_filters(browser: Chromium, address: str) -> None:
    """The box, how many there are, the hits, then the filters, each under a heading of its own."""
    set_screen(browser, 1280)
    browser.get(address + "/?q=oceans")
    found = heard(browser)
    places = order(
        found, "Skip to results", "Search results", "45 paragraphs", f"{LONG}", "Filters"
    )
    assert places == sorted(places)
    headings = [(one.level, one.name) for one in found if one.role == "heading"]
    assert headings[:2] == [(1, "Search results"), (2, "Paragraphs")]
    assert (2, "Filters") in headings
    levels = [level or 0 for level, _ in headings]
    assert all(later - sooner <= 1 for sooner, later in itertools.pairwise(levels))
    hits = [name for level, name in headings if level == 3 and name.startswith(LONG)]
    assert hits[0] == f"{LONG} Operative paragraph 1"
    assert len(set(hits)) == 20


@pytest.mark.only_chromium("Firefox does not hand out its accessibility tree")
@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/embed?")])
def test_landmarks(browser: Chromium, address: str, path: str) -> None:
    """One banner, one main part with one first heading, one foot; regions of a kind have names."""
    set_screen(browser, 1280)
    browser.get(address + path)
    found = heard(browser)
    roles = Counter(one.role for one in found)
    assert (roles["banner"], roles["main"], roles["contentinfo"]) == (1, 1, 1)
    firsts = [one.within for one in found if one.role == "heading" and one.level == 1]
    assert firsts == [("main",)] or [part[0] for part in firsts] == ["main"]
    named = [
        (one.role, one.name) for one in found if one.role in {"navigation", "region", "search"}
    ]
    assert [one for one, count in Counter(named).items() if count > 1] == []


@pytest.mark.only_chromium("Firefox does not hand out its accessibility tree")
def test_a_plot_is_heard_as_a_summary_and_a_table(browser: Chromium, address: str) -> None:
    """The plot has a name and says in words what it shows; the table has every number."""
    set_screen(browser, 1280)
    browser.get(address + "/trends?q=women&q=oceans")
    found = heard(browser)
    (plot,) = [one for one in found if one.role == "image" or one.role == "img"]
    assert "women, oceans by year" in plot.name
    assert "oceans" in plot.description
    assert "45" in plot.description
    table = next(at for at, one in enumerate(found) if one.role == "table")
    assert found[table].name == "Paragraphs by year"
    heads = [one.name for one in found[table:] if one.role == "columnheader"]
    assert heads[:3] == ["Year", "women", "oceans"]
    assert "2020" in [one.name for one in found[table:] if one.role == "rowheader"]


@pytest.mark.only_chromium("Firefox does not hand out its accessibility tree")
def test_a_resolution_is_heard_from_its_title_to_its_source(
    browser: Chromium, address: str
) -> None:
    """Title, what is known of the text, the text in its order, footnotes; parts are headings."""
    set_screen(browser, 1280)
    browser.get(f"{address}/resolutions/{TRAFFICKING}")
    found = heard(browser)
    places = order(
        found,
        "Skip to content",
        "Efforts against trafficking",
        "The General Assembly,",
        "Urges",
        "Women and girls affected",
        "50th plenary meeting",
    )
    assert places == sorted(places)
