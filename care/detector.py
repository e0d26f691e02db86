"""What a message means: the signs in it, how urgent they are, and what to do now.

Rules decide, and nothing here may suppress: whatever is unclear becomes a question, and an
unanswered question becomes an alert. It never raises on any text, and says nothing itself: answers
are ids of messages.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from care.combination import combine, in_reaction_window, may_be_usual
from care.detector_body import of_the_body
from care.detector_lexicon import Lexicon, Match
from care.detector_numbers import days_named, saturations
from care.detector_readings import over_a_limit, reading_meaning
from care.detector_said import OWNERS, Said, listen
from care.detector_scope import Meaning, meaning
from care.detector_vaccines import A_VACCINE
from care.detector_words import Word, is_word, length, words
from care.findings import (
    NOTHING_KNOWN,
    About,
    Action,
    Category,
    Context,
    Finding,
    Polarity,
    Reading,
)
from care.severity import Severity, worst
from care.temperature import Temperature, read_temperatures
from care.thresholds import Limits
from care.triage_table import IMPLIES, TABLE, Trait

# What is asked or answered. Screens of the check have two voices, which `_voiced` chooses.
ASK_NOW = "redflag.check.now"
ASK_LAST = "redflag.check.last"
ASK_USUAL = "redflag.check.direction"
ASK_EMERGENCY = "redflag.check.emergency_1"
IF_IT_HAPPENS = "redflag.check.if_it_happens"
ASK_WHO = "redflag.check.whom"
ASK_TEMPERATURE = "redflag.temperature.again"
ASK_SELF_HARM = "redflag.self_harm.ask"
ASK_TEST = "redflag.which_test"
ASK_WHAT = "redflag.not_understood"
_ONE_VOICE = frozenset({ASK_WHO, ASK_TEMPERATURE, ASK_SELF_HARM, ASK_TEST, ASK_WHAT})


SHORT = 8  # words of a message in which nobody needs to be named
ELSEWHERE = 3  # words between a number and what else may have a temperature


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding together with how it was meant."""

    finding: Finding
    meaning: Meaning

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def present(self) -> bool:
        """Whether it speaks of the patient, now."""
        return self.meaning.polarity is Polarity.PRESENT

    @property
    def grave(self) -> bool:
        """Whether it alerts even when unclear."""
        return Trait.EMERGENCY_WORD in TABLE[self.code].traits


def triage(
    text: str,
    lexicon: Lexicon,
    context: Context = NOTHING_KNOWN,
    spoken: tuple[Word, ...] | None = None,
) -> Reading:
    """Return what to do about a message in the lexicon's language, whatever it contains.

    An `alert` is certain enough to tell the team now. An `ask` carries the question's id and the
    severity that the team sees when nobody answers. An `answer` carries the reply's id. `spoken`
    are the words of the text, where they are known already.
    """
    spoken = words(text) if spoken is None else spoken
    said, asked = listen(spoken, lexicon), context.asked == "temperature"
    readings = read_temperatures(text, lexicon.temperature, asked=asked, spoken=spoken)
    signs, measured = _signs(said, context), [*_temperatures(readings, said, context)]
    reported = _without_echoes([*_measured(signs, measured, said), *measured])
    reported = _without_echoes([*reported, *_reactions(reported, said, context)])
    action, severity, answer = _decide(reported, said, readings, context)
    findings = tuple(sorted((one.finding for one in reported), key=lambda found: found.span))
    answer = _voiced(answer, context.about)
    return Reading(action, severity, findings, answer, context.limits.rules)


def _voiced(answer: str | None, about: About) -> str | None:
    """Return the id of the text that speaks to the patient, or to whoever is with the patient."""
    if answer is None or answer in _ONE_VOICE:
        return answer
    return f"{answer}.you" if about is About.SELF else f"{answer}.care"


# -- what was said


