"""The pages, over a real index of a few made-up documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import html as lxml_html
from support.indexes.library import LIBRARY, publish
from support.web_site import (
    DOCUMENTS,
    EVIL,
    HITS_OF_LONG,
    HOSTILE,
    LONG,
    SECURITY,
    TRAFFICKING,
    build_site,
    site,
)

from search.query.parser import FIELDS, parse
from search.request import MAX_QUERY
from web import examples
from web.index import EXTENSION


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = site(build_site(tmp_path_factory.mktemp("site")))
    yield app.test_client()
    app.extensions[EXTENSION].close()


@pytest.fixture
def bare(tmp_path: Path) -> FlaskClient:
    """Make a site whose index does not exist."""
    return site(tmp_path / "nothing").test_client()


def page(client: FlaskClient, address: str, status: int = 200) -> lxml_html.HtmlElement:
    """Get a page and check what holds for every one of them."""
    response = client.get(address)
    assert response.status_code == status, response.text
    assert response.content_type == "text/html; charset=utf-8"
    tree = lxml_html.fromstring(response.text)
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//title/text()")
    ids = tree.xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)
    assert not tree.xpath("//script[not(@src) or text()] | //style | //@style")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    return tree


def text_of(tree: lxml_html.HtmlElement, path: str = "//main") -> str:
    (element,) = tree.xpath(path)
    return " ".join(element.text_content().split())


def follow(client: FlaskClient, tree: lxml_html.HtmlElement, path: str) -> lxml_html.HtmlElement:
    """Follow the one link that a path leads to."""
    (link,) = tree.xpath(path)
    return page(client, link.get("href"))


def sent(tree: lxml_html.HtmlElement) -> set[tuple[str, str]]:
    """Give what the search form sends as the page stands, from wherever its controls are."""
    controls = tree.xpath("//form[@id='page-search']//*[@name] | //*[@form='page-search'][@name]")
    return {
        (one.name, one.value or "")
        for one in controls
        if one.get("type") != "checkbox"
        or ("checked" in one.attrib and "disabled" not in one.attrib)
        if one.value
    }


FACET = "//details[@data-facet='{}']"


def hits(tree: lxml_html.HtmlElement) -> list[str]:
    return [" ".join(h.text_content().split()) for h in tree.xpath("//article[@class='hit']//h3")]


class TestStart:
    def test_says_what_this_is_and_how_much(self, client: FlaskClient) -> None:
        """A first visit explains itself."""
        text = text_of(page(client, "/"))
        assert "paragraph by paragraph" in text
        assert str(len(DOCUMENTS)) in text

    def test_unofficial(self, client: FlaskClient) -> None:
        """Every page says that it is unofficial and names the source."""
        for address in ("/", "/help", "/resolutions", "/?q=women", "/nowhere"):
            foot = lxml_html.fromstring(client.get(address).text).xpath("//footer")[0]
            assert "Unofficial" in foot.text_content()
            assert "United Nations" in foot.text_content()
            assert foot.xpath(".//a[@href='https://documents.un.org/']")


class TestResults:
    def test_shows_what_was_found(self, client: FlaskClient) -> None:
        """A hit shows symbol, place, title, date, verb and marked text."""
        tree = page(client, "/?q=punishing")
        assert hits(tree) == [f"{TRAFFICKING} Operative paragraph 1"]
        text = text_of(tree, "//article")
        for shown in ("Efforts against trafficking", "18 December 2019", "urge", "Member States"):
            assert shown in text
        assert tree.xpath("//article//mark/text()") == ["punish"]
        assert tree.xpath("//article//i[@class='opening']/text()") == ["Urges"]

    def test_a_subparagraph_shows_its_lead_in(self, client: FlaskClient) -> None:
        """A subparagraph is understood only with the words that lead in to it."""
        tree = page(client, "/?q=girls")
        assert hits(tree) == [f"{TRAFFICKING} Operative paragraph 2 (a)"]
        assert "Calls upon all States to protect victims" in text_of(tree, "//p[@class='lead-in']")

    def test_a_hit_leads_to_its_paragraph(self, client: FlaskClient) -> None:
        """Opening a hit lands on the paragraph, with the words marked."""
        tree = page(client, "/?q=girls")
        (href,) = tree.xpath("//article//h3/a/@href")
        path, _, fragment = href.partition("#")
        target = page(client, path).xpath("//*[@id=$id]", id=fragment)
        assert len(target) == 1
        assert target[0].xpath(".//mark/text()") == ["girls"]

    def test_facets_narrow_and_chips_widen(self, client: FlaskClient) -> None:
        """Choosing a value, then removing its chip, leads back."""
        tree = page(client, "/?q=women")
        assert len(hits(tree)) == 2
        value = "//label[contains(., 'Security Council')]/input"
        (box,) = tree.xpath(value)
        narrowed = page(client, f"/?q=women&{box.name}={box.get('value')}")
        assert len(hits(narrowed)) == 1
        assert narrowed.xpath(f"{value}/@checked")
        assert "Organ: Security Council" in text_of(narrowed, "//div[@class='chips']")
        widened = follow(client, narrowed, "//a[@class='chip']")
        assert hits(widened) == hits(tree)

    def test_facets_count_without_their_own_filter(self, client: FlaskClient) -> None:
        """Values of a facet that were not chosen can still be added."""
        tree = page(client, "/?q=women&organ=SC")
        assert "General Assembly" in text_of(tree, FACET.format("organ"))

    def test_a_long_facet_hides_its_tail(self, client: FlaskClient) -> None:
        """A long list shows its most frequent values, the rest is one click away."""
        tree = page(client, "/?q=oceans")
        (facet,) = tree.xpath(FACET.format("verb"))
        assert len(facet.xpath(".//li")) == 7
        everything = follow(client, tree, f"{FACET.format('verb')}//a[@class='all-values']")
        assert len(everything.xpath("//ul[@class='values-list']/li")) == 12

    def test_a_facet_without_values_is_left_out(self, client: FlaskClient) -> None:
        """Where no paragraph found has a committee, there is none to choose."""
        assert page(client, "/?q=trafficking").xpath(FACET.format("committee"))
        assert not page(client, "/?q=oceans").xpath(FACET.format("committee"))
        assert page(client, "/?q=oceans&committee=(none)").xpath(FACET.format("committee"))

    def test_results_say_how_their_documents_were_adopted(self, client: FlaskClient) -> None:
        """A quiet mark has the numbers of votes; the filter has plain words."""
        tree = page(client, "/?q=trafficking&adopted=vote")
        (mark, *_) = tree.xpath("//*[@class='adoption']")
        assert mark.text == "Vote 132–8–40"
        assert mark.get("title").endswith("132 in favour, 8 against, 40 abstaining")
        assert "Adopted by recorded vote" in tree.xpath(FACET.format("adopted"))[0].text_content()
        assert not page(client, "/?q=trafficking&adopted=consensus").xpath("//article")

    def test_a_new_query_keeps_filters_and_order(self, client: FlaskClient) -> None:
        """The form sends the filters along, without the page."""
        tree = page(client, "/?q=women&organ=GA&organ=sc&sort=newest&verbs=any&year=2000..2021")
        assert sent(tree) == {
            ("q", "women"), ("organ", "GA"), ("organ", "SC"), ("sort", "newest"),
            ("verbs", "any"),            ("group", "none"),
            ("year-from", "2000"), ("year-to", "2021"), ("size", "20"),
        }  # fmt: skip

    def test_pages(self, client: FlaskClient) -> None:
        """All results can be paged through, each once."""
        tree, seen = page(client, "/?q=oceans"), []
        seen += hits(tree)
        while tree.xpath("//nav[@aria-label='Pages']//a[@rel='next']"):
            tree = follow(client, tree, "//nav[@aria-label='Pages']//a[@rel='next']")
            seen += hits(tree)
        assert len(seen) == len(set(seen)) == HITS_OF_LONG
        assert "showing 41–45" in text_of(tree, "//*[@id='page-total']")

    def test_a_page_beyond_the_last_leads_back(self, client: FlaskClient) -> None:
        """An old address whose page is gone is no dead end."""
        tree = page(client, "/?q=oceans&page=9")
        assert hits(follow(client, tree, "//div[@class='advice']//a"))

    def test_order(self, client: FlaskClient) -> None:
        """Results come in the order asked for."""
        newest = hits(page(client, "/?q=women&sort=newest"))
        oldest = hits(page(client, "/?q=women&sort=oldest"))
        assert newest == oldest[::-1]
        assert newest[0].startswith(TRAFFICKING)

    def test_by_document(self, client: FlaskClient) -> None:
        """One hit a document, with some of its other paragraphs and the way to all of them."""
        tree = page(client, "/?q=oceans&group=resolution")
        assert len(hits(tree)) == 1
        assert "45 paragraphs in 1 document" in text_of(tree, "//*[@id='page-total']")
        assert len(tree.xpath("//p[@class='further']")) == 2
        every = follow(client, tree, "//p[@class='group-all']/a")
        assert "45 paragraphs" in text_of(every, "//*[@id='page-total']")
        assert len(hits(every)) == 20
        assert not page(client, "/?q=girls&group=resolution").xpath("//div[@class='group']")

    def test_by_wording(self, client: FlaskClient) -> None:
        """What is said again and again is shown once, with how often and when."""
        tree = page(client, "/?q=oceans&group=wording")
        assert len(hits(tree)) < 20
        told = text_of(tree, "(//p[@class='group-all'])[1]")
        assert "Same wording 45 times in 1 document, 2020" in told
        every = follow(client, tree, "//p[@class='group-all']/a")
        assert "45 paragraphs" in text_of(every, "//*[@id='page-total']")
        assert hits(every)[0].endswith("Operative paragraph 1")
        (box,) = every.xpath("//input[@name='q']/@value")
        assert box == f'oceans wording:"{LONG}#op1"'

    @pytest.mark.parametrize("place", ["op1", "OP1", " op1 "])
    def test_what_is_worded_like_a_paragraph(self, client: FlaskClient, place: str) -> None:
        """A paragraph is named in any spelling of its symbol, and in capitals too."""
        named = LONG.lower().replace("/", "_") + "#" + place
        tree = page(client, "/?q=wording:" + quote(f'"{named}"'))
        assert "45 paragraphs" in text_of(tree, "//*[@id='page-total']")

    @pytest.mark.parametrize("place", ["#op999", "#", ""])
    def test_no_such_place(self, client: FlaskClient, place: str) -> None:
        """Who names a paragraph that there is not is told how to name one."""
        tree = page(client, f"/?q=wording:{LONG}{quote(place)}")
        assert "is not a paragraph we have" in text_of(tree, "//ul[@class='notices']")

    def test_a_symbol_that_is_not_there(self, client: FlaskClient) -> None:
        """Who types the symbol of a document that the index lacks is told so, not to use less."""
        tree = page(client, "/?q=a/res/99/999")
        told = text_of(tree, "//div[@class='advice']")
        assert "We don’t have A/RES/99/999 here" in told
        assert "fewer words" not in told
        assert tree.xpath("//div[@class='advice']//a/@href")[0] == "/?cites=A/RES/99/999"
        assert "We don’t have" not in text_of(page(client, "/?q=zebra"), "//div[@class='advice']")

    def test_everything(self, client: FlaskClient) -> None:
        """An empty search shows all paragraphs rather than an error."""
        assert hits(page(client, "/?q="))

    def test_jump(self, client: FlaskClient) -> None:
        """Who types a symbol in any spelling gets the resolution; with filters, a way to it."""
        assert client.get("/?q=a%2Fres%2F74%2F176").location == f"/resolutions/{TRAFFICKING}"
        tree = page(client, "/?q=74/176&organ=GA")
        assert tree.xpath("//p[@class='jump']/a/@href") == [f"/resolutions/{TRAFFICKING}"]

    @pytest.mark.parametrize(
        ("query", "place"),
        [
            ("UNSCR 1325", "S/RES/1325%20(2000)"),
            ("General Assembly resolution 74/176, preambular para. 1", "A/RES/74/176#pp1"),
            ("OP3 of 74/176", "A/RES/74/176#op3"),
            ("https://undocs.org/en/A/RES/74/176", "A/RES/74/176"),
        ],
    )
    def test_jump_by_any_name(self, client: FlaskClient, query: str, place: str) -> None:
        """Whatever a document is called, its name alone leads to it and to its paragraph."""
        assert client.get(f"/?q={quote(query)}").location == f"/resolutions/{place}"

    def test_a_name_among_words(self, client: FlaskClient) -> None:
        """Beside words, a name gives a way to the paragraph above what is found."""
        tree = page(client, "/?q=report+resolution+74/176,+para.+3")
        (link,) = tree.xpath("//p[@class='jump']/a")
        assert link.get("href") == f"/resolutions/{TRAFFICKING}#op3"
        assert link.text_content() == "Open A/RES/74/176, operative paragraph 3"
        assert hits(tree)

    def test_a_name_of_what_is_cited(self, client: FlaskClient) -> None:
        """A document that is not here is said to be missing, with what refers to it."""
        tree = page(client, "/?q=64/293")
        assert hits(tree)
        assert "We don’t have A/RES/64/293 here" in text_of(tree, "//p[@class='jump-missing']")
        (link,) = tree.xpath("//p[@class='jump-missing']/a/@href")
        assert link == "/?cites=A/RES/64/293"

    def test_did_you_mean(self, client: FlaskClient) -> None:
        """A slip of the finger is set right and said; one click searches for what was typed."""
        tree = page(client, "/?q=traficking&organ=GA")
        assert "Showing results for trafficking." in text_of(tree)
        assert hits(tree) == hits(page(client, "/?q=trafficking&organ=GA"))
        (instead,) = tree.xpath("//div[@class='understood']//a/@href")
        as_typed = page(client, instead)
        (link,) = as_typed.xpath("//p[@class='did-you-mean']/a")
        assert link.text == "trafficking"
        assert hits(page(client, link.get("href"))) == hits(tree)

    def test_nothing_found(self, client: FlaskClient) -> None:
        """No result comes with advice that fits the search."""
        text = text_of(page(client, "/?q=%22zebra crossing%22&organ=SC"))
        assert "No results" in text
        assert "Remove all filters" in text
        assert "Remove the quotation marks" in text
        assert "quotation marks" not in text_of(page(client, "/?q=zebra"))

    @pytest.mark.parametrize(
        ("address", "told"),
        [
            ("/?q=women&colour=red", "There is no parameter “colour”. It was ignored."),
            ("/?q=women&page=0", "There is no page 0."),
            ("/?q=women&sort=best", "“sort” must be one of these: relevance"),
            ("/?colour=red", "There is no parameter “colour”. It was ignored."),
            ("/?q=women&year=abc..def", "abc..def"),
        ],
    )
    def test_a_wrong_parameter_is_told(self, client: FlaskClient, address: str, told: str) -> None:
        """A page never fails for its address; what had no effect is named."""
        tree = page(client, address)
        assert told in text_of(tree, "//ul[@class='notices']")

    @pytest.mark.parametrize(
        "query",
        [
            '"',
            "women AND",
            "(((",
            "a:b:c",
            "\x00",
            "🕊️",
            "*",
            "-",
            "NOT",
            "\u202e",
            "'; --",
            "%",
            "==",
        ],
    )
    def test_any_query_is_answered(self, client: FlaskClient, query: str) -> None:
        """No query gives an error page, and the box shows what was typed."""
        tree = page(client, "/?q=" + quote(query))
        if query.isprintable():
            assert tree.xpath("//input[@name='q']/@value") == [query]

    def test_a_query_that_is_too_long_is_cut(self, client: FlaskClient) -> None:
        """A pasted page of text gets an answer and a notice."""
        tree = page(client, "/?q=" + "w" * (MAX_QUERY + 5))
        assert "too long" in text_of(tree, "//ul[@class='notices']")

    def test_a_long_query_stays_a_small_page(self, client: FlaskClient) -> None:
        """What was asked stands on the page a few times, not behind every link of it."""
        words = " OR ".join(["oceans", *(f"word{n}" for n in range(1000))])
        found = client.get("/?q=" + quote(words[:MAX_QUERY]))
        assert len(hits(lxml_html.fromstring(found.text))) == 20
        assert len(found.data) < 300_000


class TestResolution:
    def test_shows_the_text_in_order(self, client: FlaskClient) -> None:
        """The page holds every paragraph once, in order, with its anchor."""
        tree = page(client, f"/resolutions/{TRAFFICKING}")
        shown = tree.xpath("//article//*[contains(@class, 'para ')]/@id")
        assert shown == ["enacting", "pp1", "h1", "op1", "op2", "op2(a)", "op3", "closing1"]
        assert tree.xpath("//h1/@id") == ["title"]
        assert tree.xpath("//*[@id='op2(a)']/span[@class='label']/text()") == ["(a)"]

    def test_every_paragraph_has_a_permalink(self, client: FlaskClient) -> None:
        """Show every paragraph can be linked to, and the link says to what."""
        tree = page(client, f"/resolutions/{TRAFFICKING}")
        for element in tree.xpath("//article//*[contains(@class, 'para ')]"):
            (link,) = element.xpath("./a[@class='permalink']")
            assert link.get("href") == "#" + element.get("id")
            assert link.get("aria-label").startswith("Link to ")

    def test_footnotes(self, client: FlaskClient) -> None:
        """A footnote is reached from its mark, and the mark from the footnote."""
        tree = page(client, f"/resolutions/{TRAFFICKING}")
        (mark,) = tree.xpath("//a[@class='fnref']")
        assert mark.getparent().getprevious() is not None
        (note,) = tree.xpath("//*[@id=$id]", id=mark.get("href")[1:])
        assert "Resolution 64/293." in note.text_content()
        assert note.xpath(".//a[@class='back']/@href") == ["#" + mark.get("id")]

    def test_facts_and_origin(self, client: FlaskClient) -> None:
        """What is known about a document, where it was read from and what is doubtful."""
        text = text_of(page(client, f"/resolutions/{TRAFFICKING}"), "//aside[@class='about']")
        for shown in ("General Assembly", "Third Committee", "18 December 2019"):
            assert shown in text
        assert "trafficking.txt" in text
        assert "Operative paragraph 3: The opening is not a known one." in text

    def test_official_document(self, client: FlaskClient) -> None:
        """The official text is one click away."""
        tree = page(client, "/resolutions/" + quote(SECURITY))
        assert tree.xpath("//a[@href='https://undocs.org/en/S/RES/1325(2000)']")

    @pytest.mark.parametrize(
        ("address", "own"),
        [
            (f"/{TRAFFICKING}", f"/resolutions/{TRAFFICKING}"),
            ("/en/a/res/74/176", f"/en/resolutions/{TRAFFICKING}"),
            ("/A_RES_74_176", f"/resolutions/{TRAFFICKING}"),
            ("/S/RES/1325(2000)", "/resolutions/S/RES/1325%20(2000)"),
            ("/S/RES/1325", "/resolutions/S/RES/1325%20(2000)"),
            ("/resolutions/UNSCR 1325, para. 1", "/resolutions/S/RES/1325%20(2000)#op1"),
        ],
    )
    def test_plain_addresses(self, client: FlaskClient, address: str, own: str) -> None:
        """The path of a document at the United Nations works here too."""
        response = client.get(address)
        assert (response.status_code, response.location) == (302, own)

    @pytest.mark.parametrize("address", ["/A/RES/99/1", "/S/nothing", "/e-mail", "/about"])
    def test_no_plain_address(self, client: FlaskClient, address: str) -> None:
        """Other paths lead nowhere."""
        page(client, address, 404)

    @pytest.mark.parametrize("spelling", ["a/res/74/176", "74/176", "A_RES_74_176"])
    def test_any_spelling_is_sent_on(self, client: FlaskClient, spelling: str) -> None:
        """A document has one address; other spellings of its symbol lead to it."""
        response = client.get(f"/resolutions/{spelling}?q=women")
        assert response.status_code == 302
        assert response.location == f"/resolutions/{TRAFFICKING}?q=women"

    def test_marks_what_was_searched(self, client: FlaskClient) -> None:
        """The words searched for are marked and the paragraphs listed."""
        tree = page(client, f"/resolutions/{TRAFFICKING}?q=trafficking+verb:urge")
        assert tree.xpath("//div[@class='found-here']//li/a/@href") == ["#op1"]
        assert tree.xpath("//*[@id='op1']//mark/text()") == ["trafficking"]
        none = page(client, f"/resolutions/{TRAFFICKING}?q=oceans")
        assert "No results for" in text_of(none)

    def test_marks_all_hits_of_a_long_document(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However many paragraphs match, all of them are marked."""
        monkeypatch.setattr("web.pages.search.within.PAGE_SIZES", range(1, 21))
        tree = page(client, f"/resolutions/{LONG}?q=oceans")
        assert len(tree.xpath("//div[@class='found-here']//li")) == HITS_OF_LONG

    @pytest.mark.parametrize(
        "symbol",
        ["A/RES/1/999", "nothing", "../../etc/passwd", "%2e%2e/x", "a" * 5000, "A//B", "%00"],
    )
    def test_a_resolution_that_is_not_there(self, client: FlaskClient, symbol: str) -> None:
        """A wrong symbol gets a page that leads on."""
        tree = page(client, f"/resolutions/{symbol}", status=404)
        assert tree.xpath("//main//a[@href='/']")
        assert "search for cites:" not in text_of(tree), "a link says so"


