"""Body temperatures in free text: where they stand, and what they are in Celsius.

It holds no word of any language (the lexicon brings them) and no judgement of a reading.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from care.detector_words import Word, is_word, squeezed
from care.detector_words import words as words_of

# What a living person's thermometer shows. Outside of it we ask back and never guess.
CELSIUS = (35.0, 43.0)
FAHRENHEIT = (95.0, 110.0)

_SPACED = r"(?:(?<=3[5-9])|(?<=4[0-2]))\s(?=\d\s*(?:$|[.,;!?)\n]))"  # "38 2", and no more
_NUMBER = re.compile(
    r"(?<![\d.,:/٫])(?!\d[^\W\d_])"  # a digit before letters is a letter: "3andi 7arara"
    r"(?P<whole>\d{1,4})(?:(?:\s?(?:[.,٫．，·]|[°º度](?=\s?\d(?!\d)))\s?|"
    + _SPACED
    + r")(?P<tenths>\d{1,2}))?(?P<half>\s?½|\s1/2)?"
    r"(?![\d:/]|[.,٫]\d)"
)
_SIGN = re.compile(r"\s{0,2}(?P<degree>[°º˚℃℉]?)\s?(?P<letter>[cfCF](?![^\W\d_]|['’]))?")
_DIGITS = re.compile(r"\d+")
_GOES_ON = re.compile(r"\s*[\w%°/-]")
_ENDS = re.compile(r"[\d,;.!?،؛。，；！？]")
_SHARE = re.compile(  # "99 %", and the first of "99 to 100 %"
    r"\s?(?:(?:[-\u2013\u2014~\u301c/至到]|to|bis|[aàá]|до|से|إلى|الى)\s?\d{1,3}(?:[.,٫]\d)?\s?)?[%٪％]"
)
_MONEY = "€$£#"
_SIGNS = frozenset(_MONEY + "%")
_TIMES = frozenset({10, 100})  # "one hundred"; in Chinese "three ten eight" too
_AND = "و"  # Arabic writes its "and" together with the word behind it
_LEAST_IN_WORDS = 30  # "one" is an article in many languages, and "ten" a time of day
_FEVERISH = 38.0  # below it a number that begins a message may be anything
_REACH = 6  # words between a temperature word and its number
_LONGEST_PHRASE = 7  # "one hundred and one point five" and its like


@dataclass(frozen=True, slots=True)
class TemperatureWords:
    """The words of one language around a number. All in the detector's normal form."""

    thermometer: frozenset[str] = frozenset()
    link: frozenset[str] = frozenset()
    celsius: frozenset[str] = frozenset()
    fahrenheit: frozenset[str] = frozenset()
    degree: frozenset[str] = frozenset()
    other_unit: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    point: frozenset[str] = frozenset()
    half: frozenset[str] = frozenset()
    joint: frozenset[str] = frozenset()
    have: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Temperature:
    """A number meant as a body temperature. `celsius` is None when no body can have it."""

    celsius: float | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    span: tuple[int, int]
    exact: bool  # written with one decimal


@dataclass(frozen=True, slots=True)
class _Around:
    """The words beside a number, nearest first, and the unit that is glued to it."""

    before: tuple[str, ...]
    after: tuple[str, ...]  # up to the next number or the end of what is said of this one
    later: tuple[str, ...]
    end: int
    degree: bool
    letter: str
    last: bool  # nothing follows in its sentence


def read_temperatures(
    text: str,
    words: TemperatureWords,
    *,
    asked: bool = False,
    spoken: tuple[Word, ...] | None = None,
) -> tuple[Temperature, ...]:
    """Return every body temperature in `text`, in its order, in Celsius to one decimal.

    A bare "38" counts only beside a word for temperature, or as the reply when `asked`. A number
    that is meant as a temperature and cannot be one has `celsius` None: ask back. No number at
    all gives an empty tuple. `spoken` are the words of the text, where they are known already.
    """
    spoken = words_of(text) if spoken is None else spoken
    return tuple(
        found
        for number in _numbers(text, words, spoken)
        if (found := _judge(text, number, words, asked))
    )


def in_celsius(value: float, unit: str = "") -> float | None:
    """Return `value` in Celsius, or None when no thermometer shows it; `unit` is "c", "f" or ""."""
    if unit != "f" and CELSIUS[0] <= value <= CELSIUS[1]:
        return round(value, 1)
    if unit != "c" and FAHRENHEIT[0] <= value <= FAHRENHEIT[1]:
        return round((value - 32) * 5 / 9, 1)
    return None


