"""A voice speaks one language and tells time in one zone. It never fails and never falls silent.

Holds the ladder from a translation down to English, and nothing of what is said.
"""

import logging
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from importlib import import_module
from pkgutil import iter_modules

from babel import Locale

from care.delivery import Value
from messages import ladder, languages, pseudo
from messages import texts as spoken
from messages.catalogs import FIELD, Catalogs
from messages.declare import TEXTS, Level, Text
from messages.ladder import Reading, Rung
from messages.markup import ELLIPSIS, FSI, LIMIT, PDI, RLM, fit, plain
from messages.texts import redflag, redflag_cards, redflag_talk

# Every message is declared before the first is said: none is unknown for want of an import.
for _module in iter_modules(spoken.__path__):
    import_module(f"{spoken.__name__}.{_module.name}")

CATALOGS = Catalogs()

_ISOLATED = re.compile(f"{FSI}[^{PDI}]*{PDI}")
_RTL = ("R", "AL")  # letters that run from right to left

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voice:
    """`preview` names the languages whose unchecked translations the operator wants shown.

    Without `today`, words that were approved for a time are not said.
    """

    language: str = "en"
    zone: str = "UTC"
    country: str = ""
    preview: tuple[str, ...] = ()
    catalogs: Catalogs = field(default=CATALOGS, compare=False)
    today: date | None = field(default=None, compare=False)

    @property
    def locale(self) -> Locale:
        """Return how dates, lists and countries are written here."""
        return languages.locale(self.language, self.country)

    @property
    def rtl(self) -> bool:
        """Say whether this voice writes from right to left."""
        return languages.is_rtl(self.language)

    def say(self, text: Text, /, **values: Value) -> str:
        """Return one message as HTML: translated if the translation may be shown, else English.

        An unchecked translation of a critical message says that it is a draft, unless it is a short
        text with a limit: those stand beside a message that says so.
        """
        said = self._said(text, values)
        return f"{said.html}\n\n{self.say(redflag.DRAFT)}" if said.draft else said.html

    def label(self, text: Text, /, **values: Value) -> str:
        """Return one message without markup: for buttons, answers to presses, keyboards, names."""
        return plain(self._said(text, values).html)

    def labels(self, text: Text) -> set[str]:
        """Return all that may stand on a key of a keyboard that was shown some time before.

        Somebody may press words that are no longer, or not yet, approved; they are meant all the
        same.
        """
        drafts = replace(self, preview=(self.language,)).label(text)
        last = self.catalogs.seals.last(self.language, text)
        return {self.label(text), drafts, *map(plain, last.forms if last else ())}

    def button(self, id: str, values: Mapping[str, Value]) -> str:
        """Return what stands on a button, by its message id; never nothing, never the id."""
        if id in TEXTS:
            return self.label(TEXTS[id], **values)
        logger.error("%s is no message", id)
        return self.label(redflag_talk.NAMELESS_BUTTON)

    def term(self, id: str) -> str:
        """Return the words of a message by its id, without markup; never the id itself."""
        if id in TEXTS:
            return self.label(TEXTS[id])
        logger.error("%s is no message", id)
        return ELLIPSIS

    def paragraphs(self, ids: Sequence[str], values: Mapping[str, Value]) -> str:
        """Return several messages as one HTML text within Telegram's limit, numbers kept.

        An id this version does not know becomes, once, a plea to call.
        """
        texts = {text.id: text for text in map(_known, ids or ("",))}
        said = [self._said(text, values) for text in texts.values()]
        whole = [one.html for one in said]
        if any(one.fallen for one in said):
            whole.insert(0, self._card([*texts.values()], values))
        if any(one.draft for one in said):
            whole.append(self._said(redflag.DRAFT, {}).html)
        return _fitted("\n\n".join(filter(None, whole)), LIMIT, "+".join(texts))

    def _card(self, texts: Sequence[Text], values: Mapping[str, Value]) -> str:
        """Return what stands above a message of which something critical is in English.

        An approved card says in the reader's language whom to call and to whom to show it; where
        none is approved, pictograms do.
        """
        found = ladder.numbers(texts, values)
        card = redflag_cards.CALL if ladder.is_urgent(found) else redflag_cards.SHOW
        given: Mapping[str, Value] = {
            "card_numbers": [number for called in found.values() for number in called]
        }
        said = self._said(card, given)
        if said.fallen or said.draft:
            return ladder.wordless(found)
        numbers = ladder.wordless(found) if card is redflag_cards.SHOW else ""
        return "\n\n".join(filter(None, (said.html, numbers)))

    def _said(self, text: Text, values: Mapping[str, Value]) -> "_Said":
        template, voice, rung = self._template(text, values.get(text.counts))
        said = _fitted(_fill(template, text, values, voice), text.limit or LIMIT, text.id)
        grave = text.level is Level.CRITICAL and text.limit is None
        fallen = rung is Rung.ENGLISH and ladder.on_card(text)
        return _Said(said, draft=grave and rung is Rung.DRAFT, fallen=fallen)

    def _template(self, text: Text, number: Value | None) -> "_Chosen":
        """Walk down the ladder: what is critical by its approval, all else by what there is."""
        english = text.one if text.one and number == 1 else text.english
        if self.language == "en":
            return english, self, Rung.APPROVED
        if self.language in languages.PSEUDO:
            made_up = pseudo.translation(self.language, text.english, text.limit)
            return made_up, self, Rung.APPROVED
        critical = text.level is Level.CRITICAL
        found = self._critical(text, number) if critical else self._usual(text, number)
        return found or (english, replace(self, language="en"), Rung.ENGLISH)

    def _usual(self, text: Text, number: Value | None) -> "_Chosen | None":
        """Return what is not critical in this language, or in the next that its readers know."""
        for language in (self.language, *languages.fallback(self.language)):
            voice = self if language == self.language else replace(self, language=language)
            template = voice._translation(text, number)  # noqa: SLF001 -- a voice like this one
            if template:
                return template, voice, Rung.APPROVED
        return None

    def _critical(self, text: Text, number: Value | None) -> "_Chosen | None":
        """Return the words of a critical message in this language, or none."""
        drafts = self.language in self.preview
        words = ladder.critical(self.catalogs, text, Reading(self.language, self.today, drafts))
        if words.rung in {Rung.APPROVED, Rung.DRAFT}:
            template = self._translation(text, number)
            if template:
                return template, self, words.rung
            words = ladder.last(self.catalogs, text, Reading(self.language, self.today))
        if words.rung is Rung.LAST_APPROVED:
            return words.form(self._form(text, number)), self, words.rung
        return None

    def _form(self, text: Text, number: Value | None) -> int:
        return languages.form(self.language, number) if text.counts else 0

    def _translation(self, text: Text, number: Value | None) -> str | None:
        if not text.counts:
            return self.catalogs.translation(self.language, text)
        form = self._form(text, number)
        alone = languages.stands_alone(self.language, form)
        return self.catalogs.translation(self.language, text, form, alone=alone)


