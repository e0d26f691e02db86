"""The gallery: every message is on it, as it is read; nothing typed into a catalog runs in it."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from messages.catalogs import Catalogs
from messages.declare import TEXTS
from messages.markup import ELLIPSIS, plain
from messages.texts import redflag
from messages.workbench import files
from messages.workbench.gallery import COUNTS, Card, cards, draft_line, is_button
from messages.workbench.gallery_page import page
from messages.workbench.reviews import Desk
from messages.workbench.sync import synced
from messages.workbench.templates import template
from tests.messages.reviewed import DAY, desk, seal_it, translate

HOSTILE = '<img src="https://evil.example/x" onerror="alert(1)"><script>alert(2)</script>'
NUMBER = redflag.TEAM_NUMBER
BUTTON = TEXTS["redflag.button.unwell"]


class Elements(HTMLParser):
    """What a browser would make of a page: elements, with attributes, in order."""

    def __init__(self, drawn: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(drawn)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def card(at: Desk, text=NUMBER) -> Card:
    [only] = cards(at, [text])
    return only


def drawn(at: Desk, *texts) -> Elements:
    return Elements(page(at.language, cards(at, texts), draft_line(at), []))


@pytest.mark.parametrize(("language", "way"), [("tr", "ltr"), ("ar", "rtl")])
def test_every_message_is_on_the_page_once_and_the_page_loads_nothing(tmp_path, language, way):
    target = tmp_path / "page.html"
    done = CliRunner().invoke(app(), ["locales", "preview", language, "-o", str(target)])
    assert done.exit_code == Exit.DONE, done.output

    elements = Elements(target.read_text("utf-8"))

    articles = elements.of("article")
    assert sorted(str(one["id"]) for one in articles) == sorted(TEXTS)
    assert len(elements.of("script")) == 1
    loads = {"src", "href", "srcset", "action", "data", "onerror", "onclick", "style"}
    assert [one for one in elements.found if loads & one[1].keys()] == []
    assert {one["dir"] for _, one in elements.found if one.get("lang") == language} == {way}


def test_a_hostile_translation_is_shown_as_it_was_typed_and_makes_no_element(tmp_path):
    at = desk(tmp_path)
    translate(at, (NUMBER, HOSTILE))

    shown, elements = card(at), drawn(at, NUMBER)

    assert shown.unread == (HOSTILE,)
    assert [one.html for one in shown.target] == [one.html for one in shown.english]
    assert elements.of("img") == []
    assert len(elements.of("script")) == 1


def test_words_for_other_english_are_shown_as_fuzzy_and_not_as_what_is_read(tmp_path):
    at = desk(tmp_path)
    old = template("redflag")
    entry = next(one for one in old if one.context == NUMBER.id)
    entry.id, entry.string = "Other words:\n{phone}", "Ekip:\n{phone}"
    path = tmp_path / "tr" / "LC_MESSAGES" / "redflag.po"
    files.write(path, synced(template("redflag"), "tr", old))

    shown = card(at)

    assert (shown.state, shown.missing, shown.unread) == ("fuzzy", True, ("Ekip:\n{phone}",))


def test_a_card_says_how_far_a_translation_is_and_shows_it_without_the_draft_line(tmp_path):
    at = desk(tmp_path)
    translate(at, (NUMBER, "Ekip:\n{phone}"))
    draft = card(at)
    seal_it(at, NUMBER)
    approved = card(Desk(Catalogs(tmp_path), "tr", DAY))

    assert (draft.state, approved.state) == ("draft", "approved")
    assert [plain(one.target[0].html) for one in (draft, approved)] == [
        "Ekip:\n+90 212 999 80 80"
    ] * 2
    assert card(at, BUTTON).missing


def test_a_button_is_cut_where_its_readers_find_it_cut(tmp_path):
    at = desk(tmp_path)
    translate(at, (BUTTON, "Ş" * 40))

    [shown] = card(at, BUTTON).target

    assert is_button(BUTTON)
    assert (shown.html, shown.units, shown.cut) == ("Ş" * 27 + ELLIPSIS, 40, True)


@pytest.mark.parametrize("text", [one for one in TEXTS.values() if one.counts][:1])
def test_a_counted_message_is_shown_for_every_form_a_grammar_may_have(tmp_path, text):
    shown = card(desk(tmp_path), text).target

    assert [one.occasion for one in shown][: len(COUNTS)] == [str(count) for count in COUNTS]


def test_a_name_in_a_bubble_is_escaped(tmp_path):
    at = desk(tmp_path)
    named = replace(NUMBER, vars={"phone": type(redflag.NAME)("<b onclick=x>")})

    assert "&lt;b onclick=x&gt;" in card(at, named).target[0].html
