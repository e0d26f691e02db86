"""A voice speaks one language and tells time in one zone. It never fails and never falls silent.

Holds the ladder from a translation down to English, and nothing of what is said.
"""

import logging
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from importlib import import_module
from pkgutil import iter_modules

from babel import Locale

from care.delivery import Value
from messages import languages, pseudo
from messages import texts as spoken
from messages.catalogs import FIELD, Catalogs
from messages.declare import TEXTS, Level, Text
from messages.markup import ELLIPSIS, FSI, LIMIT, PDI, RLM, fit, plain
from messages.texts import redflag, redflag_talk

# Every message is declared before the first is said: none is unknown for want of an import.
for _module in iter_modules(spoken.__path__):
    import_module(f"{spoken.__name__}.{_module.name}")

CATALOGS = Catalogs()

_RTL = ("R", "AL")  # letters that run from right to left

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voice:
    """`preview` names the languages whose unchecked translations the operator wants shown."""

    language: str = "en"
    zone: str = "UTC"
    country: str = ""
    preview: tuple[str, ...] = ()
    catalogs: Catalogs = field(default=CATALOGS, compare=False)

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
        said, draft = self._said(text, values)
        return f"{said}\n\n{self.say(redflag.DRAFT)}" if draft else said

    def label(self, text: Text, /, **values: Value) -> str:
        """Return one message without markup: for buttons, answers to presses, keyboards, names."""
        return plain(self._said(text, values)[0])

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
        if any(draft for _, draft in said):
            said.append(self._said(redflag.DRAFT, {}))
        whole = "\n\n".join(words for words, _ in said)
        return _fitted(whole, LIMIT, "+".join(texts))

    def _said(self, text: Text, values: Mapping[str, Value]) -> tuple[str, bool]:
        template, voice = self._template(text, values.get(text.counts))
        said = _fitted(_fill(template, text, values, voice), text.limit or LIMIT, text.id)
        draft = voice.language not in ("en", *languages.PSEUDO)
        return said, draft and text.level is Level.CRITICAL and text.limit is None

    def _template(self, text: Text, number: Value | None) -> tuple[str, "Voice"]:
        """Walk down the ladder. What is critical needs approval; until then, a preview or English.

        Approvals are seals in the translators' files; the rung for a sealed text comes first here.
        """
        english = text.one if text.one and number == 1 else text.english
        if self.language == "en":
            return english, self
        if self.language in languages.PSEUDO:
            return pseudo.translation(self.language, text.english, text.limit), self
        if text.level is not Level.CRITICAL or self.language in self.preview:
            template = self._translation(text, number)
            if template:
                return template, self
        return english, replace(self, language="en")

    def _translation(self, text: Text, number: Value | None) -> str | None:
        if not text.counts:
            return self.catalogs.translation(self.language, text)
        form = languages.form(self.language, number)
        alone = languages.stands_alone(self.language, form)
        return self.catalogs.translation(self.language, text, form, alone=alone)


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
    """Give a line its direction where its own first letter would not: values do not count."""
    depth = 0
    for char in plain(line):
        depth += (char == FSI) - (char == PDI)
        kind = unicodedata.bidirectional(char)
        if not depth and kind in (*_RTL, "L"):
            return line if kind in _RTL else RLM + line
    return RLM + line if line.strip() else line
