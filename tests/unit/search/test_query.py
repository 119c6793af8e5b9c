"""From a query's text to its tree and back."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.binding.bind import bind_query
from search.binding.lexicon import Lexicon
from search.binding.terms import MOST_PATTERNS
from search.binding.vocabulary import Vocabulary
from search.query.ast import (
    All,
    And,
    Exact,
    Field,
    Form,
    Gap,
    Near,
    Not,
    Or,
    Pattern,
    Query,
    Quoted,
    Words,
)
from search.query.lexer import MAX_DISTANCE
from search.query.paraphrase import paraphrase
from search.query.parser import FIELDS, MAX_NESTING, parse
from search.query.printer import print_query
from search.request import MAX_QUERY

a, b, c = Words("a"), Words("b"), Words("c")
N5, P5 = Gap(5), Gap(5, ordered=True)

TREES: list[tuple[str, Query, tuple[str, ...]]] = [
    # Words and phrases
    ("", All(), ()),
    ("a b", And((a, b)), ()),
    ("  a\t\nb  ", And((a, b)), ()),
    ("evidence-based", Words("evidence-based"), ()),
    ('"a b"', Quoted("a b"), ()),
    ("“a b”", Quoted("a b"), ()),
    ("„a b“ «c»", And((Quoted("a b"), Quoted("c"))), ()),
    ('""a b""', Quoted("a b"), ()),
    ('"a b', Quoted("a b"), ("lone-quote",)),
    ('a b"', And((a, b)), ("lone-quote",)),
    ('""', All(), ("empty-phrase",)),
    ('" " a', a, ("empty-phrase",)),
    ('"a""b"', And((Quoted("a"), Quoted("b"))), ()),
    ('a"b"c', And((a, Quoted("b"), c)), ()),
    ('"a"-b', And((Quoted("a"), b)), ()),
    ("=a", Exact("a"), ()),
    ('="a b"', Quoted("a b"), ()),
    ("= a", a, ("empty-exact",)),
    # Operators
    ("a AND b", And((a, b)), ()),
    ("a OR b c", Or((a, And((b, c)))), ()),
    ("(a OR b) c", And((Or((a, b)), c)), ()),
    ("-a", Not(a), ()),
    ("NOT a b", And((Not(a), b)), ()),
    ("b -(a OR c)", And((b, Not(Or((a, c))))), ()),
    ('-"a b" -verb:x', And((Not(Quoted("a b")), Not(Field("verb", "x")))), ()),
    ("NOT NOT a", a, ()),
    ("-(-a)", a, ()),
    ("a - b", And((a, Words("-"), b)), ()),
    ("--a", Words("--a"), ()),
    ("a and b", And((a, Words("and"), b)), ()),
    ("a or b", And((a, Words("or"), b)), ("lower-case-operator",)),
    # Set right
    ("a AND", a, ("lone-operator",)),
    ("AND a", a, ("lone-operator",)),
    ("a AND AND b", And((a, b)), ("lone-operator",)),
    ("a OR", a, ("lone-operator",)),
    ("OR", All(), ("lone-operator", "lone-operator")),
    ("a OR OR b", Or((a, b)), ("lone-operator",)),
    ("NOT", All(), ("lone-operator",)),
    ("a NOT", a, ("lone-operator",)),
    ("a NOT AND b", And((a, b)), ("lone-operator",)),
    ("((a b", And((a, b)), ("unbalanced",)),
    ("a) b", And((a, b)), ("unbalanced",)),
    ("() a", a, ("empty-group",)),
    # Fields
    ("verb:urge", Field("verb", "urge"), ()),
    ("VERB:urge", Field("verb", "urge"), ()),
    ('verb:"takes note"', Field("verb", "takes note", Form.QUOTED), ()),
    ("title:=women", Field("title", "women", Form.EXACT), ()),
    ("verb: urge", Field("verb", "urge"), ("space-after-field",)),
    ("verb: AND a", a, ("empty-field", "lone-operator")),
    ("a verb:", a, ("empty-field",)),
    ("verb:(a b)", Or((Field("verb", "a"), Field("verb", "b"))), ()),
    ("year:2013..2019", Field("year", "2013..2019"), ()),
    ("symbol:S/RES/1325(2000) a", And((Field("symbol", "S/RES/1325(2000)"), a)), ()),
    ("symbol:S/RES/1325 (2000) a", And((Field("symbol", "S/RES/1325 (2000)"), a)), ()),
    ("wording:75/291#op71(a)(i)~2 a", And((Field("wording", "75/291#op71(a)(i)~2"), a)), ()),
    ("wording:S/RES/1325 (2000)#op1(b)", Field("wording", "S/RES/1325 (2000)#op1(b)"), ()),
    ("(wording:75/291#op71 (a b))", And((Field("wording", "75/291#op71"), And((a, b)))), ()),
    ("wording:c(a)", And((Field("wording", "c"), a)), ()),
    ("symbol:A/RES/74/1 (a OR b)", And((Field("symbol", "A/RES/74/1"), Or((a, b)))), ()),
    ("verbs:urge", Words("verbs:urge"), ("unknown-field",)),
    ("https://un.org", Words("https://un.org"), ()),
    ("States: a", And((Words("States:"), a)), ()),
    ("heading:a footnote:b*", And((Field("heading", "a"), Field("footnote", "b*"))), ()),
    ('title:"a*"', Field("title", "a*", Form.QUOTED), ("wildcard",)),
    ('opening:"takes note*"', Field("opening", "takes note*", Form.QUOTED), ()),
    # Wildcards
    ("traffick*", Pattern("traffick*"), ()),
    ("wom?n", Pattern("wom?n"), ()),
    ("*ing ?rea", And((Pattern("*ing"), Pattern("?rea"))), ()),
    ("=a*", Pattern("a*"), ()),
    ("-a*", Not(Pattern("a*")), ()),
    ("*", Pattern("*"), ()),
    ("evidence-ba*", Pattern("evidence-ba*"), ()),
    ("peace?", Words("peace?"), ()),  # a question mark
    ("wom?n?", Pattern("wom?n"), ()),
    ('"a* b"', Quoted("a* b"), ("wildcard",)),
    ('"wom?n"', Quoted("wom?n"), ("wildcard",)),
    ('"really?"', Quoted("really?"), ()),
    # NEAR and PRE
    ("a NEAR/5 b", Near((a, b), (N5,)), ()),
    ("a PRE/5 b", Near((a, b), (P5,)), ()),
    ("a near/5 b", Near((a, b), (N5,)), ()),
    ("a near b", And((a, Words("near"), b)), ()),
    ("a NEAR b", Near((a, b), (Gap(10),)), ("near-distance",)),
    ("a NEAR/ b", Near((a, b), (Gap(10),)), ("near-distance",)),
    ("a NEAR/0 b", Near((a, b), (Gap(1),)), ("near-distance",)),
    ("a NEAR/99999999999 b", Near((a, b), (Gap(MAX_DISTANCE),)), ("near-distance",)),
    ("a NEAR/5 b PRE/5 c", Near((a, b, c), (N5, P5)), ()),
    ("c a NEAR/5 b OR c", Or((And((c, Near((a, b), (N5,)))), c)), ()),
    ("NOT a NEAR/5 b", Not(Near((a, b), (N5,))), ()),
    ("-a NEAR/5 b", Not(Near((a, b), (N5,))), ()),
    ('=a NEAR/5"b c"', Near((Exact("a"), Quoted("b c")), (N5,)), ()),
    ("(a OR b*) NEAR/5 c", Near((Or((a, Pattern("b*"))), c), (N5,)), ()),
    ("(a) NEAR/5 (b)", Near((a, b), (N5,)), ()),
    ("a NEAR/5 verb:b", And((a, Field("verb", "b"))), ("near-operand",)),
    ("a NEAR/5 b NEAR/5 verb:b", And((Near((a, b), (N5,)), Field("verb", "b"))), ("near-operand",)),
    ("a NEAR/5 -b", And((a, Not(b))), ("near-operand",)),
    ("(a b) NEAR/5 c", And((And((a, b)), c)), ("near-operand",)),
    ("(a NEAR/5 b) NEAR/5 c", And((Near((a, b), (N5,)), c)), ("near-operand",)),
    ("(a OR verb:b) PRE/5 c", And((Or((a, Field("verb", "b"))), c)), ("near-operand",)),
    ("a NEAR/5", a, ("lone-operator",)),
    ("NEAR/5 a", a, ("lone-operator",)),
    ("a NEAR/5 AND b", And((a, b)), ("lone-operator",)),
    ("a AND NEAR/5 b", And((a, b)), ("lone-operator",)),
    ("a NEAR/5 PRE/5 b", Near((a, b), (N5,)), ("lone-operator",)),
    ("a NEAR/5 NOT", a, ("lone-operator", "lone-operator")),
    ("(a NEAR/5) b", And((a, b)), ("lone-operator",)),
    ("() NEAR/5 b", b, ("empty-group", "lone-operator")),
    ("NEAR/5", All(), ("lone-operator",)),
    ("NEAR/5 NOT a", Not(a), ("lone-operator",)),
    ("verb: NEAR/5 a", a, ("empty-field", "lone-operator")),
]


@pytest.mark.parametrize(("text", "tree", "codes"), TREES)
def test_trees(text: str, tree: Query, codes: tuple[str, ...]) -> None:
    """A query is read as documented, and what was assumed is told."""
    parsed = parse(text)
    assert parsed.query == tree
    assert tuple(notice.code for notice in parsed.notices) == codes


def test_spans_point_into_the_text() -> None:
    """Nodes and notices know the characters they come from."""
    text = 'women verb:"takes note" foo:bar'
    parsed = parse(text)
    assert isinstance(parsed.query, And)
    assert [text[slice(*part.span)] for part in parsed.query.parts] == [
        "women", 'verb:"takes note"', "foo:bar",
    ]  # fmt: skip
    (notice,) = parsed.notices
    assert notice.span is not None
    assert text[slice(*notice.span)] == "foo:bar"


def test_long_queries_are_cut() -> None:
    """A query over the limit is read up to it, and that is told."""
    parsed = parse("a " * MAX_QUERY)
    assert parsed.notices[-1].code == "query-cut"
    assert isinstance(parsed.query, And)
    assert len(parsed.query.parts) == MAX_QUERY // 2


@pytest.mark.parametrize("text", ["(" * 5000 + "a" + ")" * 5000, "-(" * 3000 + "a" + ")" * 3000])
def test_deep_brackets(text: str) -> None:
    """Thousands of brackets neither fail nor nest deeper than the limit."""
    parsed = parse(text)
    assert "nesting" in {notice.code for notice in parsed.notices}
    assert print_query(parsed.query).count("(") <= MAX_NESTING


# Pieces that mean something to the parser, and any text.
pieces = st.sampled_from(
    ['"', "“", "”", '""', "(", ")", "AND", "OR", "NOT", "-", "=", "*", "?", " ", "  ", ":", "verb:",
     "title:", "symbol:", "foo:", "wording:", "#op1(a)", "NEAR/5", "PRE", " NEAR/3 ", " OR ",
     "(2000)", "women", "a", "evidence-based", "68..74", "é"]
)  # fmt: skip
queries = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=25).map("".join))


@settings(max_examples=400)
@given(queries)
@example("=VERB:*")
@example("=-a*")
def test_any_text_is_read_and_printed_back(text: str) -> None:
    """No text is an error, and the printed form of what was read reads the same."""
    parsed = parse(text)
    printed = print_query(parsed.query)
    assert parse(printed).query == parsed.query
    assert print_query(parse(printed).query) == printed
    assert paraphrase(parsed.query)
    for notice in parsed.notices:
        assert notice.message.endswith((".", "?"))
        assert notice.span is None or 0 <= notice.span[0] <= notice.span[1] <= len(text)


words = st.sampled_from(["a", "women", "evidence-based", "74/176", "d’Ivoire", "or"]).map(Words)
sides = st.one_of(
    words,
    st.sampled_from(["a", "Women"]).map(Exact),
    st.sampled_from(["a b", "due diligence", "AND"]).map(Quoted),
    st.sampled_from(["traffick*", "wom?n", "*", "evidence-ba*", "?x"]).map(Pattern),
)
gaps = st.builds(Gap, st.integers(1, MAX_DISTANCE), st.booleans())


@st.composite
def nears(draw: st.DrawFn) -> Query:
    """Make a chain of NEAR and PRE over everything that they may join."""
    one = st.one_of(sides, st.lists(sides, min_size=2, max_size=3).map(lambda p: Or(tuple(p))))
    parts = draw(st.lists(one, min_size=2, max_size=4))
    between = draw(st.lists(gaps, min_size=len(parts) - 1, max_size=len(parts) - 1))
    return Near(tuple(parts), tuple(between))


leaves: st.SearchStrategy[Query] = st.one_of(
    sides,
    nears(),
    st.builds(Field, st.sampled_from(FIELDS), st.sampled_from(["a", "68..74"])),
    st.builds(Field, st.sampled_from(FIELDS), st.just("takes note"), st.just(Form.QUOTED)),
    st.builds(Field, st.just("title"), st.just("women"), st.just(Form.EXACT)),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda found: And(tuple(found))),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: Or(tuple(found))),
        parts.map(lambda part: part.part if isinstance(part, Not) else Not(part)),
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(trees)
def test_any_tree_is_printed_and_read_back(tree: Query) -> None:
    """Every canonical tree has a text that reads back to it, without notices."""
    parsed = parse(print_query(tree))
    assert parsed.query == tree
    assert {notice.code for notice in parsed.notices} <= {"lower-case-operator"}


def steps(text: str) -> int:
    """Count the lines of Python executed in reading a query."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        parse(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece", ["a ", '"', '"a', "(", ")", "(a", "-", "-(", "NOT ", "OR ", "AND ", ":", "verb:",
              "verb: ", "=", "* ", '"" ', "a OR ", "symbol:(2000) ", " ",
              "---", "a NEAR/5 ", "NEAR ", "(a OR b) PRE/2 ", "?", "a?", "a NEAR/5 NOT ",
              "(a NEAR/5 ", "title:*"]
)  # fmt: skip
def test_reading_is_linear(piece: str) -> None:
    """Twice the text takes at most about twice the steps, whatever it is made of."""
    size = MAX_QUERY // 2 // len(piece)
    assert steps(piece * size * 2) <= 2.2 * steps(piece * size) + 500


