"""Telegram takes what we send, and what must be cut loses words before it loses a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.markup import LIMIT, clip, fit, plain, units, well_formed


@pytest.mark.parametrize(
    "html", ["", "a", "<b>a</b>", "<b>a<i>b</i></b>", "&lt;3 &amp; 4", "a\nb", "<code>x</code>"]
)
def test_what_telegram_takes_is_well_formed(html):
    assert well_formed(html)


@pytest.mark.parametrize(
    "html",
    [
        "<",
        ">",
        "&",
        "<b>",
        "</b>",
        "<b><i></b></i>",
        "<a href='x'>x</a>",
        "<script>",
        "&nbsp;",
        "<B>a</B>",
        "< b>a</b>",
    ],
)
def test_what_telegram_refuses_is_not(html):
    assert not well_formed(html)


def test_length_is_counted_as_telegram_does():
    assert units("🔴🩸👨\u200d👩\u200d👧 Ateş") == 17
    assert units("<b>&lt;</b>") == 1


def test_a_short_text_is_left_alone():
    assert fit("<b>a</b>", 1) == "<b>a</b>"


def test_numbers_are_the_last_to_go():
    lines = ["First line", *["word " * 60] * 20, "Your team:\n+90 212 999 80 80", "Emergency:\n112"]

    cut = fit("\n".join(lines), 600)

    assert units(cut) <= 600
    assert cut.startswith("First line\n")
    assert cut.split("\n")[-1] == "112"
    assert "+90 212 999 80 80" in cut.split("\n")
    assert "…" in cut.split("\n")


def test_markup_that_was_cut_in_two_is_taken_out():
    cut = fit("First\n<b>" + "a\n" * 50 + "b</b>", 12)

    assert cut == "First\na\na\n…"


PIECES = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "&lt;",
            "&amp;",
            "\n",
            "🔴",
            "112",
            "+90 212",
            "a",
            " ",
            "ab " * 40,
        ]
    )
)


@given(PIECES.map("".join).filter(well_formed), st.integers(1, 300))
def test_whatever_is_cut_fits_and_is_well_formed(html, limit):
    cut = fit(html, limit)

    assert units(cut) <= limit
    assert well_formed(cut)
    assert plain(cut) or not plain(html)


@given(st.text(max_size=60), st.integers(0, 30))
def test_a_clipped_text_fits(text, limit):
    assert len(clip(text, limit).encode("utf-16-le", "surrogatepass")) // 2 <= limit


def test_the_limit_is_telegrams():
    assert LIMIT == 4096
