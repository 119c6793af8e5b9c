"""Subjects inferred from titles and from the texts of a series."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.analysis.subjects import inferred_subjects, with_inferred_subjects
from indexer.model import Masthead
from indexer.store.subjects import Classified, Own, Subjects


@pytest.mark.parametrize(
    ("title", "subjects"),
    [
        ("Food security in Africa", ("food security",)),
        ("Enhancement of humanitarian assistance", ("humanitarian assistance",)),
        ("Peaceful uses of outer space", ("outer space",)),
        ("The rights of the child in the Middle East", ("rights of the child", "middle east")),
        ("Outer spaces, mapped", ("outer space",)),
    ],
)
def test_a_title_names_its_subjects(title: str, subjects: tuple[str, ...]) -> None:
    """Terms of several words that are half of the title or more, in the singular or plural."""
    assert inferred_subjects(title, "en") == subjects


@pytest.mark.parametrize(
    "title",
    [
        "Development",  # a single word says too little
        "International development",  # nor does one that merely resembles another
        "Question of Western Sahara",  # nothing but a name
        "Report of the Commission for Social Development",  # the name of a body
        "Agenda of a conference on ways of dealing with food security in towns",
        "",
    ],
)
def test_titles_that_leave_it_unsure_name_none(title: str) -> None:
    """What may be wrong is left out."""
    assert inferred_subjects(title, "en") == ()


def test_subjects_are_inferred_in_the_languages_in_which_that_was_measured() -> None:
    """English alone so far."""
    assert inferred_subjects("Utilisations pacifiques de l’espace", "fr") == ()


def test_stated_subjects_are_never_replaced() -> None:
    """A title adds nothing to what the file states."""
    stated = Masthead(symbol="A/RES/74/1", title="Uses of outer space", subject_terms=("peace",))
    assert with_inferred_subjects(stated) is stated
    inferred = with_inferred_subjects(replace(stated, subject_terms=()))
    assert inferred.subject_terms == ("outer space",)
    assert inferred.subject_terms_inferred


def _text(row: int, session: int, title: str = "Space", **more: object) -> Classified:
    return Classified(
        row=row, key=f"a/res/{session}/{row}", symbol=f"A/RES/{session}/{row}", language="en",
        organ="GA", session=str(session), title=title, day=f"{1945 + session}-12-01",
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_text_has_the_subjects_of_the_nearest_text_of_its_series_before_it() -> None:
    """The last before it, or else the first after it; figures and case of titles do not count."""
    known = Subjects(
        [
            _text(1, 70, terms=("old",)), _text(2, 72, terms=("new",)), _text(3, 73, "SPACE 2"),
            _text(4, 69), _text(5, 75, terms=("newest",)), _text(6, 73, "Other spaces"),
        ]
    )  # fmt: skip
    assert known.of(3) == Own(("new",), inferred=True)
    assert known.of(4) == Own(("old",), inferred=True)
    assert known.of(5) == Own(("newest",))
    assert known.of(6) == Own()


def test_the_series_goes_before_the_title() -> None:
    """What a title names is kept only where no text of the series states subjects."""
    named = {"terms": ("from the title",), "inferred": True}
    known = Subjects([_text(1, 70, terms=("stated",)), _text(2, 72, **named)])
    assert known.of(2) == Own(("stated",), inferred=True)
    assert Subjects([_text(2, 72, **named)]).of(2) == Own(("from the title",), inferred=True)


def test_all_texts_of_a_work_have_the_subjects_that_one_states() -> None:
    """A translation whose file states none is of the same subjects, which are not inferred."""
    english = _text(1, 70, terms=("space",), goals=(9,))
    french = replace(english, row=2, language="fr", title="Cosmos", terms=(), goals=())
    assert Subjects([english, french]).of(2) == Own(("space",), goals=(9,))


def test_a_series_of_the_security_council_is_not_told_by_titles() -> None:
    """Its resolutions have none: subjects of others are not passed on."""
    council = {"organ": "SC", "title": None, "session": None}
    stated = replace(_text(1, 70, terms=("peace",)), **council)
    assert Subjects([stated, replace(_text(2, 71), **council)]).of(2) == Own()
