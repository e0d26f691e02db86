"""The symptom check: which answer moves it where, and what it has reported so far.

It holds the rules; the screens are in `check_steps.py`, the words in `messages/`. The caller alerts
after every answer that reports something new, and never takes anything back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from care.check_steps import (
    ENDS,
    FIRST,
    NEXT,
    ONLY_WITH_FINDINGS,
    SIGNS,
    THERMOMETER,
    Choice,
    Step,
)
from care.combination import combine
from care.detector_languages import Lexicons, read_message
from care.detector_words import words
from care.findings import NOTHING_KNOWN, About, Context, Finding, Polarity
from care.severity import Severity
from care.thresholds import OURS, Limits
from care.triage_table import IMPLIES, LATELY, REACTION_WINDOW, RECENT, TABLE, Trait

_BY_READING: Mapping[str | None, Choice] = {
    None: Choice.NORMAL,
    "T_FEVER": Choice.FEVER,
    "T_FEVER_HIGH": Choice.FEVER,
    "T_FEVER_LOW": Choice.RAISED,
    "T_HYPO": Choice.LOW,
}
_STILL_COUNTS = frozenset({Choice.THERE_NOW, Choice.LAST_DAY, Choice.NOT_SURE})
_LOWEST_ROW = frozenset({Choice.NONE, Choice.NOT_SURE})


class Outdated(Exception):
    """The press belongs to a screen that has been left, or answers what was not asked."""


@dataclass(frozen=True, slots=True)
class Check:
    """Where a check stands. `subject` is the sign it was opened about, `temperature` in Celsius."""

    step: Step = FIRST
    answers: Mapping[Step, Choice] = field(default_factory=dict)
    about: About = About.SELF
    temperature: float | None = None
    subject: str | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more is asked."""
        return self.step in ENDS


def figures(limits: Limits) -> Mapping[str, float]:
    """Return the figures of the questions and labels, under the names that those use."""
    return {
        "days": int(LATELY.value),
        "hours": int(REACTION_WINDOW.value),
        "recent": int(RECENT.value),
        "cough": int(limits.cough_days),
        "fever": limits.fever,
        "raised": limits.raised,
        "low": limits.low,
    }


def choose(
    check: Check,
    at: Step,
    choice: Choice,
    temperature: float | None = None,
    limits: Limits = OURS,
) -> Check:
    """Answer the question asked at `at` and move on; `temperature` is what was typed, in Celsius.

    Raises Outdated for a press from another screen: Telegram keeps old buttons alive forever.
    """
    if at != check.step or choice not in NEXT[at]:
        raise Outdated(at)
    answered = replace(
        check,
        answers={**check.answers, at: choice},
        about=_about(check, choice),
        temperature=temperature if at in THERMOMETER else check.temperature,
    )
    return replace(answered, step=_following(answered, at, choice, limits))


def back(check: Check) -> Check:
    """Return the check at the screen before, its answer open again. Nothing told is untold.

    Raises Outdated where there is none, and after an emergency or the end.
    """
    if check.ended or check.step is Step.RESCUE or not check.answers:
        raise Outdated(check.step)
    *kept, (last, _) = check.answers.items()
    temperature = None if last in THERMOMETER else check.temperature
    return replace(check, step=last, answers=dict(kept), temperature=temperature)


def understand(
    step: Step,
    text: str,
    lexicons: Lexicons,
    language: str | None = None,
    limits: Limits = OURS,
) -> Choice | None:
    """Return the choice that typed words or a digit stand for on a screen, or None.

    Digits count the buttons from one, in the order of `rows`. A typed temperature is a choice too;
    `typed_temperature` has its value.
    """
    celsius = typed_temperature(text, lexicons, language)
    if step in THERMOMETER and celsius is not None:
        return _BY_READING[limits.code(celsius)]
    offered = [one for row in rows(step) for one in row]
    typed = text.strip(" .)")
    if typed.isdecimal():
        return offered[int(typed) - 1] if 1 <= int(typed) <= len(offered) else None
    return _said(step, typed, lexicons) or _told(step, text, lexicons, language)


def typed_temperature(text: str, lexicons: Lexicons, language: str | None = None) -> float | None:
    """Return a body temperature in Celsius from the answer to our question, the highest of it."""
    found = lexicons.temperatures(text, language, asked=True)
    return max((one.celsius for one in found if one.celsius is not None), default=None)


def rows(step: Step) -> tuple[tuple[Choice, ...], ...]:
    """Return the buttons of a screen line by line: one sign a line, what is no sign in the last."""
    last = tuple(one for one in NEXT[step] if one in _LOWEST_ROW)
    if len(last) == 1:
        return tuple((one,) for one in NEXT[step])
    lines = tuple((one,) for one in NEXT[step] if one not in _LOWEST_ROW)
    return (*lines, last) if last else lines


def findings(check: Check, limits: Limits = OURS) -> tuple[Finding, ...]:
    """Return what the check has reported so far, each sign once, in the order of the answers."""
    codes = [code for step, choice in check.answers.items() if (code := SIGNS.get((step, choice)))]
    codes += [*_about_subject(check), *_worked_out(check, codes)]
    celsius = check.temperature
    reading = limits.code(celsius) if celsius is not None else None
    if reading == "T_FEVER_HIGH":
        codes = [reading if code == "T_FEVER" else code for code in codes]
    return tuple(
        Finding(
            code,
            TABLE[code].category,
            Polarity.PRESENT,
            celsius=celsius if code == reading or reading in IMPLIES.get(code, ()) else None,
        )
        for code in dict.fromkeys(codes)
    )


