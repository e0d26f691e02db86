"""The symptom check: which answer moves it where, and what it has reported so far.

It holds the rules; the screens are in `check_steps.py`, the words in `messages/`. The caller alerts
after every answer that reports something new, and never takes anything back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from care.check_signs import SIGNS
from care.check_steps import (
    ABOUT_SIGNS,
    ABOUT_THE_CALL,
    AREAS,
    DECIDES,
    ENDS,
    FIRST,
    NEXT,
    THERMOMETER,
    Choice,
    Step,
)
from care.check_usual import ASKED_OF, awaited, sign_at, unchanged
from care.combination import combine, may_be_usual
from care.findings import NOTHING_KNOWN, About, Context, Finding, Polarity
from care.severity import Severity
from care.thresholds import OURS, Limits
from care.triage_table import IMPLIES, LATELY, REACTION_WINDOW, RECENT, TABLE, Trait

_STILL_COUNTS = frozenset({Choice.THERE_NOW, Choice.LAST_DAY, Choice.NOT_SURE})
_LOWEST_ROW = frozenset({Choice.NONE, Choice.NOT_SURE})
_CONTACTS_OPEN = frozenset({Choice.CAME_AND_WENT, Choice.NOT_SURE})


class Outdated(Exception):
    """The press belongs to a screen that has been left, or answers what was not asked."""


@dataclass(frozen=True, slots=True)
class Check:
    """Where a check stands. `subject` is the sign it was opened about, `temperature` in Celsius.

    `settled`: the plan answers the question about the infusion, so that nobody is asked.
    """

    step: Step = FIRST
    answers: Mapping[Step, Choice] = field(default_factory=dict)
    about: About = About.SELF
    temperature: float | None = None
    subject: str | None = None
    settled: bool = False

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
    known: Context = NOTHING_KNOWN,
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
    return replace(answered, step=_following(answered, at, choice, known))


def back(check: Check) -> Check:
    """Return the check at the screen before, its answer open again. Nothing told is untold.

    Raises Outdated where there is none, and after an emergency or the end.
    """
    if check.ended or check.step is Step.RESCUE or not check.answers:
        raise Outdated(check.step)
    *kept, (last, _) = check.answers.items()
    temperature = None if last in THERMOMETER else check.temperature
    return replace(check, step=last, answers=dict(kept), temperature=temperature)


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
    """Return what is known with the answers about the infusion and about what is usual.

    "Not sure" counts as an infusion, and as worse. A sign is usual only while it is being asked
    about, and from then on if it was there before the infusions and is no worse.
    """
    answer = check.answers.get(Step.INFUSION)
    hours = known.hours_since_infusion
    if answer in {Choice.YES, Choice.IN_CHAIR, Choice.NOT_SURE}:
        hours = min(hours, REACTION_WINDOW.value) if hours is not None else 0.0
    same = unchanged(check.answers) | awaited(check.step, check.answers)
    return replace(
        known,
        hours_since_infusion=hours,
        about=check.about,
        baseline=known.baseline & same,
        declared=known.declared & same,
    )


def half_said(check: Check, known: Context = NOTHING_KNOWN) -> bool:
    """Say whether something was begun that nobody has been told: silence now must alert."""
    if check.step in {Step.BODY, Step.BELLY}:
        return check.answers.get(Step.BODY_OR_BELLY) in AREAS and not _in_area(check)
    return not awaited(check.step, check.answers).isdisjoint(known.baseline | known.declared)


def comes_to(check: Check, step: Step) -> bool:
    """Say whether a question is still ahead of a check, or is the one it stands on."""
    ahead, seen = [_resumed(check) if check.step is Step.INFUSION else check.step], set[Step]()
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead += NEXT[here].values()
    return step in seen


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
        "settled": check.settled,
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
        document.get("settled") is True,
    )


# -- moving on


def _about(check: Check, choice: Choice) -> About:
    said = {
        Choice.ME: About.SELF,
        Choice.WITH: About.CHILD,
        Choice.SOMEBODY_ELSE: About.OTHER,
    }
    return said.get(choice, check.about)


def _following(check: Check, at: Step, choice: Choice, known: Context) -> Step:
    found = findings(check, known.limits)
    if at is not Step.RESCUE and severity(check, known) is Severity.EMERGENCY:
        return Step.RESCUE
    following = _resumed(check) if at is Step.INFUSION else NEXT[at][choice]
    while _skipped(check, following, known):
        following = _past(following)
    if found and following not in ENDS | DECIDES and _infusion_unknown(check):
        return Step.INFUSION
    return Step.NOTHING if following is Step.TOLD and not found else following


def _past(step: Step) -> Step:
    """Return what follows a question that is not asked, as if the answer had been no."""
    following = NEXT[step]
    return following.get(Choice.NO) or next(iter(following.values()))


def _resumed(check: Check) -> Step:
    """Return where the check goes on after the question about the infusion came between."""
    before = [step for step in check.answers if step is not Step.INFUSION]
    if not before:
        return NEXT[Step.INFUSION][Choice.NO]
    return NEXT[before[-1]][check.answers[before[-1]]]


def _infusion_unknown(check: Check) -> bool:
    return not check.settled and Step.INFUSION not in check.answers


def _skipped(check: Check, step: Step, known: Context) -> bool:
    """Say whether a question has no answer worth asking for."""
    if step is Step.CONTACT:
        return check.answers.get(Step.LATELY, Choice.NOT_SURE) not in _CONTACTS_OPEN
    codes = {one.code for one in findings(check)}
    if step in ASKED_OF:
        sign = sign_at(check.answers, ASKED_OF[step])
        return sign is None or not may_be_usual(TABLE[sign])
    if step in ABOUT_SIGNS:
        return not codes - unchanged(check.answers)
    if step in ABOUT_THE_CALL:
        return severity(check, known) in {None, Severity.NEXT_VISIT}
    return False


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
    new = set(codes) - unchanged(check.answers)
    if "T_COUGH_NEW" in new and answers.get(Step.LASTED) in {Choice.LONG, Choice.NOT_SURE}:
        found.append("T_COUGH_PERS")
    if answers.get(Step.BODY_OR_BELLY) in AREAS and Step.BELLY in answers and not _in_area(check):
        found.append("Q_UNSURE")
    if answers.get(Step.DIRECTION) in {Choice.WORSE, Choice.NOT_SURE} and _felt(codes):
        found.append("Q_WORSE")
    if codes and answers.get(Step.INFUSION) is Choice.IN_CHAIR:
        found.append("I_NOW")
    return found


def _in_area(check: Check) -> bool:
    """Say whether the screens that an area leads to have named a sign."""
    return any(sign_at(check.answers, step) is not None for step in (Step.BODY, Step.BELLY))


def _felt(codes: list[str]) -> bool:
    return any(Trait.NO_SYMPTOM not in TABLE[code].traits for code in codes)
