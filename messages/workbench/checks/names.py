"""The names of medicines that no list of ours holds: they sound alike in most languages.

International names end in a few stems (INN, World Health Organization); a translation that has no
word of the same consonants names another medicine, or none. Holds no word that a person reads.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from messages.workbench.checks.subject import Form, Found

_STEM = re.compile(
    r"\b\w{3,}(?:cillin|mycin|micin|cycline|floxacin|conazole|prazole|nidazole|vastatin|sartan"
    r"|pril|olol|dipine|mab|tinib|vir|profen|fenac|oxicam|caine|azepam|zolam|triptan|setron|gliptin"
    r"|formin|thiazide|semide|parin|xaban|gatran|tidine|terol|phylline|solone|dronate|platin"
    r"|rubicin|taxel|cept|oxetine|traline|peridol|zapine|lukast|afil|stigmine|curium|quine)\b"
)
_READ = ("Latin", "Cyrillic")  # the scripts whose letters we can sound out
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхцыэіїє", "abvgdezijklmnoprstufhsieiie", strict=True))
    | {"ж": "z", "ч": "s", "ш": "s", "щ": "s", "ю": "u", "я": "a", "ё": "e", "ь": "", "ъ": ""}
)
_SOUNDS = (
    ("ph", "f"), ("th", "t"), ("ch", "k"), ("qu", "k"), ("x", "ks"), ("ce", "se"), ("ci", "si"),
    ("cy", "si"), ("c", "k"), ("z", "s"), ("y", "i"), ("j", "i"), ("w", "v"), ("h", ""), ("g", "g"),
)  # fmt: skip
_VOWELS = re.compile("[aeiouı]")
_DOUBLE = re.compile(r"(.)\1+")
_LIKE = 0.72  # how alike two names must sound
_LEAST = 5


def medicines(form: Form) -> Iterator[Found]:
    """Yield a medicine of the English whose name stands nowhere here."""
    if form.said.known.script not in _READ:
        return
    for name in _named(form.english.raw):
        heard = (sound(word) for word in form.said.words if len(word) >= _LEAST)
        if not any(_alike(sound(name), one) for one in heard):
            yield Found("S05", name, "–")
            return


@lru_cache(maxsize=20_000)
def _named(english: str) -> tuple[str, ...]:
    return tuple(_STEM.findall(english.lower()))


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Return the consonants that are heard in a name, in the letters of the English."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_CYRILLIC))
    heard = "".join(char for char in plain if not unicodedata.combining(char))
    for written, said in _SOUNDS:
        heard = heard.replace(written, said)
    return _DOUBLE.sub(r"\1", heard[:1] + _VOWELS.sub("", heard[1:]))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LIKE