def severity(check: Check, known: Context = NOTHING_KNOWN) -> Severity | None:
    """Return how urgent the check is so far, or None while nothing was reported."""
    return combine(findings(check, known.limits), context(check, known))


def context(check: Check, known: Context = NOTHING_KNOWN) -> Context:
    """Return what is known with the answer about the infusion; "not sure" counts as yes."""
    answer = check.answers.get(Step.INFUSION)
    hours = known.hours_since_infusion
    if answer in {Choice.YES, Choice.IN_CHAIR, Choice.NOT_SURE}:
        hours = min(hours, REACTION_WINDOW.value) if hours is not None else 0.0
    return replace(known, hours_since_infusion=hours, about=check.about)


def comes_back(code: str) -> Check:
    """Return the check that asks whether a sign is there now, or when it last was."""
    goes = Trait.COMES_AND_GOES in TABLE[code].traits
    return Check(step=Step.LAST if goes else Step.NOW, subject=code)


def to_document(check: Check) -> dict[str, object]:
    """Return the check as plain JSON values."""
    return {
        "step": check.step.value,
        "answers": [[step.value, choice.value] for step, choice in check.answers.items()],
        "about": check.about.value,
        "temperature": check.temperature,
        "subject": check.subject,
    }


def from_document(document: Mapping[str, object]) -> Check:
    """Return the check that `to_document` wrote. Raises ValueError when it is none of ours."""
    answers, celsius, subject = (document.get(key) for key in ("answers", "temperature", "subject"))
    if not isinstance(answers, list) or not isinstance(celsius, int | float | None):
        raise ValueError("not a symptom check")  # noqa: TRY004 -- one error for the caller
    if subject is not None and subject not in TABLE:
        raise ValueError("a symptom check about an unknown sign")
    return Check(
        Step(str(document.get("step"))),
        {Step(step): Choice(choice) for step, choice in answers},
        About(str(document.get("about"))),
        celsius,
        str(subject) if subject else None,
    )


# -- moving on


def _about(check: Check, choice: Choice) -> About:
    said = {
        Choice.ME: About.SELF,
        Choice.WITH: About.CHILD,
        Choice.SOMEBODY_ELSE: About.OTHER,
    }
    return said.get(choice, check.about)


def _following(check: Check, at: Step, choice: Choice, limits: Limits) -> Step:
    following = NEXT[at][choice]
    found = findings(check, limits)
    known = Context(limits=limits)
    if at is not Step.RESCUE and severity(check, known) is Severity.EMERGENCY:
        return Step.RESCUE
    while following in ONLY_WITH_FINDINGS and not found:
        following = next(iter(NEXT[following].values()))
    return Step.NOTHING if following is Step.TOLD and not found else following


# -- what was reported


def _about_subject(check: Check) -> list[str]:
    """Return what the questions about a single sign have made of it."""
    code, last = check.subject, check.answers.get(Step.LAST)
    if code is None:
        return []
    now = check.answers.get(Step.NOW)
    if now in {Choice.YES, Choice.NOT_SURE} or last in _STILL_COUNTS:
        return [code]
    if last is Choice.LAST_DAYS:
        return ["Q_EARLIER"]
    grave = TABLE[code].severity is Severity.EMERGENCY
    return ["Q_LONG_AGO"] if last is Choice.LONGER_AGO and grave else []


def _worked_out(check: Check, codes: list[str]) -> list[str]:
    """Return what several answers say together."""
    answers, found = check.answers, []
    if "T_COUGH_NEW" in codes and answers.get(Step.LASTED) in {Choice.LONG, Choice.NOT_SURE}:
        found.append("T_COUGH_PERS")
    if answers.get(Step.DIRECTION) in {Choice.WORSE, Choice.NOT_SURE} and _felt(codes):
        found.append("Q_WORSE")
    if codes and answers.get(Step.INFUSION) is Choice.IN_CHAIR:
        found.append("I_NOW")
    return found


def _felt(codes: list[str]) -> bool:
    return any(Trait.NO_SYMPTOM not in TABLE[code].traits for code in codes)


# -- typed answers


def _said(step: Step, text: str, lexicons: Lexicons) -> Choice | None:
    """Find a word for an answer itself: "yes", "no", "not sure"."""
    plain = " ".join(word.text for word in words(text))
    for choice in Choice:
        if plain in lexicons.choices(choice.value):
            return _on_this_screen(step, choice)
    return None


def _on_this_screen(step: Step, choice: Choice) -> Choice | None:
    """Translate yes and no to screens that list signs: no is none, a bare yes is not sure."""
    offered = NEXT[step]
    instead = {Choice.NO: Choice.NONE, Choice.NONE: Choice.NO, Choice.YES: Choice.NOT_SURE}
    for one in (choice, instead.get(choice)):
        if one in offered:
            return one
    return None


def _told(step: Step, text: str, lexicons: Lexicons, language: str | None) -> Choice | None:
    """Find the one button that says what the person wrote in words of their own."""
    findings = read_message(text, lexicons, language=language).findings
    present = {one.code for one in findings if one.polarity is Polarity.PRESENT}
    exact = [one for one in NEXT[step] if SIGNS.get((step, one)) in present]
    return exact[0] if len(exact) == 1 else None
