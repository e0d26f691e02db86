"""What triage talks about: findings, whom they concern, what is known beside the words.

It holds values only: no threshold, no word of any language, no rule.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from care.categories import Category as Category  # noqa: PLC0414 -- others know it from here
from care.severity import Severity
from care.thresholds import OURS, Limits


class Polarity(StrEnum):
    """How a sign is meant. Only `present` speaks of the patient, now."""

    PRESENT = "present"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    PAST = "past"
    OTHER = "other"


class About(StrEnum):
    """Who writes: the patient, somebody who looks after the patient, or we cannot tell.

    `child` also stands for an adult in somebody's care: "she" is then the patient.
    """

    SELF = "self"
    CHILD = "child"
    OTHER = "other"


class Action(StrEnum):
    """What the reader of a message does next. `ask` turns into an alert when nobody answers."""

    ALERT = "alert"
    ASK = "ask"
    ANSWER = "answer"
    MENU = "menu"


class Risk(StrEnum):
    """What makes an infection more dangerous for this patient. Unknown is simply absent."""

    STEROIDS = "steroids"
    SEVERAL_IMMUNOSUPPRESSANTS = "several_immunosuppressants"
    LUNG_DISEASE = "lung_disease"
    LOW_NEUTROPHILS = "low_neutrophils"
    LOW_IMMUNOGLOBULINS = "low_immunoglobulins"
    RECENT_INFECTION = "recent_infection"
    LIVES_ALONE = "lives_alone"


@dataclass(frozen=True, slots=True)
class Finding:
    """One coded sign. `span` counts code points of the text as given, its end exclusive."""

    code: str
    category: Category
    polarity: Polarity = Polarity.PRESENT
    span: tuple[int, int] = (0, 0)
    celsius: float | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the words. `baseline` holds codes that a clinician has confirmed.

    `declared` holds usual codes that nobody has confirmed, `limits` the numbers of the team.
    `dose_harms` says that the plan has a medicine that can harm an unborn child.
    """

    hours_since_infusion: float | None = None
    about: About = About.SELF
    baseline: frozenset[str] = field(default_factory=frozenset)
    age: float | None = None
    asked: str | None = None
    risks: frozenset[Risk] = field(default_factory=frozenset)
    limits: Limits = OURS
    declared: frozenset[str] = field(default_factory=frozenset)
    dose_harms: bool = False


NOTHING_KNOWN = Context()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message means to us. For `ask`, `severity` is what the team sees without an answer.

    `answer` is the id of the message to send: the question for `ask`, the reply for `answer`.
    """

    action: Action
    severity: Severity | None
    findings: tuple[Finding, ...]
    answer: str | None
    rules: str