def _judge(text: str, number: _Number, words: TemperatureWords, asked: bool) -> Temperature | None:  # noqa: FBT001
    around = _around(text, number)
    if _SHARE.match(text, number.span[1]) or _means_something_else(around, words, number):
        return None
    unit = _unit(around, words)
    celsius = in_celsius(number.value, unit)
    span = (number.span[0], around.end)
    if celsius is None:
        meant = asked or bool(unit) or _directly_named(around, words)
        return Temperature(None, span) if meant else None
    named = bool(unit) or around.degree or _near(around, words) or _mine(around, words)
    if asked or named or number.exact:
        return Temperature(celsius, span)
    return Temperature(None, span) if _lasts(celsius, number, around, words) else None


def _around(text: str, number: _Number) -> _Around:
    start, end = number.span
    sign = _SIGN.match(text, end)
    degree, letter = (sign["degree"], sign["letter"] or "") if sign else ("", "")
    stop = sign.end() if sign and (degree or letter) else end
    letter = {"℃": "c", "℉": "f"}.get(degree, letter.lower())
    before = tuple(reversed(_words(text[max(0, start - 80) : start])))
    tail = text[stop : stop + 60]
    after, later = _words(_ENDS.split(tail, 1)[0]), _words(tail)
    return _Around(before, after, later, stop, bool(degree), letter, not _GOES_ON.match(tail))


def _words(text: str) -> tuple[str, ...]:
    """Return the words and signs that say what a number is; of "temp38" also "temp"."""
    found = (word.text for word in words_of(text))
    named = (part for word in found for part in dict.fromkeys(_parts(word)))
    return tuple(part for part in named if part[:1].isalpha() or part in _SIGNS)


def _parts(word: str) -> tuple[str, ...]:
    """Return a word, what it is without digits, and what stands behind its apostrophe: "j'ai"."""
    return word, _DIGITS.sub("", word), word.rpartition("'")[2], *squeezed(word)


def _unit(around: _Around, words: TemperatureWords) -> str:
    if around.letter:
        return around.letter
    after = [word for word in around.after[:2] if word not in words.degree][:1]
    if after and after[0] in words.celsius:
        return "c"
    return "f" if after and after[0] in words.fahrenheit else ""


def _means_something_else(around: _Around, words: TemperatureWords, number: _Number) -> bool:
    if around.letter:
        return False
    labels = words.numbered - words.other_unit if number.exact else words.numbered  # "day 38.5"
    following = [word for word in around.after[:2] if word not in words.degree][:1]
    after = bool(following) and following[0] in words.other_unit
    before = bool(around.before) and (around.before[0] in labels or around.before[0] in _MONEY)
    return after or before


def _directly_named(around: _Around, words: TemperatureWords) -> bool:
    for word in around.before[:_REACH]:
        if word in words.thermometer:
            return True
        if word not in words.link:
            return False
    return False


def _mine(around: _Around, words: TemperatureWords) -> bool:
    """Say whether somebody "has 39", and nothing that could be counted follows."""
    goes_on = not words.joint.isdisjoint(around.after[:1])
    ends = around.last or goes_on or words.link.union(words.have).issuperset(around.after)
    return ends and bool(around.before) and around.before[0] in words.have


def _lasts(celsius: float, number: _Number, around: _Around, words: TemperatureWords) -> bool:
    """Say whether only a fever could be meant: "39 since last night" as the first words.

    In Fahrenheit it need not come first: few things but a fever "were 102".
    """
    alone = number.value >= FAHRENHEIT[0] or not around.before
    return celsius >= _FEVERISH and alone and not words.since.isdisjoint(around.after[:1])


def _near(around: _Around, words: TemperatureWords) -> bool:
    nearby = (*around.before[:_REACH], *around.later[:3])
    return not words.thermometer.isdisjoint(nearby) or not words.degree.isdisjoint(around.after[:1])


def _numbers(text: str, words: TemperatureWords, spoken: tuple[Word, ...]) -> Iterator[_Number]:
    found = [*_written_in_digits(text, words), *_written_in_words(text, words, spoken)]
    yield from sorted(found, key=lambda number: number.span)