class TestList:
    def test_a_subject_says_that_it_is_inferred(self, client: FlaskClient) -> None:
        """The list, the results and the page of a text without a title say what it is about."""
        subject = "Women and peace and security (inferred"
        for address in ("/resolutions", "/?q=organ:SC", "/resolutions/S/RES/1325 (2000)"):
            assert subject in " ".join(text_of(page(client, address)).split())
        assert "S/RES/1325" in text_of(page(client, "/resolutions?title=peace"))

    def test_lists_all_documents(self, client: FlaskClient) -> None:
        """Every document can be found without searching."""
        shown = page(client, "/resolutions").xpath("//*[@class='symbol']/text()")
        assert sorted(shown) == sorted([TRAFFICKING, SECURITY, LONG, HOSTILE])

    def test_by_organ_and_session(self, client: FlaskClient) -> None:
        """The list narrows by organ, then by session."""
        organ = follow(client, page(client, "/resolutions"), "//a[contains(., 'General Assembly')]")
        assert organ.xpath("//*[@class='symbol']/text()") == [LONG, TRAFFICKING]
        (period,) = organ.xpath(
            "//select[@name='period']/option[contains(., '74th session')]/@value"
        )
        session = page(client, f"/resolutions?q=&organ=GA&period={period}&year=&sort=")
        assert session.xpath("//*[@class='symbol']/text()") == [TRAFFICKING]

    def test_no_such_title(self, client: FlaskClient) -> None:
        """Words that are in no title are one click from being searched in paragraphs."""
        tree = page(client, "/resolutions?title=girls+%3Czebra")
        assert "No title contains all of these words" in text_of(tree)
        assert tree.xpath("//main//a[@href='/?q=girls+%3Czebra']")
        assert "No title" not in text_of(page(client, "/resolutions"))

    def test_by_title(self, client: FlaskClient) -> None:
        """A resolution is found by words of its title or symbol, newest first."""
        tree = page(client, "/resolutions?title=against+TRAFF")
        assert tree.xpath("//*[@class='symbol']/text()") == [TRAFFICKING]
        assert page(client, "/resolutions?title=RES&organ=GA").xpath(
            "//*[@class='symbol']/text()"
        ) == [
            LONG,
            TRAFFICKING,
        ]
        tree = follow(client, page(client, "/?q=oceans"), "//p[@class='reading']/a")
        assert tree.xpath("//*[@class='symbol']/text()") == [LONG]
        assert not page(client, "/?q=oceans+verb:urge").xpath("//p[@class='reading']/a")

    def test_order(self, client: FlaskClient) -> None:
        """The newest come first, unless the oldest or the symbols are asked for; undated last."""
        shown = {
            order: page(client, f"/resolutions?sort={order}").xpath("//*[@class='symbol']/text()")
            for order in ("", "newest", "oldest", "symbol")
        }
        assert shown[""] == shown["newest"]
        dated = [one for one in shown["newest"] if one in (TRAFFICKING, SECURITY, LONG)]
        assert dated == [LONG, TRAFFICKING, SECURITY]
        assert [one for one in shown["oldest"] if one in dated] == dated[::-1]
        assert [one for one in shown["symbol"] if one in dated] == [TRAFFICKING, LONG, SECURITY]
        assert "“sort” must be one of" in text_of(page(client, "/resolutions?sort=colour"))

    def test_by_words_and_year(self, client: FlaskClient) -> None:
        """Words and a year narrow together, and one link clears both but the words."""
        tree = page(client, "/resolutions?q=res&year=2019")
        assert tree.xpath("//*[@class='symbol']/text()") == [TRAFFICKING]
        assert tree.xpath("//select[@name='year']/option[@selected]/@value") == ["2019"]
        assert tree.xpath("//a[.='Clear filters']/@href") == ["/resolutions?q=res"]

    def test_wrong_parameters_are_told(self, client: FlaskClient) -> None:
        """The list names what it cannot use, as the search does."""
        text = text_of(page(client, "/resolutions?colour=red&page=x"), "//ul[@class='notices']")
        assert "“colour”" in text
        assert "There is no page x" in text


