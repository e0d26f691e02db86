"""The gallery as one page that needs no network: cards in HTML, with their look and their filters.

What comes out of a catalog is escaped, or else is markup that Telegram would take too; the page
forbids itself every script but its own. Reads no clock and no catalog.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template

from messages.languages import LANGUAGES
from messages.markup import plain, well_formed
from messages.workbench.checks import report
from messages.workbench.checks.inspection import Finding
from messages.workbench.gallery import LONG, Card, Shown, is_button
from messages.workbench.notes import Note

_PARTS = Path(__file__).parent / "page"


def page(language: str, cards: Iterable[Card], draft_line: str, loose: Sequence[Finding]) -> str:
    """Return the page; `loose` are findings that belong to no message but to a whole file."""
    drawn = list(cards)
    look, script = _part("gallery.css"), _part("gallery.js")
    known = LANGUAGES[language]
    return Template(_part("gallery.html")).substitute(
        name=escape(known.name),
        code=escape(language),
        look=look,
        script=script,
        hash=_hash(script),
        draft=_tongue("span", language, escape(draft_line)),
        levels=_options(card.text.level for card in drawn),
        states=_options(card.state for card in drawn),
        domains=_options(card.text.domain for card in drawn),
        total=len(drawn),
        loose=_findings(loose, language),
        cards="\n".join(_card(card, language) for card in drawn),
    )


def _part(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")


def _hash(script: str) -> str:
    """Return what names a script in a page's policy, so that no other one runs in it."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _options(values: Iterable[str]) -> str:
    counted = Counter(map(str, values))
    return "".join(
        f'<option value="{escape(one)}">{escape(_words(one))} ({counted[one]})</option>'
        for one in sorted(counted)
    )


def _words(name: str) -> str:
    return name.replace("_", "-")


def _tongue(tag: str, language: str, html: str, classes: str = "") -> str:
    """Wrap words in the language and direction they are written in."""
    known = LANGUAGES[language]
    tagged = escape(language.replace("_", "-"))
    return f'<{tag} class="{classes}" lang="{tagged}" dir="{known.dir}">{html}</{tag}>'


def _card(card: Card, language: str) -> str:
    text = card.text
    search = " ".join((text.id, text.where, *(plain(one.html) for one in card.target)))
    return (
        f'<article id="{escape(text.id)}" class="card" data-level="{escape(text.level)}"'
        f' data-state="{escape(card.state)}" data-domain="{escape(text.domain)}"'
        f' data-findings="{len(card.findings) + len(card.notes)}"'
        f' data-words="{escape(f"{search} {plain(text.english)}".lower())}">'
        f'<header><h2>{escape(text.id)}</h2><p class="marks"><span class="{escape(text.level)}">'
        f"{escape(text.level)}</span><span>{escape(_words(card.state))}</span></p>"
        f"<p>{escape(text.where)}</p>{_sees(card)}</header>"
        f'<section class="side">{_bubbles(card, card.english, "en")}</section>'
        f'<section class="side">{_target(card, language)}{_findings(card.findings, language)}'
        f"{_notes(card.notes)}</section></article>"
    )


def _sees(card: Card) -> str:
    return f'<p class="sees">Read now: {escape(card.sees)}.</p>' if card.sees else ""


def _target(card: Card, language: str) -> str:
    said = "Not translated: English is read." if card.missing else ""
    drawn = _bubbles(card, card.target, "en" if card.missing else language)
    return f"{_note(said)}{drawn}{_unread(card, language)}"


def _note(said: str) -> str:
    return f'<p class="note">{said}</p>' if said else ""


def _unread(card: Card, language: str) -> str:
    if not card.unread:
        return ""
    written = "".join(
        _tongue("div", language, escape(words), "bubble unread") for words in card.unread
    )
    return _note("In the file, and shown to nobody as it stands:") + written


def _bubbles(card: Card, shown: Sequence[Shown], language: str) -> str:
    return "".join(_bubble(card, one, language) for one in shown)


def _bubble(card: Card, one: Shown, language: str) -> str:
    kind = "button" if is_button(card.text) else "bubble"
    html = one.html if well_formed(one.html) else escape(one.html)
    drawn = _tongue("div", language, html, kind)
    long = " long" if one.occasion == LONG else ""
    return f'<div class="shown{long}">{_caption(card, one)}{drawn}</div>'


def _caption(card: Card, one: Shown) -> str:
    limit = card.text.limit
    length = f"{one.units} of {limit}" if limit else ""
    cut = '<b class="cut">cut</b>' if one.cut else ""
    said = " · ".join(filter(None, (one.occasion, length, cut)))
    return f'<p class="caption">{said}</p>' if said else ""


def _findings(findings: Sequence[Finding], language: str) -> str:
    return "".join(_finding(one, language) for one in findings)


def _finding(one: Finding, language: str) -> str:
    says = report.says(one.code, language, one.what, one.other)
    how = report.how(one.code, language, one.what, one.other)
    where = f"{Path(one.file).name}:{one.line} " if not one.id else ""
    grave = "finding error" if one.error else "finding"
    head = f"{where}{one.code} {'error' if one.error else 'warning'}"
    body = f"{escape(says)}<br>→ {escape(how)}"
    return f'<div class="{grave}"><b>{escape(head)}</b>{_tongue("p", language, body)}</div>'


def _notes(notes: Sequence[Note]) -> str:
    return "".join(_said(one) for one in notes)


def _said(one: Note) -> str:
    """Return what a translator noted, beside what was on the screen at that moment."""
    head = escape(" · ".join(filter(None, ("note", one.time[:10], one.name))))
    words, shown = (escape(said).replace("\\n", "<br>") for said in (one.note, one.shown))
    seen = (
        f'<details><summary>seen then</summary><p dir="auto">{shown}</p></details>' if shown else ""
    )
    return f'<div class="finding said"><b>{head}</b><p dir="auto">{words}</p>{seen}</div>'