def test_only_so_many_patterns_are_looked_up() -> None:
    """A query of thousands of wildcards is answered, with a note, and asks little of the index."""
    asked: list[str] = []

    def lexicon(field: str) -> Lexicon:
        asked.append(field)
        return Lexicon({"peace": 1})

    query = parse(" ".join(f"p{number}*" for number in range(1_500))).query
    bound = bind_query(query, Vocabulary({}), lexicon)
    assert len(asked) == MOST_PATTERNS
    assert [notice.code for notice in bound.notices].count("too-many-patterns") == 1


@pytest.mark.parametrize(
    ("typed", "here"),
    [
        ("women !peace", "women NOT peace"),
        ("women !(peace OR war)", "women NOT (peace OR war)"),
        ('"women peace"~5', "women NEAR/5 peace"),
        ("women w/5 peace", "women NEAR/5 peace"),
        ("women /5 peace", "women NEAR/5 peace"),
        ("women NEAR3 peace", "women NEAR/3 peace"),
        ("women ADJ3 peace", "women NEAR/3 peace"),
        ("women N5 peace", "women NEAR/5 peace"),
        ("women W5 peace", "women PRE/5 peace"),
        ("'human rights' women", '"human rights" women'),
        ("verb:(urge OR request)", "verb:urge OR verb:request"),
        ('verb:("call upon" OR urge) x', '(verb:"call upon" OR verb:urge) x'),
        ("(verb:urge|request) women", "(verb:urge OR verb:request) women"),
        ("title:(women peace)", "title:women title:peace"),
    ],
)
def test_syntax_of_other_engines_is_read_as_meant(typed: str, here: str) -> None:
    """Habits from other search engines mean here what they mean there."""
    found = parse(typed)
    assert (print_query(found.query), found.notices) == (here, ())


@pytest.mark.parametrize("typed", ["women /p peace", "women~1", "women^2"])
def test_syntax_without_a_meaning_here_is_explained(typed: str) -> None:
    """What cannot be read as meant is said, with what to write instead."""
    assert [notice.code for notice in parse(typed).notices] == ["other-syntax"]


@pytest.mark.parametrize("typed", ["wow!", "N5", "a/5", "the peoples' rights", "24/7 care"])
def test_ordinary_words_are_no_foreign_syntax(typed: str) -> None:
    """Marks that belong to words stay with them."""
    found = parse(typed)
    assert (print_query(found.query), found.notices) == (typed, ())