class TestHelp:
    def test_examples_are_understood(self, client: FlaskClient) -> None:
        """Every search that the pages offer leads to results and is read without a complaint."""
        for address, offered in (("/help", (*examples.WORDS, *examples.FIELDS)),):
            links = page(client, address).xpath("//main//a[code and starts-with(@href, '/?')]")
            assert [link.text_content() for link in links] == [one.query for one in offered]
            for link in links:
                assert not parse(link.text_content()).notices
                assert client.get(link.get("href")).status_code in {200, 302}

    def test_every_field_is_explained(self, client: FlaskClient) -> None:
        """A field that queries know is on the help page."""
        text = text_of(page(client, "/help"))
        assert [field for field in FIELDS if f"{field}:" not in text] == []


class TestErrors:
    def test_not_found(self, client: FlaskClient) -> None:
        """A wrong address gets a page that leads on."""
        assert "Page not found" in text_of(page(client, "/nowhere", status=404))

    @pytest.mark.parametrize("address", ["/", "/?q=women", "/resolutions", "/resolutions/74/176"])
    def test_no_index(self, bare: FlaskClient, address: str) -> None:
        """Without an index every page says which command makes one."""
        tree = page(bare, address, status=503)
        assert "operative index FOLDER" in text_of(tree)
        assert "nothing" not in text_of(tree)  # the server's folders are its own affair

    def test_help_works_without_an_index(self, bare: FlaskClient) -> None:
        """Help is there when it is needed."""
        page(bare, "/help")

    def test_an_index_made_later_is_found(self, tmp_path: Path) -> None:
        """The server need not be started again once the index is there."""
        app = site(tmp_path / "index")
        assert app.test_client().get("/").status_code == 503
        build_site(tmp_path)
        page(app.test_client(), "/?q=women")
        app.extensions[EXTENSION].close()

    def test_an_unexpected_error_tells_nothing(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The inside of a failure is in the log, not on the page."""

        def fail(_: object) -> None:
            raise RuntimeError("secret of the house")

        monkeypatch.setattr("web.pages.search.page.results_view", fail)
        text = text_of(page(client, "/?q=women+never+asked+before", status=500))
        assert "Something went wrong" in text
        assert "secret" not in text
        assert "secret of the house" in caplog.text


class TestSafety:
    def test_a_hostile_document_is_inert(self, client: FlaskClient) -> None:
        """Whatever a document says, wherever it says it, stays text."""
        tree = page(client, "/resolutions/" + quote(HOSTILE))
        assert EVIL in tree.text_content()
        assert not tree.xpath("//main//img")

    def test_a_hostile_hit_is_inert(self, client: FlaskClient) -> None:
        """The same in results, with marks, in facets and in chips."""
        tree = page(client, "/?q=hostile")
        assert hits(tree)
        for field in ("verb", "organ", "committee"):
            assert EVIL[:20] in text_of(tree, FACET.format(field))
            page(client, f"/facets/{field}?q=hostile")
        page(client, "/?q=hostile&verb=" + quote(EVIL))
        page(client, "/resolutions")

    @pytest.mark.parametrize("name", ["q", "verb", "sort", "page", EVIL])
    def test_hostile_parameters_are_inert(self, client: FlaskClient, name: str) -> None:
        """Whatever an address says stays text."""
        tree = page(client, f"/?q=women&{quote(name)}={quote(EVIL)}")
        assert not tree.xpath("//main//img")
        page(client, f"/resolutions/{TRAFFICKING}?q={quote(EVIL)}")
        page(client, f"/resolutions?{quote(name)}={quote(EVIL)}")
        page(client, f"/resolutions/{quote(EVIL)}", status=404)

    def test_templates_are_not_run(self, client: FlaskClient) -> None:
        """A query is never taken for a template."""
        text = client.get("/?q=" + quote("{{ 7*7 }}")).text
        assert "{{ 7*7 }}" in unescape(text)

    @pytest.mark.parametrize(
        "address", ["/", "/?q=women", "/nowhere", "/api/v1/search", "/static/operative.css"]
    )
    def test_headers(self, client: FlaskClient, address: str) -> None:
        """Nothing but the site's own style can act on a page, even if something slipped in."""
        with client.get(address) as response:
            headers = response.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"

    def test_static_files_are_the_site_s_own(self, client: FlaskClient) -> None:
        """No path of a request reaches other files."""
        for path in ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd"):
            assert client.get(f"/static/{path}").status_code == 404


class TestDelivery:
    def test_unchanged_pages_are_not_sent_again(self, client: FlaskClient) -> None:
        """A browser that has the page gets a short answer."""
        tag = client.get("/?q=women").headers["ETag"]
        again = client.get("/?q=women", headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert client.get("/?q=oceans", headers={"If-None-Match": tag}).status_code == 200

    def test_static_files_are_kept(self, client: FlaskClient) -> None:
        """The style is fetched once, and anew when it changes."""
        (href,) = page(client, "/").xpath("//link[@rel='stylesheet']/@href")
        assert re.fullmatch(r"/static/operative\.css\?v=[0-9a-f]{12}", href)
        with client.get(href) as response:
            assert "max-age=31536000" in response.headers["Cache-Control"]

    def test_head(self, client: FlaskClient) -> None:
        """HEAD tells what GET would."""
        response = client.head("/?q=women")
        assert (response.status_code, response.data) == (200, b"")

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_other_methods(self, client: FlaskClient, method: str) -> None:
        """Pages can only be read."""
        response = getattr(client, method)("/")
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]


class TestTasks:
    def test_who_is_asked_is_listed(self, client: FlaskClient) -> None:
        """A resolution's page says who has to report when, and leads to the paragraphs."""
        html = client.get(f"/resolutions/{TRAFFICKING}").text
        section = html.partition('id="page-asked"')[2].partition("</section>")[0]
        assert 'href="#op3"' in section
        assert "Secretary-General" in section
        assert "76th session, 2021–2022" in section
        assert "Member States" in section

    def test_what_cites_is_listed(self, client: FlaskClient) -> None:
        """A resolution's page leads to the paragraphs that cite it, and to the search for them."""
        html = client.get(f"/resolutions/{SECURITY}").text
        assert "1 paragraph in 1 document" in html
        assert f'href="/resolutions/{TRAFFICKING}#op1"' in html
        found = client.get(f"/?cites={SECURITY}").text
        assert "1 paragraph" in found

    def test_nothing_is_said_of_nothing(self, client: FlaskClient) -> None:
        """A page without tasks and citations has no empty headings."""
        html = client.get(f"/resolutions/{LONG}").text
        assert "page-asked" not in html
        assert "page-cited" not in html


def test_the_same_address_is_answered_alike_until_the_index_changes(tmp_path: Path) -> None:
    """Answers are kept as long as a generation answers, and never beyond it."""
    publish(LIBRARY, tmp_path / "ix", "tantivy")
    client = site(tmp_path / "ix").test_client()
    address = "/api/v1/search?q=women"
    first = client.get(address)
    again = client.get(address)
    assert (again.data, again.content_type) == (first.data, first.content_type)
    assert again.headers["ETag"] == first.headers["ETag"]
    publish(LIBRARY[:1], tmp_path / "ix", "tantivy")
    assert client.get(address).json["total"] < first.json["total"]


def test_long_lists_say_how_far_their_pages_reach(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pages cannot show is told on the first of them, with what to do instead."""
    said = "Pages show the first 30 of 45 paragraphs."
    assert said not in text_of(page(client, "/?q=oceans"))
    monkeypatch.setattr("web.pages.search.results.MAX_DEPTH", 30)
    # Another address: the first one is remembered.
    assert said in " ".join(text_of(page(client, "/?q=oceans&sort=newest")).split())