def _written_in_digits(text: str, words: TemperatureWords) -> Iterator[_Number]:
    read = 0
    for match in _NUMBER.finditer(text):
        if match.start() < read:
            continue
        tenths = match["tenths"] or ""
        value = float(f"{int(match['whole'])}.{int(tenths) if len(tenths) == 1 else tenths or 0}")
        start, end = match.span()
        fraction, end = (0.5, end) if match["half"] else _fraction(text, end, words)
        if not tenths and not fraction and CELSIUS[0] <= value < CELSIUS[1]:
            fraction, end = _tenths_apart(text, end, words)
        read = end
        exact = len(tenths) == 1 or fraction > 0
        yield _Number(value if tenths else value + fraction, (start, end), exact)


def _fraction(text: str, end: int, words: TemperatureWords) -> tuple[float, int]:
    """Read what may follow digits in words: "and a half", "point five", "point 5"."""
    tail = [
        (word.text, end + word.end) for word in words_of(text[end : end + 30]) if is_word(word.text)
    ]
    if not tail:
        return 0.0, end
    if tail[0][0] in words.point and len(tail) > 1 and tail[1][0] not in words.half:
        tenths = _digit(tail[1][0], words)
        return (tenths / 10, tail[1][1]) if tenths is not None else (0.0, end)
    for word, stop in tail[:3]:
        if word in words.half:
            return 0.5, stop
        if word not in words.joint and word not in words.point:
            break
    return 0.0, end


def _tenths_apart(text: str, end: int, words: TemperatureWords) -> tuple[float, int]:
    """Read a digit that is only set apart, "38 8 since yesterday": a time has to follow it."""
    tail = [word for word in words_of(text[end : end + 30]) if is_word(word.text)][:2]
    if len(tail) < 2 or tail[1].text not in words.since:  # noqa: PLR2004 -- a digit and a word
        return 0.0, end
    digit = tail[0].text
    alone = text[end : end + tail[0].start].isspace() and len(digit) == 1 and digit.isdecimal()
    return (int(digit) / 10, end + tail[0].end) if alone else (0.0, end)


def _digit(word: str, words: TemperatureWords) -> int | None:
    value = int(word) if word.isdecimal() else words.numbers.get(word, 10)
    return value if value < 10 else None  # noqa: PLR2004 -- one digit


def _written_in_words(
    text: str, words: TemperatureWords, found: tuple[Word, ...]
) -> Iterator[_Number]:
    position = 0
    while position < len(found):
        if found[position].text not in words.numbers:
            position += 1
            continue
        value, used = _sum(found[position : position + _LONGEST_PHRASE], words)
        if used and value >= _LEAST_IN_WORDS:
            start, end = found[position][1], found[position + used - 1][2]
            fraction, end = _fraction(text, end, words)
            tenths = 0 if fraction else _tenths(value, found[position + used :], words)
            if tenths:
                fraction, end, used = tenths / 10, found[position + used].end, used + 1
            yield _Number(value + fraction, (start, end), fraction > 0)
        position += max(used, 1)


def _tenths(value: int, rest: tuple[Word, ...], words: TemperatureWords) -> int:
    """Return the digit that is said right behind a body temperature, "thirty-eight four", or 0."""
    said = words.numbers.get(rest[0].text, 0) if rest else 0
    return said if CELSIUS[0] <= value < CELSIUS[1] and said < 10 else 0  # noqa: PLR2004 -- a digit


def _sum(found: tuple[Word, ...], words: TemperatureWords) -> tuple[int, int]:
    """Add up "thirty eight" or "a hundred and one"; return the value and how many words it took."""
    total, used = 0, 0
    for position, (word, _, _) in enumerate(found):
        value = words.numbers.get(word)
        if value is None and not (used and word in words.joint):
            break
        if value is None:
            continue
        joined = position > used or word.startswith(_AND)
        if used and not (_may_follow(total, value) or (joined and _tens_after(total, value))):
            break
        total = total * value if value in _TIMES and 0 < total < 10 else total + value  # noqa: PLR2004
        used = position + 1
    return total, used


def _tens_after(total: int, value: int) -> bool:
    """Say whether tens follow their units, as in Arabic "eight and thirty"."""
    return 0 < total < 10 and value % 10 == 0 and 20 <= value < 100  # noqa: PLR2004 -- digits


def _may_follow(total: int, value: int) -> bool:
    """Say whether `value` continues a number: units after tens, anything small after hundreds."""
    if value in _TIMES:
        return total < 10 or (value < total and total % 100 == 0)  # noqa: PLR2004
    return total % 100 == 0 or (total % 10 == 0 and value < 10)  # noqa: PLR2004
