"""A draft is checked against the texts of an index: what is agreed, changed, composed or new."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.files.assembly import resolution
from support.files.tracked import tracked_file
from support.indexes.texts import index_resolutions

from search.cli.precedents import precedents
from search.errors import DraftUnreadable
from search.formats.report.entries import entries
from search.precedents.drafts import read_draft
from search.precedents.report import Checked, Report, Standing
from search.searcher import Searcher

WELLS = "Protection of village wells"
OLD = """        Recalling its resolution 60/1 of 16 September 2005,

        1.   Urges Member States to protect the wells of villages and to keep their water clean for
all who drink of it;

        2.   Invites the World Health Organization to publish each year what it knows of wells in
dry lands and of the people who dig them;

        3.   Requests the Secretary-General to submit to the General Assembly at its {due}
session a report on the implementation of the present resolution and on the state of wells.
"""
FOREIGN = """        1.   Calls upon all States to share the knowledge of their engineers with
the least developed countries;

        2.   Requests the Secretary-General to submit to the General Assembly at its eightieth
session a report on the implementation of the present resolution and on the state of wells.
"""
DRAFT = """        Recalling its resolution 70/3 of 1 October 2015,

        1.   Encourages Member States to protect the wells of villages and to keep their water safe
for all who drink of it;

        2.   Calls upon all States to share the knowledge of their engineers with the least
developed countries and to keep their water clean for all who drink of it;

        3.   Declares that moonlight belongs to nobody in particular;

        4.   Requests the Secretary-General to submit to the General Assembly at its seventy-seventh
session a report on the implementation of the present resolution and on the state of wells.
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Open an index of last year's text, one of the year before, and one on something else."""
    texts = {
        "74/5": (WELLS, OLD.format(due="seventy-fifth")),
        "75/5": (WELLS, OLD.format(due="seventy-sixth")),
        "75/9": ("Knowledge of engineers", FOREIGN),
    }
    opened = Searcher(index_resolutions(tmp_path_factory.mktemp("precedents"), texts))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def report(searcher: Searcher) -> Report:
    """Check this year's draft."""
    draft = resolution("76/5", WELLS, DRAFT)
    return searcher.check_draft(read_draft("draft.txt", draft.encode()))


def named(report: Report, fragment: str) -> Checked:
    """Find a paragraph of a report."""
    return next(one for one in report.paragraphs if one.paragraph.id.endswith(f"#{fragment}"))


def test_the_predecessor_is_the_text_before(report: Report) -> None:
    """It has the same title, and the nearest session."""
    assert report.predecessor is not None
    assert report.predecessor.symbol == "A/RES/75/5"
    assert not report.predecessor_inferred


def test_words_that_differ_in_numbers_are_agreed(report: Report) -> None:
    """Numbers, dates and sessions change each year; the closest is the newest with the words."""
    request = named(report, "op4")
    assert request.standing is Standing.VERBATIM
    assert named(report, "pp1").standing is Standing.VERBATIM
    (closest, *_) = request.closest
    assert closest.same
    assert closest.usage.paragraphs == 3
    assert (closest.usage.first_year, closest.usage.last_year) == (2019, 2020)


def test_an_edited_paragraph_is_agreed_with_changes(report: Report) -> None:
    """What was changed is marked, and another verb is named with its type of action."""
    edited = named(report, "op1")
    assert edited.standing is Standing.CHANGED
    assert edited.predecessor is not None
    changed = [one for one in edited.predecessor.pieces if not one.same]
    assert [(one.before.strip(), one.after.strip()) for one in changed] == [
        ("Urges", "Encourages"),
        ("clean", "safe"),
    ]
    assert edited.verb is not None
    assert (edited.verb.before, edited.verb.after) == ("urge", "encourage")


def test_new_words(report: Report) -> None:
    """Nothing here says so."""
    assert named(report, "op3").standing is Standing.NEW


def test_known_phrases_name_their_sources(searcher: Searcher) -> None:
    """A paragraph put together from others is known to be so, phrase by phrase."""
    text = (
        "1. Invites the World Health Organization to publish each year and to share the knowledge "
        "of their engineers with the least developed countries and to keep their water clean for "
        "all who drink of it;"
    )
    (one,) = searcher.check_draft(read_draft("x", text.encode())).paragraphs
    assert one.standing is Standing.COMPOSED
    sources = [phrase.stored.paragraph.id for phrase in one.phrases]
    assert sources == ["A/RES/75/5#op2", "A/RES/75/9#op1", "A/RES/75/5#op1"]
    for phrase in one.phrases:
        assert one.paragraph.text[phrase.start : phrase.end] in phrase.stored.paragraph.text


