"""Catalogues: complete, in step with the code, and never out of place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from search.translation.catalogues import read, script_messages, translations
from search.translation.languages import LANGUAGES
from tools.messages import ROOT, path_of, updated, used, written

TRANSLATED = [code for code in LANGUAGES if code != "en"]
TEMPLATES = sorted((ROOT / "web" / "templates").glob("*.html"))
ENGLISH_ONLY = {"api.html"}
"""Templates of a page that is for programmers, who read English."""
_PLACE = re.compile(r"%\(\w+\)[sd]")
_TAG = re.compile(r"</?\w+[^>]*>")
_ATTRIBUTE = re.compile(r'\b(?:aria-label|title|placeholder|alt|label)="([^"]*)"')
_NAMES = re.compile(r"\b(?:Operative|API|JSON|A/RES/\S+)")
_EXAMPLES = {"desertification", "Secretary-General", "calls upon Member States to"}
"""Examples of searches, which are in the language of the texts."""


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return used()


def forms(text: object) -> list[str]:
    """Returns a message, or all its plural forms."""
    return [str(one) for one in text] if isinstance(text, list | tuple) else [str(text)]


def told(message: Message) -> str:
    return forms(message.id)[0]


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_has_just_what_is_said(code: str, messages: Catalog) -> None:
    """Run `python -m tools.messages` after a change of words."""
    assert path_of(code).read_bytes() == written(updated(code, messages))


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_is_complete(code: str) -> None:
    """Every message is translated by somebody who was sure of it, in all its plural forms."""
    catalogue = read(code)
    for message in catalogue:
        if not message.id:
            continue
        assert not message.fuzzy, told(message)
        assert message.string, told(message)
        assert all(one.strip() for one in forms(message.string)), told(message)
        if isinstance(message.id, tuple):
            assert len(forms(message.string)) == catalogue.num_plurals, told(message)


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_same_gaps_and_marks(code: str) -> None:
    """Plural forms may leave a number out ("one paragraph"); nothing is ever added."""
    for message in read(code):
        if not message.id:
            continue
        gaps = {gap for one in forms(message.id) for gap in _PLACE.findall(one)}
        marks = {tuple(sorted(_TAG.findall(one))) for one in forms(message.id)}
        for one in forms(message.string):
            found = set(_PLACE.findall(one))
            assert found <= gaps, one
            if isinstance(message.id, str):
                assert found == gaps, one
                assert tuple(sorted(_TAG.findall(one))) in marks, one
            # It may stand in an attribute.
            assert '"' not in _TAG.sub("", one), one


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_can_be_filled(code: str) -> None:
    """No per cent sign breaks a page."""
    words = translations(code)
    for message in read(code):
        values = {gap[2:-2]: "x" for one in forms(message.id) for gap in _PLACE.findall(one)}
        for one in forms(message.string) if message.id else []:
            assert isinstance(one % values, str)
        if isinstance(message.id, tuple):
            for number in (0, 1, 2, 5, 21, 100, 1937):
                assert words.ngettext(*message.id, number)


@pytest.mark.parametrize("code", TRANSLATED)
def test_scripts_have_words(code: str) -> None:
    """A page gives its scripts those that they use and no others."""
    words = script_messages(code, "web/static/")
    assert "Save this search" in words
    assert "Search guide" not in words
    assert len(words) < 80


def bare(template: str) -> list[str]:
    """Returns the English words of a template that are not messages."""
    text = re.sub(r"{#.*?#}", "", template, flags=re.S)
    text = re.sub(r"{%-?\s*trans\b.*?endtrans\s*-?%}", "", text, flags=re.S)
    text = re.sub(r"{{.*?}}|{%.*?%}", "", text, flags=re.S)
    text = re.sub(r"<(code|script|style)\b[^>]*>.*?</\1>", "", text, flags=re.S)
    words = [*_ATTRIBUTE.findall(text), *re.split(r"<[^>]*>", text)]
    return [
        one.strip()
        for one in words
        if re.search(r"[A-Za-z]{2}", _NAMES.sub("", one)) and one.strip() not in _EXAMPLES
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_no_words_of_their_own(path: Path) -> None:
    """What people read is a message, so that it can be said in six languages."""
    if path.name not in ENGLISH_ONLY:
        assert bare(path.read_text("utf-8")) == []


def test_bare_words_are_found() -> None:
    """The test above can fail."""
    assert bare('<p title="Hello there">{{ x }} and more</p>') == ["Hello there", "and more"]
    assert bare("<p>{{ _('Hello') }} {% trans %}more{% endtrans %} Operative</p>") == []
