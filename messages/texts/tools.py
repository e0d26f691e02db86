"""What the workbench says to translators: each rule of `locales check`, and how to mend it.

`{what}` and `{other}` are what the rule has found: a name in braces, a figure, a few words.
"""

import re
from collections.abc import Mapping

from messages.declare import Level, Text, text
from messages.texts.tools_rules import FIXES, RULES
from messages.values import Plain

_SAMPLES = {"what": "{phone}", "other": "{temp}"}


def _declared(id: str, english: str, where: str) -> Text:
    needed = dict.fromkeys(re.findall(r"\{(what|other)\}", english))
    return text(
        id,
        english,
        level=Level.NORMAL,
        where=where,
        vars={name: Plain(_SAMPLES[name]) for name in needed},
    )


SAYS: Mapping[str, Text] = {
    code: _declared(f"tools.check.{code}", english, "The checker tells a translator what is wrong.")
    for code, english in RULES.items()
}
HOW: Mapping[str, Text] = {
    code: _declared(f"tools.fix.{code}", english, "The checker tells a translator how to mend it.")
    for code, english in FIXES.items()
}
SEEN = text(
    "tools.check.seen",
    "Readers would see: {what}",
    level=Level.NORMAL,
    where="Below a finding of the checker: the translation with sample values.",
    vars={"what": Plain("Hemen arayın: 112")},
)
ENGLISH = text(
    "tools.check.english",
    "English: {what}",
    level=Level.NORMAL,
    where="Below a finding of the checker: the English of the message.",
    vars={"what": Plain("Call now: {phone}")},
)
COUNT = text(
    "tools.check.count",
    "Files: {files}. Errors: {errors}. Warnings: {warnings}.",
    level=Level.NORMAL,
    where="The last line of the checker.",
    vars={"files": Plain("9"), "errors": Plain("2"), "warnings": Plain("3")},
)
FIXABLE = text(
    "tools.check.fixable",
    "The program can mend this: companion locales fix",
    level=Level.NORMAL,
    where="Below a finding of the checker that a program may mend.",
)
NOTED = text(
    "tools.play.noted",
    "Kept as a note: {what}\nFile: {other}\nTo go on with the conversation, write without a reply.",
    level=Level.NORMAL,
    where="A translator who walks through the bot has replied to a message: now it is a note.",
    vars={"what": Plain("redflag.team.number"), "other": Plain("notes/tr.tsv")},
)