def test_requests_made_elsewhere_are_named(report: Report) -> None:
    """The same report is due at a later session already."""
    (standing,) = named(report, "op4").requests
    assert standing.stored.paragraph.id == "A/RES/75/9#op2"
    assert standing.request.due == ("GA 80",)


def test_reports_on_another_resolution_are_not_the_same(searcher: Searcher) -> None:
    """“The present resolution” is another one in each text; the text before is on the same."""
    text = """        1.   Declares that moonlight belongs to nobody in particular;

        2.   Requests the Secretary-General to submit to the General Assembly at its seventy-sixth
session a report on the implementation of the present resolution.
"""
    report = searcher.check_draft(read_draft("x", resolution("74/8", "Moonlight", text).encode()))
    assert named(report, "op2").paragraph.requests
    assert not named(report, "op2").requests


def test_what_the_draft_lacks(report: Report) -> None:
    """A paragraph of the predecessor that is gone."""
    assert [one.id for one in report.lacking] == ["A/RES/75/5#op2"]


def test_a_document_of_the_index_is_checked_against_older_ones(searcher: Searcher) -> None:
    """Nothing is a precedent of itself, nor is what came later."""
    first = searcher.check_draft(searcher.document("74/5").document)
    second = searcher.check_draft(searcher.document("75/5").document)
    assert {one.standing for one in first.paragraphs} == {Standing.NEW}
    assert {one.standing for one in second.paragraphs} == {Standing.VERBATIM}


@pytest.mark.parametrize(
    "text",
    [
        "Urges Member States to protect the wells of villages",
        "Encourages them all\n\n2. Urges Member States to protect the wells",
        "moonlight",
    ],
)
def test_loose_paragraphs_can_be_checked(searcher: Searcher, text: str) -> None:
    """A pasted paragraph is a draft too."""
    assert searcher.check_draft(read_draft("x", text.encode())).paragraphs


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\x00\xff\x00", b"%PDF-1.7 nothing", b"12 . ! 3"])
def test_what_has_no_words_is_refused(data: bytes) -> None:
    """The message says what to do."""
    with pytest.raises(DraftUnreadable, match=r"[a-z]"):
        read_draft("x", data)


def test_the_command(searcher: Searcher, tmp_path: Path) -> None:
    """A file, a symbol or standard input; JSON for scripts; a plain word where it cannot be."""
    index = ["--index", str(searcher.index)]
    file = tmp_path / "draft.txt"
    file.write_text(resolution("76/5", WELLS, DRAFT), "utf-8")
    run = CliRunner().invoke
    found = run(precedents, [str(file), *index])
    assert found.exit_code == 0, found.output
    assert (
        "Compared with General Assembly resolution 75/5 (found by the same title)" in found.stdout
    )
    assert "[-Urges-]{+Encourages+}" in found.stdout
    assert "In A/RES/75/5, but not in the draft" in found.stdout
    piped = run(precedents, ["-", "--json", *index], input="Urges all to dig wells")
    assert piped.exit_code == 0, piped.output
    assert '"standing": "new"' in piped.stdout
    missing = run(precedents, ["A/RES/99/99", *index])
    assert missing.exit_code != 0
    assert "We don’t have A/RES/99/99" in missing.output


def test_a_file_with_tracked_changes(searcher: Searcher, tmp_path: Path) -> None:
    """The command reads it as the changes would read."""
    wells = " Member States to protect the wells of villages and to keep their water clean"
    file = tmp_path / "draft.docx"
    file.write_bytes(
        tracked_file(
            (
                "kept",
                [("del", "Urges"), ("ins", "Encourages"), ("kept", wells)],
            ),
            ("del", [("del", "Declares that moonlight belongs to nobody in particular;")]),
            comment="Capital says no",
        )
    )
    found = CliRunner().invoke(precedents, [str(file), "--index", str(searcher.index)])
    assert found.exit_code == 0, found.output
    assert "1 agreed, with changes" in found.stdout
    assert "[-Urges-]{+Encourages+}" in found.stdout
    assert "0 new" in found.stdout
    for gone in ("moonlight", "Capital"):
        assert gone not in found.stdout