def _signs(said: Said, context: Context) -> Iterator[Reported]:
    limits = context.limits
    low = [sign for sign, percent in saturations(said) if percent < limits.saturation]
    meanings = [(sign, meaning(sign, said, context.about)) for sign in (*said.signs, *low)]
    denied = [sign for sign, how in meanings if how.polarity is Polarity.NEGATED]
    for sign, own in meanings:
        within = any(_part_of(sign, one) or _same_again(sign, one, said) for one in denied)
        how = Meaning(Polarity.NEGATED) if within else own
        yield _reported(sign.concept, how, said.span(sign))
        yield from _graver(sign, how, said, limits)


def _part_of(sign: Match, whole: Match) -> bool:
    """Say whether a sign is only a word of a longer one: the cough in "no blood when I cough"."""
    same = TABLE[sign.concept].category is TABLE[whole.concept].category
    return same and sign.members < whole.members


def _same_again(sign: Match, denied: Match, said: Said) -> bool:
    """Say whether a sign is a denied one with words of its denial: "I don't feel | breathless"."""
    more = sign.members - denied.members
    same = sign.concept == denied.concept and more < sign.members
    return same and all(said.marks(at, "neg") for at in more)


def _graver(sign: Match, how: Meaning, said: Said, limits: Limits) -> Iterator[Reported]:
    """Add what the time makes of a sign: a sudden loss, a cough of many days."""
    if how.sudden and Trait.SUDDEN in TABLE[sign.concept].traits:
        yield _reported("N_SUDDEN", how, said.span(sign))
    if sign.concept == "T_COUGH_NEW" and days_named(sign, said) >= limits.cough_days:
        yield _reported("T_COUGH_PERS", how, said.span(sign))


def _reported(
    code: str, how: Meaning, span: tuple[int, int], celsius: float | None = None
) -> Reported:
    return Reported(Finding(code, TABLE[code].category, how.polarity, span, celsius), how)


def _temperatures(
    readings: Iterable[Temperature], said: Said, context: Context
) -> Iterator[Reported]:
    for reading in readings:
        place = _place(reading, said)
        if reading.celsius is None or place is None or _of_something_else(place, said):
            continue
        code = context.limits.code(reading.celsius)
        how = reading_meaning(Match(code or "T_FEVER", *place, frozenset()), said, context.about)
        if code is None:
            how = replace(how, polarity=Polarity.NEGATED)
        yield _reported(code or "T_FEVER", how, reading.span, reading.celsius)


def _measured(
    signs: Iterable[Reported], measured: Iterable[Reported], said: Said
) -> Iterator[Reported]:
    """Weigh a word for fever against a normal reading beside it, and against no higher one.

    Where the word may as well mean "temperature" the reading says which; where it may not, the
    two contradict each other, and somebody has to ask.
    """
    readings = tuple(measured)
    denying = [one for one in readings if one.meaning.polarity is Polarity.NEGATED]
    normal = {_clause(one, said) for one in denying}
    normal -= {_clause(one, said) for one in readings if one not in denying}
    for one in signs:
        if one.code != "T_FEVER" or not one.present or _clause(one, said) not in normal:
            yield one
        elif _words_of(one, said) <= said.temperature.thermometer:
            denied = Polarity.NEGATED
            yield Reported(replace(one.finding, polarity=denied), Meaning(denied))
        else:
            yield replace(one, meaning=replace(one.meaning, firm=False))


def _clause(one: Reported, said: Said) -> int:
    at = bisect_right(said.words, one.finding.span[0], key=lambda word: word.end)
    return said.clause_of[at] if at < len(said.words) else -1


def _words_of(one: Reported, said: Said) -> set[str]:
    start, end = one.finding.span
    return {word.text for word in said.words if start <= word.start < end}


