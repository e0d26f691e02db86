"""Marked-up text: what Telegram accepts, what it refuses, and in which words."""

import contextlib
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.entities import Entity, as_html
from simulator.markdown import parse_markdown, parse_markdown_v2
from simulator.markup import parse_html, parsed
from simulator.refusals import Refused

SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("&#57311;", SURROGATE),
        ("&#xDFDF", SURROGATE),
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (
            "🏟 🏟&lt;<i>a</em   >",
            'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
        ),
        ("hot <39", "Unclosed start tag at byte offset 4"),
        ("hot <39 and more>", 'Unsupported start tag "39" at byte offset 4'),
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_as_telegram_refuses_it(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parsed(source, "HTML", None)

    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("➡️ ➡️", "➡️ ➡️", []),
        ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("➡️ ➡️<strong>➡️ ➡️</strong>", "➡️ ➡️➡️ ➡️", [("bold", 5, 5)]),
        ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
        ("🏟 🏟<i>🏟 &gt;<b a = b>&lt🏟</b></i>", "🏟 🏟🏟 ><🏟", [("italic", 5, 7), ("bold", 9, 3)]),
        ("🏟 🏟&lt;<i>a</    >", "🏟 🏟<a", [("italic", 6, 1)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ("x<b></b>", "x", []),
        ("<pre><code>🏟</code></pre>", "🏟", [("pre", 0, 2), ("code", 0, 2)]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("  <b> x </b> ", "x", [("bold", 0, 1)]),
        ("<a>telegram</a>", "telegram", []),
    ],
)
def test_html_becomes_text_and_entities_counted_in_utf16(source, text, entities) -> None:
    result = parsed(source, "HTML", None)

    assert result.text == text
    assert [(e.type, e.offset, e.length) for e in result.entities] == entities


def test_entities_carry_what_their_tags_say() -> None:
    source = (
        "<a href='telegram.org?&lt;'>a</a><a href=\"tg://user?id=7\">b</a>"
        '<pre><code class="language-py">c</code></pre>'
        "<tg-emoji emoji-id='5'>d</tg-emoji><tg-time unix='60' format='r'>e</tg-time>"
    )

    extras = [entity.extra for entity in parsed(source, "html", None).entities]

    assert extras == [
        {"url": "http://telegram.org/?<"},
        {"user": {"id": 7, "is_bot": False, "first_name": "b"}},
        {"language": "py"},
        {"custom_emoji_id": "5"},
        {"unix_time": 60, "date_time_format": "r"},
    ]


def test_commands_links_and_names_are_found_but_not_in_code() -> None:
    text = "/start@a_bot see https://a.bc/x, @clinic_x #tag2 me@a.bc <code>/stop</code> a/b"

    found = [(e.type, e.offset, e.length) for e in parsed(text, "HTML", None).entities]

    assert found == [
        ("bot_command", 0, 12),
        ("url", 17, 14),
        ("mention", 33, 9),
        ("hashtag", 43, 5),
        ("email", 49, 7),
        ("code", 57, 5),
    ]


def test_listed_entities_are_taken_as_they_are() -> None:
    listed = [{"type": "bold", "offset": 3, "length": 2}]

    assert parsed("🏟 ab", None, listed).entities == (Entity("bold", 3, 2),)


def test_only_the_first_hundred_entities_count() -> None:
    assert len(parsed("<b>x</b> " * 101, "HTML", None).entities) == 100


@given(st.text())
def test_escaped_text_always_comes_out_as_it_went_in(text: str) -> None:
    escaped = html.escape(text.replace("\0", ""), quote=False)

    assert parse_html(escaped) == (text.replace("\0", ""), [])


@given(st.text(alphabet="<>/abiu &;=\"'#x3"))
def test_html_is_parsed_or_refused_and_never_breaks(text: str) -> None:
    with contextlib.suppress(ValueError):  # refused; anything else raised is a failure
        parse_html(text)


@given(st.text(alphabet="_*[]()~`\\>ab|!. \n"))
def test_markdown_is_parsed_or_refused_and_never_breaks(text: str) -> None:
    for parse in (parse_markdown_v2, parse_markdown):
        with contextlib.suppress(ValueError):  # refused; anything else raised is a failure
            parse(text)


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "🏟", "x", "&lt;"])))
def test_what_the_page_shows_parses_to_the_same_again(parts: list[str]) -> None:
    try:
        once = parsed("".join(parts), "HTML", None)
    except Refused:
        return

    assert parsed(as_html(once), "HTML", None).text == once.text


def test_a_page_gets_no_link_that_telegram_has_not() -> None:
    bad = [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}]

    assert as_html(parsed("x<y", None, bad)) == "<a>x</a>&lt;y"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("🏟 🏟_abacaba", "Can't find end of Italic entity at byte offset 9"),
        ("🏟 🏟_abac * asd ", "Can't find end of Bold entity at byte offset 15"),
        ("🏟 🏟`", "Can't find end of Code entity at byte offset 9"),
        ("🏟 🏟```a ", "Can't find end of PreCode entity at byte offset 9"),
        ("🏟 🏟__🏟 🏟_", "Can't find end of Italic entity at byte offset 20"),
        ("[telegram\\.org](asd\\)", "Can't find end of a URL at byte offset 16"),
    ],
)
def test_bad_markdown_is_refused_as_telegram_refuses_it(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parsed(source, "MarkdownV2", None)

    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("🏟 \\.🏟_🏟\\. 🏟_", "🏟 .🏟🏟. 🏟", [("italic", 6, 6)]),
        ("🏟 🏟_🏟 __🏟___", "🏟 🏟🏟 🏟", [("italic", 5, 5), ("underline", 8, 2)]),
        ("🏟 🏟```🏟\n🏟```", "🏟 🏟🏟", [("pre", 5, 2)]),
        ("[telegram\\.org](telegram.dog)", "telegram.org", [("text_link", 0, 12)]),
        ("||x|| ~y~", "x y", [("spoiler", 0, 1), ("strikethrough", 2, 1)]),
        ("🏟 🏟``", "🏟 🏟", []),
    ],
)
def test_markdown_becomes_text_and_entities(source, text, entities) -> None:
    result = parsed(source, "MarkdownV2", None)

    assert result.text == text
    assert [(e.type, e.offset, e.length) for e in result.entities] == entities


def test_the_old_markdown_does_not_nest() -> None:
    result = parsed("*a_b* _c_ [d](http://e.fg) \\_ `h`", "Markdown", None)

    assert result.text == "a_b c d _ h"
    assert [(e.type, e.offset, e.length) for e in result.entities] == [
        ("bold", 0, 3),
        ("italic", 4, 1),
        ("text_link", 6, 1),
        ("code", 10, 1),
    ]
    with pytest.raises(Refused, match="Can't find end of the entity starting at byte offset 1"):
        parsed("a*b", "Markdown", None)