@dataclass(frozen=True, slots=True)
class _Said:
    """A message as it is said: a draft that must say so, or fallen into English."""

    html: str
    draft: bool = False
    fallen: bool = False


_Chosen = tuple[str, Voice, Rung]


def _known(id: str) -> Text:
    if id in TEXTS:
        return TEXTS[id]
    logger.error("%s is no message", id)
    return redflag.MISSING_STAFF if id.startswith("staff.") else redflag.MISSING


def _fitted(html: str, limit: int, id: str) -> str:
    fitted = fit(html, limit)
    if fitted != html:
        logger.warning("%s is too long: it was cut", id)
    return fitted


def _fill(template: str, text: Text, values: Mapping[str, Value], voice: Voice) -> str:
    said = FIELD.sub(lambda found: _show(text, found[1], values, voice), template)
    return "\n".join(map(_right_to_left, said.split("\n"))) if voice.rtl else said


def _show(text: Text, name: str, values: Mapping[str, Value], voice: Voice) -> str:
    shown = escape(_shown(text, name, values, voice), quote=False)
    if not voice.rtl and not _turns(shown):
        return shown
    return "\n".join(f"{FSI}{line}{PDI}" for line in shown.split("\n"))


def _turns(shown: str) -> bool:
    """Say whether a text holds letters that run from right to left."""
    return not shown.isascii() and any(unicodedata.bidirectional(char) in _RTL for char in shown)


def _shown(text: Text, name: str, values: Mapping[str, Value], voice: Voice) -> str:
    try:
        var = text.vars[name]
        if name in values:
            return var.show(values[name], voice)
        return var.absent(voice)
    except Exception as error:  # noqa: BLE001 -- a message with a gap is better than no message
        logger.error("{%s} of %s cannot be shown: %s", name, text.id, type(error).__name__)  # noqa: TRY400 -- the value stays out of the log
        return ELLIPSIS


def _right_to_left(line: str) -> str:
    """Give a line its direction where its first letter would not, be it that of a value.

    By the rules of Unicode the letters of an isolated value do not count; some clients count them.
    """
    said = plain(line)
    first = {_direction(said), _direction(_ISOLATED.sub("", said))}
    return line if first == {"R"} or not line.strip() else RLM + line


def _direction(said: str) -> str:
    """Return where the first letter of a text runs to, or nothing where it has none."""
    kinds = map(unicodedata.bidirectional, said)
    first = next((kind for kind in kinds if kind in (*_RTL, "L")), "")
    return "R" if first in _RTL else first