def _place(reading: Temperature, said: Said) -> tuple[int, int] | None:
    start, end = reading.span
    inside = [at for at, word in enumerate(said.words) if word.start < end and word.end > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _of_something_else(place: tuple[int, int], said: Said) -> bool:
    """Say whether the words around a number speak of the weather, or of water."""
    first, last = place
    near = range(first - ELSEWHERE, last + ELSEWHERE)
    return any(not cue.members.isdisjoint(near) for cue in said.cue("elsewhere"))


def _reactions(reported: list[Reported], said: Said, context: Context) -> Iterator[Reported]:
    """Name a reaction beside its signs when they came with the infusion."""
    for one in reported:
        traits = TABLE[one.code].traits
        if traits.isdisjoint({Trait.REACTION, Trait.AIRWAY}):
            continue
        cues = _infusion_cues(one, said)
        if cues or in_reaction_window(context):
            grave = Trait.AIRWAY in traits and TABLE[one.code].severity is Severity.EMERGENCY
            yield _reported("I_AIRWAY" if grave else "I_MILD", one.meaning, one.finding.span)
        if "during" in cues:
            yield _reported("I_NOW", one.meaning, one.finding.span)


def _infusion_cues(one: Reported, said: Said) -> frozenset[str]:
    """Return how the words around a sign speak of the infusion: after it, or during it."""
    start = one.finding.span[0]
    at = next((place for place, word in enumerate(said.words) if word.end > start), 0)
    sign = Match(one.code, at, at + 1, frozenset())
    if said.around(sign, "far_away", "long_ago"):
        return frozenset()
    return frozenset(cue.concept for cue in said.around(sign, "infusion", "during"))


def _without_echoes(reported: Iterable[Reported]) -> list[Reported]:
    """Keep one finding of each code and polarity, and drop what a graver one already says."""
    kept: dict[tuple[str, Polarity], Reported] = {}
    for one in reported:
        key = (one.code, one.meaning.polarity)
        kept[key] = max(kept[key], one, key=_weight) if key in kept else one
    implied = {
        (milder, polarity) for code, polarity in kept for milder in IMPLIES.get(code, frozenset())
    }
    return [one for key, one in kept.items() if key not in implied]


def _weight(one: Reported) -> tuple[bool, bool, int]:
    start, end = one.finding.span
    supposed = one.meaning.polarity is Polarity.HYPOTHETICAL  # there a doubt counts for more
    return one.finding.celsius is not None, one.meaning.firm is not supposed, end - start


# -- what to do


Decision = tuple[Action, Severity | None, str | None]


def _decide(
    reported: list[Reported], said: Said, readings: Iterable[Temperature], context: Context
) -> Decision:
    alert = _alert(reported, said, context)
    if alert:
        return alert
    asked = _question(reported, said, readings, context)
    if asked:
        return asked
    if any(one.meaning.polarity is Polarity.HYPOTHETICAL for one in reported):
        return Action.ANSWER, None, IF_IT_HAPPENS
    if not reported and over_a_limit(said):
        return Action.ASK, Severity.URGENT, ASK_TEMPERATURE
    if not reported and of_the_body(said.heard, said.clause_of) and _of_somebody(said):
        return Action.ASK, Severity.SAME_DAY, ASK_WHAT
    return Action.MENU, None, None


def _alert(reported: list[Reported], said: Said, context: Context) -> Decision | None:
    certain = [one for one in reported if _certain(one, said, context)]
    if not certain:
        return None
    counted = [one for one in reported if one.present or one in certain]
    return Action.ALERT, _severity(counted, context), None


def _certain(one: Reported, said: Said, context: Context) -> bool:
    if one.meaning.polarity is Polarity.OTHER:
        dangerous = one.grave or one.finding.category is Category.NEURO
        return one.meaning.close and dangerous and context.about is not About.OTHER
    if not one.present:
        return False
    if one.grave:
        return True
    known = one.code in context.baseline and not said.cue("worse")
    bare = one.finding.celsius is None and (_bare(said) or _unowned(one, said))
    return one.meaning.firm and not known and not bare and one.code != "T_UNWELL"


def _unowned(one: Reported, said: Said) -> bool:
    """Say whether a lesser illness is named, and nobody who has it and no time: "it is the flu"."""
    if Trait.OWNED not in TABLE[one.code].traits or said.cue(*OWNERS):
        return False
    if any(heard.concept in A_VACCINE for heard in said.heard):
        return False  # "flu after the vaccine" is of somebody who had it
    start, end = one.finding.span
    names = (said.span(topic) for topic in said.cue("topic"))
    return any(first <= start and end <= last for first, last in names)


def _bare(said: Said) -> bool:
    """Say whether somebody only typed the name of a thing, which may be a search."""
    topics = said.cue("topic")
    if len(topics) != 1:
        return False
    rest = set(range(len(said.words))) - topics[0].members
    return all(said.marks(place, "filler") or not is_word(said.words[place].text) for place in rest)


def _severity(reported: list[Reported], context: Context) -> Severity | None:
    """Weigh findings as if they were the patient's own; a usual sign counts as its table says."""
    usual = frozenset(one.code for one in reported if one.meaning.usual)
    weighed = [replace(one.finding, polarity=Polarity.PRESENT) for one in reported]
    return combine(weighed, replace(context, baseline=context.baseline & usual))


def _question(
    reported: list[Reported], said: Said, readings: Iterable[Temperature], context: Context
) -> Decision | None:
    open_ones = [one for one in reported if _open(one)]
    if said.cue("idiom") and not open_ones:
        return Action.ASK, Severity.URGENT, ASK_SELF_HARM
    if said.cue("which_test") and not open_ones:
        return Action.ASK, Severity.SAME_DAY, ASK_TEST
    if _calls_for_help(said):
        return Action.ASK, Severity.EMERGENCY, ASK_EMERGENCY
    if open_ones:
        return Action.ASK, _unanswered(open_ones, context), _asked_about(open_ones)
    if any(reading.celsius is None for reading in readings):
        return Action.ASK, Severity.URGENT, ASK_TEMPERATURE
    return None


def _of_somebody(said: Said) -> bool:
    """Say whether a message may speak of a body that somebody has: not "open your mouth".

    A short one names nobody because there is no need to; a long one that does tells of things.
    """
    if said.cue(*OWNERS, "sudden"):
        return True
    short = length(word.text for word in said.words) <= SHORT
    return short and not said.cue("your", "second_person")


def _open(one: Reported) -> bool:
    if one.meaning.polarity in {Polarity.PRESENT, Polarity.OTHER}:
        return True
    return one.meaning.polarity is not Polarity.NEGATED and not one.meaning.firm


def _calls_for_help(said: Said) -> bool:
    """Say whether the whole message is a call for help."""
    said_so = said.marked.get("help", frozenset())
    words = [place for place, word in enumerate(said.words) if is_word(word.text)]
    return bool(said_so) and all(place in said_so or said.marks(place, "filler") for place in words)


def _unanswered(reported: list[Reported], context: Context) -> Severity | None:
    usual = [one for one in reported if one.meaning.usual and may_be_usual(TABLE[one.code])]
    if len(usual) == len(reported):
        confirmed = all(one.code in context.baseline for one in usual)
        return Severity.NEXT_VISIT if confirmed else Severity.SAME_DAY
    unwell = Severity.URGENT if any(one.code == "T_UNWELL" for one in reported) else None
    return worst(level for level in (_severity(reported, context), unwell) if level)


def _asked_about(reported: list[Reported]) -> str:
    gravest = max(reported, key=lambda one: TABLE[one.code].severity.rank)
    if all(one.code == "T_UNWELL" for one in reported):
        return ASK_EMERGENCY
    if gravest.meaning.polarity is Polarity.OTHER:
        return ASK_WHO
    if gravest.meaning.polarity is Polarity.PAST:
        return ASK_LAST
    return ASK_USUAL if gravest.meaning.usual else ASK_NOW