def test_what_became_part_of_a_longer_paragraph_is_not_gone(searcher: Searcher) -> None:
    """It is named where its words stand now."""
    merged = OLD.replace(
        "all who drink of it;\n\n        2.   Invites", "all who drink of it, and invites"
    ).format(due="seventy-seventh")
    report = searcher.check_draft(read_draft("x", resolution("76/5", WELLS, merged).encode()))
    both = named(report, "op1")
    assert both.predecessor is not None
    assert both.predecessor.before is not None
    assert both.predecessor.before.id == "A/RES/75/5#op2"
    assert [one.id for one in both.absorbed] == ["A/RES/75/5#op1"]
    assert not report.lacking


def test_an_amendment_lacks_nothing(searcher: Searcher) -> None:
    """It bears the title of the text, and says only what is to be changed in it."""
    amendment = "        In operative paragraph 4, after “moonlight”, insert “and starlight”.\n"
    data = resolution("76/5", WELLS, amendment).encode()
    report = searcher.check_draft(read_draft("x", data))
    assert report.predecessor is not None
    assert report.lacking == ()


def test_a_move_between_the_parts_is_said(searcher: Searcher) -> None:
    """What was asked for and is now only recalled is weaker than its words show."""
    recalled = DRAFT.replace(
        "        1.   Encourages Member States to protect the wells of villages and to keep their "
        "water safe\nfor all who drink of it;",
        "        Urging Member States to protect the wells of villages and to keep their water "
        "clean for\nall who drink of it,",
    ).replace(" and to keep their water clean for all who drink of it;", ";")
    report = searcher.check_draft(read_draft("x", resolution("76/5", WELLS, recalled).encode()))
    (moved,) = (one for one in entries(report) if one.moved)
    assert moved.place == "preambular para. 2"
    assert moved.moved == "In the text before, this was an operative paragraph."


def test_the_closest_wording_is_compared_too(searcher: Searcher) -> None:
    """Where another text is closer than the text before, its changes stand beside."""
    text = DRAFT.replace(
        "3.   Declares that moonlight belongs to nobody in particular;",
        "3.   Calls upon all States to share the knowledge of their engineers with every other "
        "country;",
    )
    report = searcher.check_draft(read_draft("x", resolution("76/5", WELLS, text).encode()))
    entry = next(one for one in entries(report) if one.place == "para. 3")
    (source,) = entry.sources
    assert source.name == "Changes since the closest wording"
    assert entry.pieces
    assert not source.pieces


def test_known_phrases_of_a_new_paragraph(searcher: Searcher) -> None:
    """A long one is named; what any paragraph has is not."""
    text = (
        "1. Declares that moonlight belongs to nobody in particular and that whoever looks at it "
        "may sing, invites the World Health Organization to publish each year what it knows "
        "of the moon, and welcomes what its rays do for owls, moths, poets, lovers and the tide;"
    )
    (one,) = searcher.check_draft(read_draft("x", text.encode())).paragraphs
    assert one.standing is Standing.NEW
    (phrase,) = one.phrases
    words = "invites the World Health Organization to publish each year what it knows"
    assert text[3:][phrase.start : phrase.end] == words


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_progress_is_shown_on_a_terminal_alone(searcher: Searcher, tmp_path: Path) -> None:
    """On standard error, so that the report can go elsewhere; nothing in a pipe."""
    import pty

    file = tmp_path / "draft.txt"
    file.write_text(resolution("76/5", WELLS, DRAFT), "utf-8")
    command = [sys.executable, "-c", "from web.command import main; main()"]
    command += ["precedents", str(file), "--index", str(searcher.index)]
    quiet = subprocess.run(command, capture_output=True, check=True, text=True)
    assert quiet.stderr == ""
    ours, theirs = pty.openpty()
    shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True, text=True)
    os.close(theirs)
    seen = os.read(ours, 65_536).decode()
    os.close(ours)
    assert shown.stdout == quiet.stdout
    for label in ("Reading the draft", "Opening the index", "Comparing wordings", "100%"):
        assert label in seen


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Recalling its resolution 68/11 of 20 December 2013,", Standing.NEW),
        ("Recalling its resolution 60/1 of 16 September 2005,", Standing.VERBATIM),
        ("Recalling its resolution 68/11 of 20 December 2013 on the moon,", Standing.NEW),
    ],
)
def test_recitals_of_other_documents_are_no_precedents(
    searcher: Searcher, text: str, standing: Standing
) -> None:
    """With numbers set aside they are all alike, whatever they are about."""
    (one,) = searcher.check_draft(read_draft("x", text.encode())).paragraphs
    assert one.standing is standing
